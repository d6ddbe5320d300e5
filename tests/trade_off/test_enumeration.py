"""Trade-offs against full enumeration on random cases: every pair, and which are supported."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from orgplan.io.scenario import load_case
from orgplan.trade_off import trade_off
from tests.oracle import brute_force, random_cases
from tests.oracle.kept import kept
from tests.test_engines import FEW, MANY

Pair = tuple[Fraction, Fraction]
PAIRS = (
    ("remaining_units", "displaced_staff"),
    ("displaced_staff", "surplus_leaders"),
    ("size_deviation", "mismatch"),
    ("remaining_units", "mismatch"),
    ("touched_units", "size_deviation"),
)
PARAMETERS: dict[str, dict[str, object]] = {
    "size_deviation": {"low": 4, "high": 9},
    "mismatch": {"unknown": 0.5},
}
LONG = (10, 125, 195, 222, 348)
"""Seeds of fronts with three points and more."""
WITHOUT_PLAN = 6
QUICK = tuple(dict.fromkeys((*FEW[1::5], *LONG, WITHOUT_PLAN)))
SLOW = tuple(seed for seed in (*FEW, *MANY) if seed not in QUICK)[::2]


def drawn(seed: int) -> random_cases.Case:
    """A random case with the pair of its seed as its last tiers, so that brute force values it."""
    case = random_cases.case(seed)
    goals = list(case.scenario.get("goals", []))
    for name in PAIRS[seed % len(PAIRS)]:
        with_it = [g for g in goals if name == g or (isinstance(g, dict) and name in g)]
        said = with_it[0] if with_it and isinstance(with_it[0], dict) else None
        parameters = PARAMETERS.get(name, {}) if not with_it else {}
        if said is not None:
            parameters = {k: v for k, v in said.items() if k in ("low", "high", "unknown", "plan")}
        goals.append({name: 1, **parameters})
    return dataclasses.replace(case, scenario=case.scenario | {"goals": goals})


def values_of(seed: int, *, target: bool) -> set[tuple[Pair, int]]:
    """Values of the pair and units left, of every plan of a random case."""
    return kept(f"trade-off-{seed}-{target}", lambda: _enumerated(seed, target=target))


def _enumerated(seed: int, *, target: bool) -> set[tuple[Pair, int]]:
    case = drawn(seed)
    scenario = {k: v for k, v in case.scenario.items() if target or k != "target"}
    plans = brute_force.enumerate_plans(case.units, scenario, case.ruleset, case.plans)
    return {((p.tiers[-2], p.tiers[-1]), p.after) for p in plans}


def not_excelled(pairs: Iterable[Pair]) -> set[Pair]:
    """Those to which no other is at least as good in both."""
    known = set(pairs)
    return {p for p in known if not any(q != p and q[0] <= p[0] and q[1] <= p[1] for q in known)}


def supported(front: set[Pair]) -> set[Pair]:
    """Those that some positive weights lead to: every weight at which the best changes, and
    one between each two of these, is tried."""
    ratios = {Fraction(q[1] - p[1]) / (p[0] - q[0]) for p in front for q in front if p[0] != q[0]}
    turns = sorted(ratios)
    weights = [*turns, *((a + b) / 2 for a, b in pairwise(turns))]
    weights += [turns[0] / 2, turns[-1] * 2] if turns else [Fraction(1)]
    found: set[Pair] = set()
    for weight in weights:
        least = min(weight * p[0] + p[1] for p in front)
        found |= {p for p in front if weight * p[0] + p[1] == least}
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the random cases are written."""
    return tmp_path_factory.mktemp("cases")


def agrees(seed: int, folder: Path) -> int:
    """Demand the pairs of brute force, at the target and against the cut; say how many."""
    case, _ = load_case(drawn(seed).write(folder / str(seed)))
    one, other = PAIRS[seed % len(PAIRS)]
    found = trade_off(case, one, other, kept=False)
    front = not_excelled(pair for pair, _ in values_of(seed, target=True))
    assert found.complete and all(point.proven for point in found.points)
    assert [point.values for point in found.points] == sorted(front)
    if front:
        assert {p.values for p in found.points if p.supported} == supported(front)
        for point in found.points:
            assert point.plan is not None
            goals = (found.one.goal, found.other.goal)
            assert point.values == tuple(g.value(point.plan) for g in goals if g is not None)
    curve = trade_off(case, "cut", other, kept=False)
    before = sum(case.problem.before_count.values())
    every = values_of(seed, target=False)
    costs = not_excelled((Fraction(after), pair[1]) for pair, after in every)
    assert curve.complete and all(point.proven for point in curve.points)
    assert {(before - p.values[0], p.values[1]) for p in curve.points} == costs
    if costs:
        told = {(before - p.values[0], p.values[1]) for p in curve.points if p.supported}
        assert told == supported(costs)
    return len(front)


@pytest.mark.parametrize("seed", QUICK)
def test_trade_offs_are_those_of_enumeration(seed: int, folder: Path) -> None:
    """Every pair of values that no plan excels is there, proven, and no other one."""
    agrees(seed, folder)


@pytest.mark.slow
@pytest.mark.parametrize("seed", SLOW)
def test_trade_offs_are_those_of_enumeration_on_all(seed: int, folder: Path) -> None:
    """The same for half of the seeds that the oracle knows."""
    agrees(seed, folder)


def test_the_cases_have_fronts_of_many_points_and_unsupported_ones() -> None:
    """Fronts of three points and more, some with a point that no weights lead to, and none."""
    fronts = [not_excelled(pair for pair, _ in values_of(seed, target=True)) for seed in QUICK]
    assert sum(len(front) > 2 for front in fronts) >= 3
    assert any(front - supported(front) for front in fronts if front)
    assert any(not front for front in fronts)
    assert len(QUICK) + len(SLOW) >= 200
