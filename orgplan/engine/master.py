"""Column generation for a large plain family: a bound, dual values, and the columns that matter."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from orgplan.engine.backend import Watch
from orgplan.engine.columns import FAR, FINE, Columns, Duals, WideFamily
from orgplan.engine.plain import MOST_LISTED
from orgplan.engine.quiet import quiet_solver
from orgplan.families import Whole

_BLOCK = 150
"""Members from which on a family is begun in blocks."""
_MEMBERS = 38
"""Members of a block: fewer tell less, more take longer."""
_KEEP = 8
"""Columns of one receiver that one round of pricing adds at most."""
_SMOOTHED = 50
"""Members of a family from which on dual values are smoothed."""
_LISTED = ((14, 64), (30, 256), (60, 2048), (60, None))
"""Members of each receiver that are combined, and sets of it that are held against the rules: few
while columns are sought, more for a bound where all that matter are too many."""


_NONE = 1e-6
"""What a solver in floating point may mean by nothing."""

Real = npt.NDArray[np.float64]
Place = npt.NDArray[np.int32]


class Master:
    """The linear relaxation over some columns; every member may be left out at a high cost.

    Parameters
    ----------
    family, price
        Whose columns, and what each costs besides [steps].
    low, high
        Fewest and most columns.
    left_out
        What it costs to leave a member out [steps].
    """

    def __init__(
        self, family: WideFamily, price: int, low: int, high: int, left_out: float
    ) -> None:
        self.family, self.price, self.left_out = family, price, left_out
        self.solver = quiet_solver()
        self.solver.setOptionValue("threads", 1)
        size = family.size
        none = np.zeros(0)
        for _ in range(size):
            self.solver.addRow(1.0, 1.0, 0, none.astype(np.int32), none)
        self.solver.addRow(float(low), float(high), 0, none.astype(np.int32), none)
        places = np.arange(size + 1, dtype=np.int32)  # the last one: a column too few
        self._add(np.full(size + 1, left_out), places, places, np.ones(size + 1))
        self.columns = family.nothing
        self.leaves_out = 0.0
        self._members = np.zeros(size, dtype=np.int64)

    def add(self, columns: Columns) -> None:
        """Take in columns."""
        if not len(columns):
            return
        size = self.family.size
        rows = np.column_stack([columns.rows, np.full(len(columns), size)])
        held = rows >= 0
        starts = np.concatenate([[0], held.sum(axis=1).cumsum()[:-1]]).astype(np.int32)
        indices = rows[held].astype(np.int32)
        costs = self.family.first_costs(columns) + self.price
        self._add(costs.astype(np.float64), starts, indices, np.ones(len(indices)))
        self.columns = self.columns.joined(columns)

    def choose(self, seconds: float) -> Whole | None:
        """Places of columns that are a good plan, or None if none was found in time."""
        import highspy

        size, solver = self.family.size, self.solver
        for place in range(size + 1):
            solver.changeColBounds(place, 0.0, 0.0)
        for place in range(size + 1, size + 1 + len(self.columns)):
            solver.changeColIntegrality(place, highspy.HighsVarType.kInteger)
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.setOptionValue("mip_abs_gap", 0.99)
        solver.setOptionValue("time_limit", solver.getRunTime() + seconds)
        solver.run()
        if solver.getInfo().primal_solution_status != 2:
            return None
        used = np.array(solver.getSolution().col_value)[size + 1 :]
        rows = np.flatnonzero(used > 0.5)
        members = self.columns.rows[rows]
        members = np.sort(members[members >= 0])
        return rows if np.array_equal(members, np.arange(size)) else None

    def leave_out_at(self, cost: float) -> None:
        """Change what it costs to leave a member out [steps]."""
        self.left_out = cost
        for place in range(self.family.size + 1):
            self.solver.changeColCost(place, cost)

    def _add(self, costs: Real, starts: Place, indices: Place, values: Real) -> None:
        number = len(costs)
        self.solver.addCols(
            number, costs, np.zeros(number), np.full(number, np.inf),
            len(indices), starts, indices, values,
        )  # fmt: skip

    def solve(self, seconds: float) -> tuple[float, Duals]:
        """The least value, and the dual values there."""
        self.solver.setOptionValue("time_limit", self.solver.getRunTime() + max(0.1, seconds))
        self.solver.run()
        solution = self.solver.getSolution()
        fine = np.rint(np.array(solution.row_dual) * FINE)
        fine = np.clip(fine, -FAR / 1024, FAR / 1024).astype(np.int64)
        value = float(self.solver.getInfo().objective_function_value)
        values = np.array(solution.col_value)
        self.leaves_out = float(values[: self.family.size + 1].sum())
        return value, Duals(fine[:-1], int(fine[-1]) - self.price * FINE)


@dataclass
class Generation:
    """What column generation reached.

    Parameters
    ----------
    family, price, low, high
        As for `Master`.
    watch
        When to stop.
    worst
        No plan costs more (first tier and price) [steps]: a higher bound proves that there is none.

    Attributes
    ----------
    bound
        No plan within the limits costs less (first tier and price) [steps].
    fine
        The same before it is rounded up [fine steps].
    duals
        Dual values of that bound.
    complete
        Whether the last pricing saw every column that could have been wanted.
    """

    family: WideFamily
    price: int
    low: int
    high: int
    watch: Watch
    worst: int = 0
    bound: int = -FAR
    fine: int = -FAR
    duals: Duals | None = None
    complete: bool = False

    def run(self) -> Master:
        """Generate columns until none is missing or the time is over."""
        family = self.family
        usual = int(np.where(family.closed, 0, family.first).max(initial=1)) + abs(self.price)
        master = Master(family, self.price, self.low, self.high, float(usual))
        if family.size > _BLOCK:
            self._begin_by_blocks(master)
        else:
            start = Duals(np.full(family.size, usual * FINE), -self.price * FINE)
            master.add(family.priced(start, 0, *_LISTED[0], _KEEP).columns)
        level = 0
        while self.watch.left > 0:
            value, duals = master.solve(self.watch.left)
            found = self._priced(master, duals, level)
            if (
                not found
                and master.leaves_out > 1e-6
                and master.left_out < max(4 * usual, 4 * self.worst)
            ):
                master.leave_out_at(master.left_out * 4)
                continue
            if self.bound >= value - 1e-6 * max(1.0, abs(value)):
                break
            if not found:
                level_is_last = level + (2 if family.size > MOST_LISTED else 1) == len(_LISTED)
                if level_is_last or self.complete:
                    break
                level += 1
        return master

    def _begin_by_blocks(self, master: Master) -> None:
        """Columns and dual values of blocks of similar members, each solved for itself."""
        size = self.family.size
        order = self.family.by_likeness()
        members = np.zeros(size, dtype=np.int64)
        columns, slices = 0, np.array_split(order, -(-size // _MEMBERS))
        for places in slices:
            if self.watch.left <= 0:
                break  # any dual values give a true bound
            share = len(places) / size
            low, high = int(self.low * share), math.ceil(self.high * share)
            inner = Watch(self.watch.left / 4, stopped=self.watch.stopped)
            block = Generation(self.family.part(places), self.price, low, high, inner)
            found = block.run()
            mine = found.columns.taken(_near(found, block))
            master.add(Columns(np.append(places, -1)[mine.rows], mine.costs))
            if block.duals is not None:
                members[places] = block.duals.members
                columns += block.duals.column
        self.duals = Duals(members, columns // len(slices))
        self._price(master, self.duals, self.duals, 0)

    def _priced(self, master: Master, duals: Duals, level: int) -> int:
        """Price near the best dual values that are known, then, if that adds nothing, at new ones.

        Dual values swing less so, and fewer rounds are needed (Wentges 1997,
        doi:10.1016/S0969-6016(97)00001-4).
        """
        if self.duals is not None and self.family.size > _SMOOTHED:
            members = (duals.members + 3 * self.duals.members) // 4
            between = Duals(members, (duals.column + 3 * self.duals.column) // 4)
            found = self._price(master, between, duals, level)
            if found:
                return found
        return self._price(master, duals, duals, level)

    def _price(self, master: Master, at: Duals, duals: Duals, level: int) -> int:
        every = self.family.every(at, 0, _KEEP) if level else None
        listed, seen = _LISTED[level]
        priced = every or self.family.priced(at, 0, listed, seen, _KEEP)
        self.complete = priced.complete
        fine = self.family.fine_bound(at, priced.least, self.low, self.high, self.price)
        if self.duals is None or fine > self.fine:
            self.fine, self.bound, self.duals = fine, -(-fine // FINE), at
        fresh = priced.columns.taken(self.family.reduced(priced.columns, duals) < -1)
        master.add(fresh)
        return len(fresh)


def _near(master: Master, block: Generation) -> Whole:
    """Places of the columns that are cheap at the dual values of a block."""
    if block.duals is None:
        return np.arange(len(master.columns))
    reduced = block.family.reduced(master.columns, block.duals)
    return np.argsort(reduced, kind="stable")[: 8 * block.family.size]
