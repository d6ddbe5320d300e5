"""The legend of a curve: every sign that occurs, drawn as it is drawn above, with its meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from orgplan.draw import frame
from orgplan.draw.fonts import line_height, text_width
from orgplan.draw.panel import SMALL
from orgplan.draw.scene import INK, Label, Line, Rect, Shape, baseline
from orgplan.draw.traces import BAND, DASHES, RING, TARGET, TARGET_DASHES, Dot, mark, ring
from orgplan.text import Language, Text

Sign = Literal["proven", "open", "unknown", "target", "best"]

_WORDS: dict[Sign, Text] = {
    "proven": Text("đã chứng minh là tốt nhất", "proven to be the best"),
    "open": Text(
        "có phương án, chưa chứng minh; vạch hoặc dải xám xuống đến cận dưới",
        "a plan, not proven; bar or grey band down to the proven bound",
    ),
    "unknown": Text(
        "chưa có phương án, cũng chưa loại trừ; không thể dưới vạch",
        "no plan known, none excluded; nothing below the line",
    ),
    "target": Text("mục tiêu của kịch bản", "target of the scenario"),
    "best": Text("tốt nhất trong mức mục tiêu", "best within the target"),
}
_SWATCH, _NARROW, _ROW, _BETWEEN = 15.0, 4.0, 5.6, 6.0


def legend_height(signs: Sequence[Sign], language: Language) -> float:
    """Height of the legend [mm]."""
    return len(_rows(signs, language)) * _ROW


def legend(signs: Sequence[Sign], top: float, language: Language) -> Iterator[Shape]:
    """The signs and their meanings, the first row beginning at `top` [mm]."""
    for place, row in enumerate(_rows(signs, language)):
        left, y = frame.SIDE, top + place * _ROW
        for sign in row:
            yield from _swatch(sign, left, y + _ROW / 2)
            words = _WORDS[sign].to(language)
            at = baseline(y + (_ROW - line_height(SMALL)) / 2, SMALL)
            yield Label(left + _room(sign), at, words, SMALL)
            left += _width(sign, language) + _BETWEEN


def _width(sign: Sign, language: Language) -> float:
    return _room(sign) + text_width(_WORDS[sign].to(language), "regular", SMALL)


def _room(sign: Sign) -> float:
    """Width of the drawn part, with some air [mm]."""
    return (_NARROW if sign == "best" else _SWATCH) + 1.5


def _rows(signs: Sequence[Sign], language: Language) -> list[list[Sign]]:
    rows: list[list[Sign]] = []
    left = 0.0
    for sign in signs:
        if not rows or left + _width(sign, language) > frame.INNER:
            rows.append([])
            left = 0.0
        rows[-1].append(sign)
        left += _width(sign, language) + _BETWEEN
    return rows


def _swatch(sign: Sign, left: float, y: float) -> Iterator[Shape]:
    """Mark and line, as the curve shows them."""
    middle, right = left + _SWATCH / 3, left + _SWATCH
    if sign == "proven":
        yield from mark(Dot(middle, y, None, "proven"))
        yield Line(((left + _SWATCH / 2, y), (right, y)), INK, 1.4)
    elif sign == "open":
        yield from mark(Dot(middle, y - 1.0, y + 2.0, "open"))
        yield Rect(left + _SWATCH / 2, y, _SWATCH / 2, 2.0, BAND, None)
        yield Line(((left + _SWATCH / 2, y), (right, y)), INK, 1.0, DASHES)
    elif sign == "unknown":
        yield from mark(Dot(middle, None, y + 1.6, "unknown"))
        yield Rect(left + _SWATCH / 2, y - 1.6, _SWATCH / 2, 3.2, BAND, None)
    elif sign == "target":
        yield Line(((left, y), (right, y)), TARGET, 1.0, TARGET_DASHES)
    else:
        yield from ring(left + RING / 2, y)
