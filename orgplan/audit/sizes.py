"""Units below the minimum of their kind, under the rules in force and the optional ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from orgplan.audit.state import State
from orgplan.rules.min_staff import MinStaff
from orgplan.rules.rule import AppliesTo


@dataclass(frozen=True, slots=True)
class ShortUnit:
    """A unit with fewer posts than its kind needs.

    Parameters
    ----------
    unit
        Its id.
    posts, floor, missing
        Posts with everything below it, the minimum, the difference [posts].
    rule
        Id of the rule.
    cite, note, confirmed
        What the rule says of itself.
    applies_to
        Whether the rule binds every unit, or only those that a plan changes.
    in_force
        Whether the rule holds in this scenario.
    """

    unit: str
    posts: Fraction
    floor: Fraction
    missing: Fraction
    rule: str
    cite: str | None
    note: str | None
    confirmed: bool | None
    applies_to: AppliesTo
    in_force: bool


def short_units(state: State) -> tuple[ShortUnit, ...]:
    """Every unit below a minimum in input order, those of rules in force first."""
    case, place = state.case, state.organisation.position
    held = (row for rule in case.rules for row in _short(state, rule, in_force=True))
    others = (row for rule in case.switched_off for row in _short(state, rule, in_force=False))
    return (
        *sorted(held, key=lambda row: place[row.unit]),
        *sorted(others, key=lambda row: place[row.unit]),
    )


def _short(state: State, rule: object, *, in_force: bool) -> Iterator[ShortUnit]:
    if not isinstance(rule, MinStaff):
        return
    for_all = rule.model_copy(update={"applies_to": "all"})
    for violation in for_all.violations(state.plan):
        (unit_id,) = violation.units
        yield ShortUnit(
            unit=unit_id,
            posts=state.plan.total_after[unit_id],
            floor=rule.kinds[state.organisation[unit_id].kind],
            missing=violation.amount or Fraction(0),
            rule=rule.id,
            cite=rule.cite,
            note=rule.note,
            confirmed=rule.confirmed,
            applies_to=rule.applies_to,
            in_force=in_force,
        )
