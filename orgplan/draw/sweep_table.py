"""A quantity against two fields: a table of numbers, darker where they are larger.

The numbers say everything; the shade only leads the eye, and is light enough for black type.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from orgplan.draw.fonts import Face, line_height, plain, shorten, text_width
from orgplan.draw.scene import INK, Label, Rect, Shape, baseline, paragraph
from orgplan.draw.sweep_data import Area, Axis, Measured
from orgplan.draw.sweep_lines import BAND, SIGNS, SMALL, TITLE, panel_title, told_apart
from orgplan.text import Language, number

LIGHT, DARK = (255, 255, 255), (143, 170, 214)
"""Shades of the smallest and of the largest value."""
UNPROVEN = "*"
_LINE = line_height(SMALL)
_HEADS = 2 * _LINE + 2.0
"""Height of the names and values above the rows [mm]."""
_ROW, _EASY_ROW = 5.4, 8.0
_MOST_COLUMN = 30.0
_PAD = 1.5
_WIDEST_NAME = 46.0


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a table that fits one panel.

    Parameters
    ----------
    title
        The quantity.
    down, across
        The fields of the rows and of the columns.
    points
        One a cell, row by row.
    scale
        Smallest and largest value of the whole quantity; None where there is none.
    """

    title: str
    down: Axis
    across: Axis
    points: tuple[Measured, ...]
    scale: tuple[Fraction, Fraction] | None


def least_height(rows: int, lines: int) -> float:
    """Height that a panel of so many rows, with so many lines of title, needs [mm]."""
    return lines * line_height(TITLE) + _HEADS + rows * _ROW


def easy_height(rows: int, lines: int) -> float:
    """Height that such a panel has where there is room [mm]."""
    return lines * line_height(TITLE) + _HEADS + rows * _EASY_ROW


def name_width(down: Axis) -> float:
    """Width of the column with the values of the rows [mm]."""
    widest = max(text_width(plain(value), "bold", SMALL) for value in down.values)
    named = text_width(plain(down.name), "italic", SMALL)
    return min(_WIDEST_NAME, max(widest, min(named, 30.0)) + 2 * _PAD)


def column_width(across: Axis, points: Sequence[Measured], language: Language) -> float:
    """Width that each column needs [mm]."""
    heads = [min(text_width(plain(v), "bold", SMALL), 22.0) for v in across.values]
    cells = [text_width(cell_words(point, language), "regular", SMALL) for point in points]
    return max([*heads, *cells]) + 2 * _PAD


def cell_words(point: Measured, language: Language) -> str:
    """What stands in a cell."""
    if point.value is None:
        return SIGNS.get(point.state, "")
    words = number(round(point.value, 2), language)
    return words if point.state == "proven" else words + UNPROVEN


def table_panel(area: Area, block: Block, lines: int, language: Language) -> Iterator[Shape]:
    """The shapes of one panel, the table at the upper left of its area.

    Parameters
    ----------
    area
        Where it stands.
    block
        What it shows.
    lines
        Lines that its title and those of its neighbours may take.
    language
        Language of the numbers.
    """
    yield from panel_title(area, block.title, lines)
    down, across = block.down, block.across
    names = name_width(down)
    wide = min(_MOST_COLUMN, (area.width - names) / len(across.values))
    top = area.y + lines * line_height(TITLE) + 0.8
    first = area.y + lines * line_height(TITLE) + _HEADS
    high = min(_EASY_ROW, (area.bottom - first) / len(down.values))
    left = area.x + names
    yield from _heads(block, Area(area.x, top, names, first - top), wide)
    for n, value in enumerate(told_apart(down.values, names - _PAD, "bold")):
        y = first + n * high
        text_y = baseline(y + (high - _LINE) / 2, SMALL)
        word = shorten(value, names - _PAD, "bold", SMALL, 1)[0]
        yield Label(left - _PAD, text_y, word, SMALL, "bold", "right")
        for m in range(len(across.values)):
            cell = Area(left + m * wide, y, wide, high)
            yield from _cell(cell, block.points[n * len(across.values) + m], block.scale, language)
    right, bottom = left + wide * len(across.values), first + high * len(down.values)
    yield Rect(left, first, right - left, bottom - first, None, INK, 0.8)


def _heads(block: Block, corner: Area, wide: float) -> Iterator[Shape]:
    """Names of both fields, and the values of the columns."""
    across = block.across
    whole = wide * len(across.values)
    named = shorten(plain(across.name), max(whole, 24.0), "italic", SMALL, 1)
    yield from paragraph(named, corner.right, corner.y, SMALL, "italic")
    below = shorten(plain(block.down.name), corner.width - _PAD, "italic", SMALL, 2)
    top = corner.y + (2 - len(below)) * _LINE
    yield from paragraph(below, corner.x, top, SMALL, "italic")
    y = baseline(corner.y + _LINE + 0.4, SMALL)
    for n, value in enumerate(told_apart(across.values, wide - 0.8, "bold")):
        word = shorten(value, wide - 0.8, "bold", SMALL, 1)[0]
        yield Label(corner.right + (n + 0.5) * wide, y, word, SMALL, "bold", "center")


def _cell(
    area: Area, point: Measured, scale: tuple[Fraction, Fraction] | None, language: Language
) -> Iterator[Shape]:
    fill = BAND if point.state in SIGNS else shade(point.value, scale)
    yield Rect(area.x, area.y, area.width, area.height, fill, "#AEB6C4", 0.5)
    words = cell_words(point, language)
    if words:
        face: Face = "bold" if point.state in SIGNS else "regular"
        y = baseline(area.y + (area.height - _LINE) / 2, SMALL)
        yield Label(area.x + area.width / 2, y, words, SMALL, face, "center")


def shade(value: Fraction | None, scale: tuple[Fraction, Fraction] | None) -> str:
    """The colour of a value between the smallest and the largest."""
    if value is None or scale is None or scale[0] == scale[1]:
        return "#FFFFFF"
    share = min(Fraction(1), max(Fraction(0), (value - scale[0]) / (scale[1] - scale[0])))
    mixed = (round(a + share * (b - a)) for a, b in zip(LIGHT, DARK, strict=True))
    return "#" + "".join(f"{part:02X}" for part in mixed)
