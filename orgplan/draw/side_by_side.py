"""Things side by side on paper: lines with one cell a column, figures with bars, over pages.

It knows what a cell looks like, not what is compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from orgplan.draw import frame
from orgplan.draw.columns import Block, Cell, Row, Table
from orgplan.draw.fonts import Face, line_height, plain, shorten, text_width
from orgplan.draw.frame import Heading
from orgplan.draw.scene import INK, Label, Line, Page, Rect, Shape, baseline, paragraph
from orgplan.text import Language, Text

SIZE = 9.0
"""Size of the type [pt]."""
_LINE = line_height(SIZE)
_AIR, _PAD, _GAP = 1.5, 1.2, 4.0
"""Air in a row, beside a word, and between blocks [mm]."""
_COLUMN, _LEAST_NAME, _MOST_NAME = 84.0, 70.0, 110.0
"""Widest column; least and greatest width of the names [mm]."""
_EASY_COLUMN = 33.0
"""Width that a column keeps where names are long [mm]."""
_MOST_COLUMNS = 8
_LEAST_BAR, _MOST_BAR = 6.0, 30.0
_BAR, _OUTLINE, _GRID, _SHADE = "#8FAAD6", "#5A6478", "#D5D5D5", "#E4E4E4"
_MOST_LINES = 3
_LEGEND_LINES = 2


def side_by_side(table: Table, heading: Heading, *, language: Language) -> tuple[Page, ...]:
    """Draw a table on as many A4 pages as it needs, the columns named on each.

    Parameters
    ----------
    table
        What is compared.
    heading
        What every page says about it.
    language
        Language of the words around the table.
    """
    drawn: list[tuple[Shape, ...]] = []
    for first in range(0, len(table.columns), _MOST_COLUMNS):
        sheets = _Sheets(_part(table, first), heading, language)
        for block in sheets.table.blocks:
            sheets.add(block)
        drawn += map(tuple, sheets.filled)
    return tuple(
        Page(
            frame.WIDTH,
            frame.HEIGHT,
            table.title,
            None,
            (*shapes, *frame.footer(heading, number, len(drawn), language)),
        )
        for number, shapes in enumerate(drawn, start=1)
    )


def _part(table: Table, first: int) -> Table:
    """As many columns as fit on a page, from a place on."""
    here = slice(first, first + _MOST_COLUMNS)
    blocks = (
        replace(block, rows=tuple(replace(row, cells=row.cells[here]) for row in block.rows))
        for block in table.blocks
    )
    return Table(table.title, table.columns[here], table.legend[here], tuple(blocks))


class _Sheets:
    """Pages that are filled from above."""

    def __init__(self, table: Table, heading: Heading, language: Language) -> None:
        self.table, self.heading, self.language = table, heading, language
        count = len(table.columns)
        names = [text_width(plain(r.name), "regular", SIZE) for b in table.blocks for r in b.rows]
        widest = min(_MOST_NAME, max([_LEAST_NAME, *(n + 2 * _PAD for n in names)]))
        self.names = max(_LEAST_NAME, min(widest, frame.INNER - count * _EASY_COLUMN))
        self.column = min(_COLUMN, (frame.INNER - self.names) / count)
        self.bottom = frame.footer_top(heading) - 1.5
        self.filled: list[list[Shape]] = []
        self.y = 0.0
        self._new_page()

    # -- pages -------------------------------------------------------------------------------

    def _new_page(self) -> None:
        shapes, self.y = frame.header(self.table.title, self.heading, self.language)
        self.y += 1.5
        if not self.filled:
            for words in self.table.legend:
                lines = shorten(plain(words), frame.INNER, "regular", SIZE, _LEGEND_LINES)
                shapes.extend(paragraph(lines, frame.SIDE, self.y, SIZE))
                self.y += len(lines) * _LINE
            self.y += 2.0
        self.filled.append(shapes)

    # -- blocks ------------------------------------------------------------------------------

    def add(self, block: Block) -> None:
        """Put a block below the last one, over the edge of the page where it must."""
        if not block.rows:
            return
        heights = [self._height(row) for row in block.rows]
        head = self._head_height(block.title)
        whole = head + sum(heights) + self._note_height(block)
        page = self.bottom - frame.TOP
        first = head + sum(heights[:3])
        if self.y + first > self.bottom or (whole <= page / 2 and self.y + whole > self.bottom):
            self._new_page()
        self._head(block.title)
        bars = self._bar_room(block)
        for place, (row, height) in enumerate(zip(block.rows, heights, strict=True)):
            last = row.cells == () and place + 1 < len(heights)
            need = height + (heights[place + 1] if last else 0.0)
            if self.y + need > self.bottom:
                self._new_page()
                more = Text("tiếp", "continued").to(self.language)
                self._head(f"{block.title} ({more})")
            self._row(row, height, bars)
        self._note(block)
        self.y += _GAP

    def _head_height(self, title: str) -> float:
        return len(self._titles(title)) * _LINE + _AIR

    def _titles(self, title: str) -> tuple[str, ...]:
        return shorten(plain(title), self.names - _PAD, "bold", SIZE, 3) or ("",)

    def _head(self, title: str) -> None:
        """Title of a block, the columns, and a line below."""
        page, lines = self.filled[-1], self._titles(title)
        page.extend(paragraph(lines, frame.SIDE, self.y, SIZE, "bold"))
        last = self.y + (len(lines) - 1) * _LINE
        for place, name in enumerate(self.table.columns):
            left = frame.SIDE + self.names + place * self.column
            for word in shorten(plain(name), self.column - 2 * _PAD, "bold", SIZE, 1):
                page.append(Label(left + _PAD, baseline(last, SIZE), word, SIZE, "bold"))
        self.y += len(lines) * _LINE + _AIR
        right = frame.SIDE + self.names + len(self.table.columns) * self.column
        y = self.y - _AIR / 2
        page.append(Line(((frame.SIDE, y), (right, y)), INK, 0.8))

    def _note_height(self, block: Block) -> float:
        return _LINE + 0.5 if block.note else 0.0

    def _note(self, block: Block) -> None:
        for words in shorten(plain(block.note), frame.INNER, "italic", SIZE, 1):
            if self.y + _LINE > self.bottom:
                self._new_page()
            y = baseline(self.y + 0.5, SIZE)
            self.filled[-1].append(Label(frame.SIDE, y, words, SIZE, "italic"))
            self.y += _LINE + 0.5

    # -- rows --------------------------------------------------------------------------------

    def _name_lines(self, row: Row) -> tuple[str, ...]:
        room = self.names - _PAD if row.cells else frame.INNER
        return shorten(plain(row.name), room, _face(row), SIZE, _MOST_LINES)

    def _cell_lines(self, cell: Cell, row: Row) -> tuple[str, ...]:
        face: Face = "bold" if row.strong or cell.shaded else "regular"
        return shorten(plain(cell.words), self.column - 2 * _PAD, face, SIZE, _MOST_LINES)

    def _height(self, row: Row) -> float:
        lines = [self._name_lines(row), *(self._cell_lines(cell, row) for cell in row.cells)]
        return max(1, *map(len, lines)) * _LINE + _AIR if row.cells else _LINE + _AIR

    def _bar_room(self, block: Block) -> tuple[float, float]:
        """Where the bars of a block begin in their columns, and their greatest length [mm]."""
        cells = [(cell, row) for row in block.rows for cell in row.cells if cell.bar is not None]
        faces: list[tuple[str, Face]] = [
            (plain(cell.words), "bold" if row.strong else "regular") for cell, row in cells
        ]
        words = max((text_width(word, face, SIZE) for word, face in faces), default=0.0)
        start = words + 2 * _PAD + 1.0
        return start, min(_MOST_BAR, self.column - start - 2 * _PAD)

    def _row(self, row: Row, height: float, bars: tuple[float, float]) -> None:
        page = self.filled[-1]
        page.extend(
            paragraph(self._name_lines(row), frame.SIDE, self.y + _AIR / 2, SIZE, _face(row))
        )
        for place, cell in enumerate(row.cells):
            left = frame.SIDE + self.names + place * self.column
            page.extend(self._cell(cell, row, left, height, bars))
        self.y += height
        right = frame.SIDE + self.names + len(self.table.columns) * self.column
        page.append(Line(((frame.SIDE, self.y), (right, self.y)), _GRID, 0.4))

    def _cell(
        self, cell: Cell, row: Row, left: float, height: float, bars: tuple[float, float]
    ) -> Iterator[Shape]:
        top = self.y + _AIR / 2
        if cell.shaded:
            box = (left + 0.3, self.y + 0.3, self.column - 0.6, height - 0.6)
            yield Rect(*box, _SHADE, None)
        lines = self._cell_lines(cell, row)
        face: Face = "bold" if row.strong or cell.shaded else "regular"
        start, room = bars
        if cell.bar is None or room < _LEAST_BAR:
            yield from paragraph(lines, left + _PAD, top, SIZE, face)
            return
        right = left + start - _PAD
        yield from paragraph(lines[:1], right, top, SIZE, face, "right")
        thick = _LINE - 1.2
        if cell.outline:
            yield Rect(left + start, top + 0.6, room * cell.outline, thick, None, _OUTLINE, 0.5)
        if cell.bar:
            yield Rect(left + start, top + 0.6, room * cell.bar, thick, _BAR, _OUTLINE, 0.5)


def _face(row: Row) -> Face:
    if not row.cells:
        return "italic"
    return "bold" if row.strong else "regular"
