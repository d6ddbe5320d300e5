"""How much stands in a unit after: its own posts, its total, its sub-units.

**Totals.** Where no across entry (way b of clause 4.4) opens a pair with an end strictly below a
unit U or strictly below one that might end in U, what lies below comes along unchanged: every block
below p ends in, or below, the unit in which p ends. For a child of p stays below it, or gives to a
sibling (a), to a child of a parent that ends in the same unit (c), or to that unit itself (d); and
so on downwards. With ``below(g)`` the posts below g before, a surviving U then has

    ``total(U) = own blocks that stay + blocks that come by ways a–c
                 + below(U) + Σ below(g) over units g that end in U by ways a–c``.

Blocks that come by way d lie below U, or below a unit that ended in U, already. No unit is counted
twice: were g below another unit that ends in U, its parent's successor, which is U's own parent
after (a, c), would lie below U. The expression has no variable of its own, and is 0 if U ends.

**Elsewhere** what is below moves with the parent: ``load(p, P)`` is what the sub-units of p amount
to if p ends in P (or lives on, P = p), so that ``total(P) = own(P) + Σ_p load(p, P)`` with
``Σ_P load(p, P) = Σ_children total(child)``. Numbers of sub-units are always counted so.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

import networkx as nx

from orgplan.linear import ZERO, Linear, Number, total, weighted
from orgplan.model.contents import Contents
from orgplan.problem import Problem


class Amounts(Contents):
    """Posts [steps] and sub-units of units after."""

    def __init__(self, problem: Problem, units: Sequence[str] | None = None) -> None:
        super().__init__(problem, units)
        self._totals: dict[str, Linear] = {}
        self._loads: dict[tuple[str, str, str], Linear] = {}

    def scaled(self, posts: Fraction) -> Fraction:
        """A number of posts in the model's whole steps (may have a rest)."""
        return posts * self.scale

    def own_posts(self, unit_id: str) -> Linear:
        """Posts of the unit's own blocks after, in steps; 0 if it ended."""
        return weighted([*self._own(unit_id), *self._coming(unit_id)])

    def _own(self, unit_id: str) -> Iterator[tuple[Linear, Number]]:
        for block in self.before[unit_id].blocks:
            yield self.ends_in(block.key, unit_id), self.problem.block_steps[block.key]

    def _coming(self, unit_id: str) -> Iterator[tuple[Linear, Number]]:
        for block, condition in self.incoming(unit_id):
            yield condition, self.problem.block_steps[block.key]

    def total_posts(self, unit_id: str) -> Linear:
        """Posts of the unit and everything below it after, in steps; 0 if it ended."""
        if unit_id not in self._totals:
            if self.carries_all_below(unit_id):
                self._totals[unit_id] = weighted(self._carried(unit_id))
            elif unit_id not in self.loops:
                below = self._loads_of("posts", unit_id, self.total_posts)
                self._totals[unit_id] = self.own_posts(unit_id) + below
            else:
                name = f"total {unit_id}"
                self._totals[unit_id] = self.linear.integer(name, 0, self._mass(unit_id))
                below = self._loads_of("posts", unit_id, self.total_posts)
                rest = self._totals[unit_id] - self.own_posts(unit_id) - below
                self.linear.add(rest, low=0, high=0, defines=True)
        return self._totals[unit_id]

    def carries_all_below(self, unit_id: str) -> bool:
        """Whether what lies below the unit, and below all that might end in it, stays below it."""
        return not any(p in self._leaky for p in (unit_id, *self.givers(unit_id)))

    @cached_property
    def _leaky(self) -> frozenset[str]:
        """Units strictly above an end of a pair that an across entry opens."""
        before = self.before
        leaky: set[str] = set()
        for unit_id, ways in self.candidates.of.items() if self.problem.operations.across else ():
            parent = before.parent(unit_id)
            for receiver, way in ways.items():
                if way.always and before.parent(receiver) != parent:
                    leaky.update(before.ancestors(unit_id), before.ancestors(receiver))
        return frozenset(leaky)

    def _carried(self, unit_id: str) -> Iterator[tuple[Linear, Number]]:
        """The total where everything below comes along."""
        yield from self._own(unit_id)
        yield self.survives(unit_id), self._below(unit_id)
        for giver in self.sources(unit_id):
            way = self.candidates.of[giver][unit_id]
            for block in self.before[giver].blocks:
                steps = self.problem.block_steps[block.key]
                if way.always or way.cousins:
                    yield self.ends_in(block.key, unit_id), steps
                if way.cousins and way.flatten and not way.always:
                    yield self.flat(giver, unit_id), -steps
            below = self._below(giver)
            if below and (way.always or way.cousins):
                yield self.gives(giver, unit_id), below
                if way.flatten and not way.always:
                    yield self.flat(giver, unit_id), -below

    def _below(self, unit_id: str) -> int:
        """Posts strictly below a unit before [steps]."""
        if not self.before.children(unit_id):
            return 0
        own = (self.problem.block_steps[block.key] for block in self.before[unit_id].blocks)
        return self.problem.steps_below[unit_id] - sum(own)

    def steady_total(self, unit_id: str) -> int | None:
        """The total that a surviving unit has as long as it neither gains nor loses a block.

        None where changes below it may alter the total [steps].
        """
        if not self.carries_all_below(unit_id):
            return None
        return self.problem.steps_below[unit_id]

    def subunits(self, unit_id: str) -> Linear:
        """Number of surviving direct sub-units after; 0 if the unit ended."""
        return self._loads_of("units", unit_id, self.survives)

    def _loads_of(self, what: str, unit_id: str, amount: Callable[[str], Linear]) -> Linear:
        givers = (unit_id, *self.givers(unit_id))
        return total(self._load(what, p, unit_id, amount) for p in givers)

    def _load(self, what: str, p: str, to: str, amount: Callable[[str], Linear]) -> Linear:
        """What the sub-units of p amount to, if p ends in `to` (or is `to` and lives on)."""
        children = self.before.children(p)
        if not children:
            return ZERO
        if (what, p, to) not in self._loads:
            self._make_loads(what, p, total(amount(child) for child in children))
        return self._loads[what, p, to]

    def _make_loads(self, what: str, p: str, amount: Linear) -> None:
        heirs = self.candidates.heirs(p)
        if len(heirs) == 1:
            self._loads[what, p, p] = amount
            return
        most = min(self.linear.range_of(amount)[1], self._mass(p) if what == "posts" else math.inf)
        loads = []
        for heir in heirs:
            load = self.linear.integer(f"load {what} {p} {heir}", 0, int(most))
            ends_there = self.survives(p) if heir == p else self.gives(p, heir)
            self.linear.add(ends_there * int(most) - load, low=0, defines=True)
            self._loads[what, p, heir] = load
            loads.append(load)
        self.linear.add(total(loads) - amount, low=0, high=0, defines=True)

    def _mass(self, unit_id: str) -> int:
        """Steps of all posts that could come together in one unit with this one."""
        return self._component_mass[unit_id]

    @cached_property
    def _component_mass(self) -> Mapping[str, int]:
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from(self.units)
        for unit_id, ways in self.candidates.of.items():
            graph.add_edges_from((unit_id, receiver) for receiver in ways)
            graph.add_edges_from((unit_id, child) for child in self.before.children(unit_id))
        mass: dict[str, int] = {}
        for component in nx.connected_components(graph):
            mass.update(dict.fromkeys(component, sum(self._brings(u) for u in component)))
        return mass

    def _brings(self, unit_id: str) -> int:
        """Posts of a unit of the model, or of everything at and below another one [steps]."""
        posts = self.problem.steps_below[unit_id]
        return posts - self._below(unit_id) if unit_id in self._inside else posts
