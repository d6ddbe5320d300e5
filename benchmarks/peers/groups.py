"""Every group of siblings that one unit may become, as sparse arrays.

A group is judged by its members alone, so its best receiver is chosen beforehand: what is left to
decide is which groups to take, each unit in exactly one (set partitioning). All families of one
size are worked through together, one size of group after the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
import numpy.typing as npt

from benchmarks.answer import CannotExpressError
from benchmarks.peers.families import Family, Question, Whole

MOST_GROUPS = 6_000_000
"""More would not fit into the memory that the solvers need for them."""
_BATCH = 4_000_000
"""Cost entries in the air at a time."""


@dataclass(frozen=True)
class Groups:
    """Groups in columns; units are numbered family after family.

    Parameters
    ----------
    cost
        Scaled cost of each group with its best receiver; shape (groups,).
    receiver
        Number of the best receiver; shape (groups,).
    start
        Where the members of each group begin in `member`; shape (groups + 1,).
    member
        Numbers of the units of each group; shape (entries,).
    units
        Ids by number.
    """

    cost: Whole
    receiver: Whole
    start: Whole
    member: Whole
    units: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.cost)

    def receivers(self, chosen: npt.NDArray[np.intp]) -> dict[str, str]:
        """Unit that ends → where, for the groups chosen."""
        ends: dict[str, str] = {}
        for group in chosen:
            to = int(self.receiver[group])
            for unit in self.member[self.start[group] : self.start[group + 1]]:
                if unit != to:
                    ends[self.units[unit]] = self.units[to]
        return ends


def enumerate_groups(question: Question) -> Groups:
    """All groups that keep the floor, the most absorbed units and the most functions.

    Raises
    ------
    CannotExpressError
        If there would be too many of them.
    """
    most = question.max_absorbed + 1
    number = sum(
        comb(f.mergers, k) for f in question.families for k in range(1, min(most, f.mergers) + 1)
    )
    if number > MOST_GROUPS:
        raise CannotExpressError(f"{number:,} groups to enumerate")
    first = np.cumsum([0, *(family.mergers for family in question.families)])
    by_size: dict[int, list[int]] = {}
    for place, family in enumerate(question.families):
        by_size.setdefault(family.mergers, []).append(place)
    parts = [
        part
        for size, places in by_size.items()
        for members in range(1, min(most, size) + 1)
        for part in _of_size(question, places, first, size, members)
    ]
    lengths = np.concatenate([np.full(len(cost), m.shape[1]) for cost, _, m in parts])
    return Groups(
        cost=np.concatenate([cost for cost, _, _ in parts]),
        receiver=np.concatenate([receiver for _, receiver, _ in parts]),
        start=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        member=np.concatenate([members.ravel() for _, _, members in parts]),
        units=tuple(unit for family in question.families for unit in family.units),
    )


def _of_size(
    question: Question, places: Sequence[int], first: Whole, size: int, members: int
) -> Iterator[tuple[Whole, Whole, Whole]]:
    """Cost, receiver and members of the groups with so many members, batch after batch."""
    inside = np.array(list(combinations(range(size), members)), np.int64)
    batch = max(1, _BATCH // (len(inside) * members * members))
    for begin in range(0, len(places), batch):
        some = places[begin : begin + batch]
        families = [question.families[place] for place in some]
        keeps = _keeps(question, families, inside)
        which, group = np.nonzero(keeps)
        cost = np.stack([family.cost for family in families])
        held = inside[group]
        each = cost[which[:, None, None], held[:, :, None], held[:, None, :]].sum(axis=1)
        best = each.argmin(axis=1)
        rows = np.arange(len(group))
        offset = first[np.array(some)][which]
        yield each[rows, best], offset + held[rows, best], offset[:, None] + held


def _keeps(question: Question, families: Sequence[Family], inside: Whole) -> npt.NDArray[np.bool_]:
    """Which groups keep floor and functions; shape (families, groups)."""
    posts = np.stack([family.posts for family in families])[:, inside].sum(axis=2)
    functions = np.stack([_functions(family, inside) for family in families])
    allowed: npt.NDArray[np.bool_] = posts >= question.floor
    return allowed & (functions <= question.max_functions)


def _functions(family: Family, inside: Whole) -> Whole:
    """Number of different functions of each group."""
    held = family.holds[inside[:, 0]]
    for column in range(1, inside.shape[1]):
        held = held | family.holds[inside[:, column]]
    number: Whole = held.sum(axis=1, dtype=np.int64)
    return number
