"""The axis across a curve: the cut, what is left, and the cut in percent, below each other."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from orgplan.draw.fonts import line_height, text_width
from orgplan.draw.panel import SMALL
from orgplan.draw.scale import Scale, step_for, ticks
from orgplan.draw.scene import Label, Line, Shape, baseline
from orgplan.frontier import Frontier
from orgplan.text import Language, Text

_DROP = 2.2
"""From the lowest panel to the first row [mm]."""
AXIS_HEIGHT = 3 * line_height(SMALL) + _DROP
_AIR = 4.0
_ROWS = (Text("Giảm", "Cut"), Text("Còn", "Left"), Text("Tỷ lệ", "Share"))


def row_names(language: Language) -> tuple[str, ...]:
    """What stands before each row of figures."""
    return tuple(row.to(language) for row in _ROWS)


def axis_below(x: Scale, top: float, found: Frontier, language: Language) -> Iterator[Shape]:
    """Three rows of figures at the cuts that have room [mm].

    Parameters
    ----------
    x
        The axis, in units cut.
    top
        Where the panels end.
    found
        The curve.
    language
        Language of the words.
    """
    step = line_height(SMALL)
    tops = [top + _DROP + n * step for n in range(3)]
    for name, height in zip(row_names(language), tops, strict=True):
        yield Label(x.start - 1.5, baseline(height, SMALL), name, SMALL, "regular", "right")
    for cut in _written(x, found, language):
        place = x.at(cut)
        yield Line(((place, top), (place, top + 1.0)), "#666666", 0.6)
        for words, height in zip(_figures(cut, found, language), tops, strict=True):
            yield Label(place, baseline(height, SMALL), words, SMALL, "regular", "center")


def _written(x: Scale, found: Frontier, language: Language) -> tuple[Fraction, ...]:
    """The cuts that are written: as many as have room beside each other."""
    ends = (x.low, x.high)
    widest = max(
        text_width(words, "regular", SMALL)
        for end in ends
        for words in _figures(Fraction(round(end)), found, language)
    )
    most = max(1, int((x.end - x.start) / (widest + _AIR)))
    return ticks(x.low, x.high, step_for(x.high - x.low, most, whole=True))


def _figures(cut: Fraction, found: Frontier, language: Language) -> tuple[str, ...]:
    share = "–"
    if found.before:
        share = f"{float(100 * cut / found.before):.1f} %"
    if language == "vi":
        share = share.replace(".", ",")
    written = (str(int(cut)), str(found.before - int(cut)), share)
    return tuple(words.replace("-", "−") for words in written)
