"""Solve a case: build the model, go through the tiers, have the plan judged, say what is proven."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from fractions import Fraction
from importlib import import_module
from typing import TYPE_CHECKING, Literal

from orgplan.case import Case
from orgplan.check import judge
from orgplan.errors import EngineError
from orgplan.plan import Plan, Status
from orgplan.result import Result, TierValue

if TYPE_CHECKING:
    from orgplan.engine.backend import Backend, Watch
    from orgplan.engine.by_parts import PartsSearch
    from orgplan.engine.confirmation import Confirmation, Second
    from orgplan.engine.crowd import Means
    from orgplan.engine.lexicographic import Apart, Listener, Search

    AnySearch = Search | PartsSearch

EngineName = Literal["cp-sat", "cp-sat-apart", "cp-sat-whole", "highs"]
"""`cp-sat` solves components apart where that pays, `cp-sat-apart` always; the others never."""

GRACE = 10.0
"""Most seconds above the time limit in which "no plan" may still be confirmed."""


def load_solvers(engine: EngineName = "cp-sat") -> None:
    """Load what a solve needs, a second or two, so that a clock started now is about solving."""
    for module in ("formulation", "lexicographic"):
        import_module(f"orgplan.engine.{module}")
    _engine(engine)


def solve(
    case: Case,
    *,
    time_limit: float | None = None,
    engine: EngineName = "cp-sat",
    seed: int | None = None,
    listener: Listener | None = None,
    watch: Watch | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    kept: bool = True,
    equal_optima: bool = True,
    confirm: bool = True,
) -> Result:
    """Find the best plan of a case, and prove it.

    That there is no plan is looked at by a second engine before it is told
    (`orgplan.engine.confirmation`): in what is left of the time limit and in as much again, at most
    10 s. Where the second engine finds a plan, the answer is that of the second engine.

    Parameters
    ----------
    case
        The question.
    time_limit
        Seconds in all, a confirmation that there is no plan aside; the scenario's own if None.
    engine
        Solver behind the model.
    seed
        Seed of the search; the scenario's own if None.
    listener
        Told of every better plan and bound.
    watch
        Clock and stop button, for callers that want to stop the solve from outside.
    workers
        Threads or processes that components are spread over; the scenario's own if None. No answer
        that is proven depends on it.
    scheduler
        A Dask cluster to spread them over instead: ``local``, or an address such as
        ``tcp://10.0.0.5:8786``.
    kept
        Whether results of components are kept on disk and used again
        (`orgplan.engine.cache.default_folder`).
    equal_optima
        Whether it is decided which of several equally good plans is the answer. If not, the values
        are the same, and some of the work is saved.
    confirm
        Whether a second engine looks at "there is no plan".

    Returns
    -------
    result
        A proven plan, a plan with a bound, the proof that there is none, or nothing in time. A
        ``KeyboardInterrupt`` during the search ends it with the best plan so far.

    Raises
    ------
    EngineError
        If a solver's plan does not keep the rules, or two solvers exclude each other's answers: a
        defect, never the user's fault.
    """
    from orgplan.engine.backend import Watch
    from orgplan.engine.cache import Cache, default_folder
    from orgplan.engine.collector import only_new_garbage
    from orgplan.engine.crowd import Means

    load_solvers(engine)
    seconds = float(case.scenario.settings.time_limit) if time_limit is None else time_limit
    clock = watch or Watch(seconds)
    chosen = case.scenario.settings.seed if seed is None else seed
    crew = case.scenario.settings.workers if workers is None else workers
    with only_new_garbage(), Cache(default_folder() if kept else None) as cache:
        means = Means(crew, scheduler, cache)
        search = _searched(
            case, engine, clock, chosen, listener, means=means, equal_optima=equal_optima
        )
    if not search.infeasible or not confirm:
        return _result(case, search)
    confirmation = _second_look(search, engine, listener)
    if confirmation.opinion != "refuted":
        agreed = confirmation.opinion == "confirmed"
        by = confirmation.by if agreed else None
        return dataclasses.replace(_result(case, search), confirmed=agreed, confirmed_by=by)
    other: EngineName = "cp-sat-whole" if engine == "highs" else "highs"
    again = _searched(case, other, clock, chosen, listener, confirmation.values)
    if again.infeasible:
        raise EngineError(f"{again.backend.name} finds no plan where it had found one")
    return dataclasses.replace(_result(case, again), contradicted=search.backend.name)


def _searched(
    case: Case,
    engine: EngineName,
    clock: Watch,
    seed: int,
    listener: Listener | None,
    known: tuple[int, ...] | None = None,
    means: Means | None = None,
    equal_optima: bool = True,
) -> AnySearch:
    """A search that has ended, by itself, by the clock or by the user.

    `known` are values of decisions that an engine found before; they count if they keep the model.
    """
    from orgplan.engine.confirmation import keeps
    from orgplan.engine.count_limits import only_counts
    from orgplan.engine.crowd import Means
    from orgplan.engine.formulation import formulate
    from orgplan.engine.lexicographic import Search

    make_backend, apart = _engine(engine)
    if engine == "cp-sat" and only_counts(case):
        from orgplan.engine.by_parts import PartsSearch

        by_parts = PartsSearch(case, make_backend, clock, seed, listener, means or Means())
        by_parts.run()
        return by_parts
    means = means or Means()
    written = formulate(case, means.cache)
    search = Search(
        written,
        case.tiers,
        make_backend,
        clock,
        seed,
        listener,
        apart,
        equal_optima=equal_optima,
        means=means,
    )
    if known is not None and keeps(written.rules_alone, known):
        search.values = known
    try:
        search.run()
    except KeyboardInterrupt:
        clock.stop()
    return search


def _second_look(search: AnySearch, engine: EngineName, listener: Listener | None) -> Confirmation:
    """What another engine thinks of "there is no plan"."""
    from orgplan.engine.confirmation import examine
    from orgplan.engine.lexicographic import CONFIRMING, Progress

    clock = search.watch
    if listener is not None:
        listener(Progress(CONFIRMING, None, None, clock.elapsed))
    allowed = clock.left + min(GRACE, clock.seconds)
    second: Second = "CP-SAT" if engine == "highs" else "HiGHS"
    return examine(search.claims, clock, seconds=allowed, second=second)


def _engine(engine: EngineName) -> tuple[Callable[[], Backend], Apart]:
    """Maker of solvers, and whether components are solved apart."""
    if engine == "highs":
        from orgplan.engine.highs import Highs

        return Highs, "never"
    from orgplan.engine.cp_sat import CpSat

    ways: dict[EngineName, Apart] = {"cp-sat-apart": "always", "cp-sat-whole": "never"}
    return CpSat, ways.get(engine, "auto")


def _result(case: Case, search: AnySearch) -> Result:
    plan = search.plan
    tiers: tuple[TierValue, ...] = ()
    if plan is not None:
        violations = judge(case, plan)
        if violations and search.guessed:
            plan = None  # time ran out before anything better was known
        elif violations:
            raise EngineError(f"{search.backend.name} broke {violations[0].message.en}")
    if plan is not None:
        tiers = tuple(
            tier_value(case, place, plan, search.bounds[place]) for place in range(len(case.tiers))
        )
        _compare(search, tiers)
    return Result(
        case=case,
        status=_status(search, plan),
        plan=plan,
        tiers=tiers,
        gap=_gap(search, plan, tiers),
        engine=search.backend.name,
        engine_version=search.backend.version,
        seed=search.seed,
        seconds=search.watch.elapsed,
        canonical=search.canonical,
        interrupted=search.watch.stopped.is_set(),
    )


def _compare(search: AnySearch, tiers: tuple[TierValue, ...]) -> None:
    """Refuse a proof that the plan's own exact values contradict."""
    for place, (tier, value) in enumerate(zip(search.tiers, tiers, strict=True)):
        proven = search.first_unproven is None or place < search.first_unproven
        if value.bound is None:
            continue
        ceiling = (1 + tier.slack) * value.bound
        if value.value < value.bound or (proven and value.value > ceiling):
            raise EngineError(
                f"tier {place + 1}: the plan is worth {value.value}, proven was {value.bound}"
            )


def tier_value(case: Case, place: int, plan: Plan, bound: Fraction | None) -> TierValue:
    """The exact values of one tier of a plan, with what is proven of it."""
    tier = case.tiers[place]
    terms = {goal.name: goal.value(plan) for goal, _ in tier.terms}
    value = sum((terms[goal.name] * weight for goal, weight in tier.terms), Fraction(0))
    return TierValue(terms, value, bound)


def _status(search: AnySearch, plan: Plan | None) -> Status:
    if search.infeasible:
        return "infeasible"
    if plan is None:
        return "unknown"
    return "optimal" if search.first_unproven is None else "feasible"


def _gap(search: AnySearch, plan: Plan | None, tiers: tuple[TierValue, ...]) -> Fraction | None:
    if not tiers and plan is None:
        return None
    if search.first_unproven is None:
        return Fraction(0)
    first = tiers[search.first_unproven]
    if first.bound is None:
        return None
    return (first.value - first.bound) / max(Fraction(1), abs(first.value))
