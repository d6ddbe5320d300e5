"""Every scenario folder runs as it is, and the main ones reach the optimum that was proven."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from orgplan.check import check
from orgplan.io.plan_file import dump, plan_document, write_plan
from orgplan.io.scenario import load_case
from orgplan.result import Result
from orgplan.solve import EngineName, solve

ROOT = Path(__file__).resolve().parent.parent
SCENARIOS = sorted((ROOT / "scenarios").glob("*/scenario*.yaml"))
KNOWN: Mapping[str, tuple[tuple[Fraction, ...], int]] = {
    "first-steps/scenario.yaml": ((Fraction(9), Fraction(6), Fraction(1)), 6),
    "khanh-hoa-as-sent/scenario.yaml": ((Fraction(204), Fraction(49), Fraction(232)), 96),
    "khanh-hoa/scenario.yaml": ((Fraction(1957, 6), Fraction(53), Fraction(224)), 96),
    "khanh-hoa/scenario-total.yaml": ((Fraction(604, 3), Fraction(41), Fraction(209)), 106),
    "khanh-hoa/scenario-2025.yaml": ((Fraction(875, 3), Fraction(64), Fraction(152)), 90),
    "lam-dong-cong-thuong/scenario.yaml": ((Fraction(7), Fraction(8)), 5),
}


@cache
def answer(path: Path, *, engine: EngineName = "cp-sat", seed: int | None = None) -> Result:
    """The answer to a scenario, with time enough on a slow machine; kept for other tests."""
    case, _ = load_case(path)
    return solve(case, engine=engine, seed=seed, time_limit=600)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_scenario_is_solved_proven_and_judged(path: Path, tmp_path: Path) -> None:
    result = answer(path)
    values, after = KNOWN[f"{path.parent.name}/{path.name}"]
    assert result.status == "optimal"
    assert result.canonical
    assert tuple(tier.value for tier in result.tiers) == values
    assert result.plan is not None
    assert sum(result.plan.after_count.values()) == after
    write_plan(result, tmp_path / "plan.json")
    verdict = check(tmp_path / "plan.json")
    assert verdict.violations == ()


def test_the_counts_of_khanh_hoa_are_the_published_ones() -> None:
    case, _ = load_case(ROOT / "scenarios/khanh-hoa/scenario-2025.yaml")
    assert len(case.problem.original) == 242
    assert sum(case.problem.before_given.values()) == 125
    assert sum(case.problem.before_after_given.values()) == 111
    assert case.required_cut == 35


def test_every_agency_of_khanh_hoa_cuts_at_least_15_percent() -> None:
    result = answer(ROOT / "scenarios/khanh-hoa/scenario.yaml")
    assert result.plan is not None
    for agency, before in result.case.problem.before_count.items():
        cut = before - result.plan.after_count[agency]
        assert cut >= Fraction(15, 100) * before


@pytest.mark.slow
@pytest.mark.parametrize("name", ["scenario.yaml", "scenario-total.yaml"])
def test_the_plan_of_khanh_hoa_is_the_same_bytes_by_every_way(name: str, tmp_path: Path) -> None:
    path = ROOT / "scenarios/khanh-hoa" / name
    ways: list[tuple[EngineName, int]] = [("cp-sat", 1), ("cp-sat", 7), ("cp-sat-whole", 1)]
    texts = {_without_timings(answer(path, engine=e, seed=s), tmp_path) for e, s in ways}
    assert len(texts) == 1


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_workers_do_not_change_the_plan_file(workers: int, tmp_path: Path) -> None:
    source = ROOT / "scenarios/first-steps"
    for name in ("scenario.yaml", "units.csv"):
        (tmp_path / name).write_bytes((source / name).read_bytes())
    case, _ = load_case(tmp_path / "scenario.yaml")
    settings = case.scenario.settings.model_copy(update={"workers": workers})
    changed = type(case)(
        case.scenario.model_copy(update={"settings": settings}),
        case.problem,
        case.rules,
        case.tiers,
        case.language,
        case.inputs,
    )
    assert changed.scenario.settings.workers == workers
    one = _without_timings(solve(case), tmp_path)
    assert _without_timings(solve(changed), tmp_path) == one


def _without_timings(result: Result, folder: Path) -> str:
    document = plan_document(result, folder)
    document.pop("seconds")
    proof = document["proof"]
    assert isinstance(proof, dict)
    document["proof"] = {k: v for k, v in proof.items() if k not in {"seed", "engine"}}
    return dump(json.loads(dump(document)))
