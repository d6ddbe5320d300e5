"""What the organisation breaks before any plan: rules of the scenario, and what may stand where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from orgplan.audit.state import State
from orgplan.plan import Violation
from orgplan.structure import CLAUSES
from orgplan.text import Text

_CONTAINMENT = Text("đơn vị trực thuộc", "what may stand where")


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """One witness that a rule does not hold yet.

    Parameters
    ----------
    id, rule, label
        Which rule.
    units, amount, message
        The witness, as in `Violation`.
    cite, note, confirmed
        What the rule says of itself.
    """

    id: str
    rule: str
    label: Text
    units: tuple[str, ...]
    amount: Fraction | None
    message: Text
    cite: str | None = None
    note: str | None = None
    confirmed: bool | None = None


def broken_rules(state: State) -> tuple[BrokenRule, ...]:
    """Every witness on the organisation unchanged: the structure first, then rule by rule."""
    return tuple(_broken(state))


def _broken(state: State) -> Iterator[BrokenRule]:
    for clause in CLAUSES:
        for violation in clause.violations(state.plan):
            kind = state.organisation[violation.units[0]].kind
            confirmed = state.problem.ruleset.kind(kind).confirmed
            yield _row(violation, _CONTAINMENT, confirmed=confirmed)
    for rule in state.case.rules:
        if rule.about_change:
            continue
        for violation in rule.violations(state.plan):
            yield _row(violation, rule.label, rule.cite, rule.note, rule.confirmed)


def _row(
    violation: Violation,
    label: Text,
    cite: str | None = None,
    note: str | None = None,
    confirmed: bool | None = None,
) -> BrokenRule:
    return BrokenRule(
        violation.id,
        violation.rule,
        label,
        violation.units,
        violation.amount,
        violation.message,
        cite,
        note,
        confirmed,
    )
