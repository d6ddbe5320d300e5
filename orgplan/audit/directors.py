"""Deputies of the heads of agencies against the average that the statute gives a province."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from orgplan.audit.state import State
from orgplan.ruleset.schema import DirectorQuota


@dataclass(frozen=True, slots=True)
class DirectorRow:
    """The leaders of one agency; `more`: deputies granted on top of the average [leaders]."""

    agency: str
    heads: int
    deputies: int | None
    more: int


@dataclass(frozen=True, slots=True)
class Directors:
    """All of them against the average.

    Parameters
    ----------
    quota
        What the statute says.
    rows
        The agencies over which it averages, whether in scope or not.
    more
        Deputies on top of the average, all together [leaders].
    """

    quota: DirectorQuota
    rows: tuple[DirectorRow, ...]
    more: int

    @property
    def known(self) -> int:
        """Agencies whose deputies the files state."""
        return sum(row.deputies is not None for row in self.rows)

    @property
    def deputies(self) -> int:
        """Deputies in post [leaders]."""
        return sum(row.deputies or 0 for row in self.rows)

    @property
    def average(self) -> Fraction | None:
        """Deputies an agency, over those that are known [leaders]."""
        return Fraction(self.deputies, self.known) if self.known else None

    @property
    def allowed(self) -> int:
        """Deputies that the known agencies may have together [leaders]."""
        return math.floor(self.quota.average * self.known) + self.more

    @property
    def over(self) -> int:
        """Deputies beyond them [leaders]."""
        return max(0, self.deputies - self.allowed)


def directors(state: State) -> Directors | None:
    """The deputies of the heads of agencies; None where the statute says nothing of them."""
    quota = state.problem.ruleset.directors
    if quota is None:
        return None
    more = _granted(state)
    rows = tuple(
        DirectorRow(
            unit.id,
            state.problem.heads(unit.id),
            unit.deputies if state.said(unit.id) else None,
            more.get(unit.id, 0),
        )
        for unit in state.organisation
        if unit.kind in quota.kinds
    )
    return Directors(quota, rows, sum(more.values())) if rows else None


def _granted(state: State) -> dict[str, int]:
    """Deputies on top of the average by the unit that exists at this moment."""
    granted: dict[str, int] = {}
    ended = state.problem.given.ended
    for unit_id, number in state.case.scenario.audit.more_deputies.items():
        home = ended.get(unit_id, unit_id)
        granted[home] = granted.get(home, 0) + number
    return granted
