"""A table of any file format, and how its rows become records.

Text files and workbooks differ in how cells are stored; what a header means, which rows are
totals and which are units is the same for both, and stands here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from orgplan.io.columns import (
    REQUIRED,
    Columns,
    header_lines,
    match_columns,
    nearest_field,
)
from orgplan.io.findings import Cell, Findings, Source, Written, letters, listed, shown
from orgplan.io.records import Batch, Record, StoredIds, as_shown, judge_stored, note_numeric, tidy
from orgplan.text import Text, nfc

_NUMBERED = re.compile(r"\(?([0-9]{1,3})\)?")
_LETTERED = re.compile(r"\(?[A-Za-zĐđ]\)?")
_TOTALS = frozenset({"tổng", "cộng", "tong", "cong", "total", "sum"})
_TOTAL_STARTS = ("tổng cộng", "tổng số", "cộng tổng", "tong cong", "tong so", "grand total")
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its texts, and how those of its cells were stored that are no plain text.

    A broken row was already reported; only its id is still of use. What the row looks like matters
    only where a table has no identifiers: indents of its cells, the columns that only repeat a
    merged cell above, its level in the outline of the sheet, whether it is hidden.
    """

    number: int
    texts: tuple[str, ...]
    stored: Mapping[int, tuple[Written, str]] = field(default_factory=dict)
    broken: bool = False
    indents: Mapping[int, int] = field(default_factory=dict)
    repeated: frozenset[int] = frozenset()
    level: int = 0
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells below a header.

    Parameters
    ----------
    source
        Names the places.
    file
        Position of the file among the files of the organisation.
    header_row
        Number of the row in which the header ends.
    headers
        For each column the lines of its header.
    rows
        The rows below the header.
    complete
        Whether these are all rows; not so where the file breaks off at an error.
    sent
        Whether it is a table as departments send it, without identifiers.
    titles
        The rows above the header, where it is such a table.
    names
        What the sheet and the file are called, without suffix.
    """

    source: Source
    file: int
    header_row: int
    headers: tuple[tuple[str, ...], ...]
    rows: Sequence[Row]
    complete: bool = True
    sent: bool = False
    titles: tuple[Row, ...] = ()
    names: tuple[str, ...] = ()

    def cell(self, row: Row, index: int) -> Cell:
        """The cell of a column, blank where the row is shorter."""
        text = row.texts[index] if index < len(row.texts) else ""
        written, raw = row.stored.get(index, ("text", ""))
        return Cell(text, self.source, self.file, row.number, index + 1, written, raw)

    def spot(self, row: int, column: int = 0) -> Cell:
        """A place without a value."""
        return Cell("", self.source, self.file, row, column)


def read_records(table: Table, kind_needed: bool, findings: Findings) -> Batch:
    """Turn the rows of a table into records.

    Parameters
    ----------
    table
        The table.
    kind_needed
        Whether every unit must name its kind.
    findings
        Gets what is wrong with header and cells.

    Returns
    -------
    batch
        The units; not whole if the header does not fit.
    """
    columns = match_columns(table.headers)
    if not check_header(table, columns, kind_needed, findings):
        return Batch(whole=False)
    batch = Batch(whole=table.complete)
    stored = StoredIds(_ids_for_advice(table, columns))
    first = True
    for row in table.rows:
        if not any(text and not text.isspace() for text in row.texts):
            continue
        number_line = first and is_number_line(row.texts)
        first = False
        if number_line:
            continue
        if row.broken:
            batch.doubtful.update(_loose_id(row, columns))
        elif _is_total(row, columns):
            _note_total(table, row, columns, findings)
        else:
            home = table.spot(row.number, columns.known["id"] + 1)
            batch.records.append(read_row(table, row, columns, stored, findings, home))
    note_numeric(stored.numeric, findings)
    if table.complete and not batch.records and not any(row.broken for row in table.rows):
        findings.error(
            table.spot(table.header_row + 1),
            Text("bảng không có đơn vị nào", "no unit"),
            Text("ít nhất một đơn vị", "at least one unit"),
        )
    return batch


def check_header(table: Table, columns: Columns, kind_needed: bool, findings: Findings) -> bool:
    """Report doubled and missing columns, and guess at those that may be misspelt.

    Parameters
    ----------
    table, columns
        The table and what its header says.
    kind_needed
        Whether every unit must name its kind.
    findings
        Gets what is wrong.

    Returns
    -------
    right
        Whether the rows can be read.
    """
    for known, indices in columns.doubled.items():
        names = [" ".join(header_lines(table.headers[index])) for index in indices]
        findings.error(
            [table.spot(table.header_row, index + 1) for index in indices],
            Text(
                f"các cột {listed(names)} đều là trường `{known}`",
                f"the columns {listed(names)} are all the field `{known}`",
            ),
            Text("mỗi trường một cột", "one column a field"),
            Text("xóa hoặc đổi tên các cột thừa", "delete or rename the others"),
        )
    needed = (*REQUIRED, "kind") if kind_needed else REQUIRED
    missing = [known for known in needed if known not in columns.known]
    meant: dict[str, str] = {}
    for index, name in columns.extra.items():
        near = nearest_field(name)
        if near in missing:
            meant.setdefault(near, name)
        elif near is not None and near not in columns.known:
            _note_misspelt(table, index, name, near, findings)
    if missing:
        _report_missing(table, columns, missing, meant, findings)
    return not missing and not columns.doubled


def _note_misspelt(table: Table, index: int, name: str, near: str, findings: Findings) -> None:
    findings.note(
        table.spot(table.header_row, index + 1),
        Text(
            f"cột {shown(name)} không phải là trường nào; được giữ nguyên",
            f"the column {shown(name)} is no field; it is kept as it is",
        ),
        Text("tên của một trường", "the name of a field"),
        Text(f"có lẽ là `{near}`", f"`{near}`"),
    )


def _report_missing(
    table: Table,
    columns: Columns,
    missing: list[str],
    meant: Mapping[str, str],
    findings: Findings,
) -> None:
    there = [*columns.known, *columns.extra.values()]
    advice = None
    if meant:
        vi = ", ".join(f"{shown(name)} → `{known}`" for known, name in meant.items())
        advice = Text(f"đổi tên cột: {vi}", f"rename columns: {vi}")
    findings.error(
        table.spot(table.header_row),
        Text(
            f"thiếu cột {listed(missing)}; tiêu đề có {listed(there)}",
            f"no column {listed(missing)}; the header has {listed(there)}",
        ),
        Text(
            "một bảng có ít nhất các cột `id`, `parent`, `name` và `kind` (hoặc loại hình "
            "mặc định)",
            "a table with at least `id`, `parent`, `name`, and `kind` (or a default kind)",
        ),
        advice,
    )


def is_number_line(texts: Sequence[str]) -> bool:
    """Whether a row only numbers the columns, as ``(1) (2) (3)`` or ``A B 1 2``."""
    filled = [text.strip() for text in texts if text.strip()]
    if len(filled) < 3:
        return False
    last = None
    for text in filled:
        number = _NUMBERED.fullmatch(text)
        if number is None:
            if last is not None or not _LETTERED.fullmatch(text):
                return False
            continue
        if last is not None and int(number[1]) != last + 1:
            return False
        if last is None and number[1] != "1":
            return False
        last = int(number[1])
    return last is not None


def _is_total(row: Row, columns: Columns) -> bool:
    """Whether a row is a sum of others: it says so, and it has no id."""
    identifier = nfc(_text(row, columns.known["id"]))
    if identifier and not says_total(identifier):
        return False
    return any(len(text) <= 80 and says_total(text) for text in row.texts)


def says_total(text: str) -> bool:
    """Whether a text announces a sum: Tổng cộng, Cộng … (Tổng công ty is a unit)."""
    words = " ".join(_WORDS.findall(nfc(text).casefold()))
    return words in _TOTALS or any(f"{words} ".startswith(f"{start} ") for start in _TOTAL_STARTS)


def _note_total(table: Table, row: Row, columns: Columns, findings: Findings) -> None:
    findings.note(
        table.cell(row, columns.known["id"]),
        Text(
            f"dòng {row.number} có vẻ là dòng tổng và được bỏ qua",
            f"row {row.number} looks like a total and was skipped",
        ),
        Text("mỗi dòng một đơn vị, có mã", "one unit a row, with an identifier"),
    )


def _loose_id(row: Row, columns: Columns) -> tuple[str, ...]:
    identifier = nfc(_text(row, columns.known["id"]))
    return (identifier,) if identifier else ()


def _ids_for_advice(table: Table, columns: Columns) -> frozenset[str]:
    """The ids of the table, if any cell of it is a number shown with leading zeros."""
    if not any("shown" in {how for how, _ in row.stored.values()} for row in table.rows):
        return frozenset()
    return frozenset(nfc(_text(row, columns.known["id"])) for row in table.rows)


def _text(row: Row, index: int) -> str:
    return row.texts[index] if index < len(row.texts) else ""


def read_row(
    table: Table, row: Row, columns: Columns, stored: StoredIds, findings: Findings, home: Cell
) -> Record:
    """Read the cells of one row.

    Parameters
    ----------
    table, row, columns
        Where the cells are and what they mean.
    stored
        Knows the identifiers, and gets those that are stored as numbers.
    findings
        Gets cells that cannot be read.
    home
        Where the unit begins.

    Returns
    -------
    record
        The unit as the row has it.
    """
    cells: dict[str, Cell] = {}
    for known, index in columns.known.items():
        cell = table.cell(row, index)
        if cell.written == "text":
            cells[known] = tidy(known, cell, findings)
        elif judge_stored(known, cell, stored, findings):
            cells[known] = as_shown(known, cell)
        else:
            cells[known] = cell._replace(written="error")
    extra: dict[str, str] = {}
    unnamed = ((index, f"({letters(index + 1)})") for index in columns.unnamed)
    for index, name in (*columns.extra.items(), *unnamed):
        cell = table.cell(row, index)
        text = (tidy(name, cell, findings) if cell.written == "text" else as_shown(name, cell)).text
        if text:
            extra[name] = text
    return Record(cells, extra, home)
