"""How far apart two plans are: the units that fare otherwise, as problem.md section 7 counts them.

A unit's fate is whether it survives, its kind after, and the receiver of each of its blocks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from orgplan.plan import Plan


@dataclass(frozen=True, slots=True)
class UnitFate:
    """What becomes of one unit.

    Parameters
    ----------
    kind
        Its kind after; None if it ends.
    receivers
        Function of each of its blocks (None: the general one) → the unit in which it ends.
    """

    kind: str | None
    receivers: Mapping[str | None, str]


def fate_of(plan: Plan, unit_id: str) -> UnitFate:
    """What a plan makes of a unit of the organisation that it starts from."""
    return UnitFate(
        plan.kind_after(unit_id) if plan.survives(unit_id) else None,
        {b.function: plan.ends_in(b.key) for b in plan.problem.before[unit_id].blocks},
    )


def whole_fate_of(plan: Plan, unit_id: str) -> UnitFate:
    """What becomes of a unit as the files have it, given changes and plan together."""
    given, blocks = plan.problem.given, plan.problem.original[unit_id].blocks
    holders = {block.function: given.holder[block.key] for block in blocks}
    lives = unit_id not in given.ended and plan.survives(unit_id)
    return UnitFate(
        plan.kind_after(unit_id) if lives else None,
        {function: plan.ends_in((holder, function)) for function, holder in holders.items()},
    )


def differing(one: Plan, other: Plan) -> tuple[str, ...]:
    """The units with another fate in two plans; their number is the distance.

    Parameters
    ----------
    one, other
        Plans that start from the same organisation, the same given changes applied.

    Returns
    -------
    units
        Ids in input order.
    """
    touched = {
        *(one.ended ^ other.ended),
        *(unit_id for unit_id, _ in one.moved),
        *(unit_id for unit_id, _ in other.moved),
        *one.converted,
        *other.converted,
    }
    return tuple(
        unit_id
        for unit_id in one.problem.before.ids
        if unit_id in touched and fate_of(one, unit_id) != fate_of(other, unit_id)
    )


def differing_wholly(one: Plan, other: Plan) -> tuple[str, ...]:
    """The units of the files with another fate in two plans, whatever was given before them.

    Parameters
    ----------
    one, other
        Plans over the same organisation files; their given changes may differ.

    Returns
    -------
    units
        Ids in input order.
    """
    return tuple(
        unit_id
        for unit_id in one.problem.original.ids
        if whole_fate_of(one, unit_id) != whole_fate_of(other, unit_id)
    )
