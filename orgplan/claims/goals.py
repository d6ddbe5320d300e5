"""The part `goals` of a plan file: tiers, terms and values."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from orgplan.case import Case
from orgplan.claims.claim import false_claim, instead, near
from orgplan.goals import Tier
from orgplan.io.plan_stated import GoalLine, StatedPlan
from orgplan.plan import Plan, Violation
from orgplan.text import Text


def goal_claims(stated: StatedPlan, plan: Plan, case: Case) -> Iterator[Violation]:
    """Tiers that are missing or invented, and values that are not those of the plan."""
    lines = {line.tier: line for line in stated.goals}
    for number, tier in enumerate(case.tiers, start=1):
        line = lines.pop(number, None)
        if line is None:
            said = Text(f"thiếu mục tiêu bậc {number}", f"tier {number} is missing")
            yield false_claim("goals", [], said)
        else:
            yield from _tier(number, line, tier, plan)
    for number in lines:
        said = Text(f"kịch bản không có bậc {number}", f"the scenario has no tier {number}")
        yield false_claim("goals", [], said)


def _tier(number: int, line: GoalLine, tier: Tier, plan: Plan) -> Iterator[Violation]:
    place = Text(f"mục tiêu bậc {number}", f"tier {number}")
    true: dict[str, Fraction] = {goal.name: goal.value(plan) for goal, _ in tier.terms}
    for name in dict.fromkeys([*true, *line.terms]):
        said, right = line.terms.get(name), true.get(name)
        if said is None or right is None or not near(said, right):
            yield _false(Text(f"{place.vi}, {name}", f"{place.en}, {name}"), said, right)
    value = tier.value(plan)
    if not near(line.value, value):
        what = Text(f"{place.vi}, giá trị", f"{place.en}, value")
        yield _false(what, line.value, value)


def _false(what: Text, said: Fraction | None, right: Fraction | None) -> Violation:
    away = None if said is None or right is None else abs(said - right)
    return false_claim("goals", [], instead(what, said, right), away)
