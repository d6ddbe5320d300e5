"""One panel of a curve: its frame, its axis, and the places of figures inside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from orgplan.draw.fonts import line_height, plain, shorten, text_width
from orgplan.draw.scale import Scale, rounded, ticks
from orgplan.draw.scene import Label, Line, Shape, baseline
from orgplan.text import Language, number

SMALL = 9.0
"""Size of the type [pt]."""
TITLE_HEIGHT = line_height(SMALL) + 1.0
_PER_TICK = 11.0
"""Distance of two written figures where there is room [mm]."""
_FEWEST, _MOST = 3, 6
"""Steps of an axis: three at least, so that two figures are always written."""
_GRID, _AXIS = "#D5D5D5", "#666666"


@dataclass(frozen=True)
class Panel:
    """A panel between its edges [mm].

    Parameters
    ----------
    title
        What is drawn upwards, with its unit.
    x, y
        The axes; y runs from the lower edge up.
    step
        Distance of two written figures, or None for an axis without figures.
    """

    title: str
    x: Scale
    y: Scale
    step: Fraction | None

    @classmethod
    def around(
        cls, title: str, values: Sequence[Fraction], x: Scale, top: float, bottom: float
    ) -> Panel:
        """A panel whose axis holds all values; without values it has no figures."""
        inner = top + TITLE_HEIGHT
        if not values:
            return cls(title, x, Scale(Fraction(-1), Fraction(1), bottom, inner), None)
        steps = max(_FEWEST, min(_MOST, int((bottom - inner) / _PER_TICK)))
        low, high, step = rounded(values, steps)
        return cls(title, x, Scale(low, high, bottom, inner), step)

    @property
    def figures(self) -> tuple[Fraction, ...]:
        """The figures written at the axis."""
        return () if self.step is None else ticks(self.y.low, self.y.high, self.step)

    def figure_width(self, language: Language) -> float:
        """Width of the widest figure [mm]."""
        words = (_written(figure, language) for figure in self.figures)
        return max((text_width(word, "regular", SMALL) for word in words), default=0.0)

    def frame(self, language: Language) -> Iterator[Shape]:
        """Title, lines behind the curve, and the axis with its figures."""
        x, y = self.x, self.y
        room = x.end - x.start
        for words in shorten(plain(self.title), room, "bold", SMALL, 1):
            top = y.end - TITLE_HEIGHT
            yield Label(x.start, baseline(top, SMALL), words, SMALL, "bold")
        for figure in self.figures:
            height = y.at(figure)
            yield Line(((x.start, height), (x.end, height)), _AXIS if figure == 0 else _GRID, 0.5)
            words = _written(figure, language)
            yield Label(x.start - 1.5, height + 1.1, words, SMALL, "regular", "right")
        yield Line(((x.start, y.end), (x.start, y.start), (x.end, y.start)), _AXIS, 0.6)


def _written(figure: Fraction, language: Language) -> str:
    return number(figure, language).replace("-", "−")
