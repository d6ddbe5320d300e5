"""The frontier of every engine against brute force, and what it says when it was stopped.

The oracle enumerates every plan of a tiny organisation that keeps every rule but the target; for
each count that one of them leaves an engine must find the best tier values, and no other count.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from orgplan.case import Case
from orgplan.engine.backend import Outcome, Report, Watch
from orgplan.engine.cp_sat import CpSat
from orgplan.frontier import (
    ENGINES,
    FrontierEngine,
    FrontierPoint,
    FrontierProgress,
    frontier,
)
from orgplan.frontier.whole import WholeModels, better_known
from orgplan.io.scenario import load_case
from orgplan.linear import Linear, LinearModel
from tests.oracle import brute_force, random_cases
from tests.oracle.kept import kept
from tests.test_engines import FEW, FIRST_STEPS, MANY
from tests.tiny import Tiny

Points = dict[int, tuple[Fraction, ...]]
WITH_A_HOLE = 103
"""Seed of a curve that leaves out a count between two others."""
ACROSS = 274
"""Seed of a target for each agency where units may leave their agency."""
QUICK = (*FEW[::6], WITH_A_HOLE, ACROSS)
SLOW = tuple(seed for seed in (*FEW, *MANY) if seed not in QUICK)[::8]


@cache
def expected(seed: int) -> Points:
    """The frontier of a random case, by enumeration."""
    return kept(f"frontier-{seed}", lambda: _enumerated(seed))


def _enumerated(seed: int) -> Points:
    case = random_cases.case(seed)
    return brute_force.frontier(case.units, case.scenario, case.ruleset, case.plans)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the random cases are written."""
    return tmp_path_factory.mktemp("cases")


def agrees(seed: int, engine: FrontierEngine, folder: Path) -> None:
    """Demand every attainable count with its values, proven, and nothing more."""
    case, _ = load_case(random_cases.case(seed).write(folder / str(seed)))
    found = frontier(case, engine=engine)
    assert found.complete
    assert all(point.proven and point.bounds == point.values for point in found.points)
    assert {point.after: point.values for point in found.points} == expected(seed)
    assert [point.after for point in found.points] == sorted(expected(seed))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("seed", QUICK)
def test_frontier_agrees_with_brute_force(seed: int, engine: FrontierEngine, folder: Path) -> None:
    """Every attainable count has the values that enumeration finds, and no other count is there."""
    agrees(seed, engine, folder)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("seed", SLOW)
def test_frontier_agrees_with_brute_force_on_all(
    seed: int, engine: FrontierEngine, folder: Path
) -> None:
    """The same for every seed that the oracle knows."""
    agrees(seed, engine, folder)


def test_quick_cases_have_many_counts_gaps_and_no_plan() -> None:
    """The quick cases include long curves, a curve with a hole, and none at all."""
    curves = [expected(seed) for seed in QUICK]
    assert sum(len(points) > 2 for points in curves) >= 5
    assert any(len(points) < max(points) - min(points) + 1 for points in curves if points)
    assert any(not points for points in curves)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_frontier_of_the_first_steps(engine: FrontierEngine) -> None:
    """The table of its README, the target left out but marked, and what each unit costs."""
    case, _ = load_case(FIRST_STEPS)
    found = frontier(case, engine=engine)
    values = {point.after: point.values for point in found.points}
    assert [values[after] for after in (7, 6, 5)] == [(4, 4, 2), (9, 6, 1), (17, 10, 2)]
    assert 8 not in values and found.complete and found.all_proven
    assert (found.before, found.required_after) == (8, 6)
    assert found.best is not None and found.best.after == 6 and found.best_is_proven
    assert found.prices == {6: 5, 5: 8, 4: 8, 3: 8, 2: 8}


def four(**scenario: object) -> Case:
    """Four divisions of 1, 2, 3 and 4 posts in one department."""
    units = [{"id": "so"}, *({"id": f"p{n}", "staff": n} for n in (1, 2, 3, 4))]
    return Tiny.read({"units": units}).case(**scenario)


GOALS = ["displaced_staff", "touched_units"]


@pytest.mark.parametrize("engine", ENGINES)
def test_slack_and_target_are_left_out_and_every_other_rule_holds(engine: FrontierEngine) -> None:
    """A target that nobody can reach changes nothing; a cut of each agency does."""
    goals = [{"displaced_staff": 1, "slack": "100%"}, "touched_units"]
    rules = [{"rule": "agency_cut", "at_least": "25%", "at_most": "50%"}]
    found = frontier(four(goals=goals, rules=rules, target={"cut": "100%"}), engine=engine)
    assert [(p.after, p.values) for p in found.points] == [(2, (3, 3)), (3, (1, 2))]
    assert found.required_after == 0 and found.best is None


