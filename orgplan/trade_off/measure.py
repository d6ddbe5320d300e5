"""What can be weighed against each other: the goals, and the cut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from orgplan.case import Case
from orgplan.errors import UsageError
from orgplan.goals import Goal, GoalName, GoalParameters, make_goal
from orgplan.rules import Cap
from orgplan.text import Text

CUT: Literal["cut"] = "cut"
MeasureName = GoalName | Literal["cut"]
NAMES: tuple[str, ...] = (CUT, *get_args(GoalName))


@dataclass(frozen=True)
class Measure:
    """One of the two sides.

    Parameters
    ----------
    name
        Name of the goal, or `cut`.
    label, unit
        In words.
    goal
        The goal; None for the cut, of which more is better.
    """

    name: str
    label: Text
    unit: Text
    goal: Goal | None


def measure_of(case: Case, name: str) -> Measure:
    """The measure of that name, with the parameters that the scenario gives the goal.

    They are those of the first tier with this goal, else of the first `cap` on it.

    Raises
    ------
    UsageError
        If there is no such goal, or the scenario does not say what it needs.
    """
    if name == CUT:
        label = Text("số đầu mối giảm", "units cut")
        return Measure(CUT, label, Text("đầu mối", "units"), None)
    goal = _goal_of(case, name)
    return Measure(name, goal.label, goal.unit, goal)


def _goal_of(case: Case, name: str) -> Goal:
    for tier in case.tiers:
        for goal, _ in tier.terms:
            if goal.name == name:
                return goal
    for rule in case.rules:
        if isinstance(rule, Cap) and rule.goal == name and rule.measured is not None:
            return rule.measured
    for known in get_args(GoalName):
        if known == name:
            return _made(known)
    listed = ", ".join(NAMES)
    raise UsageError(
        Text(
            f"không có mục tiêu {name}; chọn một trong: {listed}",
            f"there is no goal {name}; choose one of: {listed}",
        )
    )


def _made(name: GoalName) -> Goal:
    needed = {"size_deviation": "low, high", "changed_from": "plan"}
    if name in needed:
        raise UsageError(
            Text(
                f"{name} cần {needed[name]}: ghi mục tiêu này vào goals của kịch bản",
                f"{name} needs {needed[name]}: put this goal under goals in the scenario",
            )
        )
    return make_goal(name, GoalParameters(), {})
