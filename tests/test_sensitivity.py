"""The random cases are worth their time: solving without a feature often answers otherwise.

The oracle measures on brute force how often each operation, rule and goal matters
(``tests/oracle/test_oracle.py``). Here the product itself is asked, feature by feature: leaving it
out must change its answer where it changes that of the oracle, so a solver that ignored a feature
would be caught.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from orgplan.case import Case
from orgplan.goals import GOALS
from orgplan.io.scenario import load_case
from orgplan.rules import RULES
from orgplan.solve import solve
from tests.oracle import random_cases
from tests.oracle.ablation import without_parts

SEEDS = range(400)
LEAST = 10
OPERATIONS = ("cousins", "across", "dissolve", "transfer", "flatten", "convert")

Outcome = tuple[Fraction, ...] | None


def outcome(case: Case) -> Outcome:
    """The tier values of the best plan, or None if there is none."""
    result = solve(case, engine="cp-sat-whole")
    assert result.status in ("optimal", "infeasible")
    return None if result.plan is None else tuple(tier.value for tier in result.tiers)


def without_rules(case: Case, answer: Outcome, asked: set[str]) -> set[str]:
    """The rules, the target included, without which the answer is another one."""
    names = {rule.rule for rule in case.rules if f"rule {rule.rule}" in asked}
    left = {n: tuple(rule for rule in case.rules if rule.rule != n) for n in names}
    return {
        f"rule {n}" for n, rules in left.items() if outcome(replace(case, rules=rules)) != answer
    }


def without_goals(case: Case, answer: Outcome, asked: set[str]) -> set[str]:
    """The goals of an answer without which another plan is the best, by their own values."""
    found: set[str] = set()
    names = {goal.name for tier in case.tiers for goal, _ in tier.terms}
    for name in sorted(names) if answer is not None else ():
        if f"goal {name}" not in asked:
            continue
        tiers = [
            replace(tier, terms=tuple(t for t in tier.terms if t[0].name != name))
            for tier in case.tiers
        ]
        plan = solve(
            replace(case, tiers=tuple(t for t in tiers if t.terms)), engine="cp-sat-whole"
        ).plan
        if plan is None or tuple(tier.value(plan) for tier in case.tiers) != answer:
            found.add(f"goal {name}")
    return found


def without_operations(seed: int, answer: Outcome, asked: set[str], folder: Path) -> set[str]:
    """The operations without which the answer is another one."""
    drawn = random_cases.case(seed)
    found: set[str] = set()
    for feature, scenario in without_parts(drawn):
        if feature in asked and feature.startswith("operation"):
            case, _ = load_case(replace(drawn, scenario=scenario).write(folder / feature))
            if outcome(case) != answer:
                found.add(feature)
    return found


@pytest.mark.slow
def test_every_feature_changes_answers(tmp_path: Path) -> None:
    """Operations, rules and most goals change the answer in at least ten cases.

    Two goals want what the decision between equal optima wants anyway, few changes; the oracle
    counts their cases by all optimal plans, not by the one that is chosen. What has changed enough
    answers is not left out any more.
    """
    wanted = [f"rule {rule.model_fields['rule'].default}" for rule in RULES]
    wanted += [*(f"goal {goal.name}" for goal in GOALS), "rule target"]
    wanted += [f"operation {name}" for name in OPERATIONS]
    missing = dict.fromkeys(wanted, LEAST) | {"goal extra_receivers": 1, "goal touched_agencies": 5}
    for seed in SEEDS:
        asked = {name for name, cases in missing.items() if cases > 0}
        if not asked:
            break
        folder = tmp_path / str(seed)
        case, _ = load_case(random_cases.case(seed).write(folder))
        answer = outcome(case)
        for feature in (
            without_rules(case, answer, asked)
            | without_goals(case, answer, asked)
            | without_operations(seed, answer, asked, folder)
        ):
            missing[feature] -= 1
    assert {name: cases for name, cases in missing.items() if cases > 0} == {}
