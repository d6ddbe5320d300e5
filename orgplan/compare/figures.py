"""Counts and goals of several plans: each line has one value a plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import get_args

from orgplan.compare.compared import ComparedPlan
from orgplan.goals import Goal, GoalName, GoalParameters, make_goal

Terms = tuple[tuple[Goal, int], ...]

_NEED_MORE = ("size_deviation", "changed_from")
"""Goals that mean nothing without parameters."""


@dataclass(frozen=True, slots=True)
class CountLine:
    """Counted units of one agency.

    Parameters
    ----------
    agency
        Its id.
    name
        Its name.
    before, after
        One figure a plan; None where the agency is not in scope there [units].
    """

    agency: str
    name: str
    before: tuple[int | None, ...]
    after: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class TierLine:
    """One tier of goals, as some of the scenarios have it.

    Parameters
    ----------
    terms
        Goals and weights.
    places
        For each plan: at which place its own scenario has this tier, from 1; None if not.
    values
        The weighted sum in each plan.
    """

    terms: Terms
    places: tuple[int | None, ...]
    values: tuple[Fraction, ...]

    @property
    def is_plain(self) -> bool:
        """Whether it is one goal by itself."""
        return len(self.terms) == 1 and self.terms[0][1] == 1


@dataclass(frozen=True, slots=True)
class GoalLine:
    """One goal with its parameters.

    Parameters
    ----------
    goal
        The goal.
    wanted
        For each plan: whether its own scenario has this goal.
    values
        Its value in each plan.
    """

    goal: Goal
    wanted: tuple[bool, ...]
    values: tuple[Fraction, ...]


def count_lines(plans: Sequence[ComparedPlan]) -> tuple[CountLine, ...]:
    """The agencies in scope of any plan, in input order."""
    order = {u: n for p in reversed(plans) for n, u in enumerate(p.plan.problem.original.ids)}
    scopes = [dict.fromkeys(p.plan.problem.agencies_in_scope) for p in plans]
    agencies = sorted({a for scope in scopes for a in scope}, key=lambda a: order[a])
    return tuple(_count_line(agency, plans) for agency in agencies)


def _count_line(agency: str, plans: Sequence[ComparedPlan]) -> CountLine:
    home = next(p for p in plans if agency in p.plan.problem.scope)
    return CountLine(
        agency,
        home.plan.problem.before[agency].name,
        tuple(p.plan.problem.before_count.get(agency) for p in plans),
        tuple(p.plan.after_count.get(agency) for p in plans),
    )


def tier_lines(plans: Sequence[ComparedPlan]) -> tuple[TierLine, ...]:
    """Every tier of any scenario once, in the order of the scenarios; slack makes no other tier."""
    listed: list[Terms] = []
    for plan in plans:
        listed += [tier.terms for tier in plan.case.tiers if tier.terms not in listed]
    return tuple(_tier_line(terms, plans) for terms in listed)


def _tier_line(terms: Terms, plans: Sequence[ComparedPlan]) -> TierLine:
    own = [[tier.terms for tier in plan.case.tiers] for plan in plans]
    return TierLine(
        terms,
        tuple(tiers.index(terms) + 1 if terms in tiers else None for tiers in own),
        tuple(
            sum((goal.value(p.plan) * weight for goal, weight in terms), Fraction(0)) for p in plans
        ),
    )


def goal_lines(plans: Sequence[ComparedPlan]) -> tuple[GoalLine, ...]:
    """The goals of the scenarios, then every other quantity that needs no parameters."""
    own = [[goal for tier in p.case.tiers for goal, _ in tier.terms] for p in plans]
    listed: list[Goal] = []
    for goal in (*(goal for goals in own for goal in goals), *_others(own)):
        if goal not in listed:
            listed.append(goal)
    return tuple(
        GoalLine(
            goal,
            tuple(goal in goals for goals in own),
            tuple(goal.value(p.plan) for p in plans),
        )
        for goal in listed
    )


def _others(own: Sequence[Sequence[Goal]]) -> Iterator[Goal]:
    """Goals that no scenario needs to say more of."""
    named = {goal.name for goals in own for goal in goals}
    for name in get_args(GoalName):
        if name not in _NEED_MORE and (name != "mismatch" or name not in named):
            yield make_goal(name, GoalParameters(), {})
