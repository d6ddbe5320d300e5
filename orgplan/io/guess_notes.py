"""What was concluded from tables as sent, told briefly: one note a file and field."""

from __future__ import annotations

from collections.abc import Sequence

from orgplan.errors import Finding
from orgplan.io.reading import Guess
from orgplan.text import Text, same

_FIELDS = {
    "id": Text("mã đơn vị", "ids"),
    "parent": Text("đơn vị cấp trên", "parents"),
    "kind": Text("loại hình", "kinds"),
    "name": Text("tên", "names"),
    "staff": Text("biên chế", "figures of staff"),
    "present": Text("số có mặt", "figures of people present"),
}
"""The fields that may be concluded, for people."""


_FEW_FILES = 2
"""Files up to which each gets notes of its own."""


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
        One for each file and field, or for each field where there are many files; at the first
        place.
    """
    files = len({guess.order[:1] for guess in guesses})
    groups: dict[tuple[tuple[int, ...], str], list[Guess]] = {}
    for guess in guesses:
        file = guess.order[:1] if files <= _FEW_FILES else ()
        groups.setdefault((file, guess.field), []).append(guess)
    return [_note(group, scenario) for group in groups.values()]


def _note(group: Sequence[Guess], scenario: str) -> Finding:
    first, many = group[0], len(group)
    files = len({guess.order[:1] for guess in group})
    what = _FIELDS.get(first.field, same(first.field))
    values = f"{many} value{'' if many == 1 else 's'} of `{first.field}`"
    vi, en = (f" trong {files} tệp", f" in {files} files") if files > 1 else ("", "")
    return Finding(
        first.place,
        Text(
            f"{many} giá trị «{what.vi}»{vi} do orgplan suy ra, giá trị đầu tiên ở đây",
            f"{values}{en} were concluded, the first here",
        ),
        Text("người có trách nhiệm xác nhận", "somebody confirms them"),
        same(f"`orgplan validate {scenario} --complete units.xlsx`"),
        order=first.order,
        severity="note",
    )
