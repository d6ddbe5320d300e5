"""Totals and displacement where everything is allowed at once, on plans that a solver draws.

Trees of up to five levels with agencies inside units, cousins, flattening, splitting, transfers,
conversion, sometimes across entries. A plan is drawn by minimising random weights over the
decisions; with it fixed, the model must say what the plan is worth.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random

import pytest

from orgplan.case import Case
from orgplan.engine.backend import Watch
from orgplan.engine.cp_sat import CpSat
from orgplan.goals import Mismatch
from orgplan.linear import Linear, total
from orgplan.model import PlanModel
from orgplan.plan import Plan
from orgplan.structure import CLAUSES
from tests.pinned import minima, pinned
from tests.test_both_sides import all_goals
from tests.tiny import Data, Tiny, decided

FEW = range(0, 40, 4)
MANY = tuple(seed for seed in range(80) if seed not in FEW)
FUNCTIONS = ("a/x", "a/y", "b", "b/z/1", "c")
KINDS: Data = {
    "department": {"agency": True, "contains": ["*"]},
    "unit": {"counted": True, "absorbs": ["unit", "team"], "contains": ["*"]},
    "team": {"counted": True, "absorbs": ["team", "unit"], "contains": ["department"]},
}
LEADERS: Data = {
    "unit": {"by_staff": [[9, 0], [20, 1], [None, 2]]},
    "team": {"by_subunits": [[1, 1], [None, 0]]},
}


def _rows(random: Random) -> list[Data]:
    """Units of one department, some of them agencies again, up to five levels below it."""
    rows: list[Data] = [{"id": "so"}]
    above = ["so"]
    for number in range(random.randint(8, 16)):
        parent = random.choice(above[-6:])
        kind = random.choices(["unit", "team", "department"], [12, 5, 1])[0]
        codes = random.sample(FUNCTIONS, random.choice([0, 1, 2, 3]))
        functions = {code: random.randint(0, 4) for code in codes}
        row: Data = {"id": f"u{number}", "parent": parent, "kind": kind, "functions": functions}
        row |= {"staff": sum(functions.values()) + random.choice([0, 0, 3]), "deputies": 1}
        rows.append(row)
        if kind != "team" and number < 12:
            above.append(row["id"])
    return rows


def drawn_case(seed: int) -> Case:
    """A tree with every operation drawn by chance, most of them on."""
    random = Random(seed)
    rows = _rows(random)
    ids = [row["id"] for row in rows]
    merge: Data = {"cousins": random.random() < 0.8}
    if random.random() < 0.4:
        merge["across"] = [random.sample(ids, 2), {"from": [random.choice(ids)], "to": ids[-1]}]
    functions = sorted({f for row in rows for f in row.get("functions", {})})
    transfer: Data = {"functions": random.sample(functions, min(2, len(functions)))}
    operations = {
        "merge": merge,
        "dissolve": random.choice([True, {"kinds": ["team"]}]),
        "transfer": transfer if functions and random.random() < 0.8 else False,
        "flatten": random.choice([["unit"], ["unit", "team"], []]),
        "convert": random.choice([{"team": "unit"}, {"unit": "team"}, {}]),
    }
    tiny = Tiny(rows, {"name": "corners", "kinds": KINDS, "leaders": LEADERS})
    return tiny.case(operations=operations)


def drawn_plans(case: Case, seed: int, number: int) -> Iterator[Plan]:
    """Sound plans in which much changes, by random weights over the decisions."""
    random = Random(seed)
    for _ in range(number):
        model = PlanModel(case.problem)
        decisions = len(model.linear.bounds)
        for clause in CLAUSES:
            clause.post(model)
        weights = Linear({i: random.randint(-12, 9) for i in range(decisions)})
        found = CpSat().minimise(model.linear, weights, Watch(60))
        if found.values is not None:
            yield model.plan(found.values)


def says_what_it_is_worth(seed: int) -> None:
    """Compare totals, sub-units and every goal of a few plans with their exact values."""
    case = drawn_case(seed)
    for plan in drawn_plans(case, seed, 4):
        model = pinned(plan)
        goals = all_goals(plan, seed)
        units = [u for u in case.problem.in_scope if u not in plan.ended]
        totals = [model.total_posts(u) * Fraction(1, model.scale) for u in units]
        below = [model.subunits(u) for u in units]
        found = minima(model, [*(goal.term(model) for goal in goals), *totals, *below])
        # None, and so another, if the model does not allow the plan
        assert found == [
            *(goal.value(plan) for goal in goals),
            *(plan.total_after[u] for u in units),
            *(Fraction(len(plan.children_after[u])) for u in units),
        ]


@pytest.mark.parametrize("seed", FEW)
def test_the_model_says_what_a_drawn_plan_is_worth(seed: int) -> None:
    """Totals, sub-units and every goal of plans that use all operations together."""
    says_what_it_is_worth(seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", MANY)
def test_the_model_says_what_many_drawn_plans_are_worth(seed: int) -> None:
    """The same for more trees."""
    says_what_it_is_worth(seed)


def test_drawn_plans_meet_the_corners() -> None:
    """The draws do bring together what the formulas have to keep apart."""
    met: set[str] = set()
    for seed in FEW:
        case = drawn_case(seed)
        for plan in drawn_plans(case, seed, 4):
            met.update(_corners(plan))
    assert met == {"nested", "cousins", "flattened below a receiver", "transfer below an ended one"}


def _corners(plan: Plan) -> Iterator[str]:
    """What in a plan makes a total or a displacement hard to say."""
    before = plan.before
    for unit_id, receivers in plan.receivers.items():
        parent = before.parent(unit_id)
        if parent is None:
            continue
        if unit_id in plan.ended and parent in plan.ended:
            if plan.successor(parent) in receivers:
                yield "flattened below a receiver"
            else:
                yield "nested"
        for receiver in receivers:
            if before.parent(receiver) not in (parent, None) and receiver != plan.successor(parent):
                yield "cousins"
        if unit_id not in plan.ended and any(a in plan.ended for a in before.ancestors(unit_id)):
            yield "transfer below an ended one"


def test_the_nearest_superior_that_ended_decides_the_cost() -> None:
    """so ─ (A ─ (A1 ─ L, A2), B): A ends in B, A1 in A2; L has the function of A2: no cost."""
    rows: list[Data] = [
        {"id": "A", "kind": "unit"},
        {"id": "B", "kind": "unit", "functions": {"c": 1}},
        {"id": "A1", "parent": "A", "kind": "unit"},
        {"id": "A2", "parent": "A", "kind": "unit", "functions": {"b": 2}},
        {"id": "L", "parent": "A1", "kind": "team", "functions": {"b": 5}},
    ]
    tiny = Tiny([{"id": "so"}, *rows], {"name": "corners", "kinds": KINDS, "leaders": {}})
    plan = decided(tiny.case().problem, {"merge": {"A": "B", "A1": "A2"}})
    model = pinned(plan)
    assert minima(model, [Mismatch().term(model)]) == [Mismatch().value(plan)] == [2]


@pytest.mark.parametrize("seed", FEW)
def test_totals_need_variables_only_around_across_entries(seed: int) -> None:
    """Without across entries a total is made of the decisions alone."""
    case = drawn_case(seed)
    model = PlanModel(case.problem)
    if case.problem.operations.across:
        return
    for clause in CLAUSES:
        clause.post(model)
    variables = len(model.linear.bounds)
    assert total(model.total_posts(u) for u in case.problem.in_scope) is not None
    assert len(model.linear.bounds) == variables
