"""Find the trade-off between two goals, or between the cut and a goal."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from orgplan.case import Case
from orgplan.errors import UsageError
from orgplan.goals import Goal, Tier
from orgplan.text import Text
from orgplan.trade_off.front import Stretch, TradeOff, with_support
from orgplan.trade_off.measure import CUT, Measure, MeasureName, measure_of
from orgplan.trade_off.news import TradeOffListener, TradeOffProgress

if TYPE_CHECKING:
    from orgplan.engine.backend import Watch
    from orgplan.engine.crowd import Means
    from orgplan.frontier import FrontierProgress


def trade_off(
    case: Case,
    one: MeasureName | str,
    other: MeasureName | str,
    *,
    time_limit: float | None = None,
    seed: int | None = None,
    listener: TradeOffListener | None = None,
    watch: Watch | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    kept: bool = True,
) -> TradeOff:
    """Find every pair of values of two goals of which neither can be less without the other more.

    Every rule and the target hold; the tiers of the scenario do not matter here, but the
    parameters of goals are taken from them. With `cut` for one of the two the pairs come from
    `orgplan.frontier`: the target is left out, more cut is better, and the points carry no plan.

    Parameters
    ----------
    case
        The question.
    one, other
        Names of goals, such as ``displaced_staff``; ``cut`` for one of them.
    time_limit
        Seconds in all; the scenario's own if None.
    seed
        Seed of the search; the scenario's own if None.
    listener
        Told of every point.
    watch
        Clock and stop button, for callers that want to stop from outside.
    workers, scheduler, kept
        As for `orgplan.solve`.

    Returns
    -------
    trade_off
        The points that are known, and where others may be missing. A ``KeyboardInterrupt`` ends the
        search with what is known then.

    Raises
    ------
    UsageError
        If a name is unknown, both are the same, or the scenario does not say what a goal needs.
    EngineError
        If a solver's plan does not keep the rules, or two solvers exclude each other's answers: a
        defect, never the user's fault.
    """
    from orgplan.engine.backend import Watch
    from orgplan.engine.cache import Cache, default_folder
    from orgplan.engine.crowd import Means
    from orgplan.solve import load_solvers

    first, second = measure_of(case, one), measure_of(case, other)
    if one == other:
        raise UsageError(
            Text(f"hai lần {one}: cần hai mục tiêu khác nhau", f"{one} twice: name two goals")
        )
    load_solvers()
    seconds = float(case.scenario.settings.time_limit) if time_limit is None else time_limit
    clock = watch or Watch(seconds)
    chosen = case.scenario.settings.seed if seed is None else seed
    crew = case.scenario.settings.workers if workers is None else workers
    if first.goal is None or second.goal is None:
        goal = first.goal or second.goal
        assert goal is not None
        ask = _CutAgainst(case, goal, clock, chosen, crew, scheduler, kept, listener)
        return ask.answer(first, second)
    with Cache(default_folder() if kept else None) as cache:
        means = Means(crew, scheduler, cache)
        return _between(case, first, second, clock, chosen, means, listener)


def _between(
    case: Case,
    one: Measure,
    other: Measure,
    watch: Watch,
    seed: int,
    means: Means,
    listener: TradeOffListener | None,
) -> TradeOff:
    """Two goals."""
    from orgplan.trade_off.goals_at_target import GoalsAtTarget

    assert one.goal is not None and other.goal is not None
    walk = GoalsAtTarget(case, one.goal, other.goal, watch, seed, means, listener)
    try:
        walk.run()
    except KeyboardInterrupt:
        watch.stop()
    return TradeOff(
        case=case,
        one=one,
        other=other,
        points=with_support(walk.points, complete=not walk.open),
        open=walk.open,
        engine=walk.backend.name,
        engine_version=walk.backend.version,
        seed=seed,
        confirmed=walk.confirmed,
        contradicted=walk.contradicted,
        seconds=watch.elapsed,
        interrupted=watch.stopped.is_set(),
    )


@dataclasses.dataclass
class _CutAgainst:
    """The cut and a goal."""

    case: Case
    goal: Goal
    watch: Watch
    seed: int
    workers: int
    scheduler: str | None
    kept: bool
    listener: TradeOffListener | None

    def answer(self, one: Measure, other: Measure) -> TradeOff:
        """The frontier of the goal alone, as a trade-off in the order asked for."""
        from orgplan.frontier import frontier
        from orgplan.trade_off.from_frontier import open_of, points_of

        curve = frontier(
            dataclasses.replace(self.case, tiers=(Tier(((self.goal, 1),)),)),
            workers=self.workers,
            scheduler=self.scheduler,
            seed=self.seed,
            listener=self._told,
            watch=self.watch,
            kept=self.kept,
        )
        points, open_cuts = points_of(curve), open_of(curve)
        signs = (-1, 1)
        if other.name == CUT:
            signs = (1, -1)
            points = [dataclasses.replace(p, values=p.values[::-1]) for p in points]
            open_cuts = (Stretch(None, None),) if open_cuts else ()
        supported = with_support(points, complete=not open_cuts, signs=signs)
        return TradeOff(
            case=self.case,
            one=one,
            other=other,
            points=tuple(sorted(supported, key=lambda point: point.values)),
            open=open_cuts,
            engine=curve.engine,
            engine_version=curve.engine_version,
            seed=self.seed,
            confirmed=None,
            seconds=self.watch.elapsed,
            interrupted=curve.interrupted,
        )

    def _told(self, news: FrontierProgress) -> None:
        if self.listener is not None:
            self.listener(TradeOffProgress(news.settled, None, news.seconds))
