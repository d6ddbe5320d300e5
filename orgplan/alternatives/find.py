"""Find plans near the best one that clearly differ from each other, one after the other.

The choice is greedy: each plan is the best one among those that differ enough from every plan
chosen before it. So the list is not the set of five plans that lie farthest apart, and where it
ends early, what is proven is that no further plan within the limit differs enough from *all of
these*; another list, with a worse second plan, might have gone on.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from orgplan.alternatives.found import Alternatives, Ended
from orgplan.case import Case
from orgplan.errors import UsageError
from orgplan.result import Result
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.engine.backend import Watch
    from orgplan.engine.crowd import Means
    from orgplan.engine.lexicographic import Progress

_FIGURE = re.compile(r"[0-9]+([.,][0-9]+)?")
_FOR_THE_BEST = 2
"""The best plan may take half of the time: without it the others mean little."""


@dataclass(frozen=True, slots=True)
class AlternativesProgress:
    """One line of news.

    Parameters
    ----------
    number
        Which plan is looked for, from 1.
    asked
        How many in all.
    news
        How far that is.
    """

    number: int
    asked: int
    news: Progress


AlternativesListener = Callable[[AlternativesProgress], None]


def margin_of(within: str | int | Fraction) -> Fraction:
    """A margin as people write it, ``2%``, or as a share.

    Raises
    ------
    UsageError
        If it is neither, or below 0.
    """
    if isinstance(within, str):
        figure, sign, rest = within.strip().partition("%")
        known = sign and not rest and _FIGURE.fullmatch(figure.strip())
        share = Fraction(figure.strip().replace(",", ".")) / 100 if known else None
    else:
        share = Fraction(within)
    if share is None or share < 0:
        raise UsageError(
            Text(
                f"mức chênh cho phép: cần một tỷ lệ như 2%, đọc thấy {within}",
                f"the margin: a percentage such as 2%, found {within}",
            )
        )
    return share


def alternatives(
    case: Case,
    n: int = 5,
    within: str | int | Fraction = "2%",
    min_difference: int = 3,
    *,
    time_limit: float | None = None,
    seed: int | None = None,
    listener: AlternativesListener | None = None,
    watch: Watch | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    kept: bool = True,
) -> Alternatives:
    """Find up to n plans near the best one, every two with enough units of another fate.

    The first is the plan of `orgplan.solve`. Each next one has the best later tiers, then the best
    first tier, then the fewest changes and smallest ranks, among all plans that keep every rule,
    whose first tier is at most ``optimum + within × max(1, optimum)``, and that differ in at least
    `min_difference` units from every plan found before. This choice is greedy: where the list
    ends early it is proven that no further plan differs enough from all of these.

    Slack of tiers is left out, but for the first plan: where the first tier has slack and the best
    plan uses more of it than the margin, its own value is the limit. Where time did not suffice to
    prove the optimum of the first tier, the limit counts from the best value known.

    Parameters
    ----------
    case
        The question.
    n
        Number of plans, the best one included.
    within
        The margin of the first tier: ``2%``, or a share such as ``Fraction(1, 50)``.
    min_difference
        Least number of units with another fate [units].
    time_limit
        Seconds in all, of which the first plan takes at most half; the scenario's own if None.
    seed
        Seed of the search; the scenario's own if None.
    listener
        Told of every better plan and bound.
    watch
        Clock and stop button, for callers that want to stop from outside.
    workers, scheduler, kept
        As for `orgplan.solve`.

    Raises
    ------
    UsageError
        If n or the difference is below 1, or the margin is none.
    EngineError
        If a solver's plan does not keep the rules: a defect, never the user's fault.
    """
    from orgplan.engine.backend import Watch
    from orgplan.engine.cache import Cache, default_folder
    from orgplan.engine.crowd import Means
    from orgplan.solve import solve

    margin = margin_of(within)
    if n < 1 or min_difference < 1:
        raise UsageError(
            Text(
                "số phương án và số đơn vị khác nhau: ít nhất 1",
                "number of plans and of differing units: at least 1",
            )
        )
    seconds = float(case.scenario.settings.time_limit) if time_limit is None else time_limit
    clock = watch or Watch(seconds)

    def told(news: Progress) -> None:
        if listener is not None:
            listener(AlternativesProgress(1, n, news))

    part = clock if n == 1 else Watch(clock.left / _FOR_THE_BEST, stopped=clock.stopped)
    best = solve(
        case,
        seed=seed,
        listener=told,
        watch=part,
        workers=workers,
        scheduler=scheduler,
        kept=kept,
    )
    crew = case.scenario.settings.workers if workers is None else workers
    with Cache(default_folder() if kept else None) as cache:
        hunt = _Hunt(
            best, n, margin, min_difference, clock, Means(crew, scheduler, cache), listener
        )
        return hunt.answer()


class _Hunt:
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
        from orgplan.alternatives.next_plan import NextPlan
        from orgplan.alternatives.standing import result_of

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
