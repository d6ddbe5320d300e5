"""Rules are free together only where that proves that each of them is free by itself."""

from __future__ import annotations

import dataclasses
from fractions import Fraction

from orgplan.case import Case
from orgplan.explain.prices import prices
from orgplan.result import Result
from orgplan.solve import solve
from tests.tiny import Tiny

RULES = [
    {"id": "few", "rule": "max_absorbed", "at_most": 3},
    {"id": "small", "rule": "max_staff", "kinds": {"division": 50}},
]


def roomy() -> tuple[Case, Result]:
    """Four divisions of 1 to 4 posts, one of which has to go; two rules that leave much room."""
    units = [{"id": "so"}, *({"id": f"p{n}", "staff": n} for n in (1, 2, 3, 4))]
    case = Tiny.read({"units": units}).case(
        target={"cut": "25%"}, rules=RULES, goals=[{"displaced_staff": 1, "slack": "50%"}]
    )
    return case, solve(case, kept=False, workers=1)


class Solver:
    """Solves a case, and says another optimum of the first tier where several rules are out."""

    def __init__(self, case: Case, less: int) -> None:
        self.rules = len(case.rules)
        self.less = less
        self.asked: list[int] = []

    def __call__(self, case: Case) -> Result:
        missing = self.rules - len(case.rules)
        self.asked.append(missing)
        result = solve(case, kept=False, workers=1, equal_optima=False)
        if missing < 2:
            return result
        first, *rest = result.tiers
        assert first.bound is not None
        lower = dataclasses.replace(first, bound=first.bound - self.less)
        return dataclasses.replace(result, tiers=(lower, *rest))


def test_rules_with_room_are_left_out_together() -> None:
    """One solve for both, and one for the target."""
    case, result = roomy()
    solver = Solver(case, less=0)
    found = {price.rule.id: price for price in prices(case, result, solver)}
    assert sorted(solver.asked) == [1, 2]
    assert not found["few"].costs and not found["small"].costs
    assert found["target"].difference == (Fraction(1),)


def test_another_optimum_under_slack_proves_nothing_of_single_rules() -> None:
    """The same values within another limit: each rule is left out alone."""
    case, result = roomy()
    solver = Solver(case, less=1)
    assert {price.rule.id for price in prices(case, result, solver)} == {"few", "small", "target"}
    assert sorted(solver.asked) == [1, 1, 1, 2]
