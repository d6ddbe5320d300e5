"""All parts together: the curve of the whole organisation, and which part stands where on it.

Where nothing but numbers of counted units is limited, the components meet only in these numbers:
in each agency and in the whole scope. So the curves of the parts of one agency are added up and
cut to its limits, then the curves of the agencies, and the whole is cut to the limits of the plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from orgplan.engine.convolution import Best, Curve, Leaf, Limited, Node, best, tower
from orgplan.engine.count_limits import Limits
from orgplan.engine.partition import NEVER, Packing
from orgplan.engine.parts import AskedPart, FamilyPart, Part

Side = Literal["bounds", "known"]
"""Proven least costs, or the costs of plans that are known."""
Points = list[tuple[int, int]]
"""(count, value of the first tier in steps), counts rising."""


@dataclass(frozen=True)
class _Area:
    """The parts of one agency: the families, added up once, and the others."""

    name: str | None
    families: Sequence[FamilyPart]
    base: Node | None
    rich: Sequence[AskedPart]

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of them, the families first."""
        return (*self.families, *self.rich)


class Assembly:
    """Parts grouped by agency, with what is known of them added up.

    Parameters
    ----------
    families, rich
        All parts, of the two kinds.
    agency_of
        Part → its agency, where agencies have limits of their own; None elsewhere.
    limits
        Limits on counted units.
    depth
        How many objectives matter; all if None.

    Attributes
    ----------
    packing, depth
        How objectives are packed, and how many there are.
    parts
        All parts in the order of `picks`.
    """

    def __init__(
        self,
        families: Sequence[FamilyPart],
        rich: Sequence[AskedPart],
        agency_of: Callable[[Part], str | None],
        limits: Limits,
        depth: int | None = None,
    ) -> None:
        self.limits = limits
        self.rich = rich
        parts: tuple[Part, ...] = (*families, *rich)
        most = [sum(values) for values in zip(*(part.most() for part in parts), strict=True)]
        self.packing = Packing.of(most[:depth])
        self.depth = self.packing.depth
        grouped: dict[str | None, tuple[list[FamilyPart], list[AskedPart]]] = {
            name: ([], []) for name in dict.fromkeys([*map(agency_of, parts), *limits])
        }
        for family in families:
            grouped[agency_of(family)][0].append(family)
        for part in rich:
            grouped[agency_of(part)][1].append(part)
        self._areas = [
            _Area(name, plain, self._families(plain) if plain else None, others)
            for name, (plain, others) in grouped.items()
        ]
        self.parts: tuple[Part, ...] = tuple(part for area in self._areas for part in area.parts)

    def _families(self, families: Sequence[FamilyPart]) -> Node:
        return tower([Leaf(family.bounds(self.packing)) for family in families])

    # -- the whole ---------------------------------------------------------------------------

    def whole(self, side: Side) -> Node:
        """Everything together, from proven bounds or from plans that are known, within limits."""
        return Limited(self.unlimited(side), *self.limits.get(None, (None, None)))

    def unlimited(self, side: Side) -> Node:
        """The whole without the limits of the plan; those of agencies are kept."""
        return tower([Limited(node, *self._limit(name)) for name, node in self.by_area(side)])

    def by_area(self, side: Side) -> Iterator[tuple[str | None, Node]]:
        """Each agency without limits."""
        for area in self._areas:
            nodes: list[Node] = [] if area.base is None else [area.base]
            for part in area.rich:
                known = side == "known"
                nodes.append(Leaf(part.known(self.packing) if known else part.bounds(self.packing)))
            yield area.name, tower(nodes) if nodes else self._nothing()

    def costs(self, node: Node) -> dict[int, tuple[int, ...]]:
        """The objectives of a node at every count that has a plan."""
        counts = node.start + np.flatnonzero(node.first < NEVER)
        levels = range(len(self.packing.words))
        parts = self.packing.unpack([node.word(level, counts) for level in levels])
        return {int(count): tuple(map(int, row)) for count, row in zip(counts, parts, strict=True)}

    def best(self, node: Node) -> Best | None:
        """The best count of a node; None if there is no plan."""
        return best(node, len(self.packing.words))

    def picks(self, node: Node, count: int) -> list[tuple[Part, int]]:
        """Every part with its number of counted units in a best plan of a whole."""
        return [*zip(self.parts, node.trace(count), strict=True)]

    def _limit(self, name: str | None) -> tuple[int | None, int | None]:
        return (None, None) if name is None else self.limits.get(name, (None, None))

    def _nothing(self) -> Node:
        """The curve of no part at all: nothing at no cost."""
        zeros = tuple(np.zeros(1, dtype=np.int64) for _ in self.packing.words)
        return Leaf(Curve(0, zeros), leaves=0)

    # -- what else is asked ------------------------------------------------------------------

    def areas(self) -> Iterator[tuple[Sequence[Part], tuple[int | None, int | None]]]:
        """The parts of each agency with its limits, then all parts with those of the plan."""
        for area in self._areas:
            yield area.parts, self._limit(area.name)
        yield self.parts, self.limits.get(None, (None, None))

    def first_tier(self, node: Node) -> Points:
        """The first tier wherever a node has a plan."""
        places = np.flatnonzero(node.first < NEVER)
        values = self.packing.first_of(node.first[places])
        return [(node.start + int(n), int(v)) for n, v in zip(places, values, strict=True)]
