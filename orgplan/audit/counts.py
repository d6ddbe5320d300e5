"""How many units, posts and leaders there are: by kind, agency and line, under both baselines."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from orgplan.audit.state import LINES, Line, State
from orgplan.case import Case
from orgplan.problem import Baseline


@dataclass(frozen=True, slots=True)
class Strength:
    """Units with their posts and leaders.

    Parameters
    ----------
    units
        How many.
    posts, employees
        Civil-servant posts, and employees of public service units [posts].
    present, employees_present
        People present among the two, as far as the files say; None where they say nothing
        [posts].
    heads, deputies
        Leaders in post [leaders].
    """

    units: int
    posts: Fraction
    present: Fraction | None
    employees: Fraction
    employees_present: Fraction | None
    heads: int
    deputies: int


@dataclass(frozen=True, slots=True)
class KindCount:
    """The units of one kind; `counted`: for the target."""

    kind: str
    counted: bool
    strength: Strength


@dataclass(frozen=True, slots=True)
class AgencyCount:
    """Everything in one agency; agency None is what stands outside agencies.

    Parameters
    ----------
    agency
        Its id.
    lines
        Units on each line.
    strength
        All of them together, the agency itself included.
    """

    agency: str | None
    lines: dict[Line, int]
    strength: Strength


@dataclass(frozen=True, slots=True)
class LineCount:
    """The units of one line."""

    line: Line
    strength: Strength


@dataclass(frozen=True, slots=True)
class BaselineCount:
    """Counted units of an agency, or of all together (None), under both baselines [units].

    Parameters
    ----------
    agency
        Its id after the given changes.
    before_given, after_given
        Counted units before and after them.
    required_before, required_after
        The cut that the target asks for under each; None where it asks nothing of this line.
    """

    agency: str | None
    before_given: int
    required_before: int | None
    after_given: int
    required_after: int | None


def strength(state: State, units: Iterable[str]) -> Strength:
    """Add units up."""
    listed = list(units)
    service = [u for u in listed if state.is_service(u)]
    civil = [u for u in listed if not state.is_service(u)]
    return Strength(
        units=len(listed),
        posts=_posts(state, civil),
        present=_present(state, civil),
        employees=_posts(state, service),
        employees_present=_present(state, service),
        heads=sum(state.problem.heads(u) for u in listed),
        deputies=sum(state.organisation[u].deputies or 0 for u in listed),
    )


def _posts(state: State, units: Iterable[str]) -> Fraction:
    return sum((state.organisation[u].staff for u in units), Fraction(0))


def _present(state: State, units: Iterable[str]) -> Fraction | None:
    known = [p for u in units if (p := state.organisation[u].present) is not None]
    return sum(known, Fraction(0)) if known else None


def kind_counts(state: State) -> tuple[KindCount, ...]:
    """The kinds in the order of the ruleset, then those that it does not list."""
    ruleset, organisation = state.problem.ruleset, state.organisation
    found = [organisation[u].kind for u in state.units]
    return tuple(
        KindCount(
            kind,
            state.problem.counts(kind) and not ruleset.kind(kind).agency,
            strength(state, (u for u in state.units if organisation[u].kind == kind)),
        )
        for kind in dict.fromkeys([*ruleset.kinds, *found])
        if kind in found
    )


def agency_counts(state: State) -> tuple[AgencyCount, ...]:
    """The agencies in input order; last what stands outside them, if it has posts or leaders."""
    agency = state.problem.agency
    named: list[str | None] = list(state.problem.agencies_in_scope)
    rows = [_agency(state, name, [u for u in state.units if agency[u] == name]) for name in named]
    outside = [u for u in state.units if agency[u] is None and _matters(state, u)]
    return (*rows, _agency(state, None, outside)) if outside else tuple(rows)


def _matters(state: State, unit_id: str) -> bool:
    """Whether a unit outside agencies is more than the name above them."""
    unit = state.organisation[unit_id]
    return bool(unit.staff or unit.heads or unit.deputies or state.is_service(unit_id))


def _agency(state: State, agency: str | None, units: list[str]) -> AgencyCount:
    lines = {line: sum(state.line(u) == line for u in units) for line in LINES}
    return AgencyCount(agency, lines, strength(state, units))


def line_counts(state: State) -> tuple[LineCount, ...]:
    """The lines, each by itself; they are never added up."""
    return tuple(
        LineCount(line, strength(state, (u for u in state.units if state.line(u) == line)))
        for line in LINES
    )


def baseline_counts(case: Case) -> tuple[BaselineCount, ...]:
    """Every agency in scope, then all together."""
    problem = case.problem
    before, after = problem.before_given, problem.before_after_given
    asked_before, asked_after = _asked(case, "before_given"), _asked(case, "after_given")
    rows = [
        BaselineCount(a, before[a], asked_before.get(a), after[a], asked_after.get(a))
        for a in problem.agencies_in_scope
    ]
    total = BaselineCount(
        None,
        sum(before.values()),
        sum(asked_before.values()) if case.scenario.target else None,
        sum(after.values()),
        sum(asked_after.values()) if case.scenario.target else None,
    )
    return (*rows, total)


def _asked(case: Case, baseline: Baseline) -> dict[str | None, int]:
    target = case.scenario.target
    if target is None:
        return {}
    return target.required(dataclasses.replace(case.problem, baseline=baseline))
