"""A trade-off on paper: one measure across, the other upwards, every point that none excels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from orgplan.draw import frame
from orgplan.draw.fonts import line_height, text_width
from orgplan.draw.frame import Heading
from orgplan.draw.panel import SMALL, Panel
from orgplan.draw.scale import Scale, rounded, ticks
from orgplan.draw.scene import INK, Label, Line, Page, Rect, Shape, baseline
from orgplan.draw.traces import BAND, DASHES
from orgplan.errors import UsageError
from orgplan.text import Language, Text, number
from orgplan.trade_off import Measure, TradeOff, TradeOffPoint

TITLE = Text("ĐÁNH ĐỔI GIỮA HAI MỤC TIÊU", "TRADE-OFF")
Sign = Literal["supported", "unsupported", "undecided", "open_point", "edge", "open"]
_WORDS: dict[Sign, Text] = {
    "supported": Text(
        "đã chứng minh; có trọng số dẫn tới", "proven; some weights of the two lead to it"
    ),
    "unsupported": Text(
        "đã chứng minh; không trọng số nào dẫn tới", "proven; no weights lead to it"
    ),
    "undecided": Text(
        "đã chứng minh; chưa rõ có trọng số dẫn tới hay không",
        "proven; whether weights lead to it is not known yet",
    ),
    "open_point": Text("có phương án, chưa chứng minh", "a plan, not proven"),
    "edge": Text("nối các điểm có trọng số dẫn tới", "joins the points that weights lead to"),
    "open": Text("còn để ngỏ: có thể còn điểm khác", "still open: there may be other points"),
}
_MARK = 2.2
_THIN = "#8A93A6"
_AXIS = "#666666"
_STEPS_ACROSS = 10
_ROW, _SWATCH, _BETWEEN = 5.6, 8.0, 6.0


def measure_title(measure: Measure) -> Text:
    """A measure with its unit, beginning with a capital."""
    label, unit = measure.label, measure.unit
    vi, en = (words[:1].upper() + words[1:] for words in (label.vi, label.en))
    return Text(f"{vi} ({unit.vi})", f"{en} ({unit.en})")


def trade_off_pages(found: TradeOff, heading: Heading, *, language: Language) -> tuple[Page, ...]:
    """Draw a trade-off on an A4 page.

    Raises
    ------
    UsageError
        If it has no point.
    """
    if not found.points:
        raise UsageError(Text("không có điểm nào để vẽ", "there is no point to draw"))
    return (_Sheet(found, heading, language).page(),)


def sign_of(point: TradeOffPoint) -> Sign:
    """How a point is drawn."""
    if not point.proven:
        return "open_point"
    if point.supported is None:
        return "undecided"
    return "supported" if point.supported else "unsupported"


@dataclass(frozen=True)
class _Sheet:
    """The page."""

    found: TradeOff
    heading: Heading
    language: Language

    def page(self) -> Page:
        """The page in millimetres: one panel with open stretches, edge and points, then the legend.

        It needs at least one point.
        """
        title = TITLE.to(self.language)
        head, top = frame.header(title, self.heading, self.language)
        rows = _rows(self._signs(), self.language)
        legend_top = frame.footer_top(self.heading) - len(rows) * _ROW - 1.0
        bottom = legend_top - 2 * line_height(SMALL) - 6.0
        panel = self._panel(top + line_height(SMALL), bottom)
        shapes: list[Shape] = [*head]
        for stretch in self.found.open:
            shapes.append(_band(panel, stretch.low, stretch.high))
        shapes.extend(panel.frame(self.language))
        shapes.extend(self._across(panel, bottom))
        shapes.extend(self._edge(panel))
        for point in self.found.points:
            x, y = panel.x.at(point.values[0]), panel.y.at(point.values[1])
            shapes.extend(_mark(x, y, sign_of(point)))
        shapes.extend(_legend(rows, legend_top, self.language))
        shapes.extend(frame.footer(self.heading, 1, 1, self.language))
        return Page(frame.WIDTH, frame.HEIGHT, title, None, tuple(shapes))

    def _panel(self, top: float, bottom: float) -> Panel:
        values = [point.values for point in self.found.points]
        unknown = Scale(Fraction(0), Fraction(1), 0.0, 1.0)
        title = measure_title(self.found.other).to(self.language)
        panel = Panel.around(title, [pair[1] for pair in values], unknown, top, bottom)
        left = frame.SIDE + panel.figure_width(self.language) + 3.0
        low, high, _ = rounded([pair[0] for pair in values], _STEPS_ACROSS)
        return replace(panel, x=Scale(low, high, left, frame.SIDE + frame.INNER))

    def _across(self, panel: Panel, top: float) -> Iterator[Shape]:
        """Figures and title of the axis across."""
        firsts = [point.values[0] for point in self.found.points]
        step = rounded(firsts, _STEPS_ACROSS)[2]
        for figure in ticks(panel.x.low, panel.x.high, step):
            place = panel.x.at(figure)
            yield Line(((place, top), (place, top + 1.0)), _AXIS, 0.6)
            words = number(figure, self.language).replace("-", "−")
            yield Label(place, baseline(top + 2.0, SMALL), words, SMALL, "regular", "center")
        title = measure_title(self.found.one).to(self.language)
        under = baseline(top + 2.5 + line_height(SMALL), SMALL)
        yield Label(panel.x.end, under, title, SMALL, "bold", "right")

    def _edge(self, panel: Panel) -> Iterator[Shape]:
        """A thin line from one supported point to the next."""
        places = [
            (panel.x.at(point.values[0]), panel.y.at(point.values[1]))
            for point in self.found.points
            if point.proven and point.supported
        ]
        for here, there in pairwise(places):
            yield Line((here, there), _THIN, 0.7, DASHES)

    def _signs(self) -> tuple[Sign, ...]:
        """What the legend has to explain."""
        present = {sign_of(point) for point in self.found.points}
        points: tuple[Sign, ...] = ("supported", "unsupported", "undecided", "open_point")
        signs: list[Sign] = [sign for sign in points if sign in present]
        if sum(sign_of(point) == "supported" for point in self.found.points) > 1:
            signs.append("edge")
        if self.found.open:
            signs.append("open")
        return tuple(signs)


def _band(panel: Panel, low: Fraction | None, high: Fraction | None) -> Rect:
    """Where points may be missing."""
    left = panel.x.start if low is None else panel.x.at(max(low, panel.x.low))
    right = panel.x.end if high is None else panel.x.at(min(high, panel.x.high))
    left, right = (left - 0.6, right + 0.6) if right - left < 1.2 else (left, right)
    return Rect(left, panel.y.end, right - left, panel.y.start - panel.y.end, BAND, None)


def _mark(x: float, y: float, sign: Sign) -> Iterator[Shape]:
    """Filled, hollow with a dot, hollow, or dashed: to be told apart on any copy."""
    fill = INK if sign == "supported" else "#FFFFFF"
    dashes = (1.2, 1.0) if sign == "open_point" else ()
    yield Rect(x - _MARK / 2, y - _MARK / 2, _MARK, _MARK, fill, INK, 0.8, dashes)
    if sign == "unsupported":
        dot = _MARK / 3
        yield Rect(x - dot / 2, y - dot / 2, dot, dot, INK, None)


def _rows(signs: Sequence[Sign], language: Language) -> list[list[Sign]]:
    rows: list[list[Sign]] = []
    left = 0.0
    for sign in signs:
        width = _width(sign, language)
        if not rows or left + width > frame.INNER:
            rows.append([])
            left = 0.0
        rows[-1].append(sign)
        left += width + _BETWEEN
    return rows


def _width(sign: Sign, language: Language) -> float:
    return _SWATCH + text_width(_WORDS[sign].to(language), "regular", SMALL)


def _legend(rows: Sequence[Sequence[Sign]], top: float, language: Language) -> Iterator[Shape]:
    for place, row in enumerate(rows):
        left, y = frame.SIDE, top + place * _ROW
        for sign in row:
            middle = y + _ROW / 2
            if sign == "edge":
                yield Line(((left, middle), (left + 6.0, middle)), _THIN, 0.7, DASHES)
            elif sign == "open":
                yield Rect(left, middle - 1.6, 6.0, 3.2, BAND, None)
            else:
                yield from _mark(left + 3.0, middle, sign)
            at = baseline(y + (_ROW - line_height(SMALL)) / 2, SMALL)
            yield Label(left + _SWATCH, at, _WORDS[sign].to(language), SMALL)
            left += _width(sign, language) + _BETWEEN
