"""The frontier as headings and cells: the whole of it for files, its turning points for screens."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from orgplan.draw.curve_words import tier_title
from orgplan.frontier import Frontier, FrontierPoint
from orgplan.text import Text

MOST_ROWS = 40
"""Rows of a table that is shown whole."""
_ENDS, _ABOUT_TARGET, _TURNS = 3, 4, 12
YES, NO = Text("có", "yes"), Text("không", "no")
NOT_PROVEN = Text("chưa", "not yet")
Cell = Text | Fraction | int | None


def file_columns(found: Frontier) -> tuple[Text, ...]:
    """Heads of the whole table."""
    titles = [tier_title(place, tier) for place, tier in enumerate(found.case.tiers)]
    bounds = [Text(f"Cận dưới {t.vi}", f"Bound of {t.en}") for t in titles]
    return (
        Text("Giảm", "Cut"),
        Text("Còn", "Left"),
        Text("Tỷ lệ giảm (%)", "Cut (%)"),
        *titles,
        Text(
            "Giá của mỗi đầu mối giảm thêm, theo mục tiêu 1",
            "Price of each further unit cut, in goal 1",
        ),
        Text("Đã chứng minh", "Proven"),
        Text("Đạt mục tiêu", "Meets the target"),
        *bounds,
    )


def file_row(found: Frontier, point: FrontierPoint) -> tuple[Cell, ...]:
    """All cells of a point."""
    meets = found.meets_target(point)
    share = found.share(point)
    return (
        found.cut(point),
        point.after,
        None if share is None else round(share, 4),
        *(point.values or (None,) * len(found.case.tiers)),
        found.prices.get(point.after),
        YES if point.proven else NOT_PROVEN,
        None if meets is None else (YES if meets else NO),
        *point.bounds,
    )


def by_cut(found: Frontier) -> tuple[FrontierPoint, ...]:
    """The points by rising cut, as tables and pictures have them."""
    return tuple(reversed(found.points))


def shown_places(found: Frontier) -> tuple[int, ...]:
    """Places in `by_cut` that a short table shows.

    All of a short curve; of a long one its ends, what lies about the target, and where the price
    changes most.
    """
    points = by_cut(found)
    if len(points) <= MOST_ROWS:
        return tuple(range(len(points)))
    last = len(points) - 1
    chosen = {*range(_ENDS), *range(last - _ENDS + 1, last + 1)}
    for after in _aims(found):
        here = min(range(len(points)), key=lambda n: (abs(points[n].after - after), n))
        chosen |= set(range(max(0, here - _ABOUT_TARGET), min(last, here + _ABOUT_TARGET) + 1))
    chosen |= _turns(found, points)
    return tuple(sorted(chosen))


def _aims(found: Frontier) -> list[int]:
    """The counts that a reader looks for."""
    aims = [] if found.required_after is None else [found.required_after]
    return aims if found.best is None else [*aims, found.best.after]


def _turns(found: Frontier, points: Sequence[FrontierPoint]) -> set[int]:
    """Where the price changes most, with the place before each."""
    prices = found.prices
    priced = [place for place, point in enumerate(points) if point.after in prices]
    changes = [
        (abs(prices[points[right].after] - prices[points[left].after]), left, right)
        for left, right in pairwise(priced)
    ]
    most = sorted((c for c in changes if c[0]), key=lambda c: (-c[0], c[1]))[:_TURNS]
    return {place for _, left, right in most for place in (left, right)}
