"""The cheapest parting of a large group: columns for what is alike, chosen exactly.

The columns are sets of members, those that are alike being one class: a column says how many of
each class it holds, and a parting takes every class up. The linear relaxation is solved with as
many columns as it needs, all others being looked at in one go; its dual values, made whole numbers,
prove a bound (Lagrange). Whatever a column that is left out is part of, costs at least the bound
and its reduced cost. So the exact solver chooses among the nearest columns, more of them each time,
until nothing that was left out could be better, or the time is over.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from orgplan.engine.backend import Watch
from orgplan.engine.columns import FINE
from orgplan.engine.nested.groups import Group
from orgplan.engine.quiet import quiet_solver
from orgplan.engine.works import MakeBackend
from orgplan.families import Whole
from orgplan.linear import Linear, LinearModel

if TYPE_CHECKING:
    from highspy import Highs

_FIRST = 6
"""Columns to begin with, for each class."""
_MORE = 8
"""Columns that a round adds, for each class."""
_CHOSEN = 500
"""Columns among which the exact solver chooses first."""
_MOST_CHOSEN = 8_000
"""Columns among which it chooses at most."""
_NOTHING = 1e-6
"""What the relaxation, solved in floating point, may mean by nothing."""
_SECONDS = 2.0
"""For one choice."""


@dataclass(frozen=True)
class Relaxed:
    """The linear relaxation.

    Parameters
    ----------
    base
        No parting costs less [fine steps].
    reduced
        Reduced cost of every column [fine steps].
    leaves_out
        Whether the columns cannot take up all members.
    whole
        Its columns, as often as each is taken, if none is taken in part.
    """

    base: int
    reduced: Whole
    leaves_out: bool = False
    whole: Whole | None = None

    @property
    def bound(self) -> int:
        """No parting costs less [steps]."""
        return -(-self.base // FINE)


@dataclass
class Columns:
    """The columns of one group, priced again and again.

    Parameters
    ----------
    group
        The group.
    backend, watch
        The exact solver, and when to stop.
    """

    group: Group
    backend: MakeBackend
    watch: Watch
    _start: Whole | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        group = self.group
        self._classes = np.append(group.classes, -1)[group.rows]
        self._members = (group.rows >= 0).sum(axis=1)
        self._sizes = np.bincount(group.classes)

    def _held(self, places: Whole) -> Whole:
        """How many of each class some columns hold, columns × classes."""
        kinds = np.arange(len(self._sizes))
        return np.array((self._classes[places][:, :, None] == kinds).sum(axis=1))

    def _reduced(self, costs: Whole, duals: Whole) -> Whole:
        """Reduced costs of all columns [fine steps]."""
        return np.array(costs * FINE - np.append(duals, 0)[self._classes].sum(axis=1))

    # -- the bound ---------------------------------------------------------------------------

    def relaxed(self, costs: Whole) -> Relaxed:
        """Solve the relaxation at some costs of the columns [steps]."""
        solver = self._solver(costs)
        taken = np.zeros(len(costs), dtype=np.bool_)
        sizes = self._sizes
        duals = np.zeros(len(sizes), dtype=np.int64) if self._start is None else self._start
        reduced = self._reduced(costs, duals)
        order = np.argsort(reduced // self._members, kind="stable")
        fresh = np.union1d(order[: _FIRST * len(sizes)], np.flatnonzero(self._members == 1))
        best, columns = Relaxed(-(1 << 60), reduced), fresh[:0]
        while len(fresh):
            self._add(solver, fresh, costs)
            taken[fresh] = True
            columns = np.concatenate([columns, fresh])
            solver.run()
            value = float(solver.getInfo().objective_function_value)
            duals = np.rint(np.array(solver.getSolution().row_dual) * FINE).astype(np.int64)
            reduced = self._reduced(costs, duals)
            base = int(sizes @ duals) + int(sizes.sum()) * min(0, int(reduced.min()))
            if base > best.base:
                best, self._start = Relaxed(base, reduced), duals
            open_columns = np.flatnonzero((reduced < -1) & ~taken)
            if best.base / FINE >= value - 1e-6 * max(1.0, abs(value)):
                break
            order = np.argsort(reduced[open_columns], kind="stable")
            fresh = open_columns[order[: _MORE * len(sizes)]]
        values = np.array(solver.getSolution().col_value)
        left_out, often = values[: len(sizes)], np.rint(values[len(sizes) :]).astype(np.int64)
        if (left_out > _NOTHING).any():
            return Relaxed(best.base, best.reduced, leaves_out=True)
        whole = np.repeat(columns, often)
        fits = np.array_equal(self._held(whole).sum(axis=0), sizes)
        return Relaxed(best.base, best.reduced, whole=whole if fits else None)

    def _solver(self, costs: Whole) -> Highs:
        """A solver in which every class may be left out at a high cost."""
        solver, number = quiet_solver(), len(self._sizes)
        solver.setOptionValue("threads", 1)
        none = np.zeros(0)
        for size in self._sizes:
            solver.addRow(float(size), float(size), 0, none.astype(np.int32), none)
        usual = float(np.abs(costs).max(initial=1)) * 2 + 1
        eye = np.arange(number, dtype=np.int32)
        solver.addCols(
            number, np.full(number, usual), np.zeros(number), np.full(number, np.inf), number, eye,
            eye, np.ones(number),
        )  # fmt: skip
        return solver

    def _add(self, solver: Highs, places: Whole, costs: Whole) -> None:
        held = self._held(places)
        columns, classes = np.nonzero(held)
        starts = np.searchsorted(columns, np.arange(len(places))).astype(np.int32)
        number = len(places)
        solver.addCols(
            number, costs[places].astype(np.float64), np.zeros(number), np.full(number, np.inf),
            len(classes), starts, classes.astype(np.int32),
            held[columns, classes].astype(np.float64),
        )  # fmt: skip

    # -- the choice --------------------------------------------------------------------------

    def chosen(self, costs: Whole, relaxed: Relaxed) -> tuple[int, Whole | None]:
        """A bound [steps], and the columns of a parting, as often as each is taken, or None."""
        order = np.argsort(relaxed.reduced, kind="stable")
        number, bound, best = _CHOSEN, relaxed.bound, relaxed.whole
        if best is not None and costs[best].sum() <= bound:
            return bound, best
        while True:
            some = order[:number]
            proven, found = self._choose(some, costs)
            if found is not None and (best is None or costs[found].sum() < costs[best].sum()):
                best = found
            beyond = 1 << 60
            if number < len(order):
                beyond = -(-(relaxed.base + int(relaxed.reduced[order[number]])) // FINE)
            bound = max(bound, min(proven, beyond))
            done = best is not None and costs[best].sum() <= bound
            if done or number >= min(len(order), _MOST_CHOSEN) or self.watch.left <= 0:
                return bound, best
            number *= 4

    def _choose(self, places: Whole, costs: Whole) -> tuple[int, Whole | None]:
        model = LinearModel()
        held = self._held(places)
        most = (self._sizes // np.maximum(held, 1) + (held == 0) * (1 << 30)).min(axis=1)
        chosen = [next(iter(model.integer("column", 0, int(m)).terms)) for m in most]
        for number, size in enumerate(self._sizes):
            inside = np.flatnonzero(held[:, number])
            terms = {chosen[place]: int(held[place, number]) for place in inside}
            model.add(Linear(terms), low=int(size), high=int(size))
        objective = Linear({i: int(c) for i, c in zip(chosen, costs[places], strict=True)})
        clock = Watch(min(_SECONDS, self.watch.left), stopped=self.watch.stopped)
        outcome = self.backend().minimise(model, objective, clock)
        if outcome.verdict == "infeasible":
            return 1 << 60, None
        proven = -(1 << 60) if outcome.bound is None else outcome.bound
        if outcome.values is None:
            return proven, None
        return proven, np.repeat(places, outcome.values)

    def receivers(self, chosen: Whole, holders: Whole) -> Whole:
        """For each member the place of whoever it ends in, itself if it lives on."""
        pools = [[*np.flatnonzero(self.group.classes == c)] for c in range(len(self._sizes))]
        found = np.zeros(len(self.group), dtype=np.int64)
        for column in chosen:
            row = self.group.rows[column]
            members = [pools[self.group.classes[u]].pop() for u in row[row >= 0]]
            found[members] = members[holders[column]]
        return found
