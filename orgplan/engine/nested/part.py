"""What was found of a whole tree, as a part like others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from orgplan.engine.apart import Division
from orgplan.engine.convolution import Curve
from orgplan.engine.partition import Packing
from orgplan.engine.parts import Decisions
from orgplan.engine.tie_break import ties_of
from orgplan.plan import Plan


@dataclass(frozen=True)
class TreePart:
    """A plan of everything, in which units only merge whole.

    Parameters
    ----------
    division
        The case.
    ended
        Who ends where.
    """

    division: Division
    ended: Mapping[str, str]

    @property
    def units(self) -> tuple[str, ...]:
        """All units in scope."""
        return tuple(self.division.problem.in_scope)

    @cached_property
    def count(self) -> int:
        """Counted units that it leaves."""
        problem = self.division.problem
        stay = (u for u in self.units if u not in self.ended)
        return sum(problem.counts(problem.before[u].kind) for u in stay)

    @cached_property
    def costs(self) -> tuple[int, ...]:
        """Its objectives [whole steps]."""
        division, decided = self.division, self.decisions(self.count)
        plan = Plan(division.problem, decided.ended, dict(decided.moved), {})
        tiers = zip(division.case.tiers, division.scales, strict=True)
        return (*(int(tier.value(plan) * scale) for tier, scale in tiers), *ties_of(plan))

    def bounds(self, packing: Packing) -> Curve:
        """Its costs."""
        words = packing.pack([np.array([cost]) for cost in self.costs[: packing.depth]])
        return Curve(self.count, tuple(words))

    def known(self, packing: Packing) -> Curve:
        """Its costs."""
        return self.bounds(packing)

    def exact(self, count: int, depth: int) -> bool:
        """Nothing is known of other plans."""
        return False

    def most(self) -> Sequence[int]:
        """Its costs."""
        return self.costs

    def decisions(self, count: int) -> Decisions:
        """What it does."""
        before = self.division.problem.before
        moved = ((b.key, to) for unit_id, to in self.ended.items() for b in before[unit_id].blocks)
        return Decisions(frozenset(self.ended), tuple(moved))
