"""The frontier on paper: cost against cut, one panel a tier, the price of each unit below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from orgplan.draw import frame
from orgplan.draw.axis_below import AXIS_HEIGHT, axis_below, row_names
from orgplan.draw.curve_legend import Sign, legend, legend_height
from orgplan.draw.curve_words import COUNTS, price_title, state_of, target_words, tier_title
from orgplan.draw.fonts import line_height, plain, shorten, text_width
from orgplan.draw.frame import Heading
from orgplan.draw.panel import SMALL, Panel
from orgplan.draw.scale import Scale
from orgplan.draw.scene import INK, Label, Line, Page, Shape, baseline
from orgplan.draw.traces import DENSE, TARGET, TARGET_DASHES, Dot, ring, thinned, trace
from orgplan.errors import UsageError
from orgplan.frontier import Frontier
from orgplan.text import Language, Text

TITLE = Text("ĐƯỜNG CẮT GIẢM – CHI PHÍ", "CUT AGAINST COST")
_GAP = 5.5
_FIRST, _PRICE, _LATER = 3.0, 1.5, 1.2
"""Heights of the panels against each other."""
_LATER_HERE, _LATER_ON_A_PAGE = 3, 5


def frontier_pages(found: Frontier, heading: Heading, *, language: Language) -> tuple[Page, ...]:
    """Draw a frontier on A4 pages: the first tier and its price, then the later tiers.

    Parameters
    ----------
    found
        The frontier.
    heading
        What every page says about it.
    language
        Language of the words.

    Raises
    ------
    UsageError
        If it has no point.
    """
    if not found.points:
        raise UsageError(Text("không có điểm nào để vẽ", "there is no point to draw"))
    later = list(range(1, len(found.case.tiers)))
    parts: list[list[int]] = [[0, *later[:_LATER_HERE]]]
    rest = later[_LATER_HERE:]
    parts += [rest[n : n + _LATER_ON_A_PAGE] for n in range(0, len(rest), _LATER_ON_A_PAGE)]
    return tuple(
        _Sheet(found, heading, language, tuple(tiers)).page(number_of_page, len(parts))
        for number_of_page, tiers in enumerate(parts, 1)
    )


@dataclass(frozen=True)
class _Sheet:
    """One page: which tiers stand on it, and where."""

    found: Frontier
    heading: Heading
    language: Language
    tiers: tuple[int, ...]

    def page(self, number_of_page: int, pages: int) -> Page:
        """The page in millimetres: panels over one axis of counts, then the legend.

        Parameters
        ----------
        number_of_page, pages
            For the footer, from 1.
        """
        title = TITLE.to(self.language)
        head, top = frame.header(title, self.heading, self.language)
        signs = self._signs()
        legend_top = frame.footer_top(self.heading) - legend_height(signs, self.language) - 1.0
        bottom = legend_top - AXIS_HEIGHT - 2.0
        panels = self._panels(top + line_height(SMALL) + 4.0, bottom)
        x = panels[0][0].x
        shapes: list[Shape] = [*head]
        for panel, _ in panels:
            shapes.extend(panel.frame(self.language))
        shapes.extend(axis_below(x, bottom, self.found, self.language))
        shapes.extend(self._target(x, top + 2.0))
        for panel, tier in panels:
            shapes.extend(self._steps(panel) if tier is None else self._trace(panel, tier))
            shapes.extend(self._target_line(panel))
            shapes.extend(() if tier is None else self._ring(panel, tier))
        shapes.extend(legend(signs, legend_top, self.language))
        shapes.extend(frame.footer(self.heading, number_of_page, pages, self.language))
        return Page(frame.WIDTH, frame.HEIGHT, title, None, tuple(shapes))

    # -- places ------------------------------------------------------------------------------

    def _across(self, panels: Sequence[Panel]) -> Scale:
        """The axis of the cut, to the right of whatever is written beside the panels."""
        found = self.found
        cuts = [found.cut(point) for point in found.points]
        if found.required_after is not None:
            cuts.append(found.before - found.required_after)
        air = max(Fraction(1, 2), Fraction(max(cuts) - min(cuts), 50))
        names = [text_width(w, "regular", SMALL) for w in row_names(self.language)]
        figures = [panel.figure_width(self.language) for panel in panels]
        left = frame.SIDE + max(*names, *figures) + 1.5
        return Scale(min(cuts) - air, max(cuts) + air, left, frame.SIDE + frame.INNER)

    def _values(self, tier: int | None) -> list[Fraction]:
        """Everything that the axis of a tier (None: of the price) has to hold."""
        if tier is None:
            return [Fraction(0), *self.found.prices.values()]
        held = [p.values[tier] for p in self.found.known if p.values]
        bounds = [p.bounds[tier] for p in self.found.points if tier < len(p.bounds)]
        return [*held, *(b for b in bounds if b is not None)] or [Fraction(0)]

    def _panels(self, top: float, bottom: float) -> list[tuple[Panel, int | None]]:
        parts: list[tuple[int | None, float]] = []
        for place in self.tiers:
            parts.append((place, _LATER if place else _FIRST))
            if place == 0 and self.found.prices:
                parts.append((None, _PRICE))
        room = bottom - top - _GAP * (len(parts) - 1)
        whole = sum(share for _, share in parts)
        panels: list[Panel] = []
        unknown = Scale(Fraction(0), Fraction(1), 0.0, 1.0)
        for tier, share in parts:
            height = room * share / whole
            title = self._title(tier).to(self.language)
            values = self._values(tier) if self.found.case.tiers else []
            panels.append(Panel.around(title, values, unknown, top, top + height))
            top += height + _GAP
        x = self._across(panels)
        tiers = (tier for tier, _ in parts)
        return [(replace(panel, x=x), t) for panel, t in zip(panels, tiers, strict=True)]

    def _title(self, tier: int | None) -> Text:
        tiers = self.found.case.tiers
        if not tiers:
            return COUNTS
        return price_title(tiers[0]) if tier is None else tier_title(tier, tiers[tier])

    # -- the curve ---------------------------------------------------------------------------

    def _trace(self, panel: Panel, tier: int) -> Iterator[Shape]:
        return trace(self._dots(panel, tier), panel.x.per_unit, panel.y.end)

    def _ring(self, panel: Panel, tier: int) -> Iterator[Shape]:
        best = self.found.best
        if best is not None and best.values is not None:
            place = panel.x.at(self.found.cut(best))
            yield from ring(place, panel.y.at(best.values[tier]))

    def _dots(self, panel: Panel, tier: int) -> list[Dot]:
        dots: list[Dot] = []
        last: int | None = None
        for point in reversed(self.found.points):
            value = None
            if point.values is not None:
                value = point.values[tier] if point.values else Fraction(0)
            bound = point.bounds[tier] if tier < len(point.bounds) else None
            dots.append(
                Dot(
                    panel.x.at(self.found.cut(point)),
                    None if value is None else panel.y.at(value),
                    None if bound is None else panel.y.at(bound),
                    state_of(point, tier),
                    joined=last == point.after + 1,
                )
            )
            last = point.after
        return dots

    def _steps(self, panel: Panel) -> Iterator[Shape]:
        """A level line for each price, from the cut that it starts from to its own."""
        run: list[tuple[float, float]] = []
        proven = [p for p in reversed(self.found.points) if p.proven]
        for before, point in pairwise(proven):
            price = self.found.prices[point.after]
            start, end = (panel.x.at(self.found.cut(p)) for p in (before, point))
            run += [(start, panel.y.at(price)), (end, panel.y.at(price))]
        if run:
            dense = panel.x.per_unit < DENSE
            yield Line(tuple(thinned(run)) if dense else tuple(run), INK, 1.0)

    def _target(self, x: Scale, top: float) -> Iterator[Shape]:
        """The words above the line of the target."""
        found = self.found
        if found.required_after is None:
            return
        place = x.at(found.before - found.required_after)
        words = plain(target_words(found).to(self.language))
        for line in shorten(words, frame.INNER, "bold", SMALL, 1):
            half = text_width(line, "bold", SMALL) / 2
            middle = min(max(place, frame.SIDE + half), frame.SIDE + frame.INNER - half)
            yield Label(middle, baseline(top, SMALL), line, SMALL, "bold", "center", TARGET)

    def _target_line(self, panel: Panel) -> Iterator[Shape]:
        if self.found.required_after is not None:
            place = panel.x.at(self.found.before - self.found.required_after)
            ends = ((place, panel.y.end), (place, panel.y.start))
            yield Line(ends, TARGET, 1.0, TARGET_DASHES)

    def _signs(self) -> tuple[Sign, ...]:
        """What the legend has to explain."""
        found = self.found
        states = {state_of(p, tier) for p in found.points for tier in self.tiers}
        signs: list[Sign] = [s for s in ("proven", "open", "unknown") if s in states]
        if found.required_after is not None:
            signs.append("target")
        if found.best is not None:
            signs.append("best")
        return tuple(signs)
