"""What a model speaks of: the units that it decides about, and what belongs to none of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from orgplan.candidates import Candidates
from orgplan.linear import LinearModel
from orgplan.problem import Problem


class Units:
    """The units of a model among all those of a problem."""

    def __init__(self, problem: Problem, units: Sequence[str] | None = None) -> None:
        self.problem = problem
        self.before = problem.before
        self.units = problem.in_scope if units is None else in_order(units, problem)
        self._inside = frozenset(self.units)
        self.candidates = Candidates(problem, self.units)
        self.linear = LinearModel()
        self.scale = problem.steps

    @property
    def has_rest(self) -> bool:
        """Whether what belongs to no unit in scope is posted and counted here.

        It is in a model of all units, and in one of no unit: so the models of a partition and the
        model of none add up to the model of all.
        """
        return not self.units or len(self.units) == len(self.problem.in_scope)

    def among(self, units: Iterable[str]) -> tuple[str, ...]:
        """Those of some units that the model decides about, in the order given."""
        return tuple(u for u in units if u in self._inside)

    @cached_property
    def around(self) -> tuple[str, ...]:
        """The units and everything that stands directly below one before, in input order."""
        below = (child for unit_id in self.units for child in self.before.children(unit_id))
        return in_order([*self.units, *below], self.problem)

    @property
    def units_and_rest(self) -> tuple[str, ...]:
        """The units and, where the model has the rest, all units out of scope."""
        if not self.has_rest:
            return self.units
        movable = self.problem.movable
        return tuple(u for u in self.before.ids if u in self._inside or u not in movable)

    def may_end(self, unit_id: str) -> bool:
        """Whether the model has a decision about the end of a unit."""
        return self.candidates.may_end(unit_id)


def in_order(units: Iterable[str], problem: Problem) -> tuple[str, ...]:
    """Each of some units once, in input order."""
    return tuple(sorted(set(units), key=problem.before.position.__getitem__))
