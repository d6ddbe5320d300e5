"""Tiers one after the other over one model, slack and tie-break included.

First pass: each tier is minimised and then held at its optimum, or at ``floor((1 + slack) ×
optimum)`` in its own smallest unit. Then the tiers with slack are minimised once more, in order,
every other tier being held at its value (a slack tier whose turn has not come stays under its own
ceiling). Last, equal optima are decided: fewest changes, then the smallest sum of ranks
(`orgplan.engine.tie_break`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from orgplan.engine.backend import Backend, Outcome, Report, Watch
from orgplan.engine.components import split
from orgplan.engine.confirmation import Claim
from orgplan.engine.coordination import Coordinator
from orgplan.engine.crowd import Crowd, Means
from orgplan.engine.formulation import Formulation
from orgplan.engine.tie_break import RANKS, most_changes
from orgplan.errors import EngineError
from orgplan.goals import Tier
from orgplan.linear import Linear, LinearModel
from orgplan.model import PlanModel
from orgplan.plan import Plan


@dataclass(frozen=True, slots=True)
class Progress:
    """One line of news from a running solve.

    Parameters
    ----------
    tier
        Number of the tier that is being minimised, from 1; 0 while equal optima are decided,
        `CONFIRMING` while a second engine looks at "there is no plan".
    best, bound
        Value of the incumbent and a proven lower bound, in the tier's own unit.
    seconds
        Since the start.
    """

    tier: int
    best: Fraction | None
    bound: Fraction | None
    seconds: float


CONFIRMING = -1
"""Stands for the tier while a second engine looks."""

_WIDEST = 2**60
"""Range of a weighted sum that solvers still add up in 64 bits."""

Listener = Callable[[Progress], None]

Apart = Literal["auto", "always", "never"]
"""Whether components are solved apart: where it pays, wherever there are two, or not."""


@dataclass
class Search:
    """The state of a lexicographic solve, readable after any interruption.

    Parameters
    ----------
    formulation, tiers
        What is to be minimised, in order.
    make_backend
        Makes a fresh solver.
    watch, seed, listener
        Clock and stop button, seed of the search, and whom to tell of progress.
    apart
        Whether components are solved apart (`orgplan.engine.coordination`).
    equal_optima
        Whether equal optima are decided; where no tier has slack they may be left as they are.
    means
        Workers and kept results, for components that are solved apart.
    limit
        Where the first tier has slack: the greatest value that it may take for the sake of later
        ones, in whole steps; None for what the slack says.
    floors
        What is known beforehand, in whole steps: no plan has a first tier below the first floor,
        and none within the limit has the later tiers lexicographically below the later floors.
    hint
        Values of the variables where a search over the whole model may begin; they need not keep
        every constraint.

    Attributes
    ----------
    values
        The best assignment so far, or None.
    bounds
        Proven lower bound of each tier, or None.
    first_unproven
        Place of the first tier without a proof, or None.
    infeasible
        Whether it is proven that there is no plan.
    beyond
        Whether it is proven that there is no plan within the limit.
    canonical
        Whether equal optima were decided to the end.
    guessed
        Never: every plan of this search keeps the model.
    """

    formulation: Formulation
    tiers: Sequence[Tier]
    make_backend: Callable[[], Backend]
    watch: Watch
    seed: int = 1
    listener: Listener | None = None
    apart: Apart = "auto"
    equal_optima: bool = True
    means: Means = field(default_factory=Means)
    limit: int | None = None
    floors: Sequence[int] = ()
    hint: Sequence[int] | None = None
    values: tuple[int, ...] | None = None
    bounds: list[Fraction | None] = field(default_factory=list)
    first_unproven: int | None = None
    infeasible: bool = False
    beyond: bool = False
    canonical: bool = False
    guessed: bool = False

    def __post_init__(self) -> None:
        self.backend = self.make_backend()
        self.coordinator: Coordinator | None = None

    @property
    def model(self) -> PlanModel:
        """The model; tiers are held in it as they are proven."""
        return self.formulation.model

    @property
    def plan(self) -> Plan | None:
        """The best plan so far, or None."""
        return None if self.values is None else self.model.plan(self.values)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What a proof that there is no plan rests on: for a second engine to look at.

        The terms of the goals are left out: they forbid nothing.
        """
        if not self.infeasible:
            return ()
        alone = self.formulation.rules_alone
        one = None if self.coordinator is None else self.coordinator.impossible
        if one is not None:
            rules = one.component.among(alone.constraints)
            alone = LinearModel(alone.bounds, alone.names, rules)
        return (Claim(alone),)

    def run(self) -> None:
        """Go through the tiers until all is proven or the watch has run out."""
        objectives, ties = self.formulation.objectives, self.formulation.ties
        self.bounds = [None] * len(self.tiers)
        self.first_unproven = 0 if objectives else None
        means = self.means
        with Crowd(self.watch, means.workers, means.scheduler) as crowd:
            self.coordinator = self._coordinator(crowd)
            if self._first_plan():
                self._go_through(objectives, ties)

    def _go_through(self, objectives: Sequence[tuple[Linear, int]], ties: Sequence[Linear]) -> None:
        """Tier after tier, then the tiers with slack once more and the ties."""
        settling = self._settling(objectives, ties if self.equal_optima else ())
        floors = len(self.floors)
        for place, (objective, scale) in enumerate(objectives):
            self.first_unproven = place
            self.bounds[place] = Fraction(0)  # no goal is negative
            if place < floors:
                self.model.linear.add(objective, low=self.floors[place], over_plan=True)
            best = self._minimise(objective, scale, place + 1)
            if best is None:
                return
            if 0 < place < floors and best > self.floors[place]:
                floors = 0
            ceiling = math.floor((1 + self.tiers[place].slack) * best)
            if place == 0 and self.limit is not None:
                self.beyond, ceiling = best > self.limit, self.limit
            if self.beyond:
                return
            self._hold(objective, ceiling)
        self.first_unproven = next((p for p, tier in enumerate(self.tiers) if tier.slack), None)
        for objective in settling:
            best = self._minimise(objective, 1, 0)
            if best is None:
                return
            self._hold(objective, best)
        self.first_unproven = None
        self.canonical = self.equal_optima

    def _settling(
        self, objectives: Sequence[tuple[Linear, int]], ties: Sequence[Linear]
    ) -> list[Linear]:
        """What is minimised at the end: tiers with slack, and the ties; as one sum if it fits."""
        again = [obj for (obj, _), tier in zip(objectives, self.tiers, strict=True) if tier.slack]
        changes = most_changes(self.model)
        widths = [*(self._width(obj) for obj in again), changes, changes * RANKS]
        return self._together([*again, *ties], widths[: len(again) + len(ties)])

    def _width(self, objective: Linear) -> int:
        low, high = self.model.linear.range_of(objective)
        return int(high - low)

    def _together(self, objectives: Sequence[Linear], widths: Sequence[int]) -> list[Linear]:
        """Objectives in order of importance as few weighted sums with the same minimum.

        `widths` bound by how much two plans can differ in each.
        """
        sums: list[Linear] = []
        for objective, width in zip(objectives, widths, strict=True):
            weight = 1 << width.bit_length()  # a small change of the case leaves it as it is
            widened = sums[-1] * weight + objective if sums else objective
            least, most = self.model.linear.range_of(widened)
            if sums and most - least < _WIDEST:
                sums[-1] = widened
            else:
                sums.append(objective)
        return sums

    def _coordinator(self, crowd: Crowd) -> Coordinator | None:
        """Components to be solved apart; None where one is more than two fifths of the model."""
        if self.apart == "never":
            return None
        linear, cache = self.model.linear, self.means.cache
        parts = split(linear, self.formulation.partition)
        coordinator = Coordinator(linear, self.make_backend, crowd, self.seed, cache, parts)
        sizes = [len(part.component.variables) for part in coordinator.parts]
        if len(sizes) < 2 or (self.apart == "auto" and 5 * max(sizes) > 2 * sum(sizes)):
            return None
        return coordinator

    def _hold(self, objective: Linear, ceiling: int) -> None:
        self.model.linear.add(objective, high=ceiling, over_plan=True)

    def _first_plan(self) -> bool:
        """Any plan: something to show after an interruption, and the proof if there is none."""
        outcome = self._solve(Linear(), lambda values, bound: None)
        return outcome.values is not None

    def _minimise(self, objective: Linear, scale: int, tier: int) -> int | None:
        """The proven optimum of one objective in whole steps, or None."""

        def report(values: Sequence[int] | None, bound: int | None) -> None:
            if self.listener is not None:
                best = None if values is None else Fraction(_value(objective, values), scale)
                low = None if bound is None else Fraction(bound, scale)
                self.listener(Progress(tier, best, low, self.watch.elapsed))

        outcome = self._solve(objective, report)
        if tier and outcome.bound is not None:
            self.bounds[tier - 1] = Fraction(max(0, outcome.bound), scale)
        if outcome.verdict != "optimal" or outcome.values is None:
            return None
        report(outcome.values, outcome.bound)
        return _value(objective, outcome.values)

    def _solve(self, objective: Linear, report: Report) -> Outcome:
        if self.coordinator is None:
            return self._solve_whole(objective, report)
        outcome = self.coordinator.minimise(objective, self.values, report)
        if outcome.verdict == "infeasible":
            if self.values is not None:
                raise EngineError("the components find no plan where there is one")
            self.infeasible = True
        if outcome.values is not None:
            self.values = outcome.values
        return outcome

    def _solve_whole(self, objective: Linear, report: Report) -> Outcome:
        if self.watch.left <= 0:
            return Outcome("unknown")
        outcome = self.backend.minimise(
            self.model.linear,
            objective,
            self.watch,
            seed=self.seed,
            hint=self.hint if self.values is None else self.values,
            report=report,
        )
        if outcome.verdict == "infeasible":
            if self.values is not None:
                raise EngineError(f"{self.backend.name} finds no plan where it had found one")
            self.infeasible = True
        if outcome.values is not None:
            self.values = outcome.values
        return outcome


def _value(objective: Linear, values: Sequence[int]) -> int:
    return int(objective.constant + sum(values[i] * c for i, c in objective.terms.items()))
