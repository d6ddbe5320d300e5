"""The best plan of a tree of groups: the price at which the target is met, and what is near it.

For every price λ of a counted unit that stays, least priced cost − λ · most units is a bound on
every plan (Everett 1963, doi:10.1287/opre.11.3.399). It is concave in λ, and rises by how many
units too many stay: so where the lines at two prices meet, it is highest or known better (Kelley
1960, doi:10.1137/0108053). What the groups on top do at the prices tried are points for each of
them; the cheapest choice of one point for each that meets the target is the plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from orgplan.engine.backend import Watch
from orgplan.engine.convolution import Curve, Leaf, Limited, best, tower
from orgplan.engine.nested.cover import Cover
from orgplan.engine.nested.groups import Group
from orgplan.engine.nested.tree import Tree
from orgplan.engine.nested.values import NoPlanError, OutOfTimeError, Values
from orgplan.engine.partition import NEVER
from orgplan.engine.works import MakeBackend
from orgplan.families import Whole

_DEARER = 4
"""The first price, in costs of the last of the units that have to go."""
_FAR = np.int64(1 << 40)
_PATIENCE = 4
"""How often a price is doubled without any effect."""


@dataclass(frozen=True)
class Line:
    """A bound at one price, and how fast it rises there.

    Parameters
    ----------
    price
        Of a counted unit that stays [steps].
    bound
        No plan costs less [steps].
    excess
        How many units more than allowed stay at this price.
    """

    price: int
    bound: int
    excess: int

    def meets(self, other: Line) -> int:
        """The price at which this line meets that of a dearer one with a lower excess."""
        rise = other.bound - other.excess * other.price - self.bound + self.excess * self.price
        return int(rise // (self.excess - other.excess))


@dataclass
class Area:
    """Groups on top whose counted units are limited together.

    Parameters
    ----------
    name
        The agency; None for all.
    tops
        Places of the groups.
    most
        Counted units that may stay.
    """

    name: str | None
    tops: tuple[int, ...]
    most: int
    lines: list[Line] = field(default_factory=list)
    points: list[dict[int, tuple[int, Values]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.points = [{} for _ in self.tops]

    @property
    def bound(self) -> int:
        """No plan of it costs less [steps]."""
        return max((line.bound for line in self.lines), default=0)

    def next_price(self, first: int) -> int | None:
        """The price to try next; None if the bound is as high as it gets."""
        over = [line for line in self.lines if line.excess > 0]
        under = [line for line in self.lines if line.excess <= 0]
        if not over:
            lowest = min((line.price for line in under), default=None)
            return first if lowest is None else (lowest // 2 if lowest > 0 else None)
        last = max(over, key=lambda line: line.price)
        if not under:
            return None if self._is_stuck(over) else max(2 * last.price, first)
        beyond = min(under, key=lambda line: line.price)
        price = last.meets(beyond)
        for found in (price, price + 1):
            if last.price < found < beyond.price:
                return found
        return None

    def _is_stuck(self, over: Sequence[Line]) -> bool:
        """Whether a higher price has not made more units go for a while."""
        excesses = [line.excess for line in sorted(over, key=lambda line: line.price)]
        return len(excesses) > _PATIENCE and excesses[-1] == excesses[-1 - _PATIENCE]

    def learn(self, values: Values, price: int) -> None:
        """Take in what is best at a price."""
        bound = excess = 0
        for top, points in zip(self.tops, self.points, strict=True):
            bound += values.parting(top, None).bound
            cost, count = values.cost_and_count(top)
            excess += count
            if count not in points or cost < points[count][0]:
                points[count] = (cost, values)
        self.lines.append(Line(price, bound - price * self.most, excess - self.most))

    def plan(self) -> dict[str, str] | None:
        """Who ends where in the cheapest choice of points within the limit; None if none is."""
        leaves = [Leaf(_curve(points)) for points in self.points]
        whole = Limited(tower(leaves), None, self.most)
        found = best(whole, 1)
        if found is None:
            return None
        ended: dict[str, str] = {}
        counts = whole.trace(found.count)
        for top, points, count in zip(self.tops, self.points, counts, strict=True):
            ended.update(points[count][1].ended(top))
        return ended


def _curve(points: Mapping[int, tuple[int, Values]]) -> Curve:
    start, stop = min(points), max(points) + 1
    word = np.full(stop - start, NEVER)
    for count, (cost, _) in points.items():
        word[count - start] = cost
    return Curve(start, (word,))


@dataclass
class NestedSearch:
    """Prices tried on a tree of groups.

    Parameters
    ----------
    tree
        The groups.
    backend, watch
        The exact solver of large groups, and when to stop.
    """

    tree: Tree
    backend: MakeBackend
    watch: Watch

    def areas(self) -> tuple[Area, ...] | None:
        """What is limited together; None where limits overlap, leave gaps, or count from below."""
        tree, limits = self.tree, self.tree.division.limits
        if not limits or any(low is not None for low, _ in limits.values()):
            return None
        if not any(group.counted for group in tree.groups):
            return None
        if set(limits) == {None}:
            most = limits[None][1]
            return None if most is None else (Area(None, tree.tops, most),)
        if None in limits:
            return None
        found = []
        agency = tree.division.problem.agency
        for name, (_, most) in limits.items():
            tops = tuple(t for t in tree.tops if agency[tree.groups[t].units[0]] == name)
            if tops and most is not None:
                found.append(Area(name, tops, most))
        limited = sum(len(area.tops) for area in found)
        return tuple(found) if limited == len(tree.tops) else None

    def run(self) -> Iterator[tuple[int, dict[str, str] | None]]:
        """A bound [steps], and who ends where in the best plan known, if any; better every time."""
        areas = self.areas()
        if areas is None or not self.tree.is_nested:
            return
        covers = [Cover(group, self.backend, self.watch) for group in self.tree.groups]
        first = self._first_price(areas)
        while self.watch.left > 0:
            prices = {area.name: area.next_price(first) for area in areas}
            if all(price is None for price in prices.values()):
                return
            known = {name: price or 0 for name, price in prices.items()}
            values = Values(self.tree, covers, {None: 0, **known}, self.watch)
            try:
                for area in areas:
                    price = prices[area.name]
                    if price is not None:
                        area.learn(values, price)
            except (NoPlanError, OutOfTimeError):
                return
            yield self._standing(areas)

    def _standing(self, areas: Sequence[Area]) -> tuple[int, dict[str, str] | None]:
        ended: dict[str, str] = {}
        bound = sum(area.bound for area in areas)
        for area in areas:
            plan = area.plan()
            if plan is None:
                return bound, None
            ended.update(plan)
        return bound, ended

    def _first_price(self, areas: Sequence[Area]) -> int:
        """What the last of the units that have to go costs at least, were each to go by itself."""
        groups = [group for group in self.tree.groups if group.counted]
        away = max(1, sum(map(len, groups)) - sum(area.most for area in areas))
        costs = np.sort(np.concatenate([_cheapest_ends(group) for group in groups]))
        return max(1, _DEARER * int(costs[min(away, len(costs) - 1)]))


def _cheapest_ends(group: Group) -> Whole:
    """What it costs each member at least to end in another."""
    apart = group.pairs + np.where(np.eye(len(group), dtype=np.bool_), _FAR, 0)
    return np.array(apart.min(axis=1))
