"""The change table as a workbook, ready to print: A4 landscape, the head on every page.

Everything that comes from the user's files is written as text, never as a formula or a link, and
equal tables give equal bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from orgplan.report.changes import ChangeRow
from orgplan.report.provenance import DRAFT, provenance, status_words
from orgplan.report.table import COLUMNS, Cell, Column, cells, columns_for, headings
from orgplan.result import Result
from orgplan.text import Language, Text

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

TITLE = Text("BẢNG ĐỐI CHIẾU ĐƠN VỊ TRƯỚC VÀ SAU SẮP XẾP", "UNITS BEFORE AND AFTER")
SHEET = Text("Đối chiếu", "Changes")
_HEAD = 4
"""Row of the column heads, from 0."""
_MADE = datetime(2000, 1, 1)
"""A date that says nothing: equal tables give equal bytes."""
_LONGEST = 32767
_LONGEST_FOOTER = 255
_A4 = 9
_FONT = "Times New Roman"
_CHANGED = "#F2F2F2"
_LINE = 15.0
"""Height of one line of type of 11 points [points]."""


def write_changes_xlsx(result: Result, rows: Sequence[ChangeRow], path: Path) -> None:
    """Write the change table of a result as a workbook."""
    path.write_bytes(changes_xlsx(result, rows))


def changes_xlsx(result: Result, rows: Sequence[ChangeRow]) -> bytes:
    """The workbook as bytes."""
    from xlsxwriter.workbook import Workbook

    target = BytesIO()
    language = result.case.language
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(target, options) as book:
        book.set_properties({"title": TITLE.to(language), "created": _MADE, "comments": "orgplan"})
        sheet = book.add_worksheet(SHEET.to(language))
        columns = columns_for(rows)
        _write_title(book, sheet, result, language)
        _write_rows(book, sheet, rows, columns, language)
        _prepare_paper(sheet, result, len(rows), len(columns), language)
    return target.getvalue()


def _write_title(book: Workbook, sheet: Worksheet, result: Result, language: Language) -> None:
    bold = book.add_format({"font_name": _FONT, "font_size": 14, "bold": True})
    plain = book.add_format({"font_name": _FONT, "font_size": 12})
    stamp = book.add_format({"font_name": _FONT, "font_size": 12, "bold": True, "italic": True})
    sheet.write_string(0, 0, TITLE.to(language), bold)
    sheet.write_string(1, 0, _fitting(result.case.scenario.name), plain)
    known = status_words(result).to(language)
    sheet.write_string(2, 0, f"{DRAFT.to(language)} · {known}", stamp)


def _write_rows(
    book: Workbook,
    sheet: Worksheet,
    rows: Sequence[ChangeRow],
    columns: Sequence[Column],
    language: Language,
) -> None:
    base = {"font_name": _FONT, "font_size": 11, "border": 1, "text_wrap": True, "valign": "top"}
    head = book.add_format({**base, "bold": True, "align": "center", "valign": "vcenter"})
    styles = {
        (text, changed): book.add_format(
            {
                **base,
                **({"num_format": "@"} if text else {"num_format": "#,##0.##", "align": "right"}),
                **({"bg_color": _CHANGED} if changed else {}),
            }
        )
        for text in (True, False)
        for changed in (True, False)
    }
    whole = {
        changed: book.add_format(
            {
                **base,
                "num_format": "#,##0",
                "align": "right",
                **({"bg_color": _CHANGED} if changed else {}),
            }
        )
        for changed in (True, False)
    }
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
    for place, heading in enumerate(headings(columns, language)):
        sheet.write_string(_HEAD, place, _fitting(heading), head)
    sheet.set_row(_HEAD, _height(headings(columns, language), columns, bold=True))
    for line, row in enumerate(rows, start=_HEAD + 1):
        changed = bool(row.source)
        told = cells(row, columns, language)
        sheet.set_row(line, _height(told, columns))
        for place, cell in enumerate(told):
            is_whole = isinstance(cell, Fraction | int) and Fraction(cell).denominator == 1
            style = whole[changed] if is_whole else styles[isinstance(cell, str | None), changed]
            _write_cell(sheet, line, place, cell, style)


def _write_cell(sheet: Worksheet, line: int, place: int, cell: Cell, style: Format) -> None:
    if cell is None or cell == "":
        sheet.write_blank(line, place, None, style)
    elif isinstance(cell, str):
        sheet.write_string(line, place, _fitting(cell), style)
    else:
        sheet.write_number(line, place, float(cell), style)


def _height(row: Sequence[Cell], columns: Sequence[Column], *, bold: bool = False) -> float:
    """Height of a row that shows its wrapped texts whole [points]; programs differ in guessing."""
    most = 1
    for cell, column in zip(row, columns, strict=True):
        if isinstance(cell, str):
            lines = _lines(cell, column.width * (1.0 if bold else 1.15))
            most = max(most, lines)
    return min(409.0, _LINE * most + 2)


def _lines(text: str, width: float) -> int:
    """Lines that a text takes in a column of that many letters, broken at spaces."""
    count = 0
    for paragraph in text.split("\n"):
        here, count = 0.0, count + 1
        for word in paragraph.split(" "):
            if here and here + 1 + len(word) > width:
                here, count = 0.0, count + 1
            here += len(word) + (1 if here else 0)
            over = int(max(0.0, here - 1) // width)
            count, here = count + over, here - over * width
    return count


def _prepare_paper(
    sheet: Worksheet, result: Result, rows: int, columns: int, language: Language
) -> None:
    sheet.freeze_panes(_HEAD + 1, 2)
    sheet.repeat_rows(_HEAD)
    sheet.autofilter(_HEAD, 0, _HEAD + rows, columns - 1)
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.3, right=0.3, top=0.6, bottom=0.7)
    sheet.print_area(0, 0, _HEAD + rows, min(columns, len(COLUMNS)) - 1)
    words = provenance(result, language).replace("&", "&&")
    page = Text("Trang", "Page").to(language)
    tail = f"&R&8 {page} &P/&N"
    sheet.set_footer(f"&L&8 {words[: _LONGEST_FOOTER - len(tail) - 10]}{tail}")
    sheet.set_header(f"&R&9 {DRAFT.to(language)}")


def _fitting(text: str) -> str:
    """The text, cut to what a cell can hold."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
