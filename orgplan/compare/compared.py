"""One of the plans that are compared: what it answers, what it decides, what is false in it."""

from __future__ import annotations

from dataclasses import dataclass

from orgplan.case import Case
from orgplan.plan import Plan, Status, Violation
from orgplan.result import TierValue


@dataclass(frozen=True)
class ComparedPlan:
    """A plan with its own scenario.

    Parameters
    ----------
    source
        The file it was read from, as the user named it; empty for one that is in memory.
    case
        What it answers.
    plan
        The plan.
    status
        What is claimed of it.
    tiers
        The true value of each tier of its own scenario, with the bound that is claimed.
    violations
        What it breaks of its own scenario, and what is false in its file.
    """

    source: str
    case: Case
    plan: Plan
    status: Status
    tiers: tuple[TierValue, ...]
    violations: tuple[Violation, ...]

    @property
    def before(self) -> int:
        """Counted units that the cut is measured against [units]."""
        return sum(self.plan.problem.before_count.values())

    @property
    def after(self) -> int:
        """Counted units that the plan leaves [units]."""
        return sum(self.plan.after_count.values())

    @property
    def changes(self) -> int:
        """Units in scope that the plan touches [units]."""
        return sum(map(self.plan.touches, self.plan.problem.in_scope))


def has_same_start(one: Plan, other: Plan) -> bool:
    """Whether two plans start from the same organisation, given changes applied."""
    first, second = one.problem.before, other.problem.before
    return first is second or tuple(first) == tuple(second)


def in_place_of(plan: Plan, other: Plan) -> Plan | None:
    """The decisions of a plan as an answer to the problem of another; None from another start."""
    if not has_same_start(plan, other):
        return None
    return Plan(other.problem, plan.ended, plan.moved, plan.converted)
