"""One whole model for each count: slow and plain, the reference for whatever is faster.

First the least and the greatest count are found; then each count between them becomes an equation
in a model of its own, and the tiers are minimised in order. Nothing is shared between two counts,
so an error in one cannot hide in another. When time is short the count that the target asks for
comes first, then its neighbours, each with a part of what is left; what the quick ones leave over
goes round again.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from fractions import Fraction

from orgplan.case import Case
from orgplan.check import judge
from orgplan.engine.backend import Backend, Watch
from orgplan.engine.formulation import build, formulation_of
from orgplan.engine.lexicographic import Search
from orgplan.errors import EngineError
from orgplan.frontier.curve import FrontierPoint
from orgplan.frontier.find import FrontierListener, FrontierProgress, required_after
from orgplan.linear import Linear
from orgplan.model import PlanModel
from orgplan.plan import Plan

_FOR_AN_END = 20
"""The least and the greatest count get a twentieth of the time each: they only save work."""
_LEAST_PART = 8
"""A count gets an eighth of what is left, or more: a smaller part would not show a first plan."""


class WholeModels:
    """The frontier of a case, count by count.

    Parameters
    ----------
    case
        The question.
    make_backend
        Makes a fresh solver.
    watch, seed, listener
        Clock and stop button, seed of the search, and whom to tell of every point.
    """

    def __init__(
        self,
        case: Case,
        make_backend: Callable[[], Backend],
        watch: Watch,
        seed: int = 1,
        listener: FrontierListener | None = None,
    ) -> None:
        self.case = without_target(case)
        self.tiers = tuple(dataclasses.replace(t, slack=Fraction(0)) for t in case.tiers)
        self.make_backend = make_backend
        self.watch = watch
        self.seed = seed
        self.listener = listener
        backend = make_backend()
        self.name, self.version = backend.name, backend.version
        self._first = required_after(case)
        self._known: dict[int, FrontierPoint] = {}
        self._open: list[int] | None = None
        self._counts = 0
        self._building = 0.0

    @property
    def points(self) -> tuple[FrontierPoint, ...]:
        """What is known so far."""
        return tuple(self._known.values())

    @property
    def complete(self) -> bool:
        """Whether every count was looked at, or is proven unattainable."""
        return self._open is not None and all(count in self._known for count in self._open)

    def run(self) -> None:
        """Look at every count, and again at those without a proof while there is time."""
        counts = self._attainable()
        self._counts = len(counts)
        self._open = sorted(counts, key=lambda count: (self._distance(count), count))
        while self._open and self.watch.left > self._building:
            waiting = tuple(self._open)
            for place, count in enumerate(waiting):
                if self.watch.left <= self._building:
                    return
                self._look_at(count, min(_LEAST_PART, len(waiting) - place))

    def _distance(self, count: int) -> int:
        """How far a count is from what the target asks for, or else from no change at all."""
        return abs(count - self._first) if self._first is not None else -count

    def _part_of_time(self, parts: int) -> Watch:
        return Watch(self.watch.left / max(1, parts), stopped=self.watch.stopped)

    def _attainable(self) -> range:
        """The counts from the least to the greatest; empty if no plan exists at all.

        Both ends are found by minimising something that is never negative: 0 is all that a solver
        without a bound says.
        """
        model = build(self.case)
        counted = model.counted(None, self.case.problem.counts)
        least, most = (int(end) for end in model.linear.range_of(counted))
        above = self._fewest(model, counted - least)
        below = self._fewest(model, most - counted)
        if above is None or below is None:
            return range(0)
        return range(least + above, most - below + 1)

    def _fewest(self, model: PlanModel, objective: Linear) -> int | None:
        """What is proven of the least value of something never negative; None without a plan."""
        part = self._part_of_time(_FOR_AN_END)
        outcome = self.make_backend().minimise(model.linear, objective, part, seed=self.seed)
        if outcome.verdict == "infeasible":
            return None
        return max(0, outcome.bound or 0)

    def _look_at(self, count: int, parts: int) -> None:
        """Minimise the tiers at one count and keep what is then known of it."""
        search = self._search(count, parts)
        search.run()
        earlier = self._known.get(count)
        if search.infeasible:
            if earlier is not None and earlier.values is not None:
                raise EngineError(f"{self.name} excludes {count} units, where it had a plan")
            self._known.pop(count, None)
            self._tell(count, None)
            return
        found = self._point(count, search)
        self._known[count] = found if earlier is None else better_known(earlier, found)
        self._tell(count, self._known[count])

    def _search(self, count: int, parts: int) -> Search:
        """A search at one count, with its part of the time that is left when its model stands."""
        began = self.watch.elapsed
        model = build(self.case)
        counted = model.counted(None, self.case.problem.counts)
        model.linear.add(counted, low=count, high=count, over_plan=True)
        self._building = self.watch.elapsed - began
        return Search(
            formulation_of(model, self.tiers),
            self.tiers,
            self.make_backend,
            self._part_of_time(parts),
            self.seed,
            apart="never",
            equal_optima=False,
        )

    def _point(self, count: int, search: Search) -> FrontierPoint:
        if search.values is None:
            nothing = (Fraction(0),) * min(1, len(self.tiers))  # no goal is negative
            rest = (None,) * (len(self.tiers) - len(nothing))
            return FrontierPoint(count, None, (*nothing, *rest), proven=False)
        plan = search.model.plan(search.values)
        self._judge(count, plan)
        values = tuple(tier.value(plan) for tier in self.tiers)
        proven = search.first_unproven is None
        bounds = tuple(search.bounds)
        for place, (value, bound) in enumerate(zip(values, bounds, strict=True)):
            settled = proven or place < (search.first_unproven or 0)
            if bound is not None and (value < bound or (settled and value != bound)):
                raise EngineError(f"tier {place + 1} at {count}: {value} found, {bound} proven")
        return FrontierPoint(count, values, bounds, proven)

    def _judge(self, count: int, plan: Plan) -> None:
        violations = judge(self.case, plan)
        if violations:
            raise EngineError(f"{self.name} broke {violations[0].message.en}")
        left = sum(plan.after_count.values())
        if left != count:
            raise EngineError(f"{self.name} leaves {left} units where {count} were asked for")

    def _tell(self, count: int, point: FrontierPoint | None) -> None:
        """Take a settled count off the list, and tell of it."""
        if self._open is not None and (point is None or point.proven):
            self._open.remove(count)
        if self.listener is not None:
            settled = self._counts - len(self._open or ())
            self.listener(FrontierProgress(settled, self._counts, point, self.watch.elapsed))


def without_target(case: Case) -> Case:
    """The case in which every rule holds but the target."""
    return dataclasses.replace(case, rules=tuple(r for r in case.rules if r.rule != "target"))


def better_known(one: FrontierPoint, other: FrontierPoint) -> FrontierPoint:
    """What two searches know together of one count."""
    if one.proven or other.proven:
        return one if one.proven else other
    values = min((p.values for p in (one, other) if p.values is not None), default=None)
    return FrontierPoint(one.after, values, max((one, other), key=_reach).bounds, proven=False)


def _reach(point: FrontierPoint) -> tuple[int, Fraction]:
    """How far the bounds go: the tiers they speak of, then the last of them."""
    told = [bound for bound in point.bounds if bound is not None]
    return len(told), told[-1] if told else Fraction(0)
