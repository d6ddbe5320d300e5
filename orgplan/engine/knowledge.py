"""What was ever proven of a component, kept on disk by its content.

After a small change of a case most components are as they were, but what the others leave them of
the shared sums is not. So it is not answers that are kept but proofs, each with the budgets within
which it holds, and the assignments that reach them: where a kept proof covers the budgets and a
kept assignment fits, there is nothing to ask.

A unit that must be kept, or a decision that is fixed, only narrows the bounds of single variables.
What was proven within wider bounds holds within narrower ones, and an assignment holds wherever it
is within the bounds. So components that differ in such bounds alone share one entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from orgplan.engine.cache import Cache, JsonValue, is_whole
from orgplan.engine.proofs import Proof

Point = tuple[int, ...]

_MOST_PROOFS, _MOST_POINTS, _MOST_RELATED = 256, 64, 16
"""How many are kept of one component and one objective, and of how many bounds; the newest."""

Narrowing = tuple[tuple[int, int, int], ...]
"""Variable, least and greatest value, where that is narrower than the variable's bounds."""


@dataclass
class Knowledge:
    """Proofs and assignments of one component for one objective within some sums.

    Parameters
    ----------
    key
        Name of the question by content: the component, the sums, the objective. No limit is in it,
        and no narrowing.
    sums, width
        Number of sums, and of the component's variables.
    narrowing
        Within which bounds the proofs hold, and all points are.
    proofs, points
        What is known, without order of importance.
    """

    key: str
    sums: int
    width: int
    narrowing: Narrowing = ()
    proofs: dict[Proof, None] = field(default_factory=dict)
    points: dict[Point, None] = field(default_factory=dict)
    _news: bool = False

    def learn(self, proof: Proof | None, points: Iterable[Point]) -> None:
        """Add what an answer brought."""
        for point in points:
            self._news |= point not in self.points
            self.points[point] = None
        if proof is not None:
            self._news |= proof not in self.proofs
            self.proofs[proof] = None

    def load(self, cache: Cache | None) -> None:
        """Take up what was kept, also within other bounds."""
        for narrowing, proofs, points in self._kept(cache):
            self._take(_narrowing(narrowing), proofs, points)

    def _kept(self, cache: Cache | None) -> Iterator[tuple[list[JsonValue], ...]]:
        """Narrowings, each with the proofs and points that were kept."""
        kept = None if cache is None else cache.get(self.key)
        for record in kept if isinstance(kept, list) else []:
            match record:
                case [list(narrowing), list(proofs), list(points)]:
                    yield narrowing, proofs, points

    def _take(self, theirs: Narrowing, proofs: list[JsonValue], points: list[JsonValue]) -> None:
        mine = {index: (low, high) for index, low, high in self.narrowing}
        if all(i in mine and low <= mine[i][0] and mine[i][1] <= high for i, low, high in theirs):
            for proof in map(self._proof, proofs):
                if proof is not None:
                    self.proofs[proof] = None
        for values in map(_whole, points):
            if len(values) == self.width and all(
                low <= values[index] <= high for index, low, high in self.narrowing
            ):
                self.points[values] = None

    def save(self, cache: Cache | None) -> None:
        """Keep it, if there is anything new."""
        if cache is None or not self._news:
            return
        proofs: list[JsonValue] = [[*p.ceilings, p.least] for p in [*self.proofs][-_MOST_PROOFS:]]
        points: list[JsonValue] = [[*point] for point in [*self.points][-_MOST_POINTS:]]
        narrowing: list[JsonValue] = [[*row] for row in self.narrowing]
        others: list[JsonValue] = [[*r] for r in self._kept(cache) if r[0] != narrowing]
        cache.put(self.key, [*others[1 - _MOST_RELATED :], [narrowing, proofs, points]])
        self._news = False

    def _proof(self, value: JsonValue) -> Proof | None:
        if not isinstance(value, list) or len(value) != self.sums + 1:
            return None
        figures = tuple(v if isinstance(v, int) else None for v in value)
        return Proof(figures[:-1], figures[-1])


def _whole(value: JsonValue) -> Point:
    """What was kept, if it is whole numbers only."""
    return tuple(value) if is_whole(value) else ()


def _narrowing(value: list[JsonValue]) -> Narrowing:
    """What was kept; a row that is none allows no value at all, so that nothing follows from it."""
    rows = [_whole(row) for row in value]
    return tuple((row[0], row[1], row[2]) if len(row) == 3 else (-1, 0, 0) for row in rows)
