"""Peer: the cheapest feasible merger again and again, until the cut is reached.

First every group below the floor is merged, then whatever is cheapest. A family in which a group
below the floor finds no partner is packed anew, largest units first. It proves nothing, and may end
without a plan.
"""

from __future__ import annotations

import heapq
import time
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.answer import Answer
from benchmarks.peers.families import Family, Question, merged, read_question
from orgplan.case import Case


@dataclass(frozen=True)
class _Group:
    """Places of siblings that are to become one unit."""

    members: tuple[int, ...]
    posts: int
    holds: npt.NDArray[np.bool_]
    cost: int
    receiver: int


def solve(case: Case, limit: float) -> Answer:
    """Merge until the cut is reached or the seconds are over."""
    deadline = time.perf_counter() + limit
    question = read_question(case)
    search = _Greedy(question)
    if not search.mend(deadline) or not search.cut(deadline):
        return Answer("nothing", remark="no merger left that keeps the rules")
    return Answer("plan", merged(case, search.receivers()))


def _alone(family: Family, unit: int) -> _Group:
    return _Group((unit,), int(family.posts[unit]), family.holds[unit], 0, unit)


class _Greedy:
    """The groups so far and the mergers thinkable, cheapest first."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._groups: dict[int, tuple[int, _Group]] = {}
        self._of_family: list[set[int]] = [set() for _ in question.families]
        self._heap: list[tuple[int, int, int]] = []
        self._next = 0
        for place, family in enumerate(question.families):
            for unit in range(family.mergers):
                self._add(place, _alone(family, unit))

    def mend(self, deadline: float) -> bool:
        """Merge every group that lies below the floor; False if one finds no partner."""
        waiting: list[tuple[int, int, int]] = []
        below = {n for n, (_, group) in self._groups.items() if not self._keeps(group)}
        while below:
            if time.perf_counter() > deadline:
                return False
            if not self._heap:
                stuck = sorted({self._groups[number][0] for number in below})
                if not all(self._pack(place) for place in stuck):
                    return False
                break
            extra, first, second = heapq.heappop(self._heap)
            if not {first, second} <= self._groups.keys():
                continue
            if not {first, second} & below:
                waiting.append((extra, first, second))
                continue
            number = self._merge(first, second)
            below -= {first, second}
            if not self._keeps(self._groups[number][1]):
                below.add(number)
        self._heap += waiting
        heapq.heapify(self._heap)
        return True

    def cut(self, deadline: float) -> bool:
        """Merge the cheapest pair until few enough groups remain; False if none is left."""
        while len(self._groups) > self._question.remaining:
            if not self._heap or time.perf_counter() > deadline:
                return False
            _, first, second = heapq.heappop(self._heap)
            if {first, second} <= self._groups.keys():
                self._merge(first, second)
        return True

    def _pack(self, place: int) -> bool:
        """Pack a family anew into as many groups as keep the rules; False if none do."""
        family = self._question.families[place]
        most = int(family.posts.sum()) // max(1, self._question.floor)
        for number in range(min(most, family.mergers), 0, -1):
            packed = self._packed(family, number)
            if packed is not None:
                for old in self._of_family[place]:
                    del self._groups[old]
                self._of_family[place] = set()
                for group in packed:
                    self._add(place, group)
                return True
        return False

    def _packed(self, family: Family, number: int) -> list[_Group] | None:
        """So many groups: each unit, largest first, into the smallest group with room for it."""
        order = [int(unit) for unit in np.argsort(-family.posts, kind="stable")]
        groups = [_alone(family, unit) for unit in order[:number]]
        for unit in order[number:]:
            alone = _alone(family, unit)
            for place in sorted(range(number), key=lambda p: groups[p].posts):
                joined = self._join(family, groups[place], alone)
                if joined is not None:
                    groups[place] = joined
                    break
            else:
                return None
        return groups if all(self._keeps(group) for group in groups) else None

    def receivers(self) -> dict[str, str]:
        """Unit that ends → where."""
        return {
            units[member]: units[group.receiver]
            for family, group in self._groups.values()
            for units in (self._question.families[family].units,)
            for member in group.members
            if member != group.receiver
        }

    def _keeps(self, group: _Group) -> bool:
        return group.posts >= self._question.floor

    def _merge(self, first: int, second: int) -> int:
        place, a = self._groups.pop(first)
        _, b = self._groups.pop(second)
        self._of_family[place] -= {first, second}
        joined = self._join(self._question.families[place], a, b)
        if joined is None:
            raise AssertionError("only mergers that keep the rules are on the heap")
        return self._add(place, joined)

    def _add(self, place: int, group: _Group) -> int:
        number = self._next
        self._next += 1
        family = self._question.families[place]
        for other in sorted(self._of_family[place]):
            near = self._groups[other][1]
            joined = self._join(family, near, group)
            if joined is not None:
                extra = joined.cost - near.cost - group.cost
                heapq.heappush(self._heap, (extra, other, number))
        self._groups[number] = (place, group)
        self._of_family[place].add(number)
        return number

    def _join(self, family: Family, a: _Group, b: _Group) -> _Group | None:
        """The two as one, or None if it would absorb or hold too much."""
        members = (*a.members, *b.members)
        holds = a.holds | b.holds
        if len(members) > self._question.max_absorbed + 1:
            return None
        if int(holds.sum()) > self._question.max_functions:
            return None
        inside = np.array(members)
        costs = family.cost[np.ix_(inside, inside)].sum(axis=0)
        best = int(costs.argmin())
        return _Group(members, a.posts + b.posts, holds, int(costs[best]), members[best])
