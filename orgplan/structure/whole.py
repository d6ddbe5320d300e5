"""Clauses 4.2 and 4.3: a unit that ends goes to one receiver, or is split where that is allowed."""

from __future__ import annotations

from collections.abc import Iterator

from orgplan.linear import Linear, total
from orgplan.model import PlanModel
from orgplan.plan import Plan, Violation
from orgplan.structure.clause import Clause


class Whole(Clause):
    """Every block of an ended unit ends in a receiver: one for all, or several by dissolving.

    Formulation
    -----------
    Unit that cannot be split: ``Σ_r gives(u, r) = 1 − survives(u)``. Unit that can:
    ``Σ_r part(b, r) = 1 − survives(u)`` for each block b,
    ``part(b, r) ≤ gives(u, r) ≤ Σ_b part(b, r)``. Without merging at least two receivers, unless
    the unit is flattened.
    """

    name = "whole"

    def post(self, model: PlanModel) -> None:
        """Send each block of an ended unit to exactly one receiver."""
        for unit_id in model.units:
            if not model.candidates.may_end(unit_id):
                continue
            receivers = model.receivers(unit_id)
            gives = [model.gives(unit_id, r) for r in receivers]
            if not model.problem.operations.merging:
                flattened = _flattened_away(model, unit_id)
                model.linear.add(total(gives) - model.ends(unit_id) * 2 + flattened, low=0)
            if not model.splits(unit_id):
                model.linear.add(total(gives) + model.survives(unit_id), low=1, high=1)
                continue
            for block in model.before[unit_id].blocks:
                parts = [model.part(block.key, r) for r in receivers]
                model.linear.add(total(parts) + model.survives(unit_id), low=1, high=1)
            self._link(model, unit_id)

    def _link(self, model: PlanModel, unit_id: str) -> None:
        blocks = model.before[unit_id].blocks
        for receiver in model.receivers(unit_id):
            gives = model.gives(unit_id, receiver)
            parts = [model.part(block.key, receiver) for block in blocks]
            for part in parts:
                model.linear.at_most(part, gives)
            model.linear.add(total(parts) - gives, low=0)

    def violations(self, plan: Plan) -> Iterator[Violation]:
        """Ended units whose blocks are lost, or split without leave."""
        problem = plan.problem
        for unit_id in problem.before.ids:
            if unit_id not in plan.ended:
                continue
            blocks = problem.before[unit_id].blocks
            if any(plan.ends_in(block.key) == unit_id for block in blocks):
                yield self.broken(
                    [unit_id],
                    f"{problem.name(unit_id)} kết thúc nhưng còn biên chế chưa có nơi nhận",
                    f"{problem.name(unit_id)} ends but some of its posts end nowhere",
                )
            split = len(plan.receivers.get(unit_id, ())) > 1
            unit = problem.before[unit_id]
            allowed = problem.operations.may_dissolve(unit)
            if split and (problem.before.children(unit_id) or not allowed):
                yield self.broken(
                    [unit_id],
                    f"{problem.name(unit_id)} không được chia cho nhiều đơn vị",
                    f"{problem.name(unit_id)} may not be split",
                )
            if not split and not problem.operations.merging and not _is_flattened(plan, unit_id):
                yield self.broken(
                    [unit_id],
                    f"không được sáp nhập {problem.name(unit_id)} vào một đơn vị",
                    f"{problem.name(unit_id)} may not be merged into one unit",
                )


def _flattened_away(model: PlanModel, unit_id: str) -> Linear:
    """1 only if the unit's parent ends in, or is, a flattened unit."""
    return total(model.flat(unit_id, parent) for parent in model.possible_parents(unit_id))


def _is_flattened(plan: Plan, unit_id: str) -> bool:
    parent = plan.problem.before.parent(unit_id)
    return parent is not None and plan.receivers.get(unit_id) == (plan.successor(parent),)
