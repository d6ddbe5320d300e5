"""The frontier of every engine against brute force, and what it says when it was stopped.

The oracle enumerates every plan of a tiny organisation that keeps every rule but the target; for
each count that one of them leaves an engine must find the best tier values, and no other count.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

import orgplan
from orgplan.case import Case
from orgplan.engine.backend import Watch
from orgplan.engine.cp_sat import CpSat
from orgplan.frontier import (
    ENGINES,
    Frontier,
    FrontierEngine,
    FrontierPoint,
    FrontierProgress,
    frontier,
)
from orgplan.frontier import whole as whole_models
from orgplan.frontier.whole import WholeModels, better_known
from orgplan.io.scenario import load_case
from tests.oracle import brute_force, random_cases
from tests.test_engines import FEW, FIRST_STEPS, MANY
from tests.tiny import Tiny

Points = dict[int, tuple[Fraction, ...]]
KHANH_HOA = FIRST_STEPS.parents[1] / "khanh-hoa" / "scenario.yaml"
QUICK = FEW[::3]
SLOW = (*(seed for seed in FEW if seed not in QUICK), *MANY)


@cache
def expected(seed: int) -> Points:
    """The frontier of a random case, by enumeration."""
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
    """The quick cases include long curves, curves with a hole, and none at all."""
    curves = [expected(seed) for seed in QUICK]
    assert sum(len(points) > 2 for points in curves) >= 8
    assert any(len(points) < max(points) - min(points) + 1 for points in curves if points)
    assert any(not points for points in curves)
