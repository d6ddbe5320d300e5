"""How many changes of each sort a plan makes, and how many were decided before it."""

from __future__ import annotations

from dataclasses import dataclass

from orgplan.case import Case
from orgplan.plan import Plan
from orgplan.report.forms import consolidations, is_flattened


@dataclass(frozen=True, slots=True)
class Tally:
    """How many changes of each sort a plan makes, and how many were decided before it.

    Parameters
    ----------
    merged, consolidated, flattened, dissolved, converted, gave
        Units that merge, that people call consolidated with another, lose their level, are split,
        change kind, live on but pass functions on.
    given_ended, given_moved
        Units that ended, or came under another parent, by earlier decision.
    given_transfers
        Functions that went to another unit by earlier decision.
    """

    merged: int
    consolidated: int
    flattened: int
    dissolved: int
    converted: int
    gave: int
    given_ended: int
    given_moved: int
    given_transfers: int


def tally(case: Case, plan: Plan) -> Tally:
    """Count the changes."""
    fates = {unit_id: plan.fate(unit_id) for unit_id in plan.ended}
    given = plan.problem.given
    transfers = sum(1 for move in plan.moves if move.given and move.unit not in given.ended)
    joined = consolidations(case, plan)
    merged = [u for u, fate in fates.items() if fate == "merged" and u not in joined]
    flat = sum(1 for unit_id in merged if is_flattened(plan, unit_id))
    return Tally(
        merged=len(merged) - flat,
        consolidated=len(joined),
        flattened=flat,
        dissolved=sum(1 for fate in fates.values() if fate == "dissolved"),
        converted=len(plan.converted),
        gave=len(plan.lost),
        given_ended=len(given.ended),
        given_moved=len(given.moved),
        given_transfers=transfers,
    )
