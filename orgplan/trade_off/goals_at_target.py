"""Two goals against each other, every rule and the target kept: point by point, exactly.

Both ends are found first: the best of one goal, then of the other, and the other way round. Then
the second goal is pressed below the value that it had, by one of its smallest steps, and the first
one is minimised again, until the other end is reached: the ε-constraint method (Haimes, Lasdon,
Wismer 1971, doi:10.1109/TSMC.1971.4308298) with steps that skip nothing, so that points no weighted
sum can lead to are found as well.

That there is no plan is looked at by a second engine before it is told. Where that one finds a
plan, or one is known already, the first engine is believed no more: the plans that are known stay,
nothing of them counts as proven, and the second engine walks.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from fractions import Fraction

from orgplan.case import Case
from orgplan.check import judge
from orgplan.engine.backend import Backend, Watch
from orgplan.engine.confirmation import examine, keeps
from orgplan.engine.cp_sat import CpSat
from orgplan.engine.crowd import Means
from orgplan.engine.formulation import Formulation, formulate
from orgplan.engine.highs import Highs
from orgplan.engine.lexicographic import Search
from orgplan.errors import EngineError
from orgplan.goals import Goal, Tier
from orgplan.trade_off.front import Stretch, TradeOffPoint
from orgplan.trade_off.news import TradeOffListener, TradeOffProgress

_GRACE = 10.0
"""Most seconds above the time limit in which "no plan" may still be confirmed."""


class _WrongEngineError(Exception):
    """The engine said that there is no plan, and there is one."""


class GoalsAtTarget:
    """The walk from one end to the other.

    Parameters
    ----------
    case
        The question.
    one, other
        The goals.
    watch, seed, means, listener
        Clock, seed, workers and kept results, and whom to tell.

    Attributes
    ----------
    points
        What is known, none dominated by another one.
    open
        Where points may be missing.
    confirmed
        Whether a second engine agrees that there is no plan at all.
    backend
        What the points and proofs come from.
    contradicted
        The engine that had wrongly said that there is no plan, or None.
    """

    def __init__(
        self,
        case: Case,
        one: Goal,
        other: Goal,
        watch: Watch,
        seed: int,
        means: Means,
        listener: TradeOffListener | None,
    ) -> None:
        self.goals = (one, other)
        tiers = tuple(Tier(((goal, 1),)) for goal in self.goals)
        self.case = dataclasses.replace(case, tiers=tiers)
        self.watch, self.seed, self.means, self.listener = watch, seed, means, listener
        self.make_backend: Callable[[], Backend] = CpSat
        self.backend: Backend = CpSat()
        self.points: list[TradeOffPoint] = []
        self.open: tuple[Stretch, ...] = (Stretch(None, None),)
        self.confirmed: bool | None = None
        self.contradicted: str | None = None
        self._found: tuple[int, ...] | None = None

    def run(self) -> None:
        """Walk until the other end is reached or the watch has run out.

        Raises
        ------
        EngineError
            If a plan breaks a rule, or both engines exclude plans that there are.
        """
        try:
            self._walk()
        except _WrongEngineError:
            self._change_engine()
            try:
                self._walk()
            except _WrongEngineError as error:
                raise EngineError(
                    f"{self.backend.name} finds no plan where there is one"
                ) from error

    def _change_engine(self) -> None:
        """Go on with HiGHS; of what is known only the plans count, which were judged."""
        self.contradicted = self.backend.name
        self.make_backend, self.backend = Highs, Highs()
        self.points = [dataclasses.replace(point, proven=False) for point in self.points]
        self.open = (Stretch(None, None),)

    def _walk(self) -> None:
        here = self._best()
        if here is None:
            return
        end = self._best(reverse=True)
        while here.proven:
            reached = end is not None and end.proven and here.values == end.values
            at = None if end is None or not end.proven else end.values[0]
            self.open = () if reached else (Stretch(here.values[0], at),)
            if reached or self.watch.left <= 0:
                return
            following = self._best(below=here.values[1])
            if following is None:
                return
            here = following

    def _best(
        self, *, below: Fraction | None = None, reverse: bool = False
    ) -> TradeOffPoint | None:
        """The best of the first goal, then of the second (or the other way round).

        With `below`: among the plans whose second goal is less than that.
        """
        search = self._search(below, reverse=reverse)
        if search.infeasible:
            self._nothing(search, below)
            return None
        plan = search.plan
        if plan is None:
            return None
        violations = judge(self.case, plan)
        if violations:
            raise EngineError(f"{search.backend.name} broke {violations[0].message.en}")
        one, other = (goal.value(plan) for goal in self.goals)
        if below is not None and other >= below:
            raise EngineError(f"{search.backend.name} does not keep {self.goals[1].name} < {below}")
        point = TradeOffPoint((one, other), proven=search.first_unproven is None, plan=plan)
        self._add(point)
        return point

    def _search(self, below: Fraction | None, *, reverse: bool) -> Search:
        written = formulate(self.case, self.means.cache)
        objectives, tiers = written.objectives, self.case.tiers
        if below is not None:
            other, scale = objectives[1]
            steps = below * scale
            written.model.linear.add(other, high=steps - 1, over_plan=True)
        if reverse:
            objectives, tiers = objectives[::-1], tiers[::-1]
        asked = Formulation(
            written.model, objectives, written.ties, written.rules_alone, written.partition
        )
        search = Search(
            asked,
            tiers,
            self.make_backend,
            self.watch,
            self.seed,
            apart="auto" if self.contradicted is None else "never",
            means=self.means,
        )
        if self._found is not None and below is None and keeps(written.rules_alone, self._found):
            search.values = self._found
        try:
            search.run()
        except KeyboardInterrupt:
            self.watch.stop()
        return search

    def _nothing(self, search: Search, below: Fraction | None) -> None:
        """There is no plan at all: a second engine looks before that is told."""
        if below is not None or self.points or self.contradicted is not None:
            raise _WrongEngineError
        allowed = self.watch.left + min(_GRACE, self.watch.seconds)
        seen = examine(search.claims, self.watch, seconds=allowed)
        if seen.opinion == "refuted":
            self._found = seen.values
            raise _WrongEngineError
        self.open, self.confirmed = (), seen.opinion == "confirmed"

    def _add(self, point: TradeOffPoint) -> None:
        """Keep what no other point excels, and tell of it."""
        known = [p for p in self.points if not _at_least_as_good(point, p) or p.proven]
        if not any(_at_least_as_good(p, point) for p in known):
            known.append(point)
        self.points = known
        if self.listener is not None:
            news = TradeOffProgress(len(known), point.values, self.watch.elapsed)
            self.listener(news)


def _at_least_as_good(one: TradeOffPoint, other: TradeOffPoint) -> bool:
    return all(a <= b for a, b in zip(one.values, other.values, strict=True))
