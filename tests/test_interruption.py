"""A solve that is stopped in any tier keeps a sound plan, a true bound, and claims no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgplan.check import check
from orgplan.engine.backend import Watch
from orgplan.engine.lexicographic import Progress
from orgplan.io.plan_file import write_plan
from orgplan.io.scenario import load_case
from orgplan.solve import solve

SCENARIO = Path(__file__).resolve().parent.parent / "scenarios/khanh-hoa/scenario.yaml"
OPTIMA = (312, 53, 224)


@pytest.mark.parametrize("tier", [1, 2, 3, 0])
def test_stopped_in_a_tier_the_best_plan_and_a_true_bound_are_kept(
    tier: int, tmp_path: Path
) -> None:
    case, _ = load_case(SCENARIO)
    watch = Watch(600)

    def stop(progress: Progress) -> None:
        if progress.tier == tier:
            watch.stop()

    result = solve(case, watch=watch, listener=stop)
    assert result.interrupted
    assert result.plan is not None
    assert result.status == "feasible"
    assert not result.canonical
    open_tier = tier or 1  # the last pass minimises the tier with slack once more
    for place, value in enumerate(result.tiers, start=1):
        if value.bound is not None:
            assert value.bound <= OPTIMA[place - 1]
        if tier and place < open_tier:
            assert value.bound == OPTIMA[place - 1]
        if tier and place > open_tier:
            assert value.bound is None
    write_plan(result, tmp_path / "plan.json")
    assert check(tmp_path / "plan.json").violations == ()
