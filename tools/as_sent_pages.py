"""How the pages of tools/as_sent.py become files: a workbook as people make it, or a csv."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import xlsxwriter

Cell = str | int | float | None
MADE = datetime(2025, 1, 6)
"""The date inside every workbook: the files do not depend on the clock."""


@dataclass(frozen=True, slots=True)
class Page:
    """One filled-in form.

    Parameters
    ----------
    rows
        All rows from the top.
    header
        Places of the header rows in `rows`, from 0.
    table
        Place of the first row after the header, and of the first after the table.
    merged
        First row, first column, last row, last column; from 0.
    indents
        Row → indent of the cell in `name_column`.
    levels
        Row → outline level of the row.
    widths
        Width of each column [characters].
    bold
        Rows in bold letters.
    sheet
        Name of the sheet.
    delimiter, encoding
        For a csv file; a byte order mark comes first, as Excel writes it.
    """

    rows: Sequence[Sequence[Cell]]
    header: tuple[int, ...]
    table: tuple[int, int]
    widths: Sequence[int]
    sheet: str
    name_column: int
    merged: Sequence[tuple[int, int, int, int]] = ()
    indents: Mapping[int, int] = field(default_factory=dict)
    levels: Mapping[int, int] = field(default_factory=dict)
    bold: frozenset[int] = frozenset()
    delimiter: str = ";"
    encoding: str = "utf-8"


def write_csv(page: Page, path: Path) -> None:
    """Write a page as Excel saves a csv file; rows that are merged titles keep their first cell."""
    width = max(len(row) for row in page.rows)
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=page.delimiter, lineterminator="\r\n")
    for row in page.rows:
        writer.writerow(["" if cell is None else cell for cell in row] + [""] * (width - len(row)))
    path.write_bytes(("\ufeff" + text.getvalue()).encode(page.encoding))


def write_xlsx(page: Page, path: Path) -> None:
    """Write a page as a workbook with borders, merged titles and wrapped text."""
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": MADE, "comments": "Số liệu minh họa / Illustrative data"})
        sheet = book.add_worksheet(page.sheet)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for column, width in enumerate(page.widths):
            sheet.set_column(column, column, width)
        formats = _Formats(book, page)
        for r, row in enumerate(page.rows):
            padded = [*row, *[None] * (len(page.widths) - len(row))]
            for c, cell in enumerate(padded if formats.framed(r) else row):
                look = formats.look(r, c, figure=cell == "-" or isinstance(cell, int | float))
                if isinstance(cell, str):
                    sheet.write_string(r, c, cell, look)
                elif cell is not None:
                    sheet.write_number(r, c, cell, look)
                elif formats.framed(r):
                    sheet.write_blank(r, c, None, look)
        for top, left, bottom, right in page.merged:
            sheet.merge_range(top, left, bottom, right, page.rows[top][left], formats.look(top, -1))
        for r in (*page.header, *range(*page.table)):
            sheet.set_row(r, _height(page, r), None, {"level": page.levels.get(r, 0)})


def _height(page: Page, row: int) -> float:
    """A height at which the wrapped text of a row can be read [points]."""
    texts = zip(page.rows[row], page.widths, strict=False)
    lines = (
        sum(math.ceil(max(len(line), 1) / width) for line in text.split("\n"))
        for text, width in texts
        if isinstance(text, str)
    )
    return 15.0 * max(lines, default=1)


class _Formats:
    """The look of each cell; a look is made once."""

    def __init__(self, book: xlsxwriter.Workbook, page: Page) -> None:
        self._book = book
        self._page = page
        self._made: dict[tuple[bool, bool, bool, int], xlsxwriter.format.Format] = {}

    def framed(self, row: int) -> bool:
        """Whether a row stands in the table or its header."""
        return row in self._page.header or self._page.table[0] <= row < self._page.table[1]

    def look(self, row: int, column: int, *, figure: bool = False) -> xlsxwriter.format.Format:
        """The format of a cell; column -1 is a merged range."""
        page = self._page
        top = row in page.header
        depth = page.indents.get(row, 0) if column == page.name_column else 0
        centred = top or figure or column == -1
        key = (self.framed(row), top or row in page.bold or row < page.table[0], centred, depth)
        if key not in self._made:
            framed, bold, middle, indent = key
            look = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter"}
            look |= {"border": 1, "text_wrap": True} if framed else {}
            look |= {"bold": True} if bold else {}
            look |= {"align": "center"} if middle else {}
            look |= {"indent": indent} if indent else {}
            self._made[key] = self._book.add_format(look)
        return self._made[key]
