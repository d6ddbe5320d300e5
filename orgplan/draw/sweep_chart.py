"""The picture of a sweep: one panel a quantity, lines for one field, tables for two or more.

With more than two fields the last two make the tables; the others are fixed, one page or more for
each combination of their values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil
from typing import TypeVar

from orgplan.draw import frame
from orgplan.draw.fonts import line_height, plain, shorten
from orgplan.draw.frame import Heading
from orgplan.draw.scene import Page, Shape, paragraph
from orgplan.draw.sweep_data import Area, Axis, Panel, ends
from orgplan.draw.sweep_legend import Entry, entries, legend, legend_height
from orgplan.draw.sweep_lines import line_panel
from orgplan.draw.sweep_table import (
    Block,
    column_width,
    head_height,
    least_height,
    name_width,
    table_panel,
)
from orgplan.text import Language

_Thing = TypeVar("_Thing")
_WORDS = 10.0
_AIR = 4.0
_BETWEEN = 9.0
_MOST_POINTS = 60
"""Points of a line on one page."""
_HALF_POINTS = 20
"""Points of a line on half the width of a page."""
_MOST_HEIGHT, _LEAST_HEIGHT = 92.0, 46.0
"""Height of a panel with a line [mm]."""


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn.

    Parameters
    ----------
    title
        Title of every page.
    axes
        The fields, the last one changing fastest; at least one.
    panels
        The quantities.
    """

    title: str
    axes: tuple[Axis, ...]
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One page before its number is known: what is said below its title, and its panels."""

    words: str
    columns: int
    height: float
    panels: tuple[Callable[[Area], Iterator[Shape]], ...]


def sweep_pages(chart: Chart, heading: Heading, language: Language) -> tuple[Page, ...]:
    """Draw a sweep.

    Parameters
    ----------
    chart
        Fields and quantities.
    heading
        What every page says about the sweep.
    language
        Language of the words.
    """
    states = [point.state for panel in chart.panels for point in panel.points]
    keys = entries(states, table=len(chart.axes) > 1, language=language)
    _, top = frame.header(chart.title, heading, language)
    bottom = frame.footer_top(heading) - legend_height(keys) - 0.8
    room = Area(frame.SIDE, top + _AIR, frame.INNER, bottom - top - 2 * _AIR)
    make = _tables if len(chart.axes) > 1 else _lines
    sheets = list(make(chart, room, language))
    if any(sheet.words for sheet in sheets):
        below = line_height(_WORDS) + 1.0
        room = Area(room.x, room.y + below, room.width, room.height - below)
        sheets = list(make(chart, room, language))
    return tuple(
        _page(chart.title, sheet, heading, keys, room, (number, len(sheets)), language)
        for number, sheet in enumerate(sheets, start=1)
    )


def _page(
    title: str,
    sheet: _Sheet,
    heading: Heading,
    keys: Sequence[Entry],
    room: Area,
    place: tuple[int, int],
    language: Language,
) -> Page:
    shapes, bottom = frame.header(title, heading, language)
    if sheet.words:
        words = shorten(plain(sheet.words), room.width, "bold", _WORDS, 1)
        shapes.extend(paragraph(words, room.x, bottom + 1.6, _WORDS, "bold"))
    wide = (room.width - _BETWEEN * (sheet.columns - 1)) / sheet.columns
    for number, panel in enumerate(sheet.panels):
        row, column = divmod(number, sheet.columns)
        x = room.x + column * (wide + _BETWEEN)
        shapes.extend(panel(Area(x, room.y + row * (sheet.height + _AIR), wide, sheet.height)))
    shapes.extend(legend(keys, frame.footer_top(heading) - legend_height(keys) - 0.8))
    shapes.extend(frame.footer(heading, *place, language))
    return Page(frame.WIDTH, frame.HEIGHT, title, None, tuple(shapes))


def _lines(chart: Chart, room: Area, language: Language) -> Iterator[_Sheet]:
    (axis,) = chart.axes
    for first in range(0, len(axis.values), _MOST_POINTS):
        last = min(first + _MOST_POINTS, len(axis.values))
        part = axis.part(first, last)
        made = [
            _line(Panel(panel.title, panel.points[first:last]), part, panel, language)
            for panel in chart.panels
        ]
        words = _span(part) if len(axis.values) > _MOST_POINTS else ""
        columns = 2 if len(made) > 1 and len(part.values) <= _HALF_POINTS else 1
        most = int((room.height + _AIR) / (_LEAST_HEIGHT + _AIR))
        for lot in _lots(made, most * columns):
            rows = ceil(len(lot) / columns)
            height = min(_MOST_HEIGHT, (room.height + _AIR) / rows - _AIR)
            yield _Sheet(words, columns, height, tuple(lot))


def _line(
    part: Panel, axis: Axis, whole: Panel, language: Language
) -> Callable[[Area], Iterator[Shape]]:
    scale = ends(whole.points)
    return lambda area: line_panel(area, axis, part, scale, language)


def _tables(chart: Chart, room: Area, language: Language) -> Iterator[_Sheet]:
    *fixed, down, across = chart.axes
    size = len(down.values) * len(across.values)
    for number, values in enumerate(product(*(axis.values for axis in fixed))):
        pairs = zip(fixed, values, strict=True)
        words = ", ".join(f"{axis.name} = {value}" for axis, value in pairs)
        slices = [p.points[number * size : (number + 1) * size] for p in chart.panels]
        blocks = [
            Block(panel.title, down, across, points, ends(panel.points))
            for panel, points in zip(chart.panels, slices, strict=True)
        ]
        for part, lot in _parts(blocks, room, language):
            yield from _table_sheets(lot, room, " · ".join(w for w in (words, part) if w), language)


def _parts(
    blocks: Sequence[Block], room: Area, language: Language
) -> Iterator[tuple[str, list[Block]]]:
    """The tables, cut into parts that fit a page each where they are too large for one."""
    down, across = blocks[0].down, blocks[0].across
    wide = max(column_width(across, block.points, language) for block in blocks)
    columns = max(1, int((room.width - name_width(down)) / wide))
    rows = max(1, int((room.height - least_height(0)) / (least_height(1) - least_height(0))))
    for top in range(0, len(down.values), rows):
        for left in range(0, len(across.values), columns):
            part = [_cut(block, top, top + rows, left, left + columns) for block in blocks]
            words = [
                _span(axis)
                for axis, whole in ((part[0].down, down), (part[0].across, across))
                if len(axis.values) < len(whole.values)
            ]
            yield ", ".join(words), part


def _cut(block: Block, top: int, bottom: int, left: int, right: int) -> Block:
    count = len(block.across.values)
    rows = range(top, min(bottom, len(block.down.values)))
    points = tuple(
        p for row in rows for p in block.points[row * count : (row + 1) * count][left:right]
    )
    down, across = block.down.part(top, bottom), block.across.part(left, right)
    return Block(block.title, down, across, points, block.scale)


def _table_sheets(
    blocks: Sequence[Block], room: Area, words: str, language: Language
) -> Iterator[_Sheet]:
    first = blocks[0]
    wide = max(column_width(first.across, block.points, language) for block in blocks)
    needed = name_width(first.down) + wide * len(first.across.values)
    columns = 2 if len(blocks) > 1 and needed <= (room.width - _BETWEEN) / 2 else 1
    least = least_height(len(first.down.values))
    most = max(1, int((room.height + _AIR) / (least + _AIR)))
    for lot in _lots(blocks, most * columns):
        rows = ceil(len(lot) / columns)
        height = min(
            (room.height + _AIR) / rows - _AIR, head_height() + 9.0 * len(first.down.values)
        )
        yield _Sheet(words, columns, height, tuple(_table(block, language) for block in lot))


def _table(block: Block, language: Language) -> Callable[[Area], Iterator[Shape]]:
    return lambda area: table_panel(area, block, language)


def _span(axis: Axis) -> str:
    return f"{axis.name} = {axis.values[0]} … {axis.values[-1]}"


def _lots(things: Sequence[_Thing], most: int) -> Iterator[Sequence[_Thing]]:
    for first in range(0, len(things), most):
        yield things[first : first + most]