@pytest.mark.parametrize("engine", ENGINES)
def test_without_goals_the_attainable_counts_are_the_curve(engine: FrontierEngine) -> None:
    """Every count from 1 to 4, each proven, without values."""
    found = frontier(four(), engine=engine)
    assert [point.after for point in found.points] == [1, 2, 3, 4]
    assert all(point.values == () and point.proven for point in found.points)


@pytest.mark.parametrize("engine", ENGINES)
def test_no_plan_at_all_is_a_proof(engine: FrontierEngine) -> None:
    """An empty curve that is complete."""
    impossible = four(rules=[{"rule": "min_staff", "kinds": {"division": 11}}])
    found = frontier(impossible, engine=engine)
    assert (found.points, found.complete, found.best) == ((), True, None)


def test_a_target_of_each_agency_is_not_told_by_a_count() -> None:
    """Counts above the sum miss it for certain; of those below nothing is claimed."""
    found = frontier(four(goals=GOALS, target={"cut": "50%", "per": "agency"}))
    assert found.required_after == 2
    assert [found.meets_target(p) for p in found.points] == [None, None, False, False]
    assert found.best is None
    assert list(found.table["meets_target"].isna()) == [True, True, False, False]


def test_the_table_has_a_row_a_count() -> None:
    """Cut, percent, a column a tier, the price against the next greater count."""
    table = frontier(four(goals=GOALS, target={"cut": "25%"})).table
    columns = ["after", "cut", "cut_percent", "tier_1", "tier_2", "price", "proven", "meets_target"]
    assert list(table.columns) == columns
    assert list(table["after"]) == [1, 2, 3, 4]
    assert list(table["cut_percent"]) == [75, 50, 25, 0]
    assert list(table["tier_1"]) == [6, 3, 1, 0]
    assert list(table["price"][:3]) == [3, 2, 1] and table["price"].isna()[3]
    assert list(table["meets_target"]) == [True, True, True, False]


def test_the_price_skips_counts_that_are_not_proven_and_shares_the_rise() -> None:
    """From 4 units to 1 the first tier rises by 6: 2 for each."""
    found = frontier(four(goals=GOALS))
    kept = tuple(dataclasses.replace(point, proven=point.after in (1, 4)) for point in found.points)
    assert dataclasses.replace(found, points=kept).prices == {1: 2}


WHOLE_MODELS = tuple(engine for engine in ENGINES if engine != "cp-sat")


@pytest.mark.parametrize("engine", WHOLE_MODELS)
def test_stopped_from_outside_only_what_is_known_is_said(engine: FrontierEngine) -> None:
    """After the first point the watch stops: its point is there, the curve is not complete."""
    case, _ = load_case(FIRST_STEPS)
    watch = Watch(600)
    found = frontier(case, engine=engine, watch=watch, listener=lambda _: watch.stop())
    assert found.interrupted and not found.complete and not found.all_proven
    (point,) = found.points
    assert (point.after, point.values, point.proven) == (6, (9, 6, 1), True)


@pytest.mark.parametrize("engine", WHOLE_MODELS)
def test_an_interruption_keeps_what_is_there(engine: FrontierEngine) -> None:
    """Ctrl-C between two counts is no error."""
    case, _ = load_case(FIRST_STEPS)

    def interrupt(news: FrontierProgress) -> None:
        if news.settled == 2:
            raise KeyboardInterrupt

    found = frontier(case, engine=engine, listener=interrupt)
    assert found.interrupted and not found.complete
    assert {point.after for point in found.points} == {5, 6}


def test_without_time_the_curves_of_parts_claim_no_more_than_is_true() -> None:
    """Whatever is said to be proven is, and every bound is below the true value."""
    case, _ = load_case(FIRST_STEPS)
    true = {point.after: point.values for point in frontier(case, engine="cp-sat-whole").points}
    found = frontier(case, time_limit=1e-9, kept=False)
    assert {point.after for point in found.points} >= set(true)
    for point in found.points:
        best, bound = true.get(point.after), point.bounds[0]
        assert not point.proven or point.values == best
        assert bound is not None and (best is None or bound <= best[0])


def test_stopped_curves_of_parts_are_interrupted() -> None:
    """The stop button leaves what is known, and says that it was pressed."""
    case, _ = load_case(FIRST_STEPS)
    watch = Watch(600)
    watch.stop()
    assert frontier(case, watch=watch, kept=False).interrupted


@pytest.mark.parametrize("engine", WHOLE_MODELS)
def test_without_time_nothing_is_claimed(engine: FrontierEngine) -> None:
    """No point, and no proof that there is none."""
    case, _ = load_case(FIRST_STEPS)
    found = frontier(case, engine=engine, time_limit=1e-9)
    assert (found.points, found.complete, found.best_is_proven) == ((), False, False)


