"""Clause 4.8: a surviving unit may take the other kind that the scenario gives its kind."""

from __future__ import annotations

from collections.abc import Iterator

from orgplan.model import PlanModel
from orgplan.plan import Plan, Violation
from orgplan.structure.clause import Clause


class Convert(Clause):
    """Only listed kinds convert, once, and only units that live on.

    Formulation
    -----------
    `PlanModel` makes ``converted(u) ≤ survives(u)`` only for units that may convert.
    """

    name = "convert"

    def post(self, model: PlanModel) -> None:
        """Nothing to add: only units that may convert have the variable."""

    def violations(self, plan: Plan) -> Iterator[Violation]:
        """Units with a kind that they may not have."""
        problem = plan.problem
        for unit_id, kind in plan.converted.items():
            if unit_id in plan.ended or kind not in problem.kinds_after(unit_id)[1:]:
                label = problem.ruleset.label_of(kind)
                yield self.broken(
                    [unit_id],
                    f"{problem.name(unit_id)} không được chuyển thành {label.vi}",
                    f"{problem.name(unit_id)} may not become {label.en}",
                )
