"""Which rows of a table are units, and what else stands among and below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from orgplan.io.as_sent.labels import Label, read_label, split_label
from orgplan.io.as_sent.outline import Looks, blanks_before
from orgplan.io.columns import Columns, field_of, fold
from orgplan.io.findings import Cell, Findings, Trouble, listed, shown
from orgplan.io.numbers import read_posts
from orgplan.io.records import tidy
from orgplan.io.table import Row, Table, is_number_line, says_total
from orgplan.text import Text, nfc

FIGURES = ("staff", "present", "heads", "deputies")
"""Fields that hold numbers."""

_DATED = re.compile(r"ngày\s*[\d.…]*\s*tháng\s*[\d.…]*\s*năm", re.IGNORECASE)
_SIGNED = (
    *("nguoilapbieu", "nguoilap", "nguoitonghop", "lapbieu", "noinhan", "giamdoc", "phogiamdoc"),
    *("thutruong", "ktgiamdoc", "tlgiamdoc", "tmuyban", "tmubnd", "ktchutich", "chutich", "luuvt"),
    *("xacnhancua", "kytenvadongdau", "kyghirohoten", "kytendongdau", "chanhvanphong", "ghichu"),
    *("ketoantruong", "truongban", "cuctruong", "chicuctruong"),
)
_A_LABEL = Text("một trong các kiểu A, I, 1, 1.1, a, –", "one of the styles A, I, 1, 1.1, a, –")


@dataclass(slots=True)
class Line:
    """One row that is a unit.

    Parameters
    ----------
    row
        The row.
    cell
        The name without its number, tidied; the place is that of its cell.
    label
        Its number, or None.
    wrong
        Whether its number was already reported.
    looks
        What the eye sees.
    duties
        Cells of rows below that hold nothing but more functions or duties of it.
    """

    row: Row
    cell: Cell
    label: Label | None
    wrong: bool
    looks: Looks
    duties: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class Rows:
    """The rows of a table, sorted by what they are."""

    lines: list[Line] = field(default_factory=list)
    totals: list[Row] = field(default_factory=list)


def sort_rows(table: Table, columns: Columns, findings: Findings) -> Rows:
    """Sort the rows of a table as sent.

    Parameters
    ----------
    table, columns
        The table, and what its header says.
    findings
        Gets rows that are skipped (notes) and that make no sense (errors).

    Returns
    -------
    rows
        Units, and totals for comparison.
    """
    sorting = _Sorting(table, columns, findings)
    filled = [row for row in table.rows if any(text.strip() for text in row.texts)]
    if filled and is_number_line(filled[0].texts):
        filled = filled[1:]
    end = sorting.end_of_units(filled)
    repeated = False
    for row in filled[:end]:
        again = _is_header(row, columns)
        if not row.broken and not again and not (repeated and is_number_line(row.texts)):
            sorting.take(row)
        repeated = again
    if end < len(filled):
        _note_signatures(table, filled[end:], findings)
    _note_hidden(table, filled[:end], findings)
    return sorting.rows


class _Sorting:
    """The rows on their way to units."""

    def __init__(self, table: Table, columns: Columns, findings: Findings) -> None:
        self.rows = Rows()
        self._table = table
        self._findings = findings
        self._number = columns.known.get("number")
        self._names = columns.doubled.get("name", (columns.known["name"],))
        self._functions = columns.known.get("functions")
        self._figures = [columns.known[name] for name in FIGURES if name in columns.known]

    def end_of_units(self, rows: Sequence[Row]) -> int:
        """Where signatures begin: below the last row with a number or a figure."""
        end = len(rows)
        while end > 0 and not self._is_data(rows[end - 1]):
            end -= 1
        for place in range(end, len(rows)):
            if any(_is_signature(text) for text in rows[place].texts):
                return place
        return len(rows)

    def _is_data(self, row: Row) -> bool:
        number = "" if self._number is None else self._text(row, self._number)
        if row.broken or (number and read_label(number) is not None):
            return True
        if any(_is_figure(self._text(row, index)) for index in self._figures):
            return True
        names = [self._text(row, index) for index in self._names]
        return any(says_total(name) for name in names if name)

    def _text(self, row: Row, index: int) -> str:
        """The text of a cell that does not only repeat a merged one."""
        if index in row.repeated or index >= len(row.texts):
            return ""
        return nfc(row.texts[index])

    def take(self, row: Row) -> None:
        """Sort one row."""
        number = "" if self._number is None else self._text(row, self._number)
        filled = [index for index in self._names if self._text(row, index)]
        first = next(text for text in row.texts if text.strip())
        names = [self._text(row, index) for index in filled]
        if any(len(text) <= 80 and says_total(text) for text in (first, *names)):
            self.rows.totals.append(row)
            return
        if not filled and not number:
            self._without_name(row)
            return
        if len(filled) > 1:
            self._report_several(row, filled)
        own = self._own_column(row, number, filled)
        self.rows.lines.append(own)

    def _own_column(self, row: Row, number: str, filled: Sequence[int]) -> Line:
        """A row with a name, a number, or both."""
        label, wrong = None, False
        column = filled[0] if filled else self._names[0]
        if number and not filled and read_label(number) is None and self._number is not None:
            column, number = self._number, ""
        if number and self._number is not None:
            label, wrong = self._label(row, self._number)
        cell = self._table.cell(row, column)
        raw = cell.text
        if cell.written in ("error", "formula"):
            self._report_formula(cell)
            cell = cell._replace(text="", written="error")
        else:
            cell = tidy("name", cell, self._findings)
            cell = cell._replace(text=" ".join(cell.text.split()))
        own, rest = split_label(cell.text)
        if label is None and not wrong:
            label, cell = own, cell._replace(text=rest)
        elif own is not None and label is not None and own.parts == label.parts and own.parts:
            cell = cell._replace(text=rest)
        cell = cell._replace(text=cell.text.strip(" :;"))
        if not cell.text and cell.written != "error":
            self._report_no_name(cell)
            cell = cell._replace(written="error")
        looks = Looks(
            self._names.index(column) if column in self._names else 0,
            row.indents.get(column, 0),
            blanks_before(raw),
            row.level,
        )
        return Line(row, cell, label, wrong, looks)

    def _label(self, row: Row, column: int) -> tuple[Label | None, bool]:
        """The number of a row in its own column, and whether something is wrong with it."""
        cell = self._table.cell(row, column)
        if cell.written == "date":
            self._findings.error(
                cell,
                Text(f"ngày tháng {shown(cell.text)}", f"a date {shown(cell.text)}"),
                Text("số thứ tự", "the number of the row"),
                Text(
                    "Excel tự đổi các số như 1.2 thành ngày: định dạng cột là Văn bản (Text) "
                    "rồi nhập lại",
                    "Excel turns numbers like 1.2 into dates: format the column as text and type "
                    "the number anew",
                ),
            )
            return None, True
        label = None if cell.written in ("error", "formula") else read_label(cell.text)
        if label is None:
            found = shown(cell.raw or cell.text)
            self._findings.error(cell, Text(f"số thứ tự {found}", f"the number {found}"), _A_LABEL)
        return label, label is None

    def _without_name(self, row: Row) -> None:
        """A row without name and number: more duties of the unit above, or a mistake."""
        figures = [index for index in self._figures if _is_figure(self._text(row, index))]
        if figures:
            self._report_no_name(self._table.cell(row, self._names[0]))
            return
        index = self._functions
        if index is None or not self._text(row, index) or not self.rows.lines:
            return
        self.rows.lines[-1].duties.append(self._table.cell(row, index))

    def _report_no_name(self, cell: Cell) -> None:
        self._findings.error(
            cell, Text("tên đơn vị trống", "empty name"), Text("tên đơn vị", "a name")
        )

    def _report_formula(self, cell: Cell) -> None:
        self._findings.error(
            cell,
            Text("công thức không có giá trị", "a formula without a value"),
            Text("tên đơn vị", "a name"),
        )

    def _report_several(self, row: Row, filled: Sequence[int]) -> None:
        names = listed([self._text(row, index) for index in filled])
        self._findings.error(
            [self._table.cell(row, index) for index in filled[1:]],
            Text(f"nhiều tên trong một dòng: {names}", f"several names in one row: {names}"),
            Text("mỗi dòng một đơn vị, ghi ở cột của cấp đó", "one unit a row, in its column"),
            Text("tách thành nhiều dòng", "split it into several rows"),
        )


def _is_header(row: Row, columns: Columns) -> bool:
    """Whether a row repeats the header, as on every new page."""
    known = [name for name, index in columns.known.items() if index < len(row.texts)]
    fits = [name for name in known if field_of(row.texts[columns.known[name]], sent=True) == name]
    return len(fits) > 1 and "name" in fits


def _is_figure(text: str) -> bool:
    return bool(text) and not isinstance(read_posts(text), Trouble)


def _is_signature(text: str) -> bool:
    words = nfc(text)
    if not words or len(words) > 300:
        return False
    return _DATED.search(words) is not None or fold(words[:60]).startswith(_SIGNED)


def _note_signatures(table: Table, rows: Sequence[Row], findings: Findings) -> None:
    first, last = rows[0].number, rows[-1].number
    findings.note(
        table.spot(first, 1),
        Text(
            f"các dòng {first}–{last} dưới bảng có vẻ là phần ký tên và được bỏ qua",
            f"rows {first}–{last} below the table look like signatures and were skipped",
        ),
        Text("đơn vị chỉ nằm trong bảng", "units stand inside the table only"),
    )


def _note_hidden(table: Table, rows: Sequence[Row], findings: Findings) -> None:
    hidden = [row for row in rows if row.hidden and not row.level]
    if not hidden:
        return
    findings.note(
        [table.spot(row.number, 1) for row in hidden],
        Text(f"{len(hidden)} dòng đang ẩn đã được đọc", f"{len(hidden)} hidden rows were read"),
        Text("bảng không có dòng ẩn", "a table without hidden rows"),
        Text("hiện các dòng đó để kiểm tra", "show these rows and check them"),
    )
