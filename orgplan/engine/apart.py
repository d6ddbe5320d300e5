"""A case solved component by component where only numbers of counted units tie the components."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from orgplan.candidates import Candidates
from orgplan.case import Case
from orgplan.engine.backend import Backend, Watch
from orgplan.engine.component import Questions, build_component, terms_of
from orgplan.engine.count_limits import Limits, count_limits, sums_over_agencies
from orgplan.engine.interaction import Interaction, Units
from orgplan.engine.parts import FamilyPart, Part, RichPart
from orgplan.engine.plain import Plainness, solve_plain, tier_scale
from orgplan.linear import Linear, LinearModel
from orgplan.model import PlanModel
from orgplan.problem import Problem

if TYPE_CHECKING:
    from orgplan.engine.prices import Option


_PATIENCE = 5.0
"""Most seconds for a look at one thing that a division leaves out."""


@dataclass(frozen=True)
class Division:
    """How a case falls into components.

    Parameters
    ----------
    case
        What is to be solved.
    without_target
        Whether the target is left out.
    """

    case: Case
    without_target: bool = False

    @property
    def problem(self) -> Problem:
        """The problem of the case."""
        return self.case.problem

    @cached_property
    def candidates(self) -> Candidates:
        """Which unit could end where."""
        return Candidates(self.problem, self.problem.in_scope)

    @cached_property
    def scales(self) -> tuple[int, ...]:
        """Whole steps in one unit of each tier."""
        return tuple(tier_scale(tier, self.case) for tier in self.case.tiers)

    @cached_property
    def sums_apart(self) -> bool:
        """Whether limits of agencies can be kept by the master: no component spans two."""
        if not sums_over_agencies(self.case):
            return True
        if self.candidates.leave_agencies:
            return False
        return not any(
            len({self.problem.agency[u] for u in units}) > 1
            for units in Interaction(self.case, self.candidates, sums_apart=True).components()
        )

    @cached_property
    def limits(self) -> Limits:
        """Limits on counted units that the master keeps."""
        limits = count_limits(self.case, without_target=self.without_target)
        if self.sums_apart:
            return limits
        return {area: limit for area, limit in limits.items() if area is None}

    @property
    def exactly(self) -> bool:
        """Whether exact counts matter: something limits counted units from below."""
        return any(low is not None for low, _ in self.limits.values())

    def components(self, settled: frozenset[str] = frozenset()) -> tuple[Units, ...]:
        """Units that have to be decided together, some being settled."""
        interaction = Interaction(self.case, self.candidates, self.sums_apart)
        return interaction.components(settled)

    def least_if_ended(self, unit_id: str, receivers: Sequence[str] | None = None) -> int:
        """A bound on what it adds to the first tier that a unit no longer counts [steps].

        It ends in some of the receivers; None means any that it might end in.
        """
        problem = self.problem
        if not self.case.tiers or not all(map(problem.counts, problem.kinds_after(unit_id))):
            return 0
        where = tuple(self.candidates.of[unit_id]) if receivers is None else receivers
        cost = sum(
            weight * goal.least_if_ended(problem, unit_id, where)
            for goal, weight in self.case.tiers[0].terms
        )
        return int(cost * self.scales[0])

    def least_if_displaced(self, unit_id: str) -> int:
        """A bound on what it adds to the first tier that a superior of a unit ends [steps]."""
        if not self.case.tiers:
            return 0
        cost = sum(
            weight * goal.least_if_displaced(self.problem, unit_id)
            for goal, weight in self.case.tiers[0].terms
        )
        return int(cost * self.scales[0])

    def agency_of(self, part: Part) -> str | None:
        """The agency of a part, where agencies have limits of their own."""
        if not part.units or set(self.limits) <= {None}:
            return None
        return self.problem.agency[part.units[0]]


class Workshop:
    """Makes parts of components, each once.

    Parameters
    ----------
    division
        How the case falls into components.
    make_backend, seed
        The solver behind rich parts.
    watch
        The clock.
    """

    def __init__(
        self,
        division: Division,
        make_backend: Callable[[], Backend],
        seed: int,
        watch: Watch,
    ) -> None:
        self.division = division
        self.make_backend = make_backend
        self.seed = seed
        self.watch = watch
        self._families: dict[tuple[Units, frozenset[str]], FamilyPart] = {}
        self._rich: dict[tuple[Units, frozenset[str]], RichPart] = {}
        self._forced: dict[tuple[str, bool, int], tuple[int, bool]] = {}

    def parts(
        self, components: Sequence[Units], settled: frozenset[str]
    ) -> tuple[list[FamilyPart], list[RichPart]]:
        """A part for every component, and one for what stands outside every component."""
        plainness = Plainness(self.division.case, self.division.candidates, settled)
        plain = [units for units in components if plainness.of(units)]
        families = self._plain(plain, settled)
        others = [units for units in components if (units, settled & {*units}) not in families]
        whole = self.division.problem.in_scope
        if whole not in others:
            others.append(())
        return [families[units, settled & {*units}] for units in plain], [
            self._rich_part(units, settled) for units in others
        ]

    def _plain(
        self, components: Iterable[Units], settled: frozenset[str]
    ) -> Mapping[tuple[Units, frozenset[str]], FamilyPart]:
        sizes: dict[tuple[int, bool], list[Units]] = {}
        problem = self.division.problem
        for units in components:
            if (units, settled & {*units}) not in self._families:
                counted = problem.counts(problem.before[units[0]].kind)
                sizes.setdefault((len(units), counted), []).append(units)
        case, candidates = self.division.case, self.division.candidates
        for _, rows in sorted(sizes.items()):
            solved = solve_plain(case, candidates, settled, tuple(rows), self.division.scales)
            for row, units in enumerate(rows):
                self._families[units, settled & {*units}] = FamilyPart(solved, row)
        return self._families

    def _rich_part(self, units: Units, settled: frozenset[str]) -> RichPart:
        key = (units, settled & {*units})
        if key not in self._rich:
            case = self.division.case
            model = build_component(
                case, units, settled=key[1], sums_apart=self.division.sums_apart
            )
            terms = terms_of(case, model, self.division.scales)
            questions = Questions(terms, self.make_backend, self.seed)
            part = RichPart(units, model, terms, questions, self.division.exactly)
            self._begin(part)
            self._rich[key] = part
        return self._rich[key]

    def _begin(self, part: RichPart) -> None:
        """What is known at once: the best without any limit, and the least count."""
        counts = sorted(part.lows)
        problem = self.division.problem
        counted = [u for u in part.units if problem.counts(problem.before[u].kind)]
        if self.division.case.tiers and len(counted) == part.terms.surely_counted + counts[-1]:
            costs = sorted(map(self.division.least_if_ended, counted))
            part.expect([0, *accumulate(costs)])
        part.learn(counts[0], counts[-1], part.questions.ask(None, None, self.watch))
        fewest = part.questions.fewest(self.watch)
        if fewest.bound is not None:
            for count in counts:
                if count < fewest.bound:
                    part.lows[count] = None

    def forced(self, option: Option, price: int, limit: int) -> int:
        """The least priced cost of a unit with all below it, if it ends or is flattened [steps].

        Whoever it might end in lives on; rules that a receiver might keep only by what it gets
        from elsewhere are left out. Above the limit it is only told that it is above.
        """
        known = self._forced.get((option.unit, option.ends, price))
        if known is not None and (known[1] or known[0] > limit):
            return known[0]
        model, priced = self._forced_model(option, price)
        model.linear.add(priced, high=limit)
        watch = Watch(min(_PATIENCE, self.watch.left))
        outcome = self.make_backend().minimise(model.linear, priced, watch, seed=self.seed)
        if outcome.verdict == "infeasible":
            found = (limit + 1, False)
        else:
            low = model.linear.range_of(priced)[0] if outcome.bound is None else outcome.bound
            found = (int(low), True)
        self._forced[option.unit, option.ends, price] = found
        return found[0]

    def _forced_model(self, option: Option, price: int) -> tuple[PlanModel, Linear]:
        """A unit with all below it and whoever it might end in, and the priced cost."""
        division, problem = self.division, self.division.problem
        around = division.candidates.of[option.unit] if option.ends else ()
        inside = problem.before.subtree(option.unit)
        units = tuple(u for u in dict.fromkeys([*around, *inside]) if u in problem.movable)
        model = build_component(division.case, units, sums_apart=True, eased=False)
        for unit_id in around:
            model.linear.add(model.survives(unit_id), low=1)
        taken = model.ends(option.unit) if option.ends else model.flattened(option.unit)
        model.linear.add(taken, low=1)
        cost = division.case.tiers[0].term(model) * division.scales[0]
        before = sum(problem.counts(problem.before[u].kind) for u in units)
        return model, cost + (model.counted(None, problem.counts) - before) * price

    def model(self, units: Sequence[str]) -> PlanModel:
        """The model of a component without goals; limits that the master keeps are left out."""
        return build_component(self.division.case, units, sums_apart=self.division.sums_apart)

    def whole(self) -> LinearModel:
        """Everything in one model, without goals."""
        return build_component(self.division.case, self.division.problem.in_scope).linear

    def ask(self, wanted: Iterable[tuple[RichPart, int]]) -> None:
        """Have parts asked about counts (those of the whole part)."""
        for part, whole in wanted:
            count = whole - part.terms.surely_counted
            low = count if part.exactly else min(part.lows)
            part.learn(low, count, part.questions.ask(low, count, self.watch))
