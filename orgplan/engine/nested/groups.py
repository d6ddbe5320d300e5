"""Groups of siblings on every level of a tree, with the sets that each may be parted into."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np

from orgplan.engine.apart import Division
from orgplan.engine.columns import WideFamily
from orgplan.engine.plain import (
    closed_pairs,
    judges_sets,
    open_sets,
    pair_costs_of,
    set_costs_of,
)
from orgplan.families import Families, Listed, Sets, Truth, Whole

_NEVER = np.int64(1 << 60)
SMALL = 13
"""Members of a group that is solved over all its subsets."""
_ROOM = 1 << 22
"""Sets that are judged at once."""


@dataclass(frozen=True)
class Group:
    """Siblings that might merge, directly or through others.

    Parameters
    ----------
    units
        Its n members, in input order.
    counted
        Whether they count.
    pairs
        What it costs in the first tier that member u ends in member r, by itself; u = r: that it
        lives on [steps], n × n.
    classes
        Number of the class of each member: whose members are alike in all that is asked, n.
    rows
        Places of the members of every set, -1 where there are fewer, S × width; of sets that hold
        as many of each class only one if the group is large.
    open_to
        Whether the member at a place of a set may hold it, S × width.
    set_costs
        What it costs in the first tier besides that it does [steps], S × width.
    """

    units: tuple[str, ...]
    counted: bool
    pairs: Whole
    classes: Whole
    rows: Whole
    open_to: Truth
    set_costs: Whole

    def __len__(self) -> int:
        return len(self.units)

    @cached_property
    def masks(self) -> Whole:
        """Every set as bits, S."""
        held = self.rows >= 0
        return np.array(np.where(held, 1 << np.where(held, self.rows, 0), 0).sum(axis=1))

    @cached_property
    def steps(self) -> tuple[tuple[Whole, Whole, Whole], ...]:
        """For each member, the last first: the sets in which it is the first, what may be left when
        it is the first that is left, and what then remains of it after each set (the place behind
        all where the set does not fit), sets × left.
        """
        size = len(self)
        found: list[tuple[Whole, Whole, Whole]] = []
        for first in range(size - 1, -1, -1):
            places = np.array(np.flatnonzero(self.rows[:, 0] == first))
            left = _left(size, first)
            masks = self.masks[places][:, None]
            rest = np.where((left & masks) == masks, left ^ masks, 1 << size)
            if len(places):
                found.append((places, left, rest))
        return tuple(found)

    def costs(self, end: Whole, live: Whole) -> tuple[Whole, Whole]:
        """The least cost of each set, and the place in its row of who then holds it.

        Parameters
        ----------
        end, live
            What it costs that member u ends in member r, n × n, and that r lives on, n.

        Returns
        -------
        costs, holders
            S numbers each; sets that nobody may hold do not occur in `rows`.
        """
        size = len(self)
        ends = np.zeros((size + 1, size + 1), dtype=np.int64)  # place -1 is the last
        ends[:size, :size] = end
        ends[np.arange(size), np.arange(size)] = 0
        lives = np.append(live, 0)
        width = self.rows.shape[1]
        found = np.empty(self.rows.shape, dtype=np.int64)
        for holder in range(width):
            receiver = self.rows[:, holder]
            cost = lives[receiver] + self.set_costs[:, holder]
            for other in range(width):
                if other != holder:
                    cost = cost + ends[self.rows[:, other], receiver]
            found[:, holder] = np.where(self.open_to[:, holder], cost, _NEVER)
        holders = found.argmin(axis=1)
        return found[np.arange(len(found)), holders], holders


def make_groups(division: Division, members: Sequence[tuple[str, ...]]) -> tuple[Group, ...]:
    """The groups of some siblings each, those of one size at once."""
    by_size: dict[int, list[int]] = {}
    for place, units in enumerate(members):
        by_size.setdefault(len(units), []).append(place)
    found: dict[int, Group] = {}
    for size, places in by_size.items():
        if size > SMALL:
            found.update((place, _large_group(division, members[place])) for place in places)
            continue
        batch = max(1, _ROOM // (size << size))
        for first in range(0, len(places), batch):
            some = places[first : first + batch]
            groups = _small_groups(division, tuple(members[place] for place in some))
            found.update(zip(some, groups, strict=True))
    return tuple(found[place] for place in range(len(members)))


def _small_groups(division: Division, units: tuple[tuple[str, ...], ...]) -> Iterator[Group]:
    """Groups of one size: every rule is asked about all their sets at once."""
    case, problem = division.case, division.problem
    families = Families(problem, division.candidates, units)
    sets, size = Sets(families), families.size
    closed = closed_pairs(case, families, frozenset())
    pairs = pair_costs_of(case.tiers[0], families, division.scales[0])
    open_to = np.stack([open_sets(case, sets, closed, place) for place in range(size)])
    costs = [set_costs_of(case.tiers[0], sets, p, division.scales[0]) for p in range(size)]
    shape = (len(units), 1 << size)
    set_costs = np.stack([np.broadcast_to(cost, shape) for cost in costs])
    rows_of = _rows_of_masks(size)
    for f, members in enumerate(units):
        masks = np.flatnonzero(open_to[:, f].any(axis=0))
        rows = rows_of[masks]
        rows = rows[:, : max(1, int((rows >= 0).sum(axis=1).max(initial=1)))]
        yield Group(
            members,
            problem.counts(problem.before[members[0]].kind),
            pairs[f],
            np.arange(size),
            rows,
            open_to[rows, f, masks[:, None]] & (rows >= 0),
            set_costs[rows, f, masks[:, None]],
        )


@cache
def _rows_of_masks(size: int) -> Whole:
    """The places in every set of so many members, rising, then -1; 2^n × n."""
    held = (np.arange(1 << size)[:, None] >> np.arange(size)) & 1 == 1
    order = np.argsort(~held, axis=1, kind="stable")
    return np.where(np.take_along_axis(held, order, axis=1), order, -1)


def _large_group(division: Division, units: tuple[str, ...]) -> Group:
    """A group of which only sets that differ in what they hold are listed."""
    family = WideFamily(division.case, division.candidates, frozenset(), division.scales, units)
    pairs = pair_costs_of(division.case.tiers[0], family.families, division.scales[0])[0]
    classes = _classes(family, pairs)
    rows = _sets_of_classes(classes, family.width + 1)
    open_to, set_costs = _judged(family, rows)
    kept = open_to.any(axis=1)
    return Group(units, family.counted, pairs, classes, rows[kept], open_to[kept], set_costs[kept])


def _classes(family: WideFamily, pairs: Whole) -> Whole:
    """Members without sub-units that are alike in all that rules and goals ask of a group."""
    problem, found = family.case.problem, np.zeros(family.size, dtype=np.int64)
    first: dict[object, list[int]] = {}  # what they are → places that stand for a class each
    for place, unit_id in enumerate(family.units):
        unit = problem.before[unit_id]
        blocks = tuple((block.function, block.posts) for block in unit.blocks)
        alike = (unit.kind, unit.site, problem.leaders(unit_id), blocks)
        stands_for = first.setdefault(alike, [])
        if not problem.before.children(unit_id):
            for other in stands_for:
                if _interchangeable(family.closed, place, other) and _interchangeable(
                    pairs, place, other
                ):
                    found[place] = found[other]
                    break
            else:
                stands_for.append(place)
                found[place] = place
        else:
            found[place] = place
    return np.unique(found, return_inverse=True)[1]


def _interchangeable(matrix: np.ndarray[tuple[int, ...], Any], a: int, b: int) -> bool:
    """Whether a matrix stays as it is if two members change places."""
    swapped = np.arange(len(matrix))
    swapped[[a, b]] = b, a
    return bool(
        (matrix[a, swapped] == matrix[b]).all() and (matrix[swapped, a] == matrix[:, b]).all()
    )


def _sets_of_classes(classes: Whole, width: int) -> Whole:
    """A set of members for every way to take up to so many of the classes."""
    members = [np.flatnonzero(classes == number)[:width] for number in range(classes.max() + 1)]
    tokens = np.concatenate(members)
    follows = np.concatenate([np.arange(len(each)) > 0 for each in members])
    rows = sets_of(len(tokens), width)
    held = np.zeros((len(rows), len(tokens) + 1), dtype=np.bool_)
    held[np.arange(len(rows))[:, None], rows] = True
    after = np.flatnonzero(follows)
    in_order = (~held[:, after] | held[:, after - 1]).all(axis=1)  # the first of a class come first
    return np.append(tokens, -1)[rows[in_order]]


def _judged(family: WideFamily, rows: Whole) -> tuple[Truth, Whole]:
    """Who may hold each set, and what that costs besides, S × width each."""
    families, case = family.families, family.case
    sets = Listed(families, rows)
    size = family.size
    closed = np.zeros((size + 1, size + 1), dtype=np.bool_)  # place -1 is the last
    closed[:size, :size] = family.closed
    open_to = rows >= 0
    for holder, receiver in enumerate(rows.T):
        open_to[:, holder] &= ~closed[rows, receiver[:, None]].any(axis=1)
    set_costs = np.zeros(rows.shape, dtype=np.int64)
    for place, kind in _a_place_of_each_kind(families):
        here = np.append(families.kind[0] == kind, False)[rows]
        for rule in case.rules:
            said = rule.closed_sets(sets, place)
            if said is not None:
                open_to &= ~(here & said[0][:, None])
        if judges_sets(case):
            costs = set_costs_of(case.tiers[0], sets, place, family.scales[0])[0]
            set_costs += np.where(here, costs[:, None], 0)
    return open_to, set_costs


def _a_place_of_each_kind(families: Families) -> Iterator[tuple[int, int]]:
    for kind in range(len(families.kinds)):
        places = np.flatnonzero(families.kind[0] == kind)
        if len(places):
            yield int(places[0]), kind


@cache
def _left(size: int, first: int) -> Whole:
    """What may be left over when the first member that is left is this one, as bits."""
    if first == 0:
        return np.array([(1 << size) - 1])
    return ((np.arange(1 << (size - first - 1)) << 1) | 1) << first


@cache
def sets_of(size: int, width: int) -> Whole:
    """Every set of up to `width` of so many members, a row each; -1 where there are fewer."""
    rows = np.arange(size)[:, None]
    found = []
    for number in range(1, width + 1):
        found.append(np.pad(rows, ((0, 0), (0, width - number)), constant_values=-1))
        further = size - 1 - rows[:, -1]  # members behind the last
        ends = further.cumsum()
        behind = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - further, further)
        rows = np.repeat(rows, further, axis=0)
        rows = np.column_stack([rows, rows[:, -1] + 1 + behind])
    return np.concatenate(found)