class StandIn(CpSat):
    """A solver that says less than CP-SAT found."""

    calls = 0

    def minimise(
        self,
        model: LinearModel,
        objective: Linear,
        watch: Watch,
        *,
        seed: int = 1,
        hint: Sequence[int] | None = None,
        report: Report | None = None,
        ceilings: Mapping[int, int] | None = None,
        easy: bool = False,
    ) -> Outcome:
        """What is said of a model."""
        self.calls += 1
        found = super().minimise(model, objective, watch, seed=seed, hint=hint)
        return self.said(found, model, objective)

    def said(self, found: Outcome, model: LinearModel, objective: Linear) -> Outcome:
        """What is left of the true outcome: all of it, unless a kind of stand-in differs."""
        return found


class Tired(StandIn):
    """Never finishes the second tier: the third call of a search."""

    def said(self, found: Outcome, model: LinearModel, objective: Linear) -> Outcome:
        """The true outcome, said with less certainty."""
        if self.calls < 3 or found.bound is None:
            return found
        return Outcome("feasible", found.values, found.bound - 1)


class Blind(StandIn):
    """Finds no first plan, nor shows that there is none."""

    def said(self, found: Outcome, model: LinearModel, objective: Linear) -> Outcome:
        """Nothing, where any plan is asked for."""
        return found if objective.terms else Outcome("unknown")


class Hasty(StandIn):
    """Is stopped before it knows anything, where the ends are looked for."""

    def said(self, found: Outcome, model: LinearModel, objective: Linear) -> Outcome:
        """Nothing but 0 as a bound, as CP-SAT says it then."""
        whole = any(constraint.over_plan for constraint in model.constraints)
        return found if whole else Outcome("unknown", None, 0)


def test_unknown_ends_exclude_no_count() -> None:
    """Then every count that the variables allow is looked at, and those without plan excluded."""
    explorer = WholeModels(four(goals=GOALS), Hasty, Watch(600))
    explorer.run()
    assert explorer.complete
    assert {p.after: p.values for p in explorer.points} == {
        1: (6, 4),
        2: (3, 3),
        3: (1, 2),
        4: (0, 0),
    }


def one_round(make_backend: type[CpSat]) -> WholeModels:
    """Four counts, each looked at once."""
    watch, news = Watch(600), []

    def stop(told: FrontierProgress) -> None:
        news.append(told)
        if len(news) == 4:
            watch.stop()

    explorer = WholeModels(four(goals=GOALS), make_backend, watch, listener=stop)
    explorer.run()
    return explorer


def test_a_point_that_is_not_proven_has_its_bounds() -> None:
    """First tier proven, of the second what was proven; every count was looked at."""
    explorer = one_round(Tired)
    points = {point.after: point for point in explorer.points}
    assert explorer.complete
    assert not any(point.proven for point in points.values())
    assert (points[2].values, points[2].bounds) == ((3, 3), (3, 2))
    assert (points[4].values, points[4].bounds) == ((0, 0), (0, 0))


def test_a_count_without_a_plan_is_neither_attained_nor_excluded() -> None:
    """Its first tier is at least 0, and nothing else is known."""
    explorer = one_round(Blind)
    assert explorer.complete
    nothing = (None, (Fraction(0), None), False)
    assert [(p.values, p.bounds, p.proven) for p in explorer.points] == [nothing] * 4


def known(values: tuple[int, ...] | None, bounds: tuple[int | None, ...]) -> FrontierPoint:
    """A point at 3 that is not proven."""
    return FrontierPoint(
        3,
        None if values is None else tuple(map(Fraction, values)),
        tuple(None if bound is None else Fraction(bound) for bound in bounds),
        proven=False,
    )


def test_two_looks_at_a_count_keep_the_better_plan_and_the_stronger_bound() -> None:
    """A bound that reaches a later tier is the stronger one; a proof wins over both."""
    first, second = known((9, 4), (7, None)), known((9, 3), (8, None))
    assert better_known(first, second) == known((9, 3), (8, None))
    assert better_known(known((9, 4), (9, 1)), second) == known((9, 3), (9, 1))
    assert better_known(known(None, (0, None)), first) == first
    proven = dataclasses.replace(known((9, 3), (9, 3)), proven=True)
    assert better_known(proven, second) == better_known(first, proven) == proven


def test_the_best_within_a_target_is_proven_by_bounds_alone() -> None:
    """A deeper cut without proof does no harm where its bound is above the best."""
    found = frontier(four(goals=GOALS, target={"cut": "25%"}))
    low, *rest = found.points
    assert (found.best, low.after) == (found.points[2], 1)
    for bound, proven in ((Fraction(2), True), (Fraction(1), False)):
        open_point = FrontierPoint(1, None, (bound, None), proven=False)
        changed = dataclasses.replace(found, points=(open_point, *rest))
        assert changed.best == found.best
        assert changed.best_is_proven is proven
