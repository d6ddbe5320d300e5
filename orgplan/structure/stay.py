"""Clause 4.1: a block of a surviving unit stays, unless a transfer names its function."""

from __future__ import annotations

from collections.abc import Iterator

from orgplan.model import PlanModel
from orgplan.plan import Plan, Violation
from orgplan.structure.clause import Clause


class Stay(Clause):
    """Blocks stay in units that live on; lead block and general block always do.

    Formulation
    -----------
    `PlanModel` makes a transfer variable only for blocks that may leave, and allows one receiver.
    """

    name = "stay"

    def post(self, model: PlanModel) -> None:
        """Nothing to add: only blocks that may leave have a transfer variable."""

    def violations(self, plan: Plan) -> Iterator[Violation]:
        """Blocks that left a surviving unit without leave."""
        problem = plan.problem
        for (unit_id, function), to in plan.moved.items():
            if unit_id in plan.ended or to == unit_id:
                continue
            lead = problem.before[unit_id].lead_block.function == function
            if lead or not problem.operations.may_transfer(function):
                yield self.broken(
                    [unit_id, to],
                    f"nhiệm vụ {function or '(chung)'} phải ở lại {problem.name(unit_id)}",
                    f"the block {function or '(general)'} must stay in {problem.name(unit_id)}",
                )
