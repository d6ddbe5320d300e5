"""The search over parts: divide, put a price on what was left out, take back what might matter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from orgplan.case import Case
from orgplan.engine.apart import Division, Workshop
from orgplan.engine.assembly import Assembly
from orgplan.engine.backend import Backend, Watch
from orgplan.engine.lazily import Standing, settle
from orgplan.engine.lexicographic import Listener, Progress
from orgplan.engine.parts import Part
from orgplan.engine.prices import Prices, prices_of
from orgplan.organisation import BlockKey
from orgplan.plan import Plan

LARGE = 24
"""Units of a component that is tried in pieces first."""


@dataclass
class PartsSearch:
    """The state of a solve by parts, readable after any interruption.

    Attributes
    ----------
    plan
        The best plan so far, or None.
    bounds
        Proven lower bound of each tier, or None.
    first_unproven
        Place of the first tier without a proof, or None.
    infeasible
        Whether it is proven that there is no plan.
    canonical
        Whether equal optima were decided to the end.
    """

    case: Case
    make_backend: Callable[[], Backend]
    watch: Watch
    seed: int = 1
    listener: Listener | None = None
    plan: Plan | None = None
    bounds: list[Fraction | None] = field(default_factory=list)
    first_unproven: int | None = None
    infeasible: bool = False
    canonical: bool = False

    def __post_init__(self) -> None:
        self.division = Division(self.case)
        self.backend = self.make_backend()
        self.tiers = self.case.tiers
        self._best: tuple[tuple[int, ...], Sequence[tuple[Part, int]]] | None = None

    def run(self) -> None:
        """Search until all is proven or the watch has run out."""
        self.bounds = [None] * len(self.tiers)
        self.first_unproven = 0 if self.tiers else None
        workshop = Workshop(self.division, self.make_backend, self.seed, self.watch)
        settled = self._first_settled()
        while True:
            components = self.division.components(settled)
            families, rich = workshop.parts(components, settled)
            assembly = Assembly(families, rich, self.division.agency_of, self.division.limits)
            standing = settle(assembly, workshop.ask, self.watch, self._tell)
            if not settled:
                return self._conclude(standing if standing.impossible else self._better(standing))
            if standing.impossible:
                settled = frozenset()
                continue
            standing = self._better(standing)
            loosened, bound = self._priced(workshop, assembly, standing, settled)
            if loosened == settled or self.watch.left <= 0:
                exact = standing.exact and loosened == settled
                low = standing.bound if exact else (bound, *[0] * (len(self.tiers) + 1))
                return self._conclude(Standing(standing.picks, standing.costs, low, exact))
            settled = loosened

    def _better(self, standing: Standing) -> Standing:
        """The standing with the best plan of all rounds."""
        best = self._best
        if standing.costs is None or (best is not None and best[0] < standing.costs):
            if best is None:
                return standing
            return Standing(best[1], best[0], standing.bound, exact=False)
        assert standing.picks is not None
        self._best = (standing.costs, standing.picks)
        return standing

    def _first_settled(self) -> frozenset[str]:
        """Superiors in large components, whom it would not pay to end: for a beginning all."""
        found: set[str] = set()
        if not self.tiers:
            return frozenset()
        for units in self.division.components():
            if len(units) > LARGE:
                found.update(u for u in units if self._may_be_settled(u))
        return frozenset(found)

    def _may_be_settled(self, unit_id: str) -> bool:
        problem = self.case.problem
        children = problem.before.children(unit_id)
        kind = problem.ruleset.kind(problem.before[unit_id].kind)
        return (
            bool(children)
            and len(problem.kinds_after(unit_id)) == 1
            and all(kind.may_contain(after) for c in children for after in problem.kinds_after(c))
        )

    def _priced(
        self, workshop: Workshop, assembly: Assembly, standing: Standing, settled: frozenset[str]
    ) -> tuple[frozenset[str], int]:
        """What stays settled, and a bound on every plan [steps of the first tier]."""
        prices = Prices(self.division, assembly, prices_of(assembly))
        bound = prices.bound()
        order = [u for u in self.case.problem.in_scope if u in settled]
        best = standing.costs[0] if standing.costs is not None else None
        room = 1 << 60 if best is None else best - bound
        options = [
            prices.sharpened(o, room, workshop.forced) if o.gap <= room else o
            for o in prices.options(order)
        ]
        live = {o.unit for o in options if o.gap <= room}
        least = bound + min((min(0, o.gap) for o in options), default=0)
        self.news = (len(settled), len(live), bound, best)
        return settled - live, least

    def _tell(self, costs: tuple[int, ...] | None, bound: tuple[int, ...] | None) -> None:
        if self.listener is None or not self.tiers:
            return
        best = None if costs is None else Fraction(costs[0], self.division.scales[0])
        low = None if bound is None else Fraction(bound[0], self.division.scales[0])
        self.listener(Progress(1, best, low, self.watch.elapsed))

    def _conclude(self, standing: Standing) -> None:
        if standing.impossible:
            self.infeasible = True
            return
        if standing.picks is not None:
            self.plan = self._plan(standing)
        self._prove(standing)

    def _plan(self, standing: Standing) -> Plan:
        ended: set[str] = set()
        moved: dict[BlockKey, str] = {}
        converted: dict[str, str] = {}
        assert standing.picks is not None
        for part, count in standing.picks:
            decisions = part.decisions(count)
            ended |= decisions.ended
            moved.update(decisions.moved)
            converted.update(decisions.converted)
        return Plan(self.case.problem, frozenset(ended), moved, converted)

    def _prove(self, standing: Standing) -> None:
        """Read off tier by tier what the lexicographic bound proves of the plan."""
        assert standing.bound is not None
        costs = standing.costs or (None,) * len(standing.bound)
        for place, scale in enumerate(self.division.scales):
            self.first_unproven = place
            self.bounds[place] = Fraction(standing.bound[place], scale)
            if costs[place] != standing.bound[place]:
                return
        self.first_unproven = None
        self.canonical = standing.exact
