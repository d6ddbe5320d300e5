"""The trade-off between two measures: its points, and what is proven of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from orgplan.case import Case
from orgplan.plan import Plan
from orgplan.shown import Shown
from orgplan.trade_off.measure import Measure

if TYPE_CHECKING:
    import pandas as pd

Pair = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class TradeOffPoint:
    """A pair of values that a plan has.

    Parameters
    ----------
    values
        Of the first and of the second measure.
    proven
        Whether no plan is at least as good in both and better in one.
    supported
        Whether some weighted sum of the two measures leads to it: it lies on the lower left edge
        of the convex hull. The others are found by no weights at all. None where points that are
        not known yet may still decide it.
    plan
        A plan with these values; None where the point comes from the frontier.
    """

    values: Pair
    proven: bool
    supported: bool | None = None
    plan: Plan | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Values of the first measure between which points may be missing; None: without an end."""

    low: Fraction | None
    high: Fraction | None


@dataclass(frozen=True)
class TradeOff(Shown):
    """All pairs of values of two measures of which neither can be better without the other worse.

    Parameters
    ----------
    case
        The question.
    one, other
        What is weighed against each other.
    points
        By rising value of the first measure.
    open
        Where points may be missing, or better ones may exist.
    engine, engine_version, seed
        What found it.
    confirmed
        Whether a second engine agrees that there is no plan; None where nothing was claimed.
    seconds
        How long it took [s].
    interrupted
        Whether the user stopped it.
    contradicted
        The engine that had wrongly said that there is no plan; the answer is that of another one.
    """

    case: Case
    one: Measure
    other: Measure
    points: tuple[TradeOffPoint, ...]
    open: tuple[Stretch, ...]
    engine: str
    engine_version: str
    seed: int
    confirmed: bool | None
    seconds: float
    interrupted: bool = False
    contradicted: str | None = None

    def __repr__(self) -> str:
        state = "complete" if self.complete else "not complete"
        return f"TradeOff({self.one.name}, {self.other.name}, {len(self.points)} points, {state})"

    @property
    def complete(self) -> bool:
        """Whether every point is there, and proven."""
        return not self.open

    @property
    def table(self) -> pd.DataFrame:
        """One row a point: both values, supported (missing where not known), proven."""
        import pandas as pd

        rows = [(*map(float, p.values), p.supported, p.proven) for p in self.points]
        columns = [self.one.name, self.other.name, "supported", "proven"]
        kinds = {"supported": "boolean", "proven": "bool"}
        return pd.DataFrame(rows, columns=columns).astype(kinds)


def with_support(
    points: Sequence[TradeOffPoint], *, complete: bool, signs: tuple[int, int] = (1, 1)
) -> tuple[TradeOffPoint, ...]:
    """The points, each with whether it is supported, as far as that is known.

    Parameters
    ----------
    points
        None of them dominated by another one.
    complete
        Whether no other point exists.
    signs
        −1 for a measure of which more is better.
    """
    ordered = sorted(points, key=lambda point: _cost(point, signs))
    edge = _lower_edge([_cost(point, signs) for point in ordered])
    return tuple(replace(p, supported=_known(p, edge, signs, complete)) for p in ordered)


def _cost(point: TradeOffPoint, signs: tuple[int, int]) -> Pair:
    return point.values[0] * signs[0], point.values[1] * signs[1]


def _known(
    point: TradeOffPoint, edge: Sequence[Pair], signs: tuple[int, int], complete: bool
) -> bool | None:
    """False is certain from known plans alone; True needs that no point is missing."""
    if _cost(point, signs) not in edge:
        return False
    return True if complete else None


def _lower_edge(costs: Sequence[Pair]) -> list[Pair]:
    """Those on the lower left edge of the convex hull, points on its straight parts included.

    The monotone chain of Andrew (1979, doi:10.1016/0020-0190(79)90072-3).
    """
    edge: list[Pair] = []
    for cost in costs:
        while len(edge) > 1 and _turn(edge[-2], edge[-1], cost) < 0:
            edge.pop()
        edge.append(cost)
    return edge


def _turn(a: Pair, b: Pair, c: Pair) -> Fraction:
    """Above 0 where the way a, b, c turns left: then b lies below the line from a to c."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
