"""A sheet with a title, hints and a table: what the smaller sheets have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from orgplan.report.sheets import CellValue, prepare_paper, row_height, style, write_cell
from orgplan.report.unit_workbook.contents import (
    FIRST,
    HEAD,
    SHADE,
    TITLE_HEIGHT,
    TO_FILL,
    Contents,
)
from orgplan.text import Text

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Head:
    """One column: its head, its width [characters], and whether somebody is to fill it in."""

    words: Text
    width: float
    to_fill: bool = False
    numeric: bool = False


def write_table(
    book: Workbook,
    sheet: Worksheet,
    contents: Contents,
    title: Text,
    hints: Sequence[Text],
    heads: Sequence[Head],
    rows: Sequence[Sequence[CellValue]],
) -> None:
    """Write a title, up to two lines of hints, the column heads and the rows of a table."""
    sheet.set_row(0, TITLE_HEIGHT)
    sheet.write_string(
        0, 0, contents.words(title), style(book, size=14, bold=True, border=False, wrap=False)
    )
    hint_look = style(book, border=False, wrap=False)
    for row, hint in enumerate(hints, start=1):
        sheet.write_string(row, 0, contents.words(hint), hint_look)
    head_look = style(book, bold=True, align="center", middle=True, fill=SHADE)
    widths = [head.width for head in heads]
    looks = []
    for place, head in enumerate(heads):
        number, align = ("", "center") if head.numeric else ("@", "left")
        fill = TO_FILL if head.to_fill else ""
        looks.append(style(book, fill=fill, number=number, align=align))
        spare = style(book, border=False, number=number, align=align)
        sheet.set_column(place, place, head.width, spare)
        sheet.write_string(HEAD, place, contents.words(head.words), head_look)
    words = [contents.words(head.words) for head in heads]
    sheet.set_row(HEAD, row_height(words, widths, bold=True))
    for row, cells in enumerate(rows, start=FIRST):
        sheet.set_row(row, row_height(cells, widths))
        for place, (cell, look) in enumerate(zip(cells, looks, strict=True)):
            write_cell(sheet, row, place, cell, look)
    sheet.freeze_panes(FIRST, 0)
    sheet.autofilter(HEAD, 0, HEAD + max(len(rows), 1), len(heads) - 1)
    prepare_paper(
        sheet, contents.language, head=HEAD, columns=len(heads), footer=contents.words(title)
    )
