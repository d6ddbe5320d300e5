"""From the best plan to the next ones: what is known, what is asked, and why it ends."""

from __future__ import annotations

from fractions import Fraction

from orgplan.alternatives.found import Alternatives, Ended
from orgplan.alternatives.news import AlternativesListener, AlternativesProgress
from orgplan.alternatives.next_plan import NextPlan
from orgplan.alternatives.standing import result_of
from orgplan.engine.backend import Watch
from orgplan.engine.crowd import Means
from orgplan.engine.lexicographic import Progress
from orgplan.result import Result


class Hunt:
    """One plan after the other."""

    def __init__(
        self,
        best: Result,
        asked: int,
        margin: Fraction,
        min_difference: int,
        watch: Watch,
        means: Means,
        listener: AlternativesListener | None,
    ) -> None:
        self.case = best.case
        self.asked, self.margin, self.min_difference = asked, margin, min_difference
        self.watch, self.means, self.listener = watch, means, listener
        self.results = [best] if best.plan is not None else []
        self.best_possible = [best.status == "optimal"] * len(self.results)
        self.confirmed = best.confirmed
        self.first: Result = best
        self.limit = _limit(best, margin)

    def answer(self) -> Alternatives:
        """Look until there are enough, no more, or the time is over."""
        return Alternatives(
            case=self.case,
            asked=self.asked,
            margin=self.margin,
            min_difference=self.min_difference,
            limit=self.limit,
            ended=self._ended(),
            results=tuple(self.results),
            best_possible=tuple(self.best_possible),
            confirmed=self.confirmed,
            seconds=self.watch.elapsed,
            interrupted=self.watch.stopped.is_set(),
        )

    def _ended(self) -> Ended:
        try:
            return self._go_on()
        except KeyboardInterrupt:
            self.watch.stop()
            return "time"

    def _go_on(self) -> Ended:
        if not self.results:
            return "no_plan" if self.first.status == "infeasible" else "time"
        while len(self.results) < self.asked:
            if self.watch.left <= 0:
                return "time"
            ended = self._next()
            if ended is not None:
                return ended
        return "enough"

    def _next(self) -> Ended | None:
        """Look for one more; why there is none, or None if it was found."""
        began = self.watch.elapsed
        plans = [result.plan for result in self.results if result.plan is not None]
        search = NextPlan(
            self.case,
            plans,
            self.limit,
            self.min_difference,
            self._floors(),
            self.watch,
            self.first.seed,
            self.means,
        )
        search.run(self._told)
        if search.none_left:
            self.confirmed = search.confirmed
            return "no_more"
        if search.plan is None:
            return "time"
        self.results.append(
            result_of(self.first, search.plan, search.search, self.watch.elapsed - began)
        )
        self.best_possible.append(search.best_possible)
        return None if search.best_possible else "time"

    def _floors(self) -> list[Fraction]:
        """What is known of the next plan: it is one of those that the last one was chosen from.

        The first plan was chosen in another order: its later tiers tell nothing where the limit
        opens more than its own slack did.
        """
        tiers, best = self.case.tiers, self.first.tiers
        known = [tier.bound for tier in best]
        floors = [] if not known or known[0] is None else [known[0]]
        if len(self.results) > 1:
            return floors and [*floors, *(tier.value for tier in self.results[-1].tiers[1:])]
        if not floors or self.limit is None or self.limit > (1 + tiers[0].slack) * floors[0]:
            return floors
        for tier, bound in zip(tiers[1:], known[1:], strict=True):
            if bound is None or tier.slack:
                break
            floors.append(bound)
        return floors

    def _told(self, news: Progress) -> None:
        if self.listener is not None:
            self.listener(AlternativesProgress(len(self.results) + 1, self.asked, news))


def _limit(best: Result, margin: Fraction) -> Fraction | None:
    """The greatest value that the first tier of an alternative may have."""
    if not best.tiers:
        return None
    first = best.tiers[0]
    slack = best.case.tiers[0].slack
    proven = first.bound is not None and first.value <= (1 + slack) * first.bound
    optimum = first.bound if proven and first.bound is not None else first.value
    return max(optimum + margin * max(Fraction(1), optimum), first.value)
