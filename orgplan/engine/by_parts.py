"""The search over parts: divide, put a price on what was left out, take back what might matter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from orgplan.case import Case
from orgplan.engine.apart import LARGE, Division, Workshop
from orgplan.engine.assembly import Assembly
from orgplan.engine.backend import Backend, Watch
from orgplan.engine.claims_of_parts import claims_of
from orgplan.engine.confirmation import Claim
from orgplan.engine.crowd import Crowd, Means
from orgplan.engine.lazily import Standing, prices_of, settle
from orgplan.engine.lexicographic import Listener, Progress
from orgplan.engine.nested.part import TreePart
from orgplan.engine.nested.search import NestedSearch
from orgplan.engine.nested.tree import Tree
from orgplan.engine.parts import AskedPart, Part
from orgplan.engine.prices import Option, Prices
from orgplan.organisation import BlockKey
from orgplan.plan import Plan
from orgplan.problem import Problem

_MOST_WITH_TIES = 2_000
"""Units of a tree up to which equal plans are told apart once the first tier is proven."""
_FIRST_LOOK = 0.5
"""Share of the time left for the first tier before what was left out is looked at."""


@dataclass
class PartsSearch:
    """The state of a solve by parts, readable after any interruption.

    Parameters
    ----------
    case
        What is to be solved; only numbers of counted units may tie its components.
    make_backend
        Makes a fresh solver.
    watch, seed, listener
        Clock and stop button, seed of the search, and whom to tell of progress.
    means
        Workers and kept results.

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
    guessed
        Whether parts of the plan were left as they are unasked: the judge has to look at it.
    claims
        What a proof that there is no plan rests on.
    """

    case: Case
    make_backend: Callable[[], Backend]
    watch: Watch
    seed: int = 1
    listener: Listener | None = None
    means: Means = field(default_factory=Means)
    plan: Plan | None = None
    bounds: list[Fraction | None] = field(default_factory=list)
    first_unproven: int | None = None
    infeasible: bool = False
    canonical: bool = False
    guessed: bool = False
    claims: Sequence[Claim] = ()

    def __post_init__(self) -> None:
        self.division = Division(self.case)
        self.backend = self.make_backend()
        self.tiers = self.case.tiers
        self._best: Standing | None = None
        self._bound: tuple[int, ...] | None = None
        self._divided = False

    def run(self) -> None:
        """Search until all is proven or the watch has run out."""
        self.bounds = [None] * len(self.tiers)
        self.first_unproven = 0 if self.tiers else None
        means = self.means
        with Crowd(self.watch, means.workers, means.scheduler, means.cache) as crowd:
            try:
                self._search(Workshop(self.division, crowd, self.make_backend, self.seed))
            except KeyboardInterrupt:
                self.watch.stop()
        self._conclude()

    def _search(self, workshop: Workshop) -> None:
        if self._levels_are_enough():
            return
        settled = first_settled(self.division)
        while True:
            self._divided = bool(settled)
            begun = self.watch.elapsed
            families, rich = workshop.parts(self.division.components(settled), settled)
            assembly = Assembly(families, rich, self.division.agency_of, self.division.limits)
            if settled:  # while it is open who has to be taken back, one tier is enough
                clock = Watch(self.watch.left * _FIRST_LOOK, stopped=self.watch.stopped)
                standing = settle(assembly, workshop.ask, clock, self._tell, first_tier=True)
            else:
                standing = settle(assembly, workshop.ask, self.watch, self._tell)
            if standing.impossible and settled:
                settled = frozenset()  # a plan has to end one of them
                continue
            if standing.impossible:
                self.infeasible = True
                self.claims = claims_of(assembly, workshop)
                return
            self._keep(standing)
            if not settled:
                self._bound = standing.bound
                return
            loosened, bound = self._priced(workshop, assembly, settled)
            self._bound = self._first_only(bound)
            if self.watch.left <= 0 or self.watch.left < self.watch.elapsed - begun:
                return  # another round would take as long as this one
            if loosened == settled:
                self._finish(settle(assembly, workshop.ask, self.watch, self._tell))
                return
            settled = loosened

    def _levels_are_enough(self) -> bool:
        """Look at all levels at once, where they meet in little; whether that is the answer."""
        tree = Tree(self.division)
        if not tree.is_nested or tree.largest <= LARGE:
            return False
        search = NestedSearch(tree, self.make_backend, self.watch)
        self._divided = True
        for bound, ended in search.run():
            self._bound = self._first_only(bound)
            standing = Standing(None, None, self._bound, exact=False)
            if ended is not None:
                part = TreePart(self.division, ended)
                standing = Standing([(part, part.count)], part.costs, self._bound, exact=False)
                self._keep(standing)
            self._tell(standing.costs, standing.bound)
            if standing.costs is not None and standing.costs[0] <= self._bound[0]:
                break
        if self._best is None or self._best.costs is None:
            return False
        proven = self._bound is not None and self._best.costs[0] <= self._bound[0]
        few = len(self.case.problem.in_scope) <= _MOST_WITH_TIES
        if proven and len(self.tiers) == 1 and not few:
            return True
        return self.watch.left < self.watch.elapsed  # another look would take as long

    def _finish(self, standing: Standing) -> None:
        """Nothing was left out that matters: what is proven of the division is proven of all."""
        self._divided = False
        self._keep(standing)
        if standing.bound is not None:
            self._bound = max(self._bound or standing.bound, standing.bound)
            self._tell(standing.costs, standing.bound)

    def _first_only(self, bound: int) -> tuple[int, ...]:
        """A bound on the first tier alone, and never below what was known."""
        known = 0 if self._bound is None else self._bound[0]
        return (max(known, bound), *[0] * (len(self.tiers) + 1))

    def _keep(self, standing: Standing) -> None:
        """Remember the best plan of all rounds."""
        if standing.costs is None:
            return
        if self._best is None or self._best.costs is None or standing.costs <= self._best.costs:
            self._best = standing

    # -- what is left out ---------------------------------------------------------------------

    def _priced(
        self, workshop: Workshop, assembly: Assembly, settled: frozenset[str]
    ) -> tuple[frozenset[str], int]:
        """What stays settled, and a bound on every plan [steps of the first tier]."""
        if self.watch.left <= 0:
            return settled, 0  # nothing is proven of what is left out
        prices = Prices(self.division, assembly, prices_of(assembly))
        bound = prices.bound()
        known = None if self._best is None else self._best.costs
        # a plan may be known that ends some of them: whoever brings a gain is looked at anyway
        room = 1 << 60 if known is None else max(0, known[0] - bound)
        order = [u for u in self.case.problem.in_scope if u in settled]
        options: list[Option] = []
        for option in prices.options(order):
            if self.watch.left <= 0:
                return settled, 0  # nothing is proven of what is left out
            options.append(option)
        options = prices.sharpened(options, room, workshop.forced)
        live = {option.unit for option in options if option.gap <= room}
        return settled - live, bound + prices.worst(options)

    # -- answers ------------------------------------------------------------------------------

    def _tell(self, costs: tuple[int, ...] | None, bound: tuple[int, ...] | None) -> None:
        """Tell of the first tier while it is open, and of every tier once all is proven."""
        if self.listener is None:
            return
        proven = self._bound if self._divided else bound  # a division bounds only what it allows
        last = len(self.tiers) if costs is not None and costs == proven else 1
        for place, scale in enumerate(self.division.scales[:last]):
            best = None if costs is None else Fraction(costs[place], scale)
            low = None if proven is None else Fraction(proven[place], scale)
            self.listener(Progress(place + 1, best, low, self.watch.elapsed))

    def _conclude(self) -> None:
        if self.infeasible:
            return
        if self._best is not None and self._best.picks is not None:
            self.plan = self._assembled(self._best.picks)
            self.guessed = any(
                isinstance(part, AskedPart) and part.is_guess(count)
                for part, count in self._best.picks
            )
        self._prove()

    def _assembled(self, picks: Sequence[tuple[Part, int]]) -> Plan:
        """The plan in which every part does its best with its number of counted units."""
        ended: set[str] = set()
        moved: dict[BlockKey, str] = {}
        converted: dict[str, str] = {}
        for part, count in picks:
            decisions = part.decisions(count)
            ended |= decisions.ended
            moved.update(decisions.moved)
            converted.update(decisions.converted)
        return Plan(self.case.problem, frozenset(ended), moved, converted)

    def _prove(self) -> None:
        """Read off tier by tier what the lexicographic bound proves of the plan."""
        width = len(self.tiers) + 2
        costs = None if self._best is None else self._best.costs
        bound = self._bound or (0,) * width
        for place, scale in enumerate(self.division.scales):
            self.first_unproven = place
            self.bounds[place] = Fraction(max(0, bound[place]), scale)
            if costs is None or costs[place] != bound[place]:
                return
        self.first_unproven = None
        self.canonical = costs is not None and costs == bound


def first_settled(division: Division) -> frozenset[str]:
    """Superiors in large components, whom it would not pay to end: for a beginning all.

    None where units may leave their superiors for others: that changes totals of both, which the
    prices know nothing of.
    """
    found: set[str] = set()
    if not division.case.tiers or division.problem.operations.across:
        return frozenset()
    for units in division.components():
        if len(units) > LARGE:
            found.update(u for u in units if _may_be_settled(u, division.case.problem))
    return frozenset(found)


def _may_be_settled(unit_id: str, problem: Problem) -> bool:
    """Whether it is a superior that need not end or be flattened for its sub-units' sake."""
    children = problem.before.children(unit_id)
    kind = problem.ruleset.kind(problem.before[unit_id].kind)
    return (
        bool(children)
        and len(problem.kinds_after(unit_id)) == 1
        and all(kind.may_contain(after) for c in children for after in problem.kinds_after(c))
    )
