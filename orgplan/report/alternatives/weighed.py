"""What an alternative is better and worse at than the best plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from orgplan.case import Case
from orgplan.goals import Goal, GoalName, GoalParameters, make_goal
from orgplan.plan import Plan
from orgplan.report.layout import measured
from orgplan.text import Text, number

_ALWAYS: tuple[GoalName, ...] = ("displaced_staff", "touched_units", "touched_agencies")
"""Looked at whether or not the scenario asks for them."""
_MOST_AGENCIES = 8
"""Agencies with another count that are named."""
Side = Literal["better", "worse", "other"]


@dataclass(frozen=True, slots=True)
class Weighed:
    """One thing in which an alternative is not as the best plan is."""

    side: Side
    words: Text


def weighed(case: Case, best: Plan, plan: Plan) -> tuple[Weighed, ...]:
    """Goals first, in the order of the scenario, then counts."""
    return (*_goals(case, best, plan), *_counts(case, best, plan))


def goals_of(case: Case) -> tuple[Goal, ...]:
    """The goals of the scenario, then a few that everybody asks about."""
    listed = [goal for tier in case.tiers for goal, _ in tier.terms]
    names = {goal.name for goal in listed}
    more = [make_goal(name, GoalParameters(), {}) for name in _ALWAYS if name not in names]
    return (*dict.fromkeys(listed), *more)


def _goals(case: Case, best: Plan, plan: Plan) -> Iterator[Weighed]:
    for goal in goals_of(case):
        here, there = goal.value(plan), goal.value(best)
        if here != there:
            side: Side = "better" if here < there else "worse"
            yield Weighed(side, _instead(goal.label, here, there, goal.unit))


def _instead(label: Text, here: Fraction, there: Fraction, unit: Text) -> Text:
    now = measured(here, unit)
    return Text(
        f"{label.vi}: {now.vi} (thay vì {number(round(there, 2), 'vi')})",
        f"{label.en}: {now.en} (not {number(round(there, 2))})",
    )


def _counts(case: Case, best: Plan, plan: Plan) -> Iterator[Weighed]:
    here, there = plan.after_count, best.after_count
    total, was = sum(here.values()), sum(there.values())
    if total != was:
        words = Text(f"còn {total} đầu mối (thay vì {was})", f"{total} units are left (not {was})")
        yield Weighed("other", words)
    names = case.problem.before
    others = [agency for agency, count in here.items() if count != there[agency]]
    for agency in others[:_MOST_AGENCIES]:
        name, now, then = names[agency].name, here[agency], there[agency]
        yield Weighed(
            "other", Text(f"{name}: {now} (thay vì {then})", f"{name}: {now} (not {then})")
        )
    left = len(others) - _MOST_AGENCIES
    if left > 0:
        yield Weighed("other", Text(f"và {left} cơ quan nữa", f"and {left} more agencies"))
