"""What a sweep keeps of the answer to one point of its grid."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from orgplan.plan import Status
from orgplan.result import Result, TierValue
from orgplan.sweep.grid import Changes


@dataclass(frozen=True, slots=True)
class Row:
    """The answer to one point.

    Parameters
    ----------
    changes
        The values of the point.
    status
        As of a single solve; `infeasible` is an answer like the others.
    before
        Counted units before the plan [units].
    after
        Counted units after it [units]; None without a plan.
    required_cut
        Units that must go [units].
    tiers
        Values and bounds of the goals; empty without a plan.
    gap
        That of the first unproven tier, 0 if all are proven; None if unknown.
    seconds
        How long the solve took [s].
    """

    changes: Changes
    status: Status
    before: int
    after: int | None
    required_cut: int
    tiers: tuple[TierValue, ...]
    gap: Fraction | None
    seconds: float

    @property
    def proven(self) -> bool:
        """Whether more time could not change the answer."""
        return self.status in ("optimal", "infeasible")


def row_of(result: Result, changes: Changes) -> Row:
    """The row of a result."""
    case, plan = result.case, result.plan
    return Row(
        changes=changes,
        status=result.status,
        before=sum(case.problem.before_count.values()),
        after=None if plan is None else sum(plan.after_count.values()),
        required_cut=case.required_cut,
        tiers=result.tiers,
        gap=result.gap,
        seconds=round(result.seconds, 3),
    )
