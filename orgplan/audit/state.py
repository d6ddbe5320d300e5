"""The moments at which an organisation is looked at: as the files have it, after what is decided.

Both are plans that change nothing, so that rules, quotas and totals are read by the same code as
those of a real plan.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from orgplan.case import Case
from orgplan.organisation import Organisation
from orgplan.plan import Plan
from orgplan.problem import Problem
from orgplan.ruleset.schema import SERVICE_KINDS

Moment = Literal["as_filed", "after_given"]
Line = Literal["administrative", "inner", "service", "inside"]
"""Units that count; administrative units below them; public service units; units inside those."""
LINES: tuple[Line, ...] = ("administrative", "inner", "service", "inside")


@dataclass(frozen=True)
class State:
    """The organisation at one moment.

    Parameters
    ----------
    case
        The case that is audited.
    moment
        Which of its moments.
    problem
        The organisation at that moment, with its scope.
    """

    case: Case
    moment: Moment
    problem: Problem

    @property
    def organisation(self) -> Organisation:
        """The units at that moment."""
        return self.problem.before

    @cached_property
    def plan(self) -> Plan:
        """The plan that changes nothing."""
        return Plan(self.problem, frozenset(), {}, {})

    @cached_property
    def units(self) -> tuple[str, ...]:
        """Units that the audit looks at: all of them, or those of the agencies in scope."""
        if self.case.scenario.scope.agencies == "all":
            return self.organisation.ids
        return tuple(u for u in self.organisation.ids if self.problem.agency[u] in self._scope)

    @property
    def _scope(self) -> frozenset[str]:
        return self.problem.scope

    def is_service(self, unit_id: str) -> bool:
        """Whether the posts of a unit are employees of a public service unit."""
        return self.organisation[unit_id].kind in SERVICE_KINDS

    def line(self, unit_id: str) -> Line | None:
        """The line on which a unit is counted; None for agencies and what stands above them."""
        if self.is_service(unit_id):
            above = self.organisation.ancestors(unit_id)
            return "inside" if any(map(self.is_service, above)) else "service"
        if unit_id not in self.problem.internal:
            return None
        counts = self.problem.counts(self.organisation[unit_id].kind)
        return "administrative" if counts else "inner"

    def said(self, unit_id: str) -> bool:
        """Whether the files state the deputies of a unit."""
        original = self.case.problem.original
        return unit_id in original and original[unit_id].deputies is not None


def states(case: Case) -> tuple[State, ...]:
    """The moments of a case: one, or two where something is already decided."""
    if not case.scenario.given:
        return (State(case, "as_filed", case.problem),)
    return (
        State(case, "as_filed", _as_filed(case)),
        State(case, "after_given", case.problem),
    )


def _as_filed(case: Case) -> Problem:
    """The problem without the given changes; an agency that ended is in scope with its receiver."""
    problem = case.problem
    return Problem.make(
        problem.original,
        problem.ruleset,
        scope=[a for a in _agencies(problem) if problem.given.ended.get(a, a) in problem.scope],
        operations=problem.operations,
        counted_kinds=None if problem.counted_kinds is None else sorted(problem.counted_kinds),
    )


def _agencies(problem: Problem) -> Iterable[str]:
    return (unit.id for unit in problem.original if problem.ruleset.kind(unit.kind).agency)
