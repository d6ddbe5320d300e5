"""What a search for alternatives answers: plans, how far apart they are, and why it ended."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from orgplan.case import Case
from orgplan.fates import differing
from orgplan.plan import Plan
from orgplan.result import Result
from orgplan.shown import Shown

Ended = Literal["enough", "no_more", "no_plan", "time"]
"""All that were asked for; proven that no further one exists; no plan at all; out of time."""


@dataclass(frozen=True)
class Alternatives(Shown):
    """Plans near the best one, each differing from every other one.

    Parameters
    ----------
    case
        The question.
    asked
        How many plans were asked for, the best one included.
    margin
        Share by which the first tier may be worse than at its best.
    min_difference
        Least number of units with another fate between any two of the plans [units].
    limit
        The greatest value of the first tier that was allowed; None without tiers or plan.
    results
        The best plan, then its alternatives in the order in which they were found. Status, bounds
        and gap are those of each as an answer to the case.
    best_possible
        For each plan: whether it is proven that none that differs enough from those before it has
        better values.
    ended
        Why there are no more.
    confirmed
        Whether a second engine agrees with `no_more` or `no_plan`; None where nothing was claimed.
    seconds
        How long it took [s].
    interrupted
        Whether the user stopped it.
    """

    case: Case
    asked: int
    margin: Fraction
    min_difference: int
    limit: Fraction | None
    results: tuple[Result, ...]
    best_possible: tuple[bool, ...]
    ended: Ended
    confirmed: bool | None
    seconds: float
    interrupted: bool = False

    def __repr__(self) -> str:
        return f"Alternatives({len(self.results)} of {self.asked} plans, {self.ended})"

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """The plans, the best one first."""
        return tuple(result.plan for result in self.results if result.plan is not None)

    @cached_property
    def distances(self) -> tuple[tuple[int, ...], ...]:
        """Number of units with another fate, for each two plans [units]."""
        return tuple(tuple(len(differing(a, b)) for b in self.plans) for a in self.plans)

    def differing(self, number: int) -> tuple[str, ...]:
        """Units whose fate in a plan (0 is the best one) is not that in the best plan."""
        return differing(self.plans[0], self.plans[number])
