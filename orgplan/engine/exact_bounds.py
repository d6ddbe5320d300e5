"""What bounds and constraints say in whole numbers, before any solver is asked.

A constraint together with the bounds of its variables narrows those bounds; what is narrowed
narrows the next constraint (activity-based bound tightening: Savelsbergh 1994,
doi:10.1287/ijoc.6.4.445). Everything is done in whole numbers, so a contradiction that turns up is
a proof, and narrower bounds make the loosening of a conditional constraint (its "big M") smaller.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from orgplan.engine.backend import Watch
from orgplan.linear import Constraint, LinearModel, Literal

_ROUNDS = 30
"""How often a term is looked at on average before bounds that creep are left as they are."""


class ContradictionError(Exception):
    """No assignment keeps the model."""


def tightened(model: LinearModel, watch: Watch) -> LinearModel:
    """A model with the same assignments: narrower bounds, and no constraint that they imply.

    Variables keep their places. When the watch runs out, what is known by then is returned.

    Raises
    ------
    ContradictionError
        If the bounds leave nothing: proven, without a solver.
    """
    bounds = _Bounds([low for low, _ in model.bounds], [high for _, high in model.bounds])
    bounds.narrow(model.constraints, watch)
    narrow = list(zip(bounds.lows, bounds.highs, strict=True))
    left = LinearModel(narrow, list(model.names))
    for constraint in model.constraints:
        short = bounds.shortened(constraint)
        if short is not None:
            left.constraints.append(short)
    return left


def largest_sum(model: LinearModel) -> int:
    """The largest figure to which a solver adds up one constraint, loosened by its conditions."""
    return max((_size(model, constraint) for constraint in model.constraints), default=0)


def _size(model: LinearModel, constraint: Constraint) -> int:
    ends = [(c * model.bounds[i][0], c * model.bounds[i][1]) for i, c in constraint.terms.items()]
    body = sum(max(abs(a), abs(b)) for a, b in ends)
    limits = [abs(limit) for limit in (constraint.low, constraint.high) if limit is not None]
    loosened = len(constraint.when) * (body + max(limits, default=0))
    return body + loosened + max(limits, default=0)


@dataclass
class _Bounds:
    """Least and greatest value of each variable, narrowed as far as it goes."""

    lows: list[int]
    highs: list[int]
    changed: list[int] = field(default_factory=list)

    def narrow(self, constraints: Sequence[Constraint], watch: Watch) -> None:
        """Look at every constraint until nothing changes, or it is enough."""
        if any(low > high for low, high in zip(self.lows, self.highs, strict=True)):
            raise ContradictionError
        seen_by: list[list[int]] = [[] for _ in self.lows]
        for place, constraint in enumerate(constraints):
            for index in (*constraint.terms, *(literal.index for literal in constraint.when)):
                seen_by[index].append(place)
        waiting = deque(range(len(constraints)))
        is_waiting = [True] * len(constraints)
        looks = _ROUNDS * sum(1 + len(constraint.terms) for constraint in constraints)
        while waiting and looks > 0 and watch.left > 0:
            place = waiting.popleft()
            looks -= 1 + len(constraints[place].terms)
            is_waiting[place] = False
            self._look(constraints[place])
            for other in (p for index in self.changed for p in seen_by[index]):
                if not is_waiting[other]:
                    is_waiting[other] = True
                    waiting.append(other)
            self.changed.clear()

    def shortened(self, constraint: Constraint) -> Constraint | None:
        """A constraint without what is settled, in its smallest whole numbers; None if implied."""
        unsettled = self._unsettled(constraint.when)
        if unsettled is None:
            return None
        terms = {i: c for i, c in constraint.terms.items() if c and self.lows[i] < self.highs[i]}
        fixed = sum(c * self.lows[i] for i, c in constraint.terms.items() if i not in terms)
        step = math.gcd(*terms.values()) or 1
        low = None if constraint.low is None else -((fixed - constraint.low) // step)
        high = None if constraint.high is None else (constraint.high - fixed) // step
        terms = {i: c // step for i, c in terms.items()}
        least, most = self._range(terms)
        low = None if low is None or least >= low else low
        high = None if high is None or most <= high else high
        if low is None and high is None:
            return None
        return Constraint(
            terms, low, high, tuple(unsettled), constraint.owner, constraint.over_plan
        )

    def _look(self, constraint: Constraint) -> None:
        unsettled = self._unsettled(constraint.when)
        if unsettled is None or len(unsettled) > 1:
            return
        least, most = self._range(constraint.terms)
        low, high = constraint.low, constraint.high
        if (low is not None and most < low) or (high is not None and least > high):
            if not unsettled:
                raise ContradictionError
            self._fail(unsettled[0])
        elif not unsettled:
            for index, factor in constraint.terms.items():
                if not factor:
                    continue
                if high is not None:
                    self._cap(index, factor, high - least)
                if low is not None:
                    self._cap(index, -factor, most - low)

    def _cap(self, index: int, factor: int, spare: int) -> None:
        """Narrow a variable of which `factor` times its distance from its best end is spare."""
        reach = spare // abs(factor)
        if reach >= self.highs[index] - self.lows[index]:
            return
        if factor > 0:
            self.highs[index] = self.lows[index] + reach
        else:
            self.lows[index] = self.highs[index] - reach
        self.changed.append(index)

    def _fail(self, literal: Literal) -> None:
        """Settle that a condition does not hold."""
        value = 0 if literal.positive else 1
        self.lows[literal.index] = self.highs[literal.index] = value
        self.changed.append(literal.index)

    def _unsettled(self, when: Iterable[Literal]) -> list[Literal] | None:
        """The conditions that are still open; None if one of them cannot hold."""
        left = []
        for literal in when:
            low, high = self.lows[literal.index], self.highs[literal.index]
            if low == high:
                if (low == 1) is not literal.positive:
                    return None
            else:
                left.append(literal)
        return left

    def _range(self, terms: Mapping[int, int]) -> tuple[int, int]:
        least = most = 0
        for index, factor in terms.items():
            if factor > 0:
                least += factor * self.lows[index]
                most += factor * self.highs[index]
            else:
                least += factor * self.highs[index]
                most += factor * self.lows[index]
        return least, most
