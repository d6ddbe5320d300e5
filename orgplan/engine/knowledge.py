"""What was ever proven of a component, kept on disk by its content.

After a small change of a case most components are as they were, but what the others leave them of
the shared sums is not. So it is not answers that are kept but proofs, each with the budgets within
which it holds, and the assignments that reach them: where a kept proof covers the budgets and a
kept assignment fits, there is nothing to ask.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from orgplan.engine.cache import Cache, JsonValue
from orgplan.engine.proofs import Proof

Point = tuple[int, ...]

_MOST_PROOFS, _MOST_POINTS = 256, 64
"""How many are kept of one component and one objective; the newest."""


@dataclass
class Knowledge:
    """Proofs and assignments of one component for one objective within some sums.

    Parameters
    ----------
    key
        Name of the question by content: the component, the sums, the objective. No limit is in it.
    sums, width
        Number of sums, and of the component's variables.
    proofs, points
        What is known, without order of importance.
    """

    key: str
    sums: int
    width: int
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
        """Take up what was kept."""
        match None if cache is None else cache.get(self.key):
            case [list(proofs), list(points)]:
                for proof in map(self._proof, proofs):
                    if proof is not None:
                        self.proofs[proof] = None
                for point in points:
                    values = _whole(point)
                    if len(values) == self.width:
                        self.points[values] = None

    def save(self, cache: Cache | None) -> None:
        """Keep it, if there is anything new."""
        if cache is None or not self._news:
            return
        proofs: list[JsonValue] = [[*p.ceilings, p.least] for p in [*self.proofs][-_MOST_PROOFS:]]
        points: list[JsonValue] = [[*point] for point in [*self.points][-_MOST_POINTS:]]
        cache.put(self.key, [proofs, points])
        self._news = False

    def _proof(self, value: JsonValue) -> Proof | None:
        if not isinstance(value, list) or len(value) != self.sums + 1:
            return None
        figures = tuple(v if isinstance(v, int) else None for v in value)
        return Proof(figures[:-1], figures[-1])


def _whole(value: JsonValue) -> Point:
    return tuple(v for v in value if isinstance(v, int)) if isinstance(value, list) else ()
