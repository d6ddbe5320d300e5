"""What makes a plan another one: conditions on how many units fare otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from orgplan.linear import ONE, Linear, total
from orgplan.model import PlanModel
from orgplan.plan import Plan


def units_that_differ(model: PlanModel, plan: Plan) -> Linear:
    """At most the number of units whose fate is not that in a plan; that number can be reached.

    ``Σ_u differs(u)`` with ``differs(u) ≤ Σ`` of the single differences of the unit: another kind
    after or an end, another receiver of a block. Fit for a least number, not for a cost.
    """
    return total(_differs(model, plan, unit_id) for unit_id in model.units)


def _differs(model: PlanModel, plan: Plan, unit_id: str) -> Linear:
    """A condition that can hold only where the fate of the unit is another one."""
    parts: list[Linear] = []
    for part in _differences(model, plan, unit_id):
        known = any(p.terms == part.terms and p.constant == part.constant for p in parts)
        if not known and not (part.is_constant and part.constant == 0):
            parts.append(part)
    if len(parts) < 2:
        return total(parts)
    differs = model.linear.boolean(f"another fate {unit_id}")
    model.linear.add(total(parts) - differs, low=0)
    return differs


def _differences(model: PlanModel, plan: Plan, unit_id: str) -> Iterator[Linear]:
    """The single differences, each 0 or 1.

    That a unit lives on which ends in the plan is told by its lead block, which then stays.
    """
    if plan.survives(unit_id):
        yield ONE - model.kind_is(unit_id, plan.kind_after(unit_id))
    for block in model.before[unit_id].blocks:
        yield ONE - model.ends_in(block.key, plan.ends_in(block.key))
