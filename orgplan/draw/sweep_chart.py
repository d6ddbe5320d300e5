"""The picture of a sweep: one panel a quantity, lines for one field, tables for two or more.

With more than two fields the last two make the tables; the others are fixed, one page or more for
each combination of their values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil
from typing import TypeVar

from orgplan.draw import frame
from orgplan.draw.fonts import line_height, plain, shorten
from orgplan.draw.frame import Heading
from orgplan.draw.scene import Page, Shape, paragraph
from orgplan.draw.sweep_data import Area, Axis, Panel, ends
from orgplan.draw.sweep_legend import entries, legend, legend_height
from orgplan.draw.sweep_lines import TITLE_LINES, Curve, line_panel, title_lines
from orgplan.draw.sweep_table import (
    Block,
    column_width,
    easy_height,
    least_height,
    name_width,
    table_panel,
)
from orgplan.text import Language

_Thing = TypeVar("_Thing")
_WORDS = 10.0
_WORDS_HEIGHT = line_height(_WORDS) + 1.2
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


Drawing = Callable[[Area], Iterator[Shape]]
"""Draws a panel into an area."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Panels that stand together under a line of words, in rows of `columns`."""

    words: str
    columns: int
    height: float
    panels: tuple[Drawing, ...]

    @property
    def taken(self) -> float:
        """Height of the group with the space below it [mm]."""
        rows = ceil(len(self.panels) / self.columns)
        return rows * (self.height + _AIR) + (_WORDS_HEIGHT if self.words else 0.0)


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
    header, top = frame.header(chart.title, heading, language)
    legend_top = frame.footer_top(heading) - legend_height(keys) - 0.8
    room = Area(frame.SIDE, top + _AIR, frame.INNER, legend_top - top - 2 * _AIR)
    make = _tables if len(chart.axes) > 1 else _lines
    lots = list(_packed(make(chart, room, language), room.height))
    pages = []
    for number, lot in enumerate(lots, start=1):
        shapes = [*header, *_drawn(lot, room), *legend(keys, legend_top)]
        shapes.extend(frame.footer(heading, number, len(lots), language))
        pages.append(Page(frame.WIDTH, frame.HEIGHT, chart.title, None, tuple(shapes)))
    return tuple(pages)


def _packed(groups: Iterable[_Group], height: float) -> Iterator[list[_Group]]:
    """Groups page by page; each of them fits one."""
    lot: list[_Group] = []
    for group in groups:
        if lot and sum(one.taken for one in lot) + group.taken - _AIR > height:
            yield lot
            lot = []
        lot.append(group)
    yield lot


def _drawn(lot: Sequence[_Group], room: Area) -> Iterator[Shape]:
    y = room.y
    for group in lot:
        if group.words:
            words = shorten(plain(group.words), room.width, "bold", _WORDS, 1)
            yield from paragraph(words, room.x, y, _WORDS, "bold")
        top = y + (_WORDS_HEIGHT if group.words else 0.0)
        wide = _width(room, group.columns)
        for number, panel in enumerate(group.panels):
            row, column = divmod(number, group.columns)
            x, at = room.x + column * (wide + _BETWEEN), top + row * (group.height + _AIR)
            yield from panel(Area(x, at, wide, group.height))
        y += group.taken


def _width(room: Area, columns: int) -> float:
    return (room.width - _BETWEEN * (columns - 1)) / columns


def _lines(chart: Chart, room: Area, language: Language) -> Iterator[_Group]:
    (axis,) = chart.axes
    count = len(axis.values)
    columns = 2 if len(chart.panels) > 1 and min(count, _MOST_POINTS) <= _HALF_POINTS else 1
    lines = title_lines([panel.title for panel in chart.panels], _width(room, columns))
    most = int((room.height + _AIR) / (_LEAST_HEIGHT + _AIR))
    for first in range(0, count, _MOST_POINTS):
        last = min(first + _MOST_POINTS, count)
        part = axis.part(first, last)
        words = _span(part) if count > _MOST_POINTS else ""
        for lot in _lots(chart.panels, most * columns):
            made = [
                Curve(panel.title, lines, part, panel.points[first:last], ends(panel.points))
                for panel in lot
            ]
            left = room.height + _AIR - (_WORDS_HEIGHT if words else 0.0)
            height = min(_MOST_HEIGHT, left / ceil(len(lot) / columns) - _AIR)
            yield _Group(words, columns, height, tuple(_line(one, language) for one in made))


def _line(curve: Curve, language: Language) -> Drawing:
    return lambda area: line_panel(area, curve, language)


def _tables(chart: Chart, room: Area, language: Language) -> Iterator[_Group]:
    *fixed, down, across = chart.axes
    size = len(down.values) * len(across.values)
    for number, values in enumerate(product(*(axis.values for axis in fixed))):
        pairs = zip(fixed, values, strict=True)
        words = ", ".join(f"{axis.name} = {value}" for axis, value in pairs)
        blocks = [
            Block(
                panel.title,
                down,
                across,
                panel.points[number * size : (number + 1) * size],
                ends(panel.points),
            )
            for panel in chart.panels
        ]
        for part, lot in _parts(blocks, room, language):
            said = " · ".join(each for each in (words, part) if each)
            yield from _table_groups(lot, room, said, language)


def _parts(
    blocks: Sequence[Block], room: Area, language: Language
) -> Iterator[tuple[str, list[Block]]]:
    """The tables, cut into parts that fit a page each where they are too large for one."""
    down, across = blocks[0].down, blocks[0].across
    wide = max(column_width(across, block.points, language) for block in blocks)
    columns = max(1, int((room.width - name_width(down)) / wide))
    free = room.height - _WORDS_HEIGHT - least_height(0, TITLE_LINES)
    rows = max(1, int(free / (least_height(1, 0) - least_height(0, 0))))
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


def _table_groups(
    blocks: Sequence[Block], room: Area, words: str, language: Language
) -> Iterator[_Group]:
    first = blocks[0]
    wide = max(column_width(first.across, block.points, language) for block in blocks)
    needed = name_width(first.down) + wide * len(first.across.values)
    columns = 2 if len(blocks) > 1 and needed <= _width(room, 2) else 1
    lines = title_lines([block.title for block in blocks], _width(room, columns))
    left = room.height + _AIR - (_WORDS_HEIGHT if words else 0.0)
    most = max(1, int(left / (least_height(len(first.down.values), lines) + _AIR)))
    for lot in _lots(blocks, most * columns):
        rows = ceil(len(lot) / columns)
        height = min(left / rows - _AIR, easy_height(len(first.down.values), lines))
        yield _Group(words, columns, height, tuple(_table(one, lines, language) for one in lot))


def _table(block: Block, lines: int, language: Language) -> Drawing:
    return lambda area: table_panel(area, block, lines, language)


def _span(axis: Axis) -> str:
    return f"{axis.name} = {axis.values[0]} … {axis.values[-1]}"


def _lots(things: Sequence[_Thing], most: int) -> Iterator[Sequence[_Thing]]:
    for first in range(0, len(things), most):
        yield things[first : first + most]
