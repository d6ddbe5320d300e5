"""Clause 4.6: a unit stands only below a unit whose kind after contains its own."""

from __future__ import annotations

from collections.abc import Iterator

from orgplan.model import PlanModel
from orgplan.plan import Plan, Violation
from orgplan.structure.clause import Clause


class Contain(Clause):
    """Kinds after fit together wherever an internal unit in scope is the child or the parent.

    Formulation
    -----------
    For every unit u, possible parent P, kind k of u and K of P with k not among ``contains(K)``:
    not ``kind_is(u, k)`` and ``parent_is(u, P)`` and ``kind_is(P, K)`` together.
    """

    name = "contain"

    def post(self, model: PlanModel) -> None:
        """Forbid each misfit of kinds."""
        problem, scope = model.problem, model.problem.movable
        for unit_id in model.around:
            for parent in model.possible_parents(unit_id):
                if unit_id not in scope and parent not in scope:
                    continue
                for kind_above in problem.kinds_after(parent):
                    above = problem.ruleset.kind(kind_above)
                    for kind in problem.kinds_after(unit_id):
                        if not above.may_contain(kind):
                            model.linear.forbid(
                                [
                                    model.kind_is(unit_id, kind),
                                    model.parent_is(unit_id, parent),
                                    model.kind_is(parent, kind_above),
                                ]
                            )

    def violations(self, plan: Plan) -> Iterator[Violation]:
        """Units below a parent that may not contain them."""
        problem = plan.problem
        scope = set(problem.in_scope)
        for unit_id, parent in plan.parent_after.items():
            if parent is None or (unit_id not in scope and parent not in scope):
                continue
            kind, above = plan.kind_after(unit_id), plan.kind_after(parent)
            if not problem.ruleset.kind(above).may_contain(kind):
                low, high = problem.ruleset.label_of(kind), problem.ruleset.label_of(above)
                yield self.broken(
                    [unit_id, parent],
                    f"{problem.name(unit_id)} ({low.vi}) không thể trực thuộc "
                    f"{problem.name(parent)} ({high.vi})",
                    f"{problem.name(unit_id)} ({low.en}) cannot stand below "
                    f"{problem.name(parent)} ({high.en})",
                )
