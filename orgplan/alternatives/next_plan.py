"""The next alternative: the best plan that differs enough from those that are there."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Sequence
from fractions import Fraction

from orgplan.alternatives.another import units_that_differ
from orgplan.case import Case
from orgplan.check import judge
from orgplan.engine.backend import Backend, Watch
from orgplan.engine.confirmation import Claim, examine
from orgplan.engine.cp_sat import CpSat
from orgplan.engine.crowd import Means
from orgplan.engine.formulation import Formulation, formulate
from orgplan.engine.highs import Highs
from orgplan.engine.lexicographic import Listener, Search
from orgplan.errors import EngineError
from orgplan.fates import differing
from orgplan.goals import Tier
from orgplan.linear import LinearModel, total
from orgplan.plan import Plan

_GRACE = 10.0
"""Most seconds above the time limit in which "no more" may still be confirmed."""
_DISTANCE = "distance"
"""Owner of the constraints that ask for differing units."""


class NextPlan:
    """A search for one more plan.

    Parameters
    ----------
    case
        The question.
    plans
        The plans that it has to differ from.
    limit
        The greatest value of the first tier; None without tiers.
    min_difference
        Least number of units with another fate [units].
    floors
        Least values of the tiers that are known beforehand (`orgplan.engine.lexicographic.Search`).
    watch, seed, means
        As for `orgplan.engine.lexicographic.Search`.

    Attributes
    ----------
    plan
        The plan, or None.
    best_possible
        Whether no other such plan has better values.
    none_left
        Whether it is proven that there is no such plan.
    confirmed
        Whether a second engine agrees with that.
    """

    def __init__(
        self,
        case: Case,
        plans: Sequence[Plan],
        limit: Fraction | None,
        min_difference: int,
        floors: Sequence[Fraction],
        watch: Watch,
        seed: int,
        means: Means,
    ) -> None:
        self.case, self.plans, self.limit = case, plans, limit
        self.min_difference, self.floors = min_difference, floors
        self.watch, self.seed, self.means = watch, seed, means
        self.plan: Plan | None = None
        self.best_possible = self.none_left = False
        self.confirmed: bool | None = None

    def run(self, listener: Listener) -> None:
        """Look for it until all is proven or the watch has run out."""
        written = formulate(self.case, self.means.cache)
        if not self._ask_for_differences(written):
            self.none_left = self.confirmed = True
            return
        asked = written.model.linear.copy()  # the search holds tiers in it
        self.search = self._search(written, CpSat, listener)
        if self.search.infeasible or self.search.beyond:
            self._look_again(asked, listener)
        if not self.none_left:
            self._take(self.search.plan)

    def _ask_for_differences(self, written: Formulation) -> bool:
        """Demand them; False where the decisions alone cannot make as many."""
        model, linear = written.model, written.model.linear
        variables = len(linear.bounds)
        for plan in self.plans:
            number = units_that_differ(model, plan)
            if linear.range_of(number)[1] < self.min_difference:
                return False
            linear.owner = _DISTANCE
            linear.add(number, low=self.min_difference, over_plan=True)
            linear.owner = ""
        if len(linear.bounds) > variables:
            written.partition = None
        written.rules_alone = linear.copy()
        return True

    def _search(
        self, written: Formulation, make: Callable[[], Backend], listener: Listener
    ) -> Search:
        """A search that has ended, by itself, by the clock or by the user."""
        search = Search(
            written,
            _first_yields(self.case.tiers),
            make,
            self.watch,
            self.seed,
            listener,
            apart="never",  # distances tie everything together: components would meet too often
            means=self.means,
            limit=self._steps(written),
            hint=self._near_the_last(written),
            floors=[
                math.ceil(floor * scale)
                for floor, (_, scale) in zip(self.floors, written.objectives, strict=False)
            ],
        )
        try:
            search.run()
        except KeyboardInterrupt:
            self.watch.stop()
        return search

    def _near_the_last(self, written: Formulation) -> tuple[int, ...] | None:
        """Values of all variables for the plan found last: the next one is seldom far from it."""
        model, plan = written.model, self.plans[-1]
        fixed = model.linear.copy()
        fixed.constraints = [c for c in fixed.constraints if c.owner != _DISTANCE]
        for unit_id in model.units:
            fixed.add(model.ends(unit_id) - (unit_id in plan.ended), low=0, high=0)
            fixed.add(model.converted(unit_id) - (unit_id in plan.converted), low=0, high=0)
            for block in model.before[unit_id].blocks:
                to = plan.ends_in(block.key)
                for receiver in model.receivers(unit_id):
                    here = model.ends_in(block.key, receiver)
                    fixed.add(here - (receiver == to), low=0, high=0)
        costs = total(objective for objective, _ in written.objectives)
        return CpSat().minimise(fixed, costs, self.watch, seed=self.seed).values

    def _steps(self, written: Formulation) -> int | None:
        """The limit in whole steps of the first tier."""
        if self.limit is None:
            return None
        return math.floor(self.limit * written.objectives[0][1])

    def _look_again(self, asked: LinearModel, listener: Listener) -> None:
        """A second engine looks at "there is no more" before it is told."""
        claims = self.search.claims
        if self.search.beyond:
            first, _ = self.search.formulation.objectives[0]
            claims = (Claim(asked, first, (self.search.limit or 0) + 1),)
        allowed = self.watch.left + min(_GRACE, self.watch.seconds)
        opinion = examine(claims, self.watch, seconds=allowed).opinion
        self.none_left, self.confirmed = opinion != "refuted", opinion == "confirmed"
        if self.none_left:
            return
        written = formulate(self.case, self.means.cache)
        self._ask_for_differences(written)
        self.search = self._search(written, Highs, listener)
        if self.search.infeasible or self.search.beyond:
            raise EngineError("HiGHS finds no plan where it had found one")

    def _take(self, plan: Plan | None) -> None:
        """Take a plan, if it is what was asked for: before the limit holds it may lie above."""
        if plan is None or (self.limit is not None and self.case.tiers[0].value(plan) > self.limit):
            return
        name = self.search.backend.name
        violations = judge(self.case, plan)
        if violations:
            raise EngineError(f"{name} broke {violations[0].message.en}")
        if any(len(differing(other, plan)) < self.min_difference for other in self.plans):
            raise EngineError(f"{name} found a plan that is too near another")
        self.plan, self.best_possible = plan, self.search.canonical


def _first_yields(tiers: Sequence[Tier]) -> tuple[Tier, ...]:
    """The first tier gives way to later ones as far as a limit allows, no other one does."""
    return tuple(
        dataclasses.replace(tier, slack=Fraction(0 if place else 1))
        for place, tier in enumerate(tiers)
    )
