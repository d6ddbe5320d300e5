"""The cheapest way to part a group into sets.

A small group is solved over all its subsets (as in `orgplan.engine.partition`, without counts), a
large one by columns (`orgplan.engine.nested.columns`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from orgplan.engine.backend import Watch
from orgplan.engine.nested.columns import Columns
from orgplan.engine.nested.groups import SMALL, Group
from orgplan.engine.works import MakeBackend
from orgplan.families import Whole

_FAR = np.int64(1 << 60)


@dataclass(frozen=True)
class Parting:
    """A way to part a group.

    Parameters
    ----------
    bound
        No way costs less [steps].
    cost
        What this one costs [steps].
    receivers
        For each member the place of whoever it ends in, itself if it lives on.
    """

    bound: int
    cost: int
    receivers: Whole


@dataclass
class Cover:
    """Partings of one group, again and again at other costs.

    Parameters
    ----------
    group
        The group.
    backend, watch
        The exact solver, and when to stop.
    """

    group: Group
    backend: MakeBackend
    watch: Watch = field(default_factory=lambda: Watch(3600))

    @cached_property
    def _columns(self) -> Columns:
        return Columns(self.group, self.backend, self.watch)

    def cheapest(self, end: Whole, live: Whole, *, bound_only: bool = False) -> Parting | None:
        """The cheapest parting; None if there is none.

        Parameters
        ----------
        end, live
            As for `Group.costs`.
        bound_only
            Whether only the bound matters.
        """
        group = self.group
        if len(group) == 1 and len(group.rows):
            cost = int(live[0] + group.set_costs[0, 0])
            return Parting(cost, cost, np.zeros(1, dtype=np.int64))
        costs, holders = group.costs(end, live)
        if len(group) > SMALL:
            return self._by_columns(costs, holders, bound_only=bound_only)
        chosen = _by_subsets(group, costs)
        if chosen is None:
            return None
        rows, cost = group.rows[chosen], int(costs[chosen].sum())
        receivers = np.zeros(len(group), dtype=np.int64)
        for row, holder in zip(rows, holders[chosen], strict=True):
            receivers[row[row >= 0]] = row[holder]
        return Parting(cost, cost, receivers)

    def _by_columns(self, costs: Whole, holders: Whole, *, bound_only: bool) -> Parting | None:
        columns, nobody = self._columns, np.arange(len(self.group))
        relaxed = columns.relaxed(costs)
        if relaxed.leaves_out:
            return None
        if bound_only:
            return Parting(relaxed.bound, relaxed.bound, nobody)
        bound, chosen = columns.chosen(costs, relaxed)
        if chosen is None:
            return None
        return Parting(bound, int(costs[chosen].sum()), columns.receivers(chosen, holders))


def _by_subsets(group: Group, costs: Whole) -> Whole | None:
    """Places of the sets of the cheapest parting; None if there is none."""
    size = len(group)
    everything = (1 << size) - 1
    best = np.full((1 << size) + 1, _FAR)  # the last one: a set that does not fit
    best[0] = 0
    chosen = np.zeros(1 << size, dtype=np.int64)
    for places, left, rest in group.steps:
        values = best[rest] + costs[places, None]
        found = values.argmin(axis=0)
        best[left] = values[found, np.arange(len(left))]
        chosen[left] = places[found]
    if best[everything] >= _FAR // 2:
        return None
    found = []
    while everything:
        found.append(chosen[everything])
        everything ^= int(group.masks[chosen[everything]])
    return np.array(found, dtype=np.int64)
