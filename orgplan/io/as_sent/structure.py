"""Which row stands below which: from numbers, from the outline, or on one level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orgplan.io.as_sent.names import names_leaders
from orgplan.io.as_sent.numbering import Numbered, read_numbering
from orgplan.io.as_sent.outline import Outline, find_outline
from orgplan.io.as_sent.rows import Line
from orgplan.io.findings import Findings, shown
from orgplan.io.table import Table
from orgplan.text import Text


@dataclass(slots=True)
class Structure:
    """The tree of the rows of one table.

    Parameters
    ----------
    parents
        Position of the parent of each row, or None.
    because
        Why, for people; of each row.
    told
        Whether numbers or an outline told it; otherwise all rows are on one level.
    """

    parents: list[int | None]
    because: list[Text]
    told: bool


def find_structure(
    table: Table, number: int | None, lines: Sequence[Line], findings: Findings
) -> Structure:
    """Find the tree that the rows of a table mean.

    Parameters
    ----------
    table
        The table, for places.
    number
        Its column of numbers, if there is one.
    lines
        The rows that are units.
    findings
        Gets numbers that are missing, skipped or hang in the air, and levels that are skipped.

    Returns
    -------
    structure
        The tree; numbers go before the outline, unless they only count the rows.
    """
    outline = find_outline([line.looks for line in lines])
    labelled = [row for row, line in enumerate(lines) if line.label is not None]
    numbered = read_numbering([line.label for line in lines if line.label is not None])
    counter = labelled and all(label.style == "arabic" for label in numbered.labels)
    if outline is not None and (not labelled or (counter and not _branches(numbered))):
        return _by_outline(outline, lines, findings)
    if labelled:
        return _Numbers(table, number, lines, labelled, numbered, outline, findings).structure()
    flat = Text("không có số thứ tự hay thụt lề", "neither numbers nor an outline")
    return Structure([None] * len(lines), [flat] * len(lines), told=False)


def _branches(numbered: Numbered) -> bool:
    return any(parent is not None for parent in numbered.parents)


def _by_outline(outline: Outline, lines: Sequence[Line], findings: Findings) -> Structure:
    parents, jumps = outline.parents()
    for row in jumps:
        above = outline.depths[row - 1] + 1 if row else 0
        findings.error(
            lines[row].cell,
            Text(
                f"cấp {outline.depths[row] + 1} ngay sau cấp {above} ({outline.by.vi})",
                f"level {outline.depths[row] + 1} right after level {above} ({outline.by.en})",
            ),
            Text("mỗi dòng sâu hơn dòng trên nhiều nhất một cấp", "at most one level deeper"),
            Text("kiểm tra thụt lề của dòng này", "check the indent of this row"),
        )
    return Structure(parents, [outline.by] * len(lines), told=True)


class _Numbers:
    """The tree of a table that numbers its rows."""

    def __init__(
        self,
        table: Table,
        column: int | None,
        lines: Sequence[Line],
        labelled: Sequence[int],
        numbered: Numbered,
        outline: Outline | None,
        findings: Findings,
    ) -> None:
        self._table = table
        self._column = column
        self._lines = lines
        self._labelled = labelled
        self._numbered = numbered
        self._outline = outline
        self._by_looks = [] if outline is None else outline.parents()[0]
        self._findings = findings
        unknown = Text("", "")
        self._made = Structure([None] * len(lines), [unknown] * len(lines), told=True)

    def structure(self) -> Structure:
        """The tree."""
        self._remarks()
        top = self._above_all()
        for place, row in enumerate(self._labelled):
            parent = self._numbered.parents[place]
            self._made.parents[row] = top if parent is None else self._labelled[parent]
            self._made.because[row] = self._because(place, parent, top)
        for row in range(self._labelled[0] + 1, len(self._lines)):
            if self._lines[row].label is None:
                self._unnumbered(row)
        return self._made

    def _above_all(self) -> int | None:
        """The last of the rows before the first number; each of them stands below the other.

        Rows for leaders have nothing below them.
        """
        above: int | None = None
        for row in range(self._labelled[0]):
            self._made.parents[row] = above
            self._made.because[row] = Text(
                "đứng trước dòng đánh số đầu tiên", "before the first number"
            )
            if not names_leaders(self._lines[row].cell.text):
                above = row
        return above

    def _because(self, place: int, parent: int | None, top: int | None) -> Text:
        label = shown(self._numbered.labels[place].written)
        if parent is not None:
            above = shown(self._numbered.labels[parent].written)
            return Text(f"số {label} dưới số {above}", f"number {label} below number {above}")
        if top is not None:
            name = shown(self._lines[top].cell.text)
            return Text(
                f"số {label} dưới dòng không đánh số {name}",
                f"number {label} below the row without number {name}",
            )
        return Text(f"số {label} ở cấp cao nhất", f"number {label} on the highest level")

    def _remarks(self) -> None:
        for remark in self._numbered.remarks:
            line = self._lines[self._labelled[remark.row]]
            cell = line.cell
            if self._column is not None and self._column not in line.row.repeated:
                own = self._table.cell(line.row, self._column)
                cell = own if own.text.strip() else cell
            say = self._findings.error if remark.error else self._findings.note
            say(cell, remark.found, remark.expected, remark.advice)

    def _unnumbered(self, row: int) -> None:
        """A row without number among numbered ones: the outline may tell where it belongs."""
        line = self._lines[row]
        if self._outline is not None:
            self._made.parents[row] = self._by_looks[row]
            self._made.because[row] = self._outline.by
            return
        beside = self._made.parents[row - 1]
        self._made.parents[row] = row - 1 if beside is None else beside
        if not line.wrong and line.cell.written != "error":
            name = shown(line.cell.text)
            self._findings.error(
                line.cell,
                Text(f"{name} không có số thứ tự", f"{name} has no number"),
                Text("số thứ tự, như các dòng khác", "a number, as the other rows have"),
                Text(
                    "đánh số dòng này, hoặc xóa nếu không phải là đơn vị",
                    "number the row, or delete it if it is no unit",
                ),
            )
