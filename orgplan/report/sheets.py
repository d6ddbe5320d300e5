"""What every workbook of orgplan has in common: safe texts, one type face, paper that prints well.

Everything that comes from the user's files is written as text, never as a formula or a link, and
equal contents give equal bytes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING

from orgplan.text import Language, Text

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

CellValue = str | Fraction | int | None
"""What a cell may hold; None is a blank one."""

FONT = "Times New Roman"
LINE = 15.0
"""Height of one line of type of 11 points [points]."""
_MADE = datetime(2000, 1, 1)
"""A date that says nothing: equal contents give equal bytes."""
_LONGEST = 32767
_LONGEST_FOOTER = 255
_TALLEST = 409.0
_A4 = 9
_WORD = re.compile(r"[^ -]*(?:-+| +|$)")
_WIDER = 1.15
"""Letters of the type face in the width of one character of a column."""


def new_book(target: BytesIO, title: str) -> Workbook:
    """An empty workbook in memory that takes texts for texts."""
    from xlsxwriter.workbook import Workbook

    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONT, "font_size": 11},
    }
    book = Workbook(target, options)
    book.set_properties({"title": title, "created": _MADE, "comments": "orgplan"})
    return book


def style(
    book: Workbook,
    *,
    size: float = 11,
    bold: bool = False,
    italic: bool = False,
    border: bool = True,
    wrap: bool = True,
    align: str = "left",
    middle: bool = False,
    number: str = "",
    fill: str = "",
    pattern: int = 1,
    ink: str = "",
) -> Format:
    """A format in the type face of all workbooks.

    Parameters
    ----------
    book
        The workbook that will use it.
    size
        Size of the type [points].
    bold, italic
        Weight and slant.
    border
        Whether a thin line stands around the cell.
    wrap
        Whether long texts run over several lines.
    align
        ``left``, ``center`` or ``right``.
    middle
        Whether texts stand in the middle of the height, not at the top.
    number
        Number format, as ``@`` for text or ``#,##0``; empty for the general one.
    fill
        Colour behind the text, as ``#F2F2F2``; empty for none.
    pattern
        Pattern of the fill: 1 is solid, 18 is grey in 6 %, seen in any photocopy.
    ink
        Second colour of a pattern, for its dots.
    """
    made = book.add_format(
        {
            "font_name": FONT,
            "font_size": size,
            "bold": bold,
            "italic": italic,
            "border": int(border),
            "text_wrap": wrap,
            "align": align,
            "valign": "vcenter" if middle else "top",
        }
    )
    if number:
        made.set_num_format(number)
    if fill:
        made.set_pattern(pattern)
        made.set_bg_color(fill)
        if ink:
            made.set_fg_color(ink)
    return made


def write_cell(sheet: Worksheet, row: int, column: int, cell: CellValue, look: Format) -> None:
    """Write one cell; a text stays a text, whatever it begins with."""
    if cell is None or cell == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(cell, str):
        sheet.write_string(row, column, fitting(cell), look)
    else:
        sheet.write_number(row, column, float(cell), look)


def fitting(text: str) -> str:
    """The text, cut to what a cell can hold."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def row_height(
    row: Sequence[CellValue], widths: Sequence[float], *, bold: bool = False, size: float = 11
) -> float:
    """Height of a row that shows its wrapped texts whole [points]; programs differ in guessing.

    Parameters
    ----------
    row
        The cells.
    widths
        Widths of their columns [characters].
    bold
        Whether the type is bold and therefore wider.
    size
        Size of the type [points].
    """
    scale = 11 / size
    most = 1
    for cell, width in zip(row, widths, strict=True):
        if isinstance(cell, str):
            most = max(most, lines_of(cell, width * scale * (1.0 if bold else _WIDER)))
    return min(_TALLEST, LINE * size / 11 * most + 2)


def lines_of(text: str, width: float) -> int:
    """Lines that a text takes in a column of that many letters, broken at spaces and hyphens."""
    count = 0
    for paragraph in text.split("\n"):
        here, count = 0.0, count + 1
        for word in _WORD.findall(paragraph):
            if here and here + len(word.rstrip()) > width:
                here, count = 0.0, count + 1
            here += len(word)
            over = int(max(0.0, here - 1) // width)
            count, here = count + over, here - over * width
    return count


def prepare_paper(
    sheet: Worksheet,
    language: Language,
    *,
    head: int | None = None,
    columns: int,
    rows: int | None = None,
    header: str = "",
    footer: str = "",
    landscape: bool = True,
) -> None:
    """Set up A4 paper, one page wide, the head repeated and the pages numbered.

    Parameters
    ----------
    sheet
        The sheet.
    language
        Language of the word before the page number.
    head
        Row of the column heads, from 0, to be repeated on every page; None for a sheet of text.
    columns, rows
        How many are printed, from the first on; without rows everything that is ever written.
    header, footer
        Words above at the right and below at the left of every page.
    landscape
        Whether the long side of the paper is below.
    """
    if head is not None:
        sheet.repeat_rows(head)
    sheet.set_paper(_A4)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.3, right=0.3, top=0.6, bottom=0.7)
    if rows is not None:
        sheet.print_area(0, 0, max(rows, 1) - 1, max(columns, 1) - 1)
    page = Text("Trang", "Page").to(language)
    tail = f"&R&8 {page} &P/&N"
    words = footer.replace("&", "&&")[: _LONGEST_FOOTER - len(tail) - 10]
    if words.endswith("&") and not words.endswith("&&"):
        words = words[:-1]
    same_size = {"scale_with_doc": False}
    sheet.set_footer(f"&L&8 {words}{tail}", same_size)
    if header:
        sheet.set_header(f"&R&9 {header.replace('&', '&&')}", same_size)
