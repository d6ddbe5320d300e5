"""Solver side and checker side of structure, rules and goals agree on random organisations.

With all decisions fixed to those of a plan, a model with structure and rules has a solution iff
the checker finds no violation, and the minimum of a goal's term is the goal's value.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from orgplan.case import Case
from orgplan.goals import EarlierPlan, Goal, GoalParameters, make_goal
from orgplan.goals.tier import TierData
from orgplan.plan import Plan
from orgplan.rules import LockedAgency, Rule
from orgplan.structure import CLAUSES
from tests.pinned import allows, minima, pinned
from tests.sampled import sampled

FEW = range(1, 400, 7)
MANY = tuple(seed for seed in range(400) if seed not in FEW)
GOALS = [name for name in TierData.model_fields if name not in GoalParameters.model_fields]
GOALS.remove("slack")


def earlier_plan(plan: Plan) -> EarlierPlan:
    """A plan as `changed_from` would read it back from its file."""
    units = plan.problem.before.ids
    return EarlierPlan(
        {u: None if u in plan.ended else plan.kind_after(u) for u in units},
        {u: plan.receivers.get(u, ()) for u in plan.ended},
        dict(plan.moved),
        parents=dict(plan.parent_after),
    )


def all_goals(earlier: Plan, seed: int) -> list[Goal]:
    """Every goal, with parameters that vary with the seed."""
    low = Fraction(seed % 5 * 2 + 1, 2)
    high = low + Fraction(seed % 7, 2)
    forms = [(low, high), (low, None), (None, high)]
    parameters = GoalParameters.model_construct(
        unknown=Fraction(seed % 4, 4), low=forms[seed % 3][0], high=forms[seed % 3][1], plan="p"
    )
    earliers = {"p": earlier_plan(earlier)}
    return [make_goal(name, parameters, earliers) for name in GOALS]  # type: ignore[arg-type]


def all_locks(earlier: Plan) -> list[LockedAgency]:
    """Every agency locked to an earlier plan, each by a rule of its own."""
    if not is_sound(earlier):
        return []
    agreed = earlier_plan(earlier)
    return [
        LockedAgency(id=LockedAgency.id_of(agency), agency=agency, plan="p", agreed=agreed)
        for agency in earlier.problem.agencies_in_scope
    ]


def is_sound(plan: Plan) -> bool:
    """Whether the checker finds the structure in order."""
    return not any(True for clause in CLAUSES for _ in clause.violations(plan))


def rules_kept(case: Case, plan: Plan) -> list[Rule]:
    """The rules that the checker finds kept; demand that the solver side breaks all others too."""
    broken = [rule for rule in case.rules if next(rule.violations(plan), None) is not None]
    for rule in broken:
        assert not allows(plan, [rule]), rule.id
    return [rule for rule in case.rules if rule not in broken]


def sides_agree(seed: int, folder: Path, sound: int, careless: int) -> None:
    """Compare both sides on a few plans of one random organisation."""
    case, plans = sampled(seed, folder, sound, careless)
    goals = all_goals(plans[0], seed)
    case = replace(case, rules=(*case.rules, *all_locks(plans[0])))
    for plan in plans:
        if not is_sound(plan):
            assert not allows(plan)
            continue
        model = pinned(plan, rules_kept(case, plan))
        found = minima(model, [goal.term(model) for goal in goals])  # None if a rule forbids it
        assert found == [goal.value(plan) for goal in goals]


@pytest.mark.parametrize("seed", FEW)
def test_both_sides_agree(seed: int, tmp_path: Path) -> None:
    """Structure, rules and goals, on sound plans and on plans by chance."""
    sides_agree(seed, tmp_path, sound=5, careless=4)


@pytest.mark.slow
@pytest.mark.parametrize("seed", MANY)
def test_both_sides_agree_on_all(seed: int, tmp_path: Path) -> None:
    """The same for every seed that the oracle knows."""
    sides_agree(seed, tmp_path, sound=8, careless=6)
