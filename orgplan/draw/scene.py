"""What a page shows, in millimetres from its upper left corner: boxes, lines and labels.

A scene knows neither organisations nor matplotlib: it is made by the charts and painted by the
outputs, so that every format shows the same places, words and sizes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from orgplan.draw.fonts import ASCENT, DESCENT, MM_PER_POINT, Face, line_height, text_width

Part = Literal["before", "after"]
Anchor = Literal["left", "center", "right"]

INK = "#1F2A44"
"""Colour of ordinary lines."""
BLACK = "#000000"


@dataclass(frozen=True, slots=True)
class Rect:
    """An upright rectangle.

    Parameters
    ----------
    x, y, width, height
        Upper left corner and extent [mm].
    fill, stroke
        Colours, or None.
    line
        Width of the outline [pt].
    dashes
        Lengths of strokes and gaps [pt]; empty is a solid line.
    """

    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    stroke: str | None = INK
    line: float = 0.8
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points [mm]; `dashes` as those of a rectangle."""

    points: tuple[tuple[float, float], ...]
    stroke: str = INK
    line: float = 0.8
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text.

    Parameters
    ----------
    x, y
        Anchor on the baseline [mm].
    text
        Plain text: shown as it stands.
    size
        Size of the type [pt].
    face, anchor, color
        How it is set.
    """

    x: float
    y: float
    text: str
    size: float = 9.0
    face: Face = "regular"
    anchor: Anchor = "left"
    color: str = BLACK

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the line of text [mm]."""
        width = text_width(self.text, self.face, self.size)
        left = self.x - {"left": 0.0, "center": width / 2, "right": width}[self.anchor]
        em = self.size * MM_PER_POINT
        return left, self.y - ASCENT * em, left + width, self.y + DESCENT * em


Shape = Rect | Line | Label


@dataclass(frozen=True, slots=True)
class UnitBox:
    """Where one unit stands on a page: its outline and the words inside it."""

    unit: str
    part: Part
    outline: Rect
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class Page:
    """One page of a chart, ready to be painted.

    Parameters
    ----------
    width, height
        Size of the paper [mm].
    title
        What the page shows, in words (also the alternative text of its picture).
    agency
        The agency whose page it is; None for an overview.
    shapes
        Everything to paint, in order.
    boxes
        The units among the shapes.
    """

    width: float
    height: float
    title: str
    agency: str | None
    shapes: tuple[Shape, ...]
    boxes: tuple[UnitBox, ...] = ()

    @property
    def labels(self) -> tuple[Label, ...]:
        """All text on the page."""
        return tuple(shape for shape in self.shapes if isinstance(shape, Label))

    def _repr_png_(self) -> bytes:
        """The page as a notebook shows it."""
        from orgplan.draw.matplotlib_output import png

        return png(self)


def paragraph(
    lines: Sequence[str],
    x: float,
    y: float,
    size: float = 9.0,
    face: Face = "regular",
    anchor: Anchor = "left",
) -> Iterable[Label]:
    """Lines of text below each other; `y` is the top of the first line [mm]."""
    step = line_height(size)
    for number, line in enumerate(lines):
        yield Label(x, baseline(y + number * step, size), line, size, face, anchor)


def baseline(top: float, size: float) -> float:
    """Baseline of a line of text whose strip begins at `top` [mm]."""
    slack = line_height(size) - (ASCENT + DESCENT) * size * MM_PER_POINT
    return top + slack / 2 + ASCENT * size * MM_PER_POINT
