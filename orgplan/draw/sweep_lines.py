"""A quantity against the one field that varies: a line, marked with what is known of each point.

Filled squares are proven, hollow ones are not and have a stroke down to their bound; a grey band
with × has no plan, one with ? was stopped without one. Shapes differ as well as shades, so that a
copy in black and white says the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from orgplan.draw.fonts import Face, line_height, plain, shorten, text_width
from orgplan.draw.scene import INK, Label, Line, Rect, Shape, baseline, paragraph
from orgplan.draw.sweep_data import Area, Axis, Measured, ticks
from orgplan.text import Language, number

TITLE, SMALL = 10.5, 9.0
"""Sizes of type [pt]."""
TITLE_LINES = 2
MARK = 2.3
"""Side of the square of a point [mm]."""
BAND = "#E4E4E4"
GRID = "#C9CED8"
SIGNS = {"impossible": "×", "open": "?"}
_LINE = line_height(SMALL)
_AIR = 5.6
_LONG = 16.0
"""Values wider than this are words: they are shortened rather than left out [mm]."""
_BESIDE = 1.8


@dataclass(frozen=True, slots=True)
class _Plot:
    """The area inside the axes, with the scale of its height."""

    area: Area
    xs: tuple[float, ...]
    marks: tuple[Fraction, ...]

    def y(self, value: Fraction) -> float:
        """Height of a value on the page [mm]."""
        low, high = self.marks[0], self.marks[-1]
        return self.area.bottom - float((value - low) / (high - low)) * self.area.height

    @property
    def slot(self) -> float:
        """Least distance of two points [mm]."""
        ordered = sorted(self.xs)
        gaps = [b - a for a, b in pairwise(ordered)]
        return min(gaps, default=self.area.width)


@dataclass(frozen=True, slots=True)
class Curve:
    """A quantity, or a part of it, that fits one panel.

    Parameters
    ----------
    title
        The quantity.
    lines
        Lines that its title and those of its neighbours may take.
    axis
        The field, one value a point.
    points
        What is known at each of them.
    scale
        Smallest and largest value of the whole quantity; None where there is none.
    """

    title: str
    lines: int
    axis: Axis
    points: tuple[Measured, ...]
    scale: tuple[Fraction, Fraction] | None


def title_lines(titles: Iterable[str], width: float) -> int:
    """Lines that the longest of some titles takes."""
    return max(len(_title(title, width)) for title in titles)


def panel_title(area: Area, title: str, lines: int) -> Iterator[Shape]:
    """The title of a panel, its last line just above what it shows."""
    words = _title(title, area.width)
    y = area.y + (lines - len(words)) * line_height(TITLE)
    yield from paragraph(words, area.x, y, TITLE, "bold")


def _title(title: str, width: float) -> tuple[str, ...]:
    return shorten(plain(title), width, "bold", TITLE, TITLE_LINES)


def line_panel(area: Area, curve: Curve, language: Language) -> Iterator[Shape]:
    """The shapes of one panel.

    Parameters
    ----------
    area
        Where it stands.
    curve
        What it shows.
    language
        Language of the numbers.
    """
    yield from panel_title(area, curve.title, curve.lines)
    marks = ticks(*(curve.scale or (Fraction(0), Fraction(1))))
    words = [number(mark, language) for mark in marks] if curve.scale else []
    left = max((text_width(word, "regular", SMALL) for word in words), default=0.0) + 2.0
    top = area.y + curve.lines * line_height(TITLE) + _AIR
    inside = Area(area.x + left, top, area.width - left - 1.0, area.bottom - 2 * _LINE - 1.6 - top)
    plot = _Plot(inside, _places(curve.axis, inside), marks)
    yield from _bands(plot, curve.points)
    yield from _scale(plot, words)
    yield from _values_below(plot, curve.axis)
    yield from _curve(plot, curve.points, joined=bool(curve.axis.places))
    yield from _numbers(plot, curve.points, language)


def _places(axis: Axis, inside: Area) -> tuple[float, ...]:
    """Where the points stand: to scale if their labels have room so, else side by side."""
    count = len(axis.values)
    slot = inside.width / count
    even = tuple(inside.x + slot * (n + 0.5) for n in range(count))
    if len(axis.places) != count or len(set(axis.places)) < 2:
        return even
    low, high = min(axis.places), max(axis.places)
    margin = min(slot / 2, 12.0)
    room = inside.width - 2 * margin
    true = tuple(
        inside.x + margin + room * float((place - low) / (high - low)) for place in axis.places
    )
    least = max(text_width(plain(value), "regular", SMALL) for value in axis.values) + _BESIDE
    ordered = sorted(true)
    near = min(b - a for a, b in pairwise(ordered))
    return true if near >= least else even


def _bands(plot: _Plot, points: Sequence[Measured]) -> Iterator[Shape]:
    width = min(plot.slot * 0.8, 9.0)
    for x, point in zip(plot.xs, points, strict=True):
        if point.state in SIGNS:
            top = plot.area.y - _AIR + 1.0
            yield Rect(x - width / 2, top, width, plot.area.bottom - top, BAND, None)


def _scale(plot: _Plot, words: Sequence[str]) -> Iterator[Shape]:
    area = plot.area
    for mark, word in zip(plot.marks, words, strict=False):
        y = plot.y(mark)
        yield Line(((area.x, y), (area.right, y)), GRID, 0.5)
        yield Label(area.x - 1.4, y + 1.1, word, SMALL, "regular", "right")
    yield Line(((area.x, area.bottom), (area.right, area.bottom)), INK, 0.8)


def _values_below(plot: _Plot, axis: Axis) -> Iterator[Shape]:
    """The values of the field; where they are too many, every second, third … of them."""
    slot = plot.slot
    words = told_apart(axis.values, slot - _BESIDE, "regular")
    widest = max(text_width(word, "regular", SMALL) for word in words) + _BESIDE
    step = 1
    while step * slot < min(widest, _LONG):
        step += 1
    y = baseline(plot.area.bottom + 0.8, SMALL)
    for place, (x, word) in enumerate(zip(plot.xs, words, strict=True)):
        if place % step == 0:
            room = min(step * slot - _BESIDE, 2 * (x - plot.area.x), 2 * (plot.area.right - x))
            fits = widest <= step * slot
            cut = word if fits else shorten(word, max(room, 4.0), "regular", SMALL, 1)[0]
            yield Label(x, y, cut, SMALL, "regular", "center")
    below = plot.area.bottom + 0.8 + _LINE
    named = shorten(plain(axis.name), plot.area.width, "italic", SMALL, 1)
    yield from paragraph(named, plot.area.right, below, SMALL, "italic", "right")


def told_apart(values: Sequence[str], width: float, face: Face) -> list[str]:
    """Values as they can be set; too long ones without the beginning that all of them share."""
    words = [plain(value) for value in values]
    if len(words) < 2 or max(text_width(word, face, SMALL) for word in words) <= width:
        return words
    letters = zip(*words, strict=False)
    shared = next((n for n, column in enumerate(letters) if len(set(column)) > 1), 0)
    return [f"…{word[shared:]}" for word in words] if shared > 1 else words


def _curve(plot: _Plot, points: Sequence[Measured], *, joined: bool) -> Iterator[Shape]:
    """Lines between neighbouring numbers that both have a plan, then the marks."""
    ordered = sorted(zip(plot.xs, points, strict=True), key=lambda pair: pair[0])
    for (x, point), (after, following) in pairwise(ordered):
        if joined and point.value is not None and following.value is not None:
            yield Line(((x, plot.y(point.value)), (after, plot.y(following.value))), INK, 1.1)
    for x, point in ordered:
        if point.value is not None:
            yield from mark(x, plot.y(point.value), point.state == "proven")
        if point.value is not None and point.bound is not None and point.bound < point.value:
            yield from whisker(x, plot.y(point.value), plot.y(point.bound))


def mark(x: float, y: float, proven: bool) -> Iterable[Shape]:
    """The square of a point."""
    fill = INK if proven else "#FFFFFF"
    return (Rect(x - MARK / 2, y - MARK / 2, MARK, MARK, fill, INK, 1.0),)


def whisker(x: float, y: float, bound: float) -> Iterable[Shape]:
    """The stroke from a point that is not proven down to its bound."""
    half = MARK / 2
    return (
        Line(((x, y + half), (x, bound)), INK, 0.8),
        Line(((x - half, bound), (x + half, bound)), INK, 0.8),
    )


def _numbers(plot: _Plot, points: Sequence[Measured], language: Language) -> Iterator[Shape]:
    """The value at each point where there is room, the ends first; and the signs of the bands."""
    taken: list[tuple[float, float, float, float]] = []
    for x, point in zip(plot.xs, points, strict=True):
        if point.state in SIGNS and plot.slot >= MARK:
            sign = Label(x, plot.area.bottom - 1.6, SIGNS[point.state], 11.0, "bold", "center")
            taken.append(sign.extent)
            yield sign
        elif point.value is not None:
            y = plot.y(point.value)
            low = y if point.bound is None else plot.y(point.bound)
            taken.append((x - MARK / 2, y - MARK / 2, x + MARK / 2, max(low, y) + MARK / 2))
    last = len(points) - 1
    for place in sorted(range(len(points)), key=lambda n: (n not in (0, last), n)):
        value = points[place].value
        if value is not None:
            words = number(round(value, 2), language)
            half = text_width(words, "regular", SMALL) / 2
            x, y = min(plot.xs[place], plot.area.right - half), plot.y(value)
            for line in (y - MARK / 2 - 1.1, y + MARK / 2 + 3.2):
                label = Label(x, line, words, SMALL, "regular", "center")
                if _free(label.extent, taken) and label.extent[3] < plot.area.bottom:
                    taken.append(label.extent)
                    yield _paper(label)
                    yield label
                    break


def _paper(label: Label) -> Rect:
    """White below a number, so that no line runs through it."""
    left, top, right, bottom = label.extent
    return Rect(left - 0.2, top + 0.5, right - left + 0.4, bottom - top - 0.8, "#FFFFFF", None)


def _free(
    extent: tuple[float, float, float, float], taken: Iterable[tuple[float, float, float, float]]
) -> bool:
    left, top, right, bottom = extent
    return all(
        right + 0.4 <= a or c + 0.4 <= left or bottom <= b or d <= top for a, b, c, d in taken
    )
