"""Clause 4.7: flattening is all or nothing, and only where it is allowed or needed."""

from __future__ import annotations

from collections.abc import Iterator

from orgplan.linear import ONE, Linear, total
from orgplan.model import PlanModel
from orgplan.plan import Plan, Violation
from orgplan.structure.clause import Clause


class Flatten(Clause):
    """If a unit is flattened, every unit that would stand directly below it ends wholly in it.

    Formulation
    -----------
    For every unit u that might come to stand below r: ``flattened(r)`` and ``parent_is(u, r)``
    imply ``gives(u, r) = 1`` and no other receiver. ``flattened(r) = 1`` needs the kind of r
    (before) among the flattened kinds, or a u with ``parent_is(u, r)`` whose kind is not contained
    by the kind of r after.
    """

    name = "flatten"

    def post(self, model: PlanModel) -> None:
        """Make flattening whole, and open it only with leave."""
        for receiver in model.flattenable:
            flattened = model.flattened(receiver)
            for unit_id in model.possible_children(receiver):
                here = [flattened, model.parent_is(unit_id, receiver)]
                model.linear.forbid([*here, ONE - model.gives(unit_id, receiver)])
                if model.splits(unit_id):
                    for other in model.receivers(unit_id):
                        if other != receiver:
                            model.linear.forbid([*here, model.gives(unit_id, other)])
            kind = model.before[receiver].kind
            if kind not in model.problem.operations.flatten:
                model.linear.add(total(_misfits(model, receiver)) - flattened, low=0)

    def violations(self, plan: Plan) -> Iterator[Violation]:
        """Units that took in a sub-unit without leave, or not all of them."""
        problem = plan.problem
        for unit_id in problem.before.ids:
            parent = problem.before.parent(unit_id)
            if parent is None or unit_id not in plan.ended:
                continue
            receiver = plan.successor(parent)
            if receiver not in plan.receivers.get(unit_id, ()):
                continue
            if _reached_otherwise(plan, unit_id, receiver):
                continue
            would = [
                u
                for u in problem.before.ids
                if (p := problem.before.parent(u)) is not None and plan.successor(p) == receiver
            ]
            rest = [u for u in would if plan.receivers.get(u) != (receiver,) or u not in plan.ended]
            if rest:
                yield self.broken(
                    [receiver, *rest],
                    f"{problem.name(receiver)} chỉ tiếp nhận một phần các đơn vị cấp dưới",
                    f"{problem.name(receiver)} absorbs only some of its sub-units",
                )
            if not _allowed(plan, receiver, would):
                yield self.broken(
                    [receiver, unit_id],
                    f"không được bỏ cấp bên trong của {problem.name(receiver)}",
                    f"{problem.name(receiver)} may not be flattened",
                )


def _misfits(model: PlanModel, receiver: str) -> Iterator[Linear]:
    """Conditions that a unit would stand below the receiver whose kind it does not contain."""
    problem = model.problem
    for unit_id in model.possible_children(receiver):
        kind = problem.before[unit_id].kind
        for above in problem.kinds_after(receiver):
            if not problem.ruleset.kind(above).may_contain(kind):
                yield model.linear.conjunction(
                    f"misfit {unit_id} {receiver}",
                    [model.parent_is(unit_id, receiver), model.kind_is(receiver, above)],
                )


def _allowed(plan: Plan, receiver: str, would: list[str]) -> bool:
    problem = plan.problem
    if problem.before[receiver].kind in problem.operations.flatten:
        return True
    kind = problem.ruleset.kind(plan.kind_after(receiver))
    return any(not kind.may_contain(problem.before[u].kind) for u in would)


def _reached_otherwise(plan: Plan, unit_id: str, receiver: str) -> bool:
    """Whether the unit could end there as a sibling, across or cousin, without flattening."""
    problem, before = plan.problem, plan.problem.before
    unit, other = before[unit_id], before[receiver]
    if unit.parent == other.parent or problem.operations.joins_across(unit, other):
        return problem.operations.merging
    if not problem.operations.cousins or unit.parent is None or other.parent is None:
        return False
    return plan.successor(unit.parent) == plan.successor(other.parent)
