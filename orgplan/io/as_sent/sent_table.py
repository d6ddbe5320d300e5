"""One table as sent, read as far as it can be without looking at the other files."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace

from orgplan.io.as_sent.posts_column import note_no_posts
from orgplan.io.as_sent.rows import FIGURES, Line, sort_rows
from orgplan.io.as_sent.structure import find_structure
from orgplan.io.columns import Columns, match_columns
from orgplan.io.findings import Cell, Findings, shown
from orgplan.io.records import Record, StoredIds, note_numeric
from orgplan.io.table import Row, Table, check_header, read_row
from orgplan.text import Text

_DASHES = frozenset("-–—‐‑−") | {"--", "---", "x", "X", "/"}
_UNKNOWN = Text("", "")
_LEADERS = frozenset({"heads", "deputies"})
_NONE = {"staff": "", "present": "0", "heads": "0", "deputies": "0"}
"""What a dash says; posts stay blank, since a unit without a figure may have sub-units that do."""


@dataclass(slots=True)
class Sprout:
    """A unit on its way: what is stated of it, and what is concluded step by step.

    Parameters
    ----------
    cell
        The name as written, at its place.
    parent
        The unit above, once it is known.
    because
        Why it is the one above.
    record
        What the row states; None for a unit that only a title names.
    id, name, kind
        Concluded or stated identity; empty until then.
    elsewhere
        Whether another file gives this unit with an id: it is only looked up.
    duties
        Cells of further rows with its duties.
    added
        Figures that a row for its leaders gives it.
    """

    cell: Cell
    parent: Sprout | None = None
    because: Text = _UNKNOWN
    record: Record | None = None
    id: str = ""
    name: str = ""
    kind: str = ""
    elsewhere: bool = False
    duties: list[Cell] = field(default_factory=list)
    added: dict[str, Cell] = field(default_factory=dict)

    @property
    def row(self) -> int:
        """Number of its row."""
        return self.cell.row


@dataclass(slots=True)
class SentTable:
    """A table as sent.

    Parameters
    ----------
    table
        The table, with its titles.
    columns
        What its header says.
    sprouts
        Its units in their order; units from titles come first.
    told
        Whether numbers or an outline told the structure.
    totals
        Rows with totals, for comparison.
    """

    table: Table
    columns: Columns
    sprouts: list[Sprout]
    told: bool
    totals: list[Row]


def read_sent(table: Table, findings: Findings) -> SentTable | None:
    """Read a table as sent.

    Parameters
    ----------
    table
        A table that says of itself that it is one.
    findings
        Gets what is wrong with header, rows and numbers.

    Returns
    -------
    sent
        Its units and their tree; None if the header does not fit.
    """
    columns = match_columns(table.headers, sent=True)
    if not _header_fits(table, columns, findings):
        return None
    rows = sort_rows(table, columns, findings)
    structure = find_structure(table, columns.known.get("number"), rows.lines, findings)
    if "id" in columns.known and not structure.told:
        check_header(table, match_columns(table.headers), False, findings)
        return None
    stated = _without(columns, ("number", "name"))
    stored = StoredIds()
    sprouts = [_sprout(table, line, stated, stored, findings) for line in rows.lines]
    note_numeric(stored.numeric, findings)
    for sprout, parent, because in zip(sprouts, structure.parents, structure.because, strict=True):
        sprout.parent = None if parent is None else sprouts[parent]
        sprout.because = because
    _report_shared(table, columns, rows.lines, findings)
    note_no_posts(table, columns, [line.row for line in rows.lines], rows.totals, findings)
    if not sprouts and table.complete and not any(row.broken for row in table.rows):
        findings.error(
            table.spot(table.header_row + 1),
            Text("bảng không có đơn vị nào", "no unit"),
            Text("ít nhất một đơn vị", "at least one unit"),
        )
    return SentTable(table, columns, sprouts, structure.told, rows.totals)


def _header_fits(table: Table, columns: Columns, findings: Findings) -> bool:
    """Check the header; several columns of names side by side are levels, no mistake."""
    names = columns.doubled.get("name", ())
    adjacent = all(after - before == 1 for before, after in itertools.pairwise(names))
    doubled = {
        key: value for key, value in columns.doubled.items() if key != "name" or not adjacent
    }
    known = dict.fromkeys(("id", "parent", "name"), 0) | dict(columns.known)
    return check_header(table, replace(columns, known=known, doubled=doubled), False, findings)


def _without(columns: Columns, names: tuple[str, ...]) -> Columns:
    known = {name: index for name, index in columns.known.items() if name not in names}
    return replace(columns, known=known, doubled={})


def _sprout(
    table: Table, line: Line, columns: Columns, stored: StoredIds, findings: Findings
) -> Sprout:
    """A unit with what its row states; a dash says that there are none, as a blank of leaders."""
    record = read_row(table, line.row, columns, stored, findings, line.cell)
    cells = dict(record.cells)
    for name in FIGURES:
        cell = cells.get(name)
        if cell is None or cell.written == "error":
            continue
        if cell.text in _DASHES or (not cell.text and name in _LEADERS):
            cells[name] = cell._replace(text=_NONE[name])
    return Sprout(line.cell, record=replace(record, cells=cells), duties=line.duties)


def _report_shared(table: Table, columns: Columns, lines: list[Line], findings: Findings) -> None:
    """Refuse a figure that is merged over several units: nobody knows how it is shared."""
    for name in FIGURES:
        index = columns.known.get(name)
        if index is None:
            continue
        for line in lines:
            cell = table.cell(line.row, index)
            if index in line.row.repeated and cell.text.strip():
                findings.error(
                    cell,
                    Text(
                        f"một ô gộp {shown(cell.text)} cho nhiều đơn vị",
                        f"one merged cell {shown(cell.text)} for several units",
                    ),
                    Text("mỗi đơn vị một số", "one figure a unit"),
                    Text("bỏ gộp ô rồi nhập số của từng đơn vị", "split the cell"),
                )
