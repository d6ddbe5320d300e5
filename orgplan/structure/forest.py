"""Clause 4.9: the plan leaves a forest; no unit ends up below itself."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from orgplan.model import PlanModel
from orgplan.plan import Plan, Violation
from orgplan.structure.clause import Clause


class Forest(Clause):
    """Following parents after upwards never comes back.

    Formulation
    -----------
    Only units on a cycle of possible parents can close a loop. Each of these gets a level, and
    ``survives(u)`` and ``parent_is(u, P)`` imply ``level(u) ≥ level(P) + 1``
    (Miller, Tucker, Zemlin 1960, doi:10.1145/321043.321046).
    """

    name = "forest"

    def post(self, model: PlanModel) -> None:
        """Give levels to the units that could close a loop."""
        loops = [u for u in model.units if u in model.loops]
        level = {u: model.linear.integer(f"level {u}", 0, len(loops)) for u in loops}
        for unit_id in loops:
            for parent in model.possible_parents(unit_id):
                if parent in model.loops[unit_id]:
                    model.linear.add(
                        level[unit_id] - level[parent],
                        low=1,
                        when=[model.survives(unit_id), model.parent_is(unit_id, parent)],
                    )

    def violations(self, plan: Plan) -> Iterator[Violation]:
        """Units that stand above themselves."""
        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_edges_from(
            (parent, unit_id)  # before there is no loop, so each lies below units that ended
            for unit_id, parent in plan.parent_after.items()
            if parent is not None and unit_id in plan.new_superiors
        )
        for component in nx.strongly_connected_components(graph):
            first = min(component, key=plan.problem.before.position.__getitem__)
            if len(component) > 1 or graph.has_edge(first, first):
                names = plan.problem.name(first)
                yield self.broken(
                    sorted(component, key=plan.problem.before.position.__getitem__),
                    f"{names} trực thuộc chính nó (vòng lặp)",
                    f"{names} stands below itself",
                )
