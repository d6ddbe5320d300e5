"""Clauses 4.4 and 4.9: who may receive from whom, and that receivers survive."""

from __future__ import annotations

from collections.abc import Iterator

from orgplan.candidates import Way
from orgplan.linear import ZERO
from orgplan.model import PlanModel
from orgplan.plan import Plan, Violation
from orgplan.structure.clause import Clause


class Receive(Clause):
    """A receiver survives, absorbs the giver's kind, and stands in one of the ways a–d to it.

    Formulation
    -----------
    ``gives(u, r) ≤ survives(r)`` and, where neither a nor b opens the pair,
    ``gives(u, r) ≤ c(u, r) + d(u, r)`` with c: the parents end in one unit, d: r is flattened and
    is, or receives, the parent of u. The same for transfers, without d.
    """

    name = "receive"

    def post(self, model: PlanModel) -> None:
        """Open each candidate pair only in the ways that the plan makes true."""
        for unit_id in model.units:
            for receiver, way in model.candidates.of[unit_id].items():
                self._post_pair(model, unit_id, receiver, way)

    def _post_pair(self, model: PlanModel, unit_id: str, receiver: str, way: Way) -> None:
        gives = model.gives(unit_id, receiver)
        model.linear.at_most(gives, model.survives(receiver))
        cousins = model.meet(unit_id, receiver) if way.cousins and not way.always else ZERO
        if not way.always:
            flat = model.flat(unit_id, receiver) if way.flatten else ZERO
            model.linear.add(cousins + flat - gives, low=0)
        for block in model.before[unit_id].blocks:
            variable = model.transferred(block.key, receiver)
            if not variable.is_constant:
                model.linear.at_most(variable, model.survives(receiver))
                if not way.always:
                    model.linear.add(cousins - variable, low=0)

    def violations(self, plan: Plan) -> Iterator[Violation]:
        """Moves to a unit that is no possible receiver, or that ends itself."""
        problem = plan.problem
        pairs = dict.fromkeys((key[0], to) for key, to in plan.moved.items() if to != key[0])
        for unit_id, receiver in pairs:
            if receiver in plan.ended:
                yield self.broken(
                    [unit_id, receiver],
                    f"{problem.name(receiver)} tiếp nhận nhưng chính nó cũng kết thúc",
                    f"{problem.name(receiver)} receives but ends itself",
                )
            elif not _possible(plan, unit_id, receiver):
                yield self.broken(
                    [unit_id, receiver],
                    f"{problem.name(receiver)} không thể tiếp nhận từ {problem.name(unit_id)}",
                    f"{problem.name(receiver)} is no possible receiver of {problem.name(unit_id)}",
                )


def _possible(plan: Plan, unit_id: str, receiver: str) -> bool:
    """Clause 4.4 read off a finished plan."""
    problem, before = plan.problem, plan.problem.before
    unit, other = before[unit_id], before[receiver]
    if receiver not in problem.movable or unit_id not in problem.movable:
        return False
    if not problem.ruleset.kind(other.kind).may_absorb(unit.kind):
        return False
    if unit.parent == other.parent or problem.operations.joins_across(unit, other):
        return True
    if unit.parent is None or other.parent is None:
        return False
    successor = plan.successor(unit.parent)
    if problem.operations.cousins and successor == plan.successor(other.parent):
        return True
    flattened = not plan.children_after.get(receiver, ())
    return unit_id in plan.ended and successor == receiver and flattened
