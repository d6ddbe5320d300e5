"""Find plans near the best one that clearly differ from each other, one after the other.

The choice is greedy: each plan is the best one among those that differ enough from every plan
chosen before it. So the list is not the set of five plans that lie farthest apart, and where it
ends early, what is proven is that no further plan within the limit differs enough from *all of
these*; another list, with a worse second plan, might have gone on.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from orgplan.alternatives.found import Alternatives
from orgplan.alternatives.news import AlternativesListener, AlternativesProgress
from orgplan.case import Case
from orgplan.errors import UsageError
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.engine.backend import Watch
    from orgplan.engine.lexicographic import Progress

_FIGURE = re.compile(r"[0-9]+([.,][0-9]+)?")
_FOR_THE_BEST = 2
"""The best plan may take half of the time: without it the others mean little."""


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
    from orgplan.alternatives.hunt import Hunt
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
        hunt = Hunt(best, n, margin, min_difference, clock, Means(crew, scheduler, cache), listener)
        return hunt.answer()
