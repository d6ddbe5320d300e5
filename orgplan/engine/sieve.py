"""Which of many columns may be in the best plan, objective after objective.

A list holds every column that a plan with the least values of some objectives can be made of. The
linear relaxation of the next objective over the list has dual values; rounded to whole numbers they
give an exact bound on it, and with a plan at hand they say of most columns that no better plan
holds them: their reduced costs are above the distance between plan and bound.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from orgplan.engine.backend import Watch
from orgplan.engine.columns import FINE, Columns, WideFamily
from orgplan.engine.quiet import quiet_solver
from orgplan.families import Whole

if TYPE_CHECKING:
    from highspy import Highs

_TRIED = 60_000
"""Columns, those with the least reduced costs, in which a better plan is looked for."""
_TRYING = 0.7
"""Share of the time left for that."""


@dataclass(frozen=True)
class Sieve:
    """Columns of a family, and what is known of the plans that they make.

    Parameters
    ----------
    family, low, high
        Whose columns, and how many a plan has.
    columns
        All that may be in the best plan.
    plan
        A plan; its first objectives are proven.
    proven
        How many.
    bound
        Of the next objective [whole steps].
    """

    family: WideFamily
    low: int
    high: int
    columns: Columns
    plan: Columns
    proven: int
    bound: int = 0

    @property
    def values(self) -> list[int]:
        """Objectives of the plan."""
        return [int(cost) for cost in self.plan.costs.sum(axis=0)]

    def shaken(self, clock: Watch) -> Sieve | None:
        """The same with the next objective looked at; None if the time is over."""
        duals = self._duals(clock.left)
        if duals is None:
            return None
        reduced, fine = self._reduced(duals)
        here = np.argsort(reduced, kind="stable")[:_TRIED]
        tried = self.columns.taken(here).joined(self.plan)
        plan = self._better(tried, clock.left * _TRYING)
        value, bound = int(plan.costs[:, self.proven].sum()), -(-fine // FINE)
        kept = self.columns.taken(reduced <= value * FINE - fine)
        proven = self.proven + (value == bound)
        return Sieve(
            self.family, self.low, self.high, kept, plan, proven, 0 if value == bound else bound
        )

    def _duals(self, seconds: float) -> Whole | None:
        """Dual values of members, of the number of columns and of what is proven [fine steps]."""
        if seconds <= 0:
            return None
        solver = self._model(self.columns, seconds)
        solver.run()
        if solver.getInfo().dual_solution_status != 2:
            return None
        duals = np.rint(np.array(solver.getSolution().row_dual) * FINE)
        return np.array(duals, dtype=np.int64)

    def _reduced(self, duals: Whole) -> tuple[Whole, int]:
        """Reduced costs, and the bound on the next objective [fine steps].

        A plan has one column of each receiver at most, so receivers add what is below zero.
        """
        size, columns = self.family.size, self.columns
        members, number, known = duals[:size], int(duals[size]), duals[size + 1 :]
        paid = np.append(members, 0)[columns.rows].sum(axis=1) + number
        paid = paid + columns.costs[:, : self.proven] @ known
        reduced = columns.costs[:, self.proven] * FINE - paid
        least = np.zeros(size, dtype=np.int64)
        np.minimum.at(least, columns.rows[:, 0], reduced)
        told = sum(int(d) * v for d, v in zip(known, self.values[: self.proven], strict=True))
        counted = number * (self.high if number < 0 else self.low)
        return reduced, int(members.sum()) + counted + told + int(least.sum())

    def _better(self, columns: Columns, seconds: float) -> Columns:
        """The best plan that was found among some columns, or the one that is known."""
        import highspy

        solver = self._model(columns, seconds)
        for place in range(len(columns)):
            solver.changeColIntegrality(place, highspy.HighsVarType.kInteger)
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.setOptionValue("mip_abs_gap", 0.99)
        solver.run()
        if solver.getInfo().primal_solution_status != 2:
            return self.plan
        used = columns.taken(np.array(solver.getSolution().col_value) > 0.5)
        wanted, found = self.values[: self.proven + 1], used.costs.sum(axis=0).tolist()
        covered = np.array_equal(np.sort(used.rows[used.rows >= 0]), np.arange(self.family.size))
        fits = covered and self.low <= len(used) <= self.high
        return used if fits and found[: self.proven + 1] <= wanted else self.plan

    def _model(self, columns: Columns, seconds: float) -> Highs:
        """The least of the next objective where those before have their proven values."""
        solver, none = quiet_solver(), np.zeros(0)
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("time_limit", max(0.1, seconds))
        limits = [(1.0, 1.0)] * self.family.size + [(float(self.low), float(self.high))]
        limits += [(-np.inf, float(value)) for value in self.values[: self.proven]]
        for least, most in limits:
            solver.addRow(least, most, 0, none.astype(np.int32), none)
        number, size = len(columns), self.family.size
        more = np.broadcast_to(np.arange(size, len(limits)), (number, self.proven + 1))
        rows = np.column_stack([columns.rows, more])
        ones = np.ones((number, columns.rows.shape[1] + 1))
        entries = np.column_stack([ones, columns.costs[:, : self.proven]])
        held = (rows >= 0) & (entries != 0)
        starts = np.concatenate([[0], held.sum(axis=1).cumsum()[:-1]]).astype(np.int32)
        costs = columns.costs[:, self.proven].astype(np.float64)
        solver.addCols(
            number, costs, np.zeros(number), np.full(number, np.inf),
            int(held.sum()), starts, rows[held].astype(np.int32), entries[held],
        )  # fmt: skip
        return solver
