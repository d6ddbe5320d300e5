"""The whole model of a plan: all that its parts hold, and the way back to a plan."""

from __future__ import annotations

from collections.abc import Sequence

from orgplan.linear import Linear
from orgplan.model.displacement import Displacement
from orgplan.organisation import BlockKey
from orgplan.plan import Plan
from orgplan.problem import Problem


class PlanModel(Displacement):
    """Decision variables over one problem, and lazily made expressions over them.

    Parameters
    ----------
    problem
        What is to be planned.
    units
        The units in scope that the model decides about; all of them if None. Every other unit
        lives on, gives nothing and receives nothing, and nothing is asked of it.

    Attributes
    ----------
    units
        The units that the model decides about, in input order.
    linear
        The variables and constraints made so far.
    scale
        Whole steps in one post: all posts times `scale` are whole numbers.
    """

    def __init__(self, problem: Problem, units: Sequence[str] | None = None) -> None:
        super().__init__(problem, units)

    def plan(self, values: Sequence[int]) -> Plan:
        """The plan that an assignment of the variables stands for."""

        def holds(variable: Linear) -> bool:
            return sum(values[i] * c for i, c in variable.terms.items()) + variable.constant >= 1

        moved: dict[BlockKey, str] = {}
        ended = frozenset(u for u in self.units if holds(self.ends(u)))
        for unit_id in self.units:
            for block in self.before[unit_id].blocks:
                for receiver in self.receivers(unit_id):
                    if holds(self.ends_in(block.key, receiver)):
                        moved[block.key] = receiver
        converted = {
            u: self.problem.kinds_after(u)[1] for u in self.units if holds(self.converted(u))
        }
        return Plan(self.problem, ended, moved, converted)
