"""A row of points as shapes: marks where they have room, lines where there are thousands.

What is proven is filled or drawn through; what is not is hollow or dashed, with a bar, or a grey
band, down to what is proven. So the two can be told apart on any black-and-white copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from orgplan.draw.scene import INK, Line, Rect, Shape

State = Literal["proven", "open", "unknown"]
"""Proven; a plan that may not be the best; no plan, none excluded."""

DENSE = 1.7
"""Points nearer to each other than this are drawn as lines [mm]."""
DASHES = (2.4, 1.6)
"""Of lines that are not proven [pt]."""
BAND = "#D9D9D9"
_THIN = "#8A93A6"
_MARK = 2.2
_COLUMN = 0.25
"""Nearer than this two points of a line are one [mm]."""
_CAP, _STEM = 0.8, 3.2
_DOT = 0.7
TARGET = "#7A1F1F"
"""Colour of the target, which is also the only long dashes and the only ring."""
TARGET_DASHES = (5.0, 2.5)
RING = 3.8


@dataclass(frozen=True, slots=True)
class Dot:
    """One point on paper.

    Parameters
    ----------
    x
        Across [mm].
    y
        Its value; None where no plan is known [mm].
    bound
        Where its proven bound stands, or None [mm].
    state
        What is known.
    joined
        Whether it belongs to the next greater count than its neighbour on the left.
    """

    x: float
    y: float | None
    bound: float | None
    state: State
    joined: bool = False


def trace(dots: Sequence[Dot], spacing: float, top: float) -> Iterator[Shape]:
    """Marks, or lines where two neighbouring counts are nearer than `DENSE`.

    Parameters
    ----------
    dots
        The points, from left to right.
    spacing
        Distance of two neighbouring counts [mm].
    top
        Upper edge of the panel: where no plan is known everything above the bound is possible [mm].
    """
    if spacing >= DENSE:
        yield from _marks(dots, min(_MARK, 0.6 * spacing))
    else:
        yield from _lines(dots, top)


def _marks(dots: Sequence[Dot], size: float) -> Iterator[Shape]:
    for left, right in pairwise(dots):
        if right.joined and left.y is not None and right.y is not None:
            yield Line(((left.x, left.y), (right.x, right.y)), _THIN, 0.6)
    for dot in dots:
        yield from mark(dot, size)


def mark(dot: Dot, size: float = _MARK) -> Iterator[Shape]:
    """A filled square, a hollow one with its bar, or an open arrow upwards from the bound."""
    if dot.y is None:
        if dot.bound is not None:
            yield from _arrow(dot.x, dot.bound)
        return
    if dot.state != "proven" and dot.bound is not None and dot.bound - dot.y > 0.2:
        yield Line(((dot.x, dot.y), (dot.x, dot.bound)), INK, 0.7)
        yield Line(((dot.x - _CAP, dot.bound), (dot.x + _CAP, dot.bound)), INK, 0.7)
    fill = INK if dot.state == "proven" else "#FFFFFF"
    yield Rect(dot.x - size / 2, dot.y - size / 2, size, size, fill, INK, 0.8)


def ring(x: float, y: float) -> Iterator[Shape]:
    """The square round the best point within the target."""
    for colour, width in (("#FFFFFF", 3.0), (TARGET, 1.2)):
        yield Rect(x - RING / 2, y - RING / 2, RING, RING, None, colour, width)


def _arrow(x: float, y: float) -> Iterator[Shape]:
    """Everything above the bound is possible."""
    top = y - _STEM
    yield Line(((x, y), (x, top)), INK, 0.7, (1.2, 1.2))
    yield Line(((x - _CAP, top + _CAP), (x, top), (x + _CAP, top + _CAP)), INK, 0.7)
    yield Line(((x - _CAP, y), (x + _CAP, y)), INK, 0.7)


def _lines(dots: Sequence[Dot], top: float) -> Iterator[Shape]:
    """Runs of one state: proven drawn through, open dashed over a band, unknown a band alone."""
    yield from _bands(dots, top)
    for run in _runs(dots):
        places = [(dot.x, dot.y) for dot in run if dot.y is not None]
        if not places:
            continue
        proven = run[-1].state == "proven"
        if places[-1][0] - places[0][0] < 2 * _DOT:
            x, y = places[len(places) // 2]
            fill = INK if proven else "#FFFFFF"
            yield Rect(x - _DOT / 2, y - _DOT / 2, _DOT, _DOT, fill, INK, 0.5)
            continue
        dashes, width = ((), 1.1) if proven else (DASHES, 0.9)
        yield Line(tuple(thinned(places)), INK, width, dashes)


def _runs(dots: Sequence[Dot]) -> Iterator[list[Dot]]:
    """Neighbouring dots of one state; a run begins where the one that it touches ended."""
    run: list[Dot] = []
    for dot in dots:
        last = run[-1] if run else None
        if last is not None and not (dot.joined and dot.state == last.state):
            yield run
            goes_on = dot.joined and dot.y is not None
            run = [replace(last, state=dot.state)] if goes_on else []
        run.append(dot)
    if run:
        yield run


def _bands(dots: Sequence[Dot], ceiling: float) -> Iterator[Shape]:
    """Grey columns from the value, or from the upper edge of the panel, down to the bound."""
    column: tuple[float, float, float, float] | None = None
    for dot in dots:
        if dot.state == "proven" or dot.bound is None:
            continue
        top = ceiling if dot.y is None else dot.y
        if column is not None and dot.x - column[0] < _COLUMN:
            left, high, _, low = column
            column = (left, min(high, top), dot.x, max(low, dot.bound))
            continue
        if column is not None:
            yield _band(column)
        column = (dot.x, top, dot.x, dot.bound)
    if column is not None:
        yield _band(column)


def _band(column: tuple[float, float, float, float]) -> Rect:
    left, high, right, low = column
    width = max(_COLUMN, right - left) + _COLUMN
    return Rect(left - _COLUMN / 2, high, width, max(0.0, low - high), BAND, None)


def thinned(places: Iterable[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """The places of a line of which no two extremes in one narrow column are lost."""
    column: list[tuple[float, float]] = []
    for place in places:
        if column and place[0] - column[0][0] >= _COLUMN:
            yield from _extremes(column)
            column = []
        column.append(place)
    if column:
        yield from _extremes(column)


def _extremes(column: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """First, highest, lowest and last of a column, in their order."""
    highest = min(range(len(column)), key=lambda n: column[n][1])
    lowest = max(range(len(column)), key=lambda n: column[n][1])
    for place in sorted({0, highest, lowest, len(column) - 1}):
        yield column[place]
