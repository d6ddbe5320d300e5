"""Who is displaced: a block that ends in another unit, or whose superiors change.

A block b of u that stays in u is displaced if a unit above u ended, and its receiver is the one of
the nearest such unit. No variable is made for a unit, an ancestor and a receiver together:

* ``uprooted(u)`` ≥ ``ends(u)``, ``uprooted(u)`` ≥ ``uprooted(parent)``: the unit or one above it
  ended; the blocks of u that never leave a surviving u are displaced with it. A block that might be
  transferred has ``displaced(b)`` ≥ ``1 − stays(b)``, ≥ ``uprooted(parent)`` of its own.
* A cost c(r) of the receiver r of the nearest ended unit above is its least value for everybody
  who is displaced and stays, and an excess above it: for each unit a above u with what lies
  between, ``excess(u) ≥ Σ_r (c(r) − least) · gives(a, r) − most · (Σ ends(between) + 1 − stays)``.

All these are lower bounds that a minimum makes exact, each at the same time.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from orgplan.linear import ONE, ZERO, Linear, weighted
from orgplan.model.amounts import Amounts
from orgplan.organisation import Block
from orgplan.problem import Problem


@dataclass(frozen=True, slots=True)
class Bundle:
    """Blocks of one unit that stay in it, or leave it, together.

    Parameters
    ----------
    blocks
        At least one block.
    moved
        1 if they end in other units.
    displaced
        At least 1 if they are displaced, and at least `moved`.
    """

    blocks: tuple[Block, ...]
    moved: Linear
    displaced: Linear


class Displacement(Amounts):
    """Conditions and costs of displacement."""

    def __init__(self, problem: Problem, units: Sequence[str] | None = None) -> None:
        super().__init__(problem, units)
        self._uprooted: dict[str, Linear] = {}
        self._bundles: dict[str, tuple[Bundle, ...]] = {}
        self._excess: dict[tuple[Block, tuple[int, ...]], Linear] = {}

    def above(self, unit_id: str) -> tuple[str, ...]:
        """Units above this one that might end, nearest first."""
        return tuple(a for a in self.before.ancestors(unit_id) if self.may_end(a))

    def uprooted(self, unit_id: str) -> Linear:
        """At least 1 if the unit or one above it ends."""
        higher = ZERO
        for here in (*reversed(self.above(unit_id)), unit_id):
            if here not in self._uprooted:
                name = f"uprooted {here}"
                self._uprooted[here] = self.linear.at_least_any(name, [self.ends(here), higher])
            higher = self._uprooted[here]
        return higher

    def bundles(self, unit_id: str) -> tuple[Bundle, ...]:
        """The blocks of a unit, together where they leave a surviving unit never."""
        if unit_id not in self._bundles:
            self._bundles[unit_id] = tuple(self._make_bundles(unit_id))
        return self._bundles[unit_id]

    def _make_bundles(self, unit_id: str) -> Iterator[Bundle]:
        blocks = self.before[unit_id].blocks
        settled = tuple(b for b in blocks if not self.may_leave(b.key))
        if settled:
            yield Bundle(settled, self.ends(unit_id), self.uprooted(unit_id))
        above = self.above(unit_id)
        higher = self.uprooted(above[0]) if above else ZERO
        for block in blocks:
            if self.may_leave(block.key):
                moved = ONE - self.ends_in(block.key, unit_id)
                name = f"displaced {unit_id} {block.function}"
                yield Bundle((block,), moved, self.linear.at_least_any(name, [moved, higher]))

    def cost_of_superiors(self, bundle: Bundle, cost: Callable[[str], int]) -> Linear:
        """Cost of a bundle that stays while a unit above it ended, by that unit's receiver.

        Parameters
        ----------
        bundle
            Blocks of one unit.
        cost
            Receiver → what it costs that it is the one, 0 or more, in whole steps of any size.
        """
        unit_id = bundle.blocks[0].unit
        rows = [(a, {r: cost(r) for r in self.receivers(a)}) for a in self.above(unit_id)]
        costs = [c for _, row in rows for c in row.values()]
        if not costs:
            return ZERO
        least = min(costs)
        key = (bundle.blocks[0], tuple(costs))
        if key not in self._excess:
            self._excess[key] = self._excess_of(bundle, rows, least)
        return (bundle.displaced - bundle.moved) * least + self._excess[key]

    def _excess_of(
        self, bundle: Bundle, rows: list[tuple[str, dict[str, int]]], least: int
    ) -> Linear:
        """What a bundle costs above the least cost of superiors that change."""
        steps = [c - least for _, row in rows for c in row.values()]
        step = math.gcd(*steps)
        if step == 0:
            return ZERO
        excess = self.linear.integer(f"excess {bundle.blocks[0].unit}", 0, max(steps) // step)
        spared = bundle.moved
        for above, row in rows:
            given = weighted((self.gives(above, r), (c - least) // step) for r, c in row.items())
            worst = max(given.terms.values(), default=0)
            self.linear.add(excess - given + spared * worst, low=0, defines=True)
            spared = spared + self.ends(above)
        return excess * step
