"""The rules of several plans: what each figure leaves, and who breaks what of whose scenario."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from orgplan.compare.compared import ComparedPlan, in_place_of
from orgplan.errors import PathStep
from orgplan.plan import Plan, Violation
from orgplan.rules import Rule
from orgplan.rules.slack import Slack
from orgplan.structure import CLAUSES

_WORDS: dict[str, object] = {"id": "", "cite": None, "note": None, "confirmed": None}
"""What two rules may differ in and still ask the same."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one plan stands to one rule.

    Parameters
    ----------
    slack
        The room of the figure that the line is about; None where it judges nothing there, or the
        rule has no figures.
    violations
        What the plan breaks of the rule.
    """

    slack: Slack | None
    violations: tuple[Violation, ...]


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One figure of a rule, or one rule without figures.

    Parameters
    ----------
    rule
        The rule, as the first scenario that has it writes it.
    path
        Where the figure stands in it; empty for a rule without figures.
    holds
        For each plan: whether its own scenario has the rule.
    standings
        For each plan: how it stands to it; None where the rule cannot be asked of it, because
        other given changes were applied.
    """

    rule: Rule
    path: tuple[PathStep, ...]
    holds: tuple[bool, ...]
    standings: tuple[Standing | None, ...]

    @property
    def is_broken(self) -> bool:
        """Whether some plan breaks it."""
        return any(standing is not None and standing.violations for standing in self.standings)


@dataclass(frozen=True, slots=True)
class Fit:
    """A plan held against the scenario of another.

    Parameters
    ----------
    violations
        Everything that it breaks there: structure, rules and target.
    unasked
        Rules that could not be asked of it.
    whole
        Whether the structure was judged too: only where both plans start from the same
        organisation.
    """

    violations: tuple[Violation, ...]
    unasked: tuple[Rule, ...]
    whole: bool


def fits(plans: Sequence[ComparedPlan]) -> tuple[tuple[Fit, ...], ...]:
    """Row by row: each plan held against the scenario of each."""
    return tuple(tuple(_fit(plan, home) for home in plans) for plan in plans)


def _fit(plan: ComparedPlan, home: ComparedPlan) -> Fit:
    there = in_place_of(plan.plan, home.plan)
    found: list[Violation] = []
    if there is not None:
        found += [v for clause in CLAUSES for v in clause.violations(there)]
    unasked: list[Rule] = []
    for rule in home.case.rules:
        asked = _asked(rule, plan, home)
        if asked is None:
            unasked.append(rule)
        else:
            found += rule.violations(asked)
    return Fit(tuple(found), tuple(unasked), there is not None)


def _asked(rule: Rule, plan: ComparedPlan, home: ComparedPlan) -> Plan | None:
    """The plan of which a rule of another scenario is asked; None where it makes no sense there.

    With the same start it answers that scenario; else the rule is asked of the plan as it is, if
    it names nothing that the plan does not have.
    """
    there = in_place_of(plan.plan, home.plan)
    if there is not None:
        return there
    errors = (c for c in rule.complaints(plan.plan.problem) if c.severity == "error")
    return plan.plan if next(errors, None) is None else None


def rule_lines(plans: Sequence[ComparedPlan]) -> tuple[RuleLine, ...]:
    """Every figure of every rule in force in some scenario, each once."""
    listed: list[tuple[Rule, Rule, ComparedPlan]] = []
    for home in plans:
        for rule in home.case.rules:
            bare = _bare(rule)
            if all(bare != known for known, _, _ in listed):
                listed.append((bare, rule, home))
    own = [[_bare(rule) for rule in plan.case.rules] for plan in plans]
    return tuple(
        line
        for bare, rule, home in listed
        for line in _lines(rule, home, tuple(bare in rules for rules in own), plans)
    )


def _bare(rule: Rule) -> Rule:
    return rule.model_copy(update=_WORDS)


def _lines(
    rule: Rule, home: ComparedPlan, holds: tuple[bool, ...], plans: Sequence[ComparedPlan]
) -> Iterator[RuleLine]:
    asked = [_asked(rule, plan, home) for plan in plans]
    broken = [() if plan is None else tuple(rule.violations(plan)) for plan in asked]
    rooms = [{} if p is None else {found.path: found for found in rule.slack(p)} for p in asked]
    paths = list(dict.fromkeys(path for room in rooms for path in room))
    for path in paths or [()]:
        standings = tuple(
            None if plan is None else Standing(room.get(path), said)
            for plan, room, said in zip(asked, rooms, broken, strict=True)
        )
        yield RuleLine(rule, path, holds, standings)
