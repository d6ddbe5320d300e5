"""What was concluded from tables as sent, told briefly: one note a file and field."""

from __future__ import annotations

from collections.abc import Sequence

from orgplan.errors import Finding
from orgplan.io.reading import Guess
from orgplan.text import Text, same

_WORDS = {
    "id": Text("mã đơn vị", "ids"),
    "parent": Text("đơn vị cấp trên", "parents"),
    "kind": Text("loại hình", "kinds"),
    "name": Text("tên", "names"),
    "staff": Text("biên chế", "figures of staff"),
    "present": Text("số có mặt", "figures of people present"),
}
"""The fields that may be concluded, for people."""


def guess_notes(guesses: Sequence[Guess], scenario: str) -> list[Finding]:
    """Sum guesses up, so that nobody has to read hundreds of them each time.

    Parameters
    ----------
    guesses
        Every guess, in order of place.
    scenario
        Name of the scenario file, for the command that lists them all.

    Returns
    -------
    notes
        One for each file and field, at the first place.
    """
    groups: dict[tuple[int, str], list[Guess]] = {}
    for guess in guesses:
        groups.setdefault((guess.order[0] if guess.order else 0, guess.field), []).append(guess)
    advice = same(f"`orgplan validate {scenario} --complete units.xlsx`")
    notes: list[Finding] = []
    for (_, field), group in groups.items():
        first, many = group[0], len(group)
        what = _WORDS.get(field, same(field))
        values = f"{many} value{'' if many == 1 else 's'}"
        notes.append(
            Finding(
                first.place,
                Text(
                    f"{many} giá trị «{what.vi}» do orgplan suy ra, giá trị đầu tiên ở đây",
                    f"{values} of `{field}` were concluded, the first here",
                ),
                Text("người có trách nhiệm xác nhận", "somebody confirms them"),
                advice,
                order=first.order,
                severity="note",
            )
        )
    return notes
