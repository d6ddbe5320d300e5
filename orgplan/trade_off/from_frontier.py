"""A goal against the cut: what of the frontier no other count excels."""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby

from orgplan.frontier import Frontier, FrontierPoint
from orgplan.trade_off.front import Stretch, TradeOffPoint


def points_of(found: Frontier) -> list[TradeOffPoint]:
    """The counts that no deeper or equal cut matches at the same cost or less.

    A point is proven where every count at least as deep is proven, or cannot cost less or the same.
    """
    points: list[TradeOffPoint] = []
    least: Fraction | None = None
    deeper: list[FrontierPoint] = []
    for point in found.points:  # the deepest cut first
        deeper.append(point)
        if point.values is None:
            continue
        cost = point.values[0]
        if least is None or cost < least:
            least = cost
            proven = found.complete and all(_not_below(p, point) for p in deeper)
            points.append(TradeOffPoint((Fraction(found.cut(point)), cost), proven))
    return points


def _not_below(deeper: FrontierPoint, point: FrontierPoint) -> bool:
    """Whether a deeper count surely leaves a point its place."""
    if deeper.proven or point.values is None:
        return True
    bound = deeper.bounds[0]
    return deeper.after != point.after and bound is not None and bound > point.values[0]


def open_of(found: Frontier) -> tuple[Stretch, ...]:
    """The cuts of which not all is proven, put together where they follow each other."""
    if not found.complete:
        return (Stretch(None, None),)
    cuts = sorted(found.cut(point) for point in found.points if not point.proven)
    runs = [
        [cut for _, cut in run]
        for _, run in groupby(enumerate(cuts), key=lambda item: item[1] - item[0])
    ]
    return tuple(Stretch(Fraction(run[0]), Fraction(run[-1])) for run in runs)
