"""A case solved component by component where only numbers of counted units tie the components."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from orgplan.candidates import Candidates
from orgplan.case import Case
from orgplan.engine.columns import WideFamily
from orgplan.engine.component import build_component, terms_of
from orgplan.engine.count_limits import Limits, count_limits, sums_over_agencies
from orgplan.engine.crowd import Crowd
from orgplan.engine.interaction import Interaction, Units
from orgplan.engine.parts import AskedPart, FamilyPart, Part, RichPart
from orgplan.engine.plain import MOST_LISTED, Plainness, solve_plain, tier_scale
from orgplan.engine.wide import AskWide, WidePart, wide_part
from orgplan.engine.works import Ask, AskPriced, Least, MakeBackend, content_of
from orgplan.linear import Linear, LinearModel
from orgplan.model import PlanModel
from orgplan.problem import Problem

if TYPE_CHECKING:
    from orgplan.engine.prices import Option


LARGE = 24
"""Units of a component that is tried in pieces first."""
SMALL = 12
"""Units of a component that is asked count by count at once."""
_SHARE = 1 / 30
"""Share of all time that one question may take when it is asked first."""
_OF_ALL = 0.95
"""Share of the time left that a question to a family of all units may take when asked first."""
_LEAST_PATIENCE = 0.1
"""Seconds that a question may take in any case."""


@dataclass(frozen=True)
class Division:
    """How a case falls into components.

    Parameters
    ----------
    case
        What is to be solved.
    every_count
        Whether every count is of interest, not only the best within the limits.
    """

    case: Case
    every_count: bool = False

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
        limits = count_limits(self.case)
        if self.sums_apart:
            return limits
        return {area: limit for area, limit in limits.items() if area is None}

    @property
    def exactly(self) -> bool:
        """Whether exact counts matter: something limits counted units from below."""
        return self.every_count or any(low is not None for low, _ in self.limits.values())

    def components(self, settled: frozenset[str] = frozenset()) -> tuple[Units, ...]:
        """Units that have to be decided together, some being settled."""
        if not settled:
            return self._components
        return Interaction(self.case, self.candidates, self.sums_apart).components(settled)

    @cached_property
    def _components(self) -> tuple[Units, ...]:
        return Interaction(self.case, self.candidates, self.sums_apart).components()

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
    """Makes parts of components, each once, and has them asked.

    Parameters
    ----------
    division
        How the case falls into components.
    crowd
        Who does the work.
    backend, seed
        The solver behind rich parts.
    """

    def __init__(self, division: Division, crowd: Crowd, backend: MakeBackend, seed: int) -> None:
        self.division = division
        self.crowd = crowd
        self.backend = backend
        self.seed = seed
        self._families: dict[tuple[Units, frozenset[str]], FamilyPart] = {}
        self._rich: dict[tuple[Units, frozenset[str]], AskedPart] = {}
        self.patience = max(_LEAST_PATIENCE, crowd.watch.seconds * _SHARE)
        self._forced: dict[tuple[str, bool, int], tuple[int, bool]] = {}

    # -- parts -------------------------------------------------------------------------------

    def parts(
        self, components: Sequence[Units], settled: frozenset[str]
    ) -> tuple[list[FamilyPart], list[AskedPart]]:
        """A part for every component, and one for what stands outside every component."""
        plainness = Plainness(self.division.case, self.division.candidates, settled)
        apart = self.division.sums_apart  # else a part has to keep the sum of its agency itself
        plain = [units for units in components if apart and plainness.of(units)]
        self._solve_families(plain, settled)
        known = {*plain}
        others = [units for units in components if units not in known]
        if self.division.problem.in_scope not in others:
            others.append(())
        fresh = [units for units in others if (units, settled & {*units}) not in self._rich]
        self._begin([self._asked_part(units, settled & {*units}, plainness) for units in fresh])
        return [self._families[units, settled & {*units}] for units in plain], [
            self._rich[units, settled & {*units}] for units in others
        ]

    def _solve_families(self, components: Iterable[Units], settled: frozenset[str]) -> None:
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

    def _asked_part(self, units: Units, settled: frozenset[str], plainness: Plainness) -> AskedPart:
        """A part of columns where only its size makes a family hard, else of a model."""
        if not units or not plainness.large(units):
            return self._rich_part(units, settled)
        division = self.division
        family = WideFamily(division.case, division.candidates, settled, division.scales, units)
        part = wide_part(family, exactly=division.exactly)
        self._rich[units, settled] = part
        return part

    def _rich_part(self, units: Units, settled: frozenset[str]) -> RichPart:
        case, division = self.division.case, self.division
        model = build_component(case, units, settled=settled, sums_apart=division.sums_apart)
        terms = terms_of(case, model, division.scales)
        part = RichPart(units, terms, content_of(terms.linear), division.exactly, model=model)
        self._rich[units, settled] = part
        return part

    def _begin(self, parts: Sequence[AskedPart]) -> None:
        """What is known at once: the best without any limit, and (of small parts) the least count.

        A large part is not asked for its least count, which may be hard and is seldom of interest.
        """
        for part in parts:
            self._expect(part)
        first = [part for part in parts if len(part.units) <= MOST_LISTED or _is_rich(part)]
        asks = [self._ask(part, None, None, 1) for part in first]
        for place, answer in self.crowd.do(asks):
            part = first[place]
            part.learn(min(part.lows), max(part.lows), answer)
        small = [part for part in parts if len(part.units) <= LARGE and _is_rich(part)]
        works = [self._fewest(part) for part in small]
        for place, (least, _) in self.crowd.do(works):
            small[place].exclude_below(least)

    def _fewest(self, part: AskedPart) -> Least:
        terms = part.terms
        count = Linear() if terms.count is None else Linear({terms.count: 1})
        return Least(terms.linear, count, None, self.patience, self.seed, self.backend)

    def _expect(self, part: AskedPart) -> None:
        """The cheapest that units may cease to count, as a bound on every count."""
        if isinstance(part, WidePart):
            assert part.family is not None
            if part.family.counted:
                part.expect(part.family.least_if_ended)
            return
        problem = self.division.problem
        counted = [u for u in part.units if problem.counts(problem.before[u].kind)]
        if self.division.case.tiers and len(counted) == part.terms.surely_counted + max(part.lows):
            part.expect([0, *accumulate(sorted(map(self.division.least_if_ended, counted)))])

    # -- questions ---------------------------------------------------------------------------

    def _ask(self, part: AskedPart, low: int | None, high: int | None, depth: int) -> Ask:
        patience = part.patience((low, high, depth), self._first_patience(part))
        if isinstance(part, WidePart):
            assert part.family is not None
            return AskWide(
                part.terms, part.content, low, high, depth, patience, self.seed, self.backend,
                part.family,
            )  # fmt: skip
        return Ask(part.terms, part.content, low, high, depth, patience, self.seed, self.backend)

    def ask_all(self, parts: Sequence[AskedPart], depth: int) -> None:
        """Have parts asked about every count that they might have."""
        questions = [(p, count) for p in parts for count, low in p.lows.items() if low is not None]
        asks = [self._ask(part, count, count, depth) for part, count in questions]
        for place, answer in self.crowd.do(asks):
            part, count = questions[place]
            part.learn(count, count, answer)

    def _ask_priced(self, part: AskedPart, price: int) -> Ask:
        patience = part.patience(price, self._first_patience(part))
        if isinstance(part, WidePart):
            assert part.family is not None
            return AskWide(
                part.terms, part.content, None, None, 1, patience, self.seed, self.backend,
                part.family, price,
            )  # fmt: skip
        return AskPriced(
            part.terms, part.content, None, None, 1, patience, self.seed, self.backend, price
        )

    def _first_patience(self, part: AskedPart) -> float:
        """Seconds of a first question: most of what is left for a family that is nearly all."""
        share = len(part.units) / len(self.division.problem.in_scope)
        if not isinstance(part, WidePart) or len(part.units) <= MOST_LISTED:
            return self.patience
        return max(self.patience, _OF_ALL * share * self.crowd.watch.left)

    def ask(
        self,
        wanted: Iterable[tuple[AskedPart, int]],
        prices: Mapping[str | None, int],
        depth: int,
    ) -> None:
        """Have parts asked about counts (those of the whole part), so many objectives deep.

        A large part is asked with the price of a counted unit first: that is easier, and tells
        which counts are worth a question.
        """
        counts: list[tuple[AskedPart, int, int]] = []
        priced: list[tuple[AskedPart, int]] = []
        for part, whole in wanted:
            price = prices.get(self.division.agency_of(part), prices[None])
            count = whole - part.terms.surely_counted
            listed = len(part.units) <= MOST_LISTED or _is_rich(part)
            if len(part.units) > SMALL and listed and price not in part.prices:
                priced.append((part, price))
            else:
                counts.append((part, count if part.exactly else min(part.lows), count))
        asks = [self._ask(part, low, high, depth) for part, low, high in counts]
        for place, answer in self.crowd.do(asks):
            part, low, high = counts[place]
            part.learn(low, high, answer)
        others = [self._ask_priced(part, price) for part, price in priced]
        for place, answer in self.crowd.do(others):
            part, price = priced[place]
            part.learn_priced(price, answer)

    def forced(self, wanted: Sequence[tuple[Option, int, int]]) -> list[int]:
        """For each option, price and limit the least priced cost of a unit with all below it.

        The unit ends or is flattened; whoever it might end in lives on; rules that a receiver might
        keep only by what it gets from elsewhere are left out. Above the limit it is only told that
        it is above [steps].
        """
        fresh = [each for each in wanted if not self._is_known(*each)]
        works = []
        for option, price, limit in fresh:
            if self.crowd.watch.left <= 0:
                break
            model, priced = self._forced_model(option, price)
            works.append(Least(model.linear, priced, limit, self.patience, self.seed, self.backend))
        for place, (least, _) in self.crowd.do(works):
            option, price, limit = fresh[place]
            self._forced[option.unit, option.ends, price] = (least, least <= limit)
        unknown = (-(1 << 60), False)
        return [self._forced.get((o.unit, o.ends, price), unknown)[0] for o, price, _ in wanted]

    def _is_known(self, option: Option, price: int, limit: int) -> bool:
        """Whether the least is known, or known to be above the limit."""
        known = self._forced.get((option.unit, option.ends, price))
        return known is not None and (known[1] or known[0] > limit)

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

    # -- models for a second engine ----------------------------------------------------------

    def model(self, units: Sequence[str]) -> PlanModel:
        """The model of a component without goals; limits that the master keeps are left out."""
        return build_component(self.division.case, units, sums_apart=self.division.sums_apart)

    def whole(self) -> LinearModel:
        """Everything in one model, without goals."""
        return build_component(self.division.case, self.division.problem.in_scope).linear


def _is_rich(part: AskedPart) -> bool:
    """Whether a part has a model of its own."""
    return isinstance(part, RichPart)
