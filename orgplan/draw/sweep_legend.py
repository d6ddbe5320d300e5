"""The legend of the picture of a sweep: only what occurs on its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from orgplan.draw.fonts import line_height, text_width
from orgplan.draw.frame import INNER, SIDE
from orgplan.draw.scene import Label, Rect, Shape, baseline
from orgplan.draw.sweep_data import State
from orgplan.draw.sweep_lines import BAND, MARK, SIGNS, SMALL, mark, whisker
from orgplan.draw.sweep_table import UNPROVEN, shade
from orgplan.text import Language, Text

_ROW = 6.2
_SWATCH, _AFTER, _GAP = 7.0, 1.6, 8.0
_SHADES = 3

_PROVEN = Text("tốt nhất, đã chứng minh", "best, proven")
_UNPROVEN = Text(
    "chưa chứng minh; vạch dưới: không thể thấp hơn",
    "not proven; lower stroke: it cannot be less",
)
_UNPROVEN_CELL = Text("chưa chứng minh là tốt nhất", "not proven to be the best")
_IMPOSSIBLE = Text("không có phương án, đã chứng minh", "no plan exists, proven")
_OPEN = Text("dừng khi chưa có phương án", "stopped without a plan")
_DARKER = Text("đậm hơn là lớn hơn", "darker is larger")

Swatch = Callable[[float, float], Iterable[Shape]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: a swatch, drawn at its left edge and middle, and words."""

    words: str
    swatch: Swatch

    @property
    def width(self) -> float:
        """Width of the entry [mm]."""
        return _SWATCH + _AFTER + text_width(self.words, "regular", SMALL)


def entries(states: Iterable[State], *, table: bool, language: Language) -> tuple[Entry, ...]:
    """The entries for what occurs."""
    found = set(states)
    listed: list[tuple[bool, Text, Swatch]] = [
        (table, _DARKER, _shades),
        ("proven" in found and not table, _PROVEN, _square),
        ("unproven" in found and not table, _UNPROVEN, _hollow),
        ("unproven" in found and table, _UNPROVEN_CELL, _star),
        ("impossible" in found, _IMPOSSIBLE, lambda x, y: _sign(x, y, SIGNS["impossible"])),
        ("open" in found, _OPEN, lambda x, y: _sign(x, y, SIGNS["open"])),
    ]
    return tuple(Entry(words.to(language), swatch) for shown, words, swatch in listed if shown)


def legend_height(listed: Sequence[Entry]) -> float:
    """Height of the legend [mm]."""
    return len(_rows(listed)) * _ROW


def legend(listed: Sequence[Entry], top: float) -> list[Shape]:
    """The legend, its first row beginning at `top` [mm]."""
    shapes: list[Shape] = []
    for number, row in enumerate(_rows(listed)):
        x, y = SIDE, top + number * _ROW
        for entry in row:
            shapes.extend(entry.swatch(x, y + _ROW / 2))
            text_y = baseline(y + (_ROW - line_height(SMALL)) / 2, SMALL)
            shapes.append(Label(x + _SWATCH + _AFTER, text_y, entry.words, SMALL))
            x += entry.width + _GAP
    return shapes


def _rows(listed: Sequence[Entry]) -> list[list[Entry]]:
    rows: list[list[Entry]] = []
    left = 0.0
    for entry in listed:
        if not rows or left + entry.width > INNER:
            rows.append([])
            left = 0.0
        rows[-1].append(entry)
        left += entry.width + _GAP
    return rows


def _square(x: float, y: float) -> Iterable[Shape]:
    return mark(x + _SWATCH / 2, y, True)


def _hollow(x: float, y: float) -> Iterable[Shape]:
    middle, high = x + _SWATCH / 2, y - 1.4
    return (*mark(middle, high, False), *whisker(middle, high, high + MARK / 2 + 2.2))


def _star(x: float, y: float) -> Iterable[Shape]:
    return (Label(x + _SWATCH / 2, y + 1.1, f"12{UNPROVEN}", SMALL, "regular", "center"),)


def _sign(x: float, y: float, sign: str) -> Iterable[Shape]:
    return (
        Rect(x, y - 2.2, _SWATCH, 4.4, BAND, None),
        Label(x + _SWATCH / 2, y + 1.1, sign, SMALL, "bold", "center"),
    )


def _shades(x: float, y: float) -> Iterable[Shape]:
    wide = _SWATCH / _SHADES
    scale = (Fraction(0), Fraction(_SHADES - 1))
    for place in range(_SHADES):
        fill = shade(Fraction(place), scale)
        yield Rect(x + place * wide, y - 2.0, wide, 4.0, fill, "#999999", 0.4)
