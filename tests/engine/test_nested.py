"""Prices over all levels at once: bounds, plans and partings against whole models."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from benchmarks.folder import write
from benchmarks.organisations import deep
from orgplan.case import Case
from orgplan.check import judge
from orgplan.engine.apart import Division
from orgplan.engine.backend import Watch
from orgplan.engine.cp_sat import CpSat
from orgplan.engine.formulation import build
from orgplan.engine.nested import cover, groups
from orgplan.engine.nested.part import TreePart
from orgplan.engine.nested.search import NestedSearch
from orgplan.engine.nested.tree import Tree
from orgplan.io.scenario import load_case
from orgplan.plan import Plan
from orgplan.solve import solve
from tests.oracle.random_cases import Case as Written
from tests.oracle.random_cases import Json
from tests.tiny import Tiny

FUNCTIONS = ("a/x", "a/y", "b/x", "b", "c/z/1", "c/z/2")


def tree_case(seed: int, folder: Path, *, most: int = 18, widest: int = 4) -> Case:
    """Agencies with up to four levels, in which units of two kinds only merge whole."""
    random = Random(50_000 + seed)
    units: list[Json] = []
    for agency in range(random.choice([1, 1, 2])):
        units.append(unit(f"A{agency}", "", "agency", 0, "", random))
        layer, number = [f"A{agency}"], 0
        while layer and number < most:
            below: list[str] = []
            for parent in layer:
                for _ in range(random.randint(0 if number > 3 else 2, widest)):
                    number += 1
                    unit_id = f"A{agency}u{number}"
                    codes = random.sample(FUNCTIONS, random.choice([0, 1, 1, 2]))
                    functions = "; ".join(f"{code}:{random.randint(0, 3)}" for code in codes)
                    kind = random.choice(["unit", "unit", "team"])
                    posts = 6 + random.choice([0, 0, 1, 3])
                    units.append(unit(unit_id, parent, kind, posts, functions, random))
                    below.append(unit_id)
            layer = below
    goals: list[Json] = [{"displaced_staff": 1, "mismatch": 2, "unknown": 0.5}]
    other: list[Json] = [{"size_deviation": 1, "low": 5, "high": 20}, {"relocated_staff": 1}]
    goals.append(random.choice(other))
    random.shuffle(goals)
    named = [u["id"] for u in units if u["parent"]]
    judged = random.choice(["all", "changed"])
    rules: list[Json] = [
        {"rule": "max_absorbed", "at_most": random.choice([1, 2, 3])},
        {"rule": "min_staff", "kinds": {"unit": 9}, "applies_to": judged},
        {"rule": "max_functions", "at_most": 3, "applies_to": "changed"},
        {"rule": "keep", "units": random.sample(named, 2)},
        {"rule": "same_site"},
    ]
    rules = random.sample(rules, random.choice([0, 1, 2, 3]))
    scenario: Json = {
        "target": {
            "cut": random.choice(["15%", "30%", "45%"]),
            "per": random.choice(["total", "agency"]),
        },
        "operations": {"merge": True},
        "goals": goals[: random.choice([1, 1, 2])],
        "rules": rules,
    }
    kind: Json = {"counted": True, "absorbs": ["*"], "contains": ["*"]}
    one: Json = {"counted": True, "absorbs": random.choice([["*"], ["team"]]), "contains": ["*"]}
    ruleset: Json = {
        "kinds": {"agency": {"agency": True, "contains": ["*"]}, "team": one, "*": kind},
        "rules": [],
    }
    return load_case(Written(seed, "tree", units, scenario, ruleset, {}).write(folder))[0]


def unit(unit_id: str, parent: str, kind: str, staff: int, functions: str, random: Random) -> Json:
    return {
        "id": unit_id,
        "parent": parent,
        "name": f"Unit {unit_id}",
        "kind": kind,
        "staff": str(staff),
        "functions": functions,
        "site": random.choice(["", "N", "S"]),
    }


def plan_of(part: TreePart) -> Plan:
    decided = part.decisions(part.count)
    return Plan(part.division.problem, decided.ended, dict(decided.moved), {})


def found_by(case: Case) -> tuple[int, TreePart | None]:
    """The last bound and plan of a search over prices."""
    division = Division(case)
    last, ended = 0, None
    for bound, better in NestedSearch(Tree(division), CpSat, Watch(60)).run():
        last, ended = bound, better or ended
    return last, None if ended is None else TreePart(division, ended)


def least_cost(case: Case) -> Fraction | None:
    """The optimum of the first tier in one model, or None if there is no plan."""
    model, scale = build(case), Division(case).scales[0]
    outcome = CpSat().minimise(model.linear, case.tiers[0].term(model) * scale, Watch(600))
    assert outcome.verdict in ("optimal", "infeasible")
    return None if outcome.bound is None else Fraction(outcome.bound, scale)


def compare(case: Case, seed: int) -> bool:
    """Hold bound and plan against the whole model; whether they met."""
    bound, part = found_by(case)
    best = least_cost(case)
    scale = Division(case).scales[0]
    assert best is None or Fraction(bound, scale) <= best, seed
    if part is None:
        return False
    plan = plan_of(part)
    assert judge(case, plan) == (), seed
    value = case.tiers[0].value(plan)
    assert part.costs[0] == value * scale, seed
    assert best is not None and value >= best, seed
    return Fraction(bound, scale) == value


def test_bounds_and_plans_hold_on_random_trees(tmp_path: Path) -> None:
    """No bound is above the optimum, no plan breaks a rule, and often they meet."""
    met = [compare(tree_case(seed, tmp_path / str(seed)), seed) for seed in range(14)]
    assert sum(met) > 5


def test_groups_by_columns_say_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where even groups of three count as large, bounds and plans hold too."""
    monkeypatch.setattr(groups, "SMALL", 2)
    monkeypatch.setattr(cover, "SMALL", 2)
    met = [
        compare(tree_case(seed, tmp_path / str(seed), widest=9), seed) for seed in range(100, 110)
    ]
    assert sum(met) > 3


