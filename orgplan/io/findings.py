"""Collecting what is wrong in the input files, so that all of it is told in one run."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol

from orgplan.errors import Finding
from orgplan.io.limits import MAX_FINDINGS, SHOWN_CHARACTERS, SHOWN_PLACES
from orgplan.text import Text

_LAST = 1_000_000
"""Sorting key behind those of all files."""

_LONGEST_PATH = 100
"""Characters of both ends of a path that a place shows."""


class Source(Protocol):
    """A file that can name the places in it."""

    def place(self, row: int, column: int) -> str:
        """The place as people read it; column 0 means the whole row, row 0 the whole file."""


@dataclass(frozen=True, slots=True)
class LineSource:
    """A text file: ``units.csv:14:3`` is line 14 and field or character 3."""

    name: str

    def place(self, row: int, column: int) -> str:
        """The place as ``name:line:column``."""
        if not row:
            return self.name
        return f"{self.name}:{row}:{column}" if column else f"{self.name}:{row}"


@dataclass(frozen=True, slots=True)
class SheetSource:
    """A sheet of a workbook: ``units.xlsx!units!C14``."""

    name: str
    sheet: str

    def place(self, row: int, column: int) -> str:
        """The place as ``name!sheet!A1``."""
        if not row:
            return f"{self.name}!{self.sheet}"
        return f"{self.name}!{self.sheet}!{letters(max(column, 1))}{row}"


@dataclass(frozen=True, slots=True)
class PathSource:
    """A tree without lines: ``units.json:links[0]``; rows count the paths, from 1."""

    name: str
    paths: list[str] = field(default_factory=list)

    def place(self, row: int, column: int) -> str:
        """The place as ``name:path``."""
        path = self.paths[row - 1] if row else ""
        if len(path) > 2 * _LONGEST_PATH:
            path = f"{path[:_LONGEST_PATH]}…{path[-_LONGEST_PATH:]}"
        return f"{self.name}:{path}" if path else self.name

    def row(self, path: str) -> int:
        """Remember a path and return its row."""
        self.paths.append(path)
        return len(self.paths)


def letters(column: int) -> str:
    """Name a column as spreadsheets do: 1 is A, 27 is AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


Written = Literal["text", "number", "date", "shown", "error", "formula"]
"""How a cell was stored: as text, as a number, as a date, as a number shown in another way (with
leading zeros), as the error of a formula, or as a formula that was never computed."""


class Cell(NamedTuple):
    """One value with its place."""

    text: str
    source: Source
    file: int
    row: int
    column: int
    written: Written = "text"
    raw: str = ""

    @property
    def place(self) -> str:
        """Where the value stands."""
        return self.source.place(self.row, self.column)

    @property
    def order(self) -> tuple[int, ...]:
        """Sorting key: file, row, column."""
        return (self.file, self.row, self.column)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with a value, before anybody knows where it stands."""

    found: Text
    expected: Text
    advice: Text | None = None


class Findings:
    """The findings of one run; more than a reader can use are only counted.

    `failed` says whether there is an error among them.
    """

    def __init__(self) -> None:
        self._all: list[Finding] = []
        self._left_out = 0
        self.failed = False

    def error(
        self, cells: Cell | Sequence[Cell], found: Text, expected: Text, advice: Text | None = None
    ) -> None:
        """Add an error at one place, or one error with several places."""
        self._add(cells, found, expected, advice, "error")

    def note(
        self, cells: Cell | Sequence[Cell], found: Text, expected: Text, advice: Text | None = None
    ) -> None:
        """Add a note: the input is read, but somebody should look."""
        self._add(cells, found, expected, advice, "note")

    def note_at(self, place: str, found: Text, expected: Text, advice: Text | None = None) -> None:
        """Add a note that speaks of the whole, at the first place of what it speaks of."""
        self._keep(Finding(place, found, expected, advice, order=(_LAST,), severity="note"))

    def trouble(self, cell: Cell, trouble: Trouble) -> None:
        """Add the trouble with one value as an error at its place."""
        self.error(cell, trouble.found, trouble.expected, trouble.advice)

    def extend(self, findings: Sequence[Finding], file: int) -> None:
        """Take over the findings of another reader, at their place among the files."""
        for finding in findings:
            self._keep(dataclasses.replace(finding, order=(file, *finding.order)))

    def _add(
        self,
        cells: Cell | Sequence[Cell],
        found: Text,
        expected: Text,
        advice: Text | None,
        severity: Literal["error", "note"],
    ) -> None:
        places = [cells] if isinstance(cells, Cell) else list(cells)
        named = ", ".join(cell.place for cell in places[:SHOWN_PLACES])
        if len(places) > SHOWN_PLACES:
            named += f", … ({len(places)})"
        order = places[0].order if places else ()
        self._keep(Finding(named, found, expected, advice, order=order, severity=severity))

    def _keep(self, finding: Finding) -> None:
        if len(self._all) < MAX_FINDINGS:
            self._all.append(finding)
        elif finding.severity == "error" and not self.failed:
            self._all[-1] = finding
        else:
            self._left_out += 1
        self.failed = self.failed or finding.severity == "error"

    def sorted(self) -> tuple[Finding, ...]:
        """All findings in order of place, with a last line where some were only counted."""
        ordered = sorted(self._all, key=lambda finding: finding.order)
        if self._left_out:
            more = self._left_out
            ordered.append(
                Finding(
                    "…",
                    Text(f"còn {more} phát hiện khác", f"{more} more findings"),
                    Text("sửa các lỗi trên trước", "mend those above first"),
                    severity="note",
                )
            )
        return tuple(ordered)


def shown(value: str, most: int = SHOWN_CHARACTERS) -> str:
    """Quote a value of a file in a message: short, on one line, nothing invisible in it."""
    cut = value if len(value) <= most else value[: most - 1] + "…"
    return f"`{visible(cut)}`"


def visible(value: str) -> str:
    """A text of a file with everything invisible in it spelt out, safe to print anywhere."""
    if value.isprintable():
        return value
    return "".join(_visible(letter) for letter in value)


def _visible(letter: str) -> str:
    if letter == " " or letter.isprintable() or unicodedata.category(letter) == "Mn":
        return letter
    return f"\\u{{{ord(letter):X}}}"


def listed(values: Sequence[str], most: int = SHOWN_PLACES) -> str:
    """List values of a file in a message, the first few of them."""
    named = ", ".join(shown(value) for value in values[:most])
    return named if len(values) <= most else f"{named}, … ({len(values)})"
