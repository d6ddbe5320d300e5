"""The judge accepts what the solver finds, agrees with brute force, and needs no solver."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from orgplan.check import check, judge, verdict_document
from orgplan.io.plan_file import write_plan
from orgplan.io.scenario import load_case
from orgplan.plan import Status
from orgplan.solve import solve
from tests.oracle import brute_force, random_cases

from .random_plans import random_plan
from .town import Json, decide, edit, town

TARGET = {"target": {"cut": "20%"}}
FEW, MANY = range(60), range(60, 397)


def solved(scenario: Path) -> tuple[Path, Status]:
    """The plan file of a solved scenario, and what came out."""
    case, _ = load_case(scenario)
    result = solve(case)
    path = scenario.parent / "out" / "plan.json"
    write_plan(result, path)
    return path, result.status


@pytest.mark.parametrize(
    "scenario",
    [
        {},
        TARGET,
        TARGET | {"operations": {"dissolve": True, "flatten": ["sub_department"]}},
        TARGET | {"goals": []},
        TARGET | {"goals": [{"displaced_staff": 1, "slack": "30%"}, "mismatch"]},
        TARGET | {"given": [{"merge": ["so-2"], "into": "so", "name": "Sở Chung"}]},
        TARGET | {"given": [{"move": ["e"], "to": "so"}, {"merge": ["d"], "into": "a"}]},
        TARGET | {"given": [{"transfer": ["trade"], "from": "so-2", "to": "b"}]},
        {"count": {"baseline": "before_given"}, "given": [{"merge": ["x"], "into": "y"}]},
        {"scope": {"agencies": ["so"]}, "target": {"cut": "30%", "per": "agency"}},
    ],
    ids=lambda scenario: ",".join(scenario) or "nothing asked",
)
def test_a_solved_plan_is_accepted(tmp_path: Path, scenario: Json) -> None:
    """Whatever the scenario uses, the plan of the solver passes without a word."""
    path, status = solved(town(tmp_path, **scenario))
    verdict = check(path)
    assert status == verdict.status == "optimal"
    assert verdict.violations == ()
    assert verdict.ok and verdict.judged


def _accepts(seed: int, folder: Path) -> None:
    path, status = solved(random_cases.case(seed).write(folder))
    verdict = check(path)
    assert verdict.violations == ()
    assert verdict.status == status
    assert verdict.judged == (status != "infeasible")


@pytest.mark.parametrize("seed", FEW)
def test_random_plans_are_accepted(seed: int, tmp_path: Path) -> None:
    """Plans of random organisations pass, given changes and all."""
    _accepts(seed, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("seed", MANY)
def test_many_random_plans_are_accepted(seed: int, tmp_path: Path) -> None:
    """The same for every seed that the oracle knows."""
    _accepts(seed, tmp_path)


def _agrees(seed: int, folder: Path, plans: int) -> None:
    drawn = random_cases.case(seed)
    case, _ = load_case(drawn.write(folder))
    world = drawn.world()
    rng = random.Random(seed)
    for _ in range(plans):
        plan = random_plan(case.problem, rng)
        broken, values = brute_force.judge_in(world, plan.moved, plan.converted, plan.ended)
        violations = judge(case, plan)
        structure = any(v.id.startswith("structure-") for v in violations)
        if any(message.startswith("4") for message in broken):
            assert structure or any(v.rule == "freeze" for v in violations), broken
            continue
        assert not structure
        assert {v.id for v in violations} == {message.split(": ")[0] for message in broken}
        assert tuple(tier.value(plan) for tier in case.tiers) == values


@pytest.mark.parametrize("seed", FEW)
def test_judge_agrees_with_brute_force(seed: int, tmp_path: Path) -> None:
    """On random decisions, most of them forbidden, both name the same rules and values.

    For brute force a frozen unit is part of the structure; for the judge it is a rule.
    """
    _agrees(seed, tmp_path, plans=30)


@pytest.mark.slow
@pytest.mark.parametrize("seed", MANY)
def test_judge_agrees_with_brute_force_everywhere(seed: int, tmp_path: Path) -> None:
    """The same for every seed and more decisions."""
    _agrees(seed, tmp_path, plans=150)


def test_an_infeasible_answer_has_nothing_to_judge(tmp_path: Path) -> None:
    """Without a plan the verdict is ok, says so, and keeps the status."""
    path, status = solved(town(tmp_path, target={"cut": "100%"}))
    verdict = check(path)
    assert status == verdict.status == "infeasible"
    assert verdict.ok and not verdict.judged
    assert verdict_document(verdict)["status"] == "infeasible"


def test_a_feasible_plan_without_bound_is_accepted(tmp_path: Path) -> None:
    """A plan that nobody proved anything of may be sound all the same."""
    assert check(decide(town(tmp_path), merge={"c": "a"})).violations == ()


def _reversed_lists(document: Json) -> None:
    for part in ("units", "moves", "after", "goals"):
        document[part] = list(reversed(document[part]))
    document["count"]["agencies"].reverse()


def _bare(document: Json) -> None:
    document["proof"] = {"engine": "other", "version": "0", "seed": 7}
    del document["inputs"]["ruleset"]["path"]


def _coarse(document: Json) -> None:
    count = document["count"]
    count["cut_percent"] = round(count["cut_percent"], 1)


def _as_floats(document: Json) -> None:
    for move in document["moves"]:
        move["posts"] = float(move["posts"]) + 1e-13


def _empty_agency_left_out(document: Json) -> None:
    document["count"]["agencies"] = [
        a for a in document["count"]["agencies"] if a["before"] or a["after"]
    ]


@pytest.mark.parametrize(
    "change", [_reversed_lists, _bare, _coarse, _as_floats, _empty_agency_left_out]
)
def test_files_of_other_programs_are_accepted(
    tmp_path: Path, change: Callable[[Json], None]
) -> None:
    """The contract leaves order, extra keys and the writing of numbers open."""
    path, _ = solved(town(tmp_path, **TARGET))
    assert check(edit(path, change)).violations == ()


def test_unproven_later_tiers_are_accepted(tmp_path: Path) -> None:
    """A time limit leaves a bound and a gap for one tier, and null bounds after it."""
    path = decide(town(tmp_path), merge={"c": "a"})

    def stop_early(document: Json) -> None:
        goals = document["goals"]
        value = goals[0]["value"]
        goals[0]["bound"] = value - 3
        document["gap"] = 3 / value

    assert check(edit(path, stop_early)).violations == ()


def test_slack_leaves_room_between_bound_and_value(tmp_path: Path) -> None:
    """A tier with 30 % slack may lie above its own optimum, and is proven all the same."""
    goals = [{"touched_units": 1, "slack": "100%"}, "displaced_staff"]
    path = decide(town(tmp_path, goals=goals), merge={"c": "a", "x": "y"})

    def proven(document: Json) -> None:
        document["status"], document["gap"] = "optimal", 0
        for goal in document["goals"]:
            goal["bound"] = goal["value"] / 2 if goal["tier"] == 1 else goal["value"]

    assert check(edit(path, proven)).violations == ()


def test_the_document_speaks_the_chosen_language(tmp_path: Path) -> None:
    """`--json` prints ids, amounts and one sentence in the language of the scenario."""
    rules = [{"rule": "keep", "units": ["c"], "id": "keep-c"}]
    verdict = check(decide(town(tmp_path, rules=rules), merge={"c": "a"}))
    english = verdict_document(verdict)
    assert english["ok"] is False
    assert english["violations"] == [
        {
            "id": "keep-c",
            "rule": "keep",
            "units": ["c"],
            "amount": None,
            "message": "Phòng C (c) must survive but ends",
        }
    ]
    assert english["goals"] == [
        {
            "tier": 1,
            "terms": {"displaced_staff": 4, "surplus_leaders": 1},
            "value": 9,
            "bound": None,
        },
        {"tier": 2, "terms": {"mismatch": 4}, "value": 4, "bound": None},
    ]
    assert "phải giữ lại" in json.dumps(
        verdict_document(verdict, language="vi"), ensure_ascii=False
    )


def test_no_solver_is_needed(tmp_path: Path) -> None:
    """With OR-Tools out of reach a plan is judged all the same."""
    path, _ = solved(town(tmp_path, **TARGET))
    program = (
        "import sys\n"
        "class Blocked:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in ('ortools', 'highspy'):\n"
        "            raise ImportError(name)\n"
        "sys.meta_path.insert(0, Blocked())\n"
        "from orgplan.check import check\n"
        "print(check(sys.argv[1]).ok, 'orgplan.engine' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert done.stdout.split() == ["True", "False"], done.stderr