@pytest.mark.parametrize("seed", [1, 2, 4, 5])
def test_what_goes_on_from_there_gives_the_plan_of_one_model(seed: int, tmp_path: Path) -> None:
    """A plan known beforehand that ends superiors misleads nobody: equal optima are decided too."""
    case = load_case(write(deep(80, 8, seed), tmp_path))[0]
    whole = solve(case, engine="cp-sat-whole", time_limit=60, kept=False)
    parts = solve(case, time_limit=60, kept=False)
    assert (parts.status, parts.canonical) == (whole.status, whole.canonical)
    assert parts.plan is not None
    assert whole.plan is not None
    assert parts.plan.moved == whole.plan.moved


@pytest.mark.slow
def test_bounds_and_plans_hold_on_many_random_trees(tmp_path: Path) -> None:
    met = [compare(tree_case(seed, tmp_path / str(seed)), seed) for seed in range(200, 320)]
    assert sum(met) > 40


TWO_AGENCIES: list[Json] = [
    {"id": "so"},
    {"id": "ty", "kind": "department"},
    *({"id": unit_id, "kind": "office"} for unit_id in ("a", "b")),
    *({"id": unit_id, "parent": "ty"} for unit_id in ("c", "d")),
]
"""Department so with offices a, b; department ty with divisions c, d."""


def areas_of(kinds: list[str], per: str) -> tuple[object, ...] | None:
    """What is limited together where only units of some kinds count."""
    case = Tiny.read({"units": TWO_AGENCIES}).case(
        count={"kinds": kinds}, target={"cut": "50%", "per": per}, goals=["displaced_staff"]
    )
    search = NestedSearch(Tree(Division(case)), CpSat, Watch(60))
    return search.areas()


def test_levels_are_looked_at_where_something_counts() -> None:
    """The plan is one area if offices count, and none if only centres do, which are not there."""
    assert len(areas_of(["office"], "total") or ()) == 1
    assert areas_of(["centre"], "total") is None


def test_levels_are_looked_at_where_every_agency_has_a_limit() -> None:
    """Two areas if both agencies have units that count; none if one is left without a limit."""
    assert len(areas_of(["office", "division"], "agency") or ()) == 2
    assert areas_of(["office"], "agency") is None
