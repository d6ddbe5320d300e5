"""Which units fare otherwise in another plan: the distance between two plans."""

from __future__ import annotations

from orgplan.plan import Plan


def differing(one: Plan, other: Plan) -> tuple[str, ...]:
    """Units whose fate is not the same in two plans over the same organisation, in input order.

    The fate is: survives or not, kind after, the receiver of each block.
    """
    return tuple(
        unit_id for unit_id in one.before.ids if _fate(one, unit_id) != _fate(other, unit_id)
    )


def _fate(plan: Plan, unit_id: str) -> tuple[str | None, tuple[str, ...]]:
    """Kind after, None for a unit that ends, and where each block ends."""
    kind = plan.kind_after(unit_id) if plan.survives(unit_id) else None
    return kind, tuple(plan.ends_in(block.key) for block in plan.before[unit_id].blocks)
