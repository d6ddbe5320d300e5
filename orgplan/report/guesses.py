"""The list of concluded values on a terminal: by file, by field, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from rich.console import RenderableType

from orgplan.io.reading import Guess, Reading
from orgplan.report.layout import heading, item
from orgplan.report.unit_workbook import field_name
from orgplan.report.unit_workbook.contents import DUTIES
from orgplan.text import Language, Text, same


def guess_list(reading: Reading, language: Language) -> Iterator[RenderableType]:
    """Every guess with its place, unit, field, value and reason; nothing where there is none.

    Parameters
    ----------
    reading
        What was read.
    language
        Language of the list.
    """
    for file, of_file in _by(reading.guesses, _file).items():
        yield heading(
            Text(f"{file}: giá trị do máy suy ra, cần xác nhận", f"{file}: concluded, to confirm"),
            language,
        )
        for field, of_field in _by(of_file, lambda guess: guess.field).items():
            yield item(f"{field_name(field).to(language)} ({len(of_field)})")
            for why, guesses in _by(of_field, lambda g: g.because.to(language)).items():
                yield from _rows(guesses, why, reading)


def _rows(guesses: Sequence[Guess], why: str, reading: Reading) -> Iterator[RenderableType]:
    """The values that were concluded for one reason; the reason stands once."""
    together = len(guesses) > 1
    if together:
        yield item(f"{why}:", depth=2)
    for guess in guesses:
        subject = reading.organisation[guess.unit].name if guess.field == "id" else guess.unit
        tail = "" if together else f" ({why})"
        spot = guess.place[len(_file(guess)) :].lstrip("!:")
        mark = f"{spot}  " if spot else ""
        yield item(f"{subject} → {guess.value}{tail}", mark, depth=3 if together else 2)


def _file(guess: Guess) -> str:
    """The file of a place, with its sheet."""
    file, mark, _ = guess.place.rpartition("!")
    return file if mark else guess.place.partition(":")[0]


def _by(guesses: Iterable[Guess], key: Callable[[Guess], str]) -> dict[str, list[Guess]]:
    """The guesses by a key, in order of appearance."""
    found: dict[str, list[Guess]] = {}
    for guess in guesses:
        found.setdefault(key(guess), []).append(guess)
    return found


def counted_guesses(reading: Reading) -> Text:
    """How much there is to confirm and to complete, in words; empty where there is nothing."""
    parts = []
    values = len(reading.guesses)
    if values:
        many = "value" if values == 1 else "values"
        parts.append(Text(f"{values} giá trị cần xác nhận", f"{values} {many} to confirm"))
    duties = open_duties(reading)
    if duties:
        many = "duty" if duties == 1 else "duties"
        parts.append(Text(f"{duties} nhiệm vụ chưa có mã", f"{duties} {many} without a code"))
    if not parts:
        return same("")
    return Text(", ".join(p.vi for p in parts), ", ".join(p.en for p in parts))


def open_duties(reading: Reading) -> int:
    """How many duties have no function code yet."""
    return sum(not duty.code for duty in reading.duties)


def helped_by_completing(reading: Reading) -> bool:
    """Whether a completed workbook would help: duties that stand in one already need only codes."""
    sheets = {DUTIES.vi, DUTIES.en}
    return bool(reading.guesses) or any(
        not duty.code and sheets.isdisjoint(duty.place.split("!")) for duty in reading.duties
    )
