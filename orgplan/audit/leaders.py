"""Leaders against the places that the statute gives each unit, unit by unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from orgplan.audit.state import State
from orgplan.goals.surplus_leaders import deputies_allowed, surplus_of


@dataclass(frozen=True, slots=True)
class LeaderRow:
    """The leaders of one unit whose kind has a quota.

    Parameters
    ----------
    unit
        Its id.
    posts
        Posts with everything below it [posts].
    subunits
        Direct sub-units, where the quota goes by them; else None [units].
    heads, deputies
        Leaders in post [leaders].
    allowed
        Deputies that the quota allows; one head besides [leaders].
    surplus
        Leaders beyond all places together, as the goal `surplus_leaders` counts [leaders].
    cite, note, confirmed
        What the quota says of itself.
    """

    unit: str
    posts: Fraction
    subunits: int | None
    heads: int
    deputies: int
    allowed: int
    surplus: int
    cite: str | None
    note: str | None
    confirmed: bool | None

    @property
    def deputies_over(self) -> int:
        """Deputies beyond those allowed [leaders]."""
        return max(0, self.deputies - self.allowed)

    @property
    def heads_over(self) -> int:
        """Heads beyond the one that a unit has [leaders]."""
        return max(0, self.heads - 1)

    @property
    def over(self) -> bool:
        """Whether the unit has a leader too many."""
        return bool(self.deputies_over or self.heads_over)


def leader_rows(state: State) -> tuple[LeaderRow, ...]:
    """Every internal unit in scope whose kind has a quota, in input order."""
    return tuple(_rows(state))


def _rows(state: State) -> Iterator[LeaderRow]:
    for unit_id in state.problem.in_scope:
        unit = state.organisation[unit_id]
        quota = state.problem.ruleset.quota(unit.kind)
        allowed = deputies_allowed(state.plan, unit_id)
        if quota is None or allowed is None:
            continue
        subunits = len(state.organisation.children(unit_id))
        yield LeaderRow(
            unit=unit_id,
            posts=state.plan.total_after[unit_id],
            subunits=None if quota.by_staff is not None else subunits,
            heads=state.problem.heads(unit_id),
            deputies=unit.deputies or 0,
            allowed=allowed,
            surplus=surplus_of(state.plan, unit_id) or 0,
            cite=quota.cite,
            note=quota.note,
            confirmed=quota.confirmed,
        )


def kinds_without_quota(state: State) -> dict[str, int]:
    """Kinds of internal units for which the statute gives no number → units of that kind."""
    found: dict[str, int] = {}
    for unit_id in state.problem.in_scope:
        kind = state.organisation[unit_id].kind
        if state.problem.ruleset.quota(kind) is None:
            found[kind] = found.get(kind, 0) + 1
    return found
