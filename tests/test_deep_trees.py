"""Deep trees against brute force: what a surviving unit pays when units far above it end."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from orgplan.io.scenario import load_case
from orgplan.solve import EngineName, solve
from tests.oracle import brute_force
from tests.oracle.random_cases import Case, Json

FUNCTIONS = ("a/x", "a/y", "b/x", "b", "c/z/1", "c/z/2")


def deep_case(seed: int) -> Case:
    """One agency with up to five levels below it, in which ancestors of survivors may end."""
    random = Random(10_000 + seed)
    units: list[Json] = [_unit("top", "", "agency", 0, "a/x")]
    layers = [["top"]]
    number = 0
    for _ in range(random.choice([3, 4, 5])):
        layer: list[str] = []
        for parent in layers[-1]:
            for _ in range(random.choice([1, 2]) if number < 6 else random.choice([0, 1])):
                number += 1
                unit_id = f"u{number}"
                functions = "; ".join(
                    f"{code}:{random.randint(0, 3)}"
                    for code in random.sample(FUNCTIONS, random.choice([0, 1, 2]))
                )
                units.append(_unit(unit_id, parent, "unit", random.randint(6, 9), functions))
                layer.append(unit_id)
        layers.append(layer)
    if number > 9:
        units = units[:10]
    goals = [
        {"displaced_staff": 1, "mismatch": 2, "unknown": 0.5},
        {"touched_units": 1, "surplus_leaders": 2},
        {"size_deviation": 1, "low": 5, "high": 12},
    ]
    random.shuffle(goals)
    scenario: Json = {
        "target": {"cut": random.choice(["15%", "30%", "45%"])},
        "operations": {
            "merge": random.choice([True, {"cousins": True}]),
            "flatten": random.choice([[], ["unit"]]),
            "transfer": random.choice([False, {"functions": ["a"]}]),
        },
        "goals": goals[: random.choice([1, 2, 3])],
        "rules": [{"rule": "max_absorbed", "at_most": 2}],
    }
    kind: Json = {"counted": True, "absorbs": ["*"], "contains": ["*"]}
    ruleset: Json = {
        "kinds": {"agency": {"agency": True, "contains": ["*"]}, "*": kind},
        "leaders": {"*": {"by_staff": [[9, 1], [None, 2]]}},
        "rules": [],
    }
    return Case(seed, "deep", units, scenario, ruleset, {})


def _unit(unit_id: str, parent: str, kind: str, staff: int, functions: str) -> Json:
    return {
        "id": unit_id,
        "parent": parent,
        "name": f"Unit {unit_id}",
        "kind": kind,
        "staff": str(staff),
        "heads": "1",
        "deputies": "1",
        "functions": functions,
        "site": "",
    }


def compare(seed: int, folder: Path, *engines: EngineName) -> None:
    """Solve one case and hold it against brute force, tier by tier."""
    case = deep_case(seed)
    answer = brute_force.solve(case.units, case.scenario, case.ruleset, case.plans)
    loaded, _ = load_case(case.write(folder))
    for engine in engines:
        result = solve(loaded, engine=engine, time_limit=60)
        assert result.status == answer.status, (seed, engine)
        if answer.status == "optimal":
            found = [(tier.value, tier.bound) for tier in result.tiers]
            wanted = list(zip(answer.tiers, answer.first_pass_optima, strict=True))
            assert found == wanted, (seed, engine)


@pytest.mark.parametrize("seed", range(30))
def test_deep_trees_agree_with_brute_force(seed: int, tmp_path: Path) -> None:
    compare(seed, tmp_path, "cp-sat")


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, 60, 10))
def test_every_engine_agrees_on_deep_trees(first: int, tmp_path: Path) -> None:
    for seed in range(first, first + 10):
        compare(seed, tmp_path / str(seed), "cp-sat-apart", "cp-sat-whole", "highs")
