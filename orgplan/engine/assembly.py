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

from orgplan.engine.convolution import Curve, Tower
from orgplan.engine.count_limits import Limits
from orgplan.engine.partition import NEVER, Packing
from orgplan.engine.parts import FamilyPart, Part, RichPart

Side = Literal["bounds", "known"]
"""Proven least costs, or the costs of plans that are known."""


@dataclass(frozen=True)
class _Area:
    """The parts of one agency: the families, added up once, and the others."""

    name: str | None
    families: Sequence[FamilyPart]
    base: Tower | None
    rich: Sequence[RichPart]


@dataclass(frozen=True)
class Whole:
    """The sum of all parts.

    Parameters
    ----------
    curve
        The whole within its limits.
    """

    curve: Curve
    _areas: Sequence[tuple[_Area, Tower]]
    _tower: Tower

    @property
    def unlimited(self) -> Curve:
        """The curve of the whole without the limits of the plan; those of agencies are kept."""
        return self._tower.top

    def by_area(self) -> Iterator[tuple[str | None, Curve]]:
        """The curve of each agency without limits."""
        for area, tower in self._areas:
            yield area.name, tower.top

    def picks(self, count: int) -> list[tuple[Part, int]]:
        """Every part with its number of counted units in a best plan of that count."""
        found: list[tuple[Part, int]] = []
        for (area, tower), share in zip(self._areas, self._tower.trace(count), strict=True):
            shares = tower.trace(share)
            if not area.rich and area.base is None:
                continue
            if area.base is not None:
                found += zip(area.families, area.base.trace(shares.pop(0)), strict=True)
            found += zip(area.rich, shares, strict=True)
        return found


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
    """

    def __init__(
        self,
        families: Sequence[FamilyPart],
        rich: Sequence[RichPart],
        agency_of: Callable[[Part], str | None],
        limits: Limits,
    ) -> None:
        self.limits = limits
        self.rich = rich
        self.parts: tuple[Part, ...] = (*families, *rich)
        self.packing = Packing.of(
            [sum(values) for values in zip(*(part.most() for part in self.parts), strict=True)]
        )
        names = dict.fromkeys([*map(agency_of, self.parts), *limits])
        grouped: dict[str | None, tuple[list[FamilyPart], list[RichPart]]] = {
            name: ([], []) for name in names
        }
        for family in families:
            grouped[agency_of(family)][0].append(family)
        for part in rich:
            grouped[agency_of(part)][1].append(part)
        self._areas = [
            _Area(name, plain, self._tower(plain) if plain else None, others)
            for name, (plain, others) in grouped.items()
        ]

    def _tower(self, families: Sequence[FamilyPart]) -> Tower:
        return Tower([family.bounds(self.packing) for family in families])

    def add_up(self, side: Side) -> Whole:
        """The whole from proven bounds, or from plans that are known."""
        areas = []
        tops = []
        for area in self._areas:
            curves = [] if area.base is None else [area.base.top]
            curves += [
                part.bounds(self.packing) if side == "bounds" else part.known(self.packing)
                for part in area.rich
            ]
            tower = Tower(curves or [self._nothing()])
            areas.append((area, tower))
            tops.append(tower.top.within(*self._limit(area.name)))
        tower = Tower(tops)
        return Whole(tower.top.within(*self.limits.get(None, (None, None))), areas, tower)

    def areas(self) -> Iterator[tuple[Sequence[Part], tuple[int | None, int | None]]]:
        """The parts of each agency with its limits, then all parts with those of the plan."""
        for area in self._areas:
            yield (*area.families, *area.rich), self._limit(area.name)
        yield self.parts, self.limits.get(None, (None, None))

    def first_tier(self, curve: Curve) -> list[tuple[int, int]]:
        """(count, value of the first tier in steps) wherever a curve has one."""
        places = np.flatnonzero(curve.words[0] < NEVER)
        values = self.packing.unpack([word[places] for word in curve.words])[:, 0]
        return [(curve.start + int(n), int(v)) for n, v in zip(places, values, strict=True)]

    def _limit(self, name: str | None) -> tuple[int | None, int | None]:
        return (None, None) if name is None else self.limits.get(name, (None, None))

    def _nothing(self) -> Curve:
        """The curve of no part at all: nothing at no cost."""
        return Curve(0, tuple(np.zeros(1, dtype=np.int64) for _ in self.packing.words))
