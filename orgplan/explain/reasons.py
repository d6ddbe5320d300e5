"""The reasons of each change: what was wrong before, what is shared, what the alternative costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from orgplan.case import Case
from orgplan.check import judge
from orgplan.explain.why_not import WhyNot
from orgplan.plan import Plan, Violation
from orgplan.problem import Problem
from orgplan.rules import Ends, LockedAgency, Rule, Together


@dataclass(frozen=True)
class Reason:
    """Why a unit does not stay as it is.

    Parameters
    ----------
    unit
        Its id.
    receivers
        Where its blocks end; none if it keeps them all.
    kind_after
        Its kind after; None if it ends.
    shared
        Functions that it has in common with a receiver.
    grounds
        Rules that the unit breaks as it is, with what they say: they ask for a change.
    named_by
        Rules that name the unit and ask for what happens.
    instead
        The best plan in which it lives on, or the proof that it cannot; None if it lives on in this
        plan, or that was not asked.
    """

    unit: str
    receivers: tuple[str, ...]
    kind_after: str | None
    shared: tuple[str, ...]
    grounds: tuple[tuple[Rule, Violation], ...]
    named_by: tuple[Rule, ...]
    instead: WhyNot | None = None

    def with_price(self, instead: WhyNot) -> Reason:
        """The same with what it would cost to let the unit live on."""
        return replace(self, instead=instead)


def reasons(case: Case, plan: Plan) -> Iterator[Reason]:
    """A reason for every unit that ends, gives blocks away or converts, in input order."""
    problem = case.problem
    as_is = Plan(problem, frozenset(), {}, {})
    rules = {rule.id: rule for rule in case.rules}
    grounds: dict[str, list[tuple[Rule, Violation]]] = {}
    for violation in judge(case, as_is):
        rule = rules.get(violation.id)
        if rule is not None and not rule.about_change:
            for unit_id in violation.units:
                grounds.setdefault(unit_id, []).append((rule, violation))
    for unit_id in problem.in_scope:
        places = (plan.ends_in(block.key) for block in problem.before[unit_id].blocks)
        receivers = tuple(dict.fromkeys(place for place in places if place != unit_id))
        if unit_id not in plan.ended and not receivers and unit_id not in plan.converted:
            continue
        own = problem.before[unit_id].functions
        there = {f for receiver in receivers for f in problem.before[receiver].functions}
        yield Reason(
            unit=unit_id,
            receivers=receivers,
            kind_after=None if unit_id in plan.ended else plan.kind_after(unit_id),
            shared=tuple(code for code in own if code in there),
            grounds=tuple(grounds.get(unit_id, ())),
            named_by=tuple(rule for rule in case.rules if _asks(rule, unit_id, problem)),
        )


def _asks(rule: Rule, unit_id: str, problem: Problem) -> bool:
    """Whether a rule names a unit and asks for a change."""
    if isinstance(rule, LockedAgency):
        return unit_id in rule.units(problem)
    return isinstance(rule, Together | Ends) and unit_id in rule.units
