"""The curve of cut against cost: its points, what is proven of each, and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from orgplan.case import Case
from orgplan.shown import Shown

if TYPE_CHECKING:
    import pandas as pd

TierValues = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """What is known of the plans that leave exactly so many counted units.

    Parameters
    ----------
    after
        Counted units that the plans leave [units].
    values
        Tier values of the best plan known; None where no plan is known, though none is excluded.
    bounds
        Proven lower bound of each tier up to the first unproven one, then None.
    proven
        Whether no plan with this count has better values.
    """

    after: int
    values: TierValues | None
    bounds: tuple[Fraction | None, ...]
    proven: bool


@dataclass(frozen=True)
class Frontier(Shown):
    """The best tier values for every number of counted units, without the target.

    Slack is ignored: at each count the tiers are minimised strictly in order. Every rule but the
    target holds.

    Parameters
    ----------
    case
        The question.
    points
        One a count, by ascending count.
    complete
        Whether every count that is not listed is proven unattainable.
    required_after
        Greatest count that the scenario's target allows over the whole scope; with a target per
        agency what its cuts leave in sum; None without target [units].
    engine, engine_version
        What found it.
    seconds
        How long it took [s].
    interrupted
        Whether the user stopped it.
    """

    case: Case
    points: tuple[FrontierPoint, ...]
    complete: bool
    required_after: int | None
    engine: str
    engine_version: str
    seconds: float
    interrupted: bool = False

    def __repr__(self) -> str:
        proven = sum(point.proven for point in self.points)
        state = "complete" if self.complete else "not complete"
        return f"Frontier({len(self.points)} counts, {proven} proven, {state})"

    @property
    def before(self) -> int:
        """Counted units that the cut is measured against [units]."""
        return sum(self.case.problem.before_count.values())

    @property
    def known(self) -> tuple[FrontierPoint, ...]:
        """The points with a plan."""
        return tuple(point for point in self.points if point.values is not None)

    @property
    def all_proven(self) -> bool:
        """Whether nothing is left open: every listed count is proven, every other excluded."""
        return self.complete and all(point.proven for point in self.points)

    def cut(self, point: FrontierPoint) -> int:
        """Units fewer than before; negative where there are more [units]."""
        return self.before - point.after

    def share(self, point: FrontierPoint) -> Fraction | None:
        """The cut in percent; None of nothing."""
        return Fraction(100 * self.cut(point), self.before) if self.before else None

    @cached_property
    def prices(self) -> Mapping[int, Fraction]:
        """Count → what each further unit costs in the first tier, against the next greater count.

        Only between proven points; the price is that of one unit where counts between the two
        cannot be reached.
        """
        found: dict[int, Fraction] = {}
        last: FrontierPoint | None = None
        for point in reversed(self.points):
            if not point.proven or not point.values:
                continue
            if last is not None and last.values:
                rise = point.values[0] - last.values[0]
                found[point.after] = rise / (last.after - point.after)
            last = point
        return found

    @property
    def per_agency(self) -> bool:
        """Whether the target asks every agency by itself, which a count in all cannot show."""
        target = self.case.scenario.target
        return target is not None and target.per == "agency"

    def meets_target(self, point: FrontierPoint) -> bool | None:
        """Whether the count is within the target; None where that cannot be told from it alone."""
        if self.required_after is None:
            return None
        if point.after > self.required_after:
            return False
        return None if self.per_agency else True

    @property
    def best(self) -> FrontierPoint | None:
        """The best known point within a target over the whole scope.

        None where there is none, or where no goal says what is better.
        """
        within = [p for p in self.known if p.values and self.meets_target(p)]
        return min(within, key=lambda point: (point.values, -point.after), default=None)

    @property
    def best_is_proven(self) -> bool:
        """Whether no plan within the target is better than `best`."""
        best = self.best
        if best is None or best.values is None or not self.complete:
            return False
        within = [point for point in self.points if self.meets_target(point)]
        return all(point.proven or _above(point.bounds, best.values) for point in within)

    @property
    def table(self) -> pd.DataFrame:
        """One row a count, by ascending count.

        Columns: after, cut [units], cut_percent, tier_1, tier_2 … (NaN where no plan is known),
        price (of one more unit cut, in the first tier, against the next greater proven count),
        proven, meets_target (missing where a count alone cannot tell).
        """
        import pandas as pd

        tiers = [f"tier_{place}" for place in range(1, len(self.case.tiers) + 1)]
        columns = ["after", "cut", "cut_percent", *tiers, "price", "proven", "meets_target"]
        frame = pd.DataFrame([self._row(point) for point in self.points], columns=columns)
        kinds = dict.fromkeys(["cut_percent", *tiers, "price"], "float64")
        kinds |= {"after": "int64", "cut": "int64", "proven": "bool", "meets_target": "boolean"}
        return frame.astype(kinds)

    def _row(self, point: FrontierPoint) -> tuple[object, ...]:
        share, price = self.share(point), self.prices.get(point.after)
        values = point.values or (None,) * len(self.case.tiers)
        return (
            point.after,
            self.cut(point),
            None if share is None else float(share),
            *(None if value is None else float(value) for value in values),
            None if price is None else float(price),
            point.proven,
            self.meets_target(point),
        )


def _above(bounds: tuple[Fraction | None, ...], values: TierValues) -> bool:
    """Whether proven bounds alone say that nothing as good as the values is possible."""
    known = tuple(bound for bound in bounds if bound is not None)
    return known > values[: len(known)]
