"""Find the frontier of a case: choose what explores it, respect the clock, say what is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, get_args

from orgplan.case import Case
from orgplan.frontier.curve import Frontier, FrontierPoint

if TYPE_CHECKING:
    from orgplan.engine.backend import Watch
    from orgplan.engine.crowd import Means

FrontierEngine = Literal["cp-sat", "cp-sat-whole", "highs"]
"""`cp-sat` adds up the curves of components; the others solve one whole model for each count, as
`cp-sat` does too where a rule limits another sum over the plan."""
ENGINES: tuple[FrontierEngine, ...] = get_args(FrontierEngine)


@dataclass(frozen=True, slots=True)
class FrontierProgress:
    """One line of news while a frontier is being found.

    Parameters
    ----------
    settled
        Counts that are proven or excluded so far.
    counts
        Counts that come into question in all.
    latest
        The point that was found last, or None.
    seconds
        Since the start [s].
    """

    settled: int
    counts: int
    latest: FrontierPoint | None
    seconds: float


FrontierListener = Callable[[FrontierProgress], None]


class Explorer(Protocol):
    """What finds the points of a frontier; it can be read after any interruption.

    Attributes
    ----------
    name, version
        What the proofs come from.
    """

    name: str
    version: str

    def run(self) -> None:
        """Find points until all is proven or the watch has run out."""
        ...

    @property
    def points(self) -> Sequence[FrontierPoint]:
        """What is known so far, in any order."""
        ...

    @property
    def complete(self) -> bool:
        """Whether every count without a point is proven unattainable."""
        ...


def frontier(
    case: Case,
    *,
    time_limit: float | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    engine: FrontierEngine = "cp-sat",
    seed: int | None = None,
    listener: FrontierListener | None = None,
    watch: Watch | None = None,
    kept: bool = True,
) -> Frontier:
    """Find the best tier values for every number of counted units that some plan leaves.

    The target is left out; every other rule stays. Slack of tiers is ignored.

    Parameters
    ----------
    case
        The question.
    time_limit
        Seconds in all; the scenario's own if None.
    workers
        Threads or processes; the scenario's own if None. The answer does not depend on it; the
        engines of whole models use one.
    scheduler
        A Dask cluster instead: ``local``, or its address; the engines of whole models use none.
    engine
        What explores the curve.
    seed
        Seed of the search; the scenario's own if None.
    listener
        Told of every point.
    watch
        Clock and stop button, for callers that want to stop from outside.
    kept
        Whether results of components are kept on disk and used again.

    Returns
    -------
    frontier
        Every count that is not excluded, as far as time allowed. A ``KeyboardInterrupt`` ends the
        search with what is known then.

    Raises
    ------
    EngineError
        If a solver's plan does not keep the rules: a defect, never the user's fault.
    """
    from orgplan.engine.backend import Watch
    from orgplan.engine.cache import Cache, default_folder
    from orgplan.engine.crowd import Means

    seconds = float(case.scenario.settings.time_limit) if time_limit is None else time_limit
    clock = watch or Watch(seconds)
    chosen = case.scenario.settings.seed if seed is None else seed
    crew = case.scenario.settings.workers if workers is None else workers
    with Cache(default_folder() if kept else None) as cache:
        means = Means(crew, scheduler, cache)
        explorer = _explorer(case, engine, clock, chosen, listener, means)
        try:
            explorer.run()
        except KeyboardInterrupt:
            clock.stop()
    return Frontier(
        case=case,
        points=tuple(sorted(explorer.points, key=lambda point: point.after)),
        complete=explorer.complete,
        required_after=required_after(case),
        engine=explorer.name,
        engine_version=explorer.version,
        seconds=clock.elapsed,
        interrupted=clock.stopped.is_set(),
    )


def required_after(case: Case) -> int | None:
    """Greatest count that the target allows over the whole scope; None without target [units]."""
    if case.scenario.target is None:
        return None
    return sum(case.problem.before_count.values()) - case.required_cut


def _explorer(
    case: Case,
    engine: FrontierEngine,
    watch: Watch,
    seed: int,
    listener: FrontierListener | None,
    means: Means,
) -> Explorer:
    from orgplan.engine.count_limits import no_other_sums
    from orgplan.frontier.whole import WholeModels

    if engine == "highs":
        from orgplan.engine.highs import Highs

        return WholeModels(case, Highs, watch, seed, listener)
    from orgplan.engine.cp_sat import CpSat

    if engine == "cp-sat" and no_other_sums(case):
        from orgplan.frontier.by_parts import PartCurves

        return PartCurves(case, CpSat, watch, seed, listener, means)
    return WholeModels(case, CpSat, watch, seed, listener)
