"""Clause: units out of scope, or not internal, survive unchanged, and so do their ancestors."""

from __future__ import annotations

from collections.abc import Iterator

from orgplan.model import PlanModel
from orgplan.plan import Plan, Violation
from orgplan.structure.clause import Clause


class Fixed(Clause):
    """Only movable units take part in a plan (section 4, first paragraph).

    Formulation
    -----------
    Fixed units have no variables, and `Problem.may_end` leaves out everything above them.
    """

    name = "fixed"

    def post(self, model: PlanModel) -> None:
        """Nothing to add: a fixed unit has no decision."""

    def violations(self, plan: Plan) -> Iterator[Violation]:
        """Fixed units that end, convert, give or receive."""
        problem = plan.problem
        for unit_id in problem.before.ids:
            if unit_id in plan.ended and unit_id not in problem.may_end:
                yield self.broken(
                    [unit_id],
                    f"{problem.name(unit_id)} phải giữ lại nhưng bị kết thúc",
                    f"{problem.name(unit_id)} must survive but ends",
                )
            if unit_id not in problem.movable and (
                unit_id in plan.converted or unit_id in plan.receivers or unit_id in plan.gained
            ):
                yield self.broken(
                    [unit_id],
                    f"{problem.name(unit_id)} nằm ngoài phạm vi sắp xếp nhưng bị thay đổi",
                    f"{problem.name(unit_id)} is fixed but is changed",
                )
