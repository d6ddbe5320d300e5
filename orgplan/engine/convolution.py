"""Curves of cost against count, and how they add up: lexicographic min-plus convolution.

A curve says for every count from `start` on what the best plan of a part of the organisation costs
at exactly that count. The curve of two independent parts together is

    (a ⊕ b)(k) = min over i + j = k of a(i) + b(j),

which is exact for any curves, convex or not, and for costs that are compared lexicographically,
since that order does not change when something is added to both sides (Bellman, Karush 1961).

Costs are packed into words, the most important first. The first word is added up for all counts;
the others only where they decide: at the counts that matter, among the ways that tie so far.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from orgplan.engine.partition import NEVER

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Curve:
    """Packed costs at each count.

    Parameters
    ----------
    start
        The count of the first entry.
    words
        One array a word, the most important first; `NEVER` in the first where there is no plan.
    """

    start: int
    words: tuple[Whole, ...]


class Node(Protocol):
    """A curve, or several added up.

    Attributes
    ----------
    start
        The count of the first entry.
    first
        The first word at every count; `NEVER` where there is no plan.
    leaves
        How many single curves are in it.
    """

    @property
    def start(self) -> int:
        """The count of the first entry."""
        ...

    @property
    def first(self) -> Whole:
        """The first word at every count."""
        ...

    @property
    def leaves(self) -> int:
        """How many single curves are in it."""
        ...

    def word(self, level: int, counts: Whole) -> Whole:
        """A word at some counts, given that those before are the least."""
        ...

    def trace(self, count: int) -> list[int]:
        """For every single curve the count that it has in a best plan of the given count."""
        ...


@dataclass(frozen=True)
class Leaf:
    """A single curve."""

    curve: Curve
    leaves: int = 1

    @property
    def start(self) -> int:
        """The count of the first entry."""
        return self.curve.start

    @property
    def first(self) -> Whole:
        """The first word at every count."""
        return self.curve.words[0]

    def word(self, level: int, counts: Whole) -> Whole:
        """A word at some counts."""
        return self.curve.words[level][counts - self.curve.start]

    def trace(self, count: int) -> list[int]:
        """The count itself; nothing where the curve stands for no part."""
        return [count] * self.leaves


@dataclass(frozen=True)
class Limited:
    """Only the counts from `low` to `high` of another."""

    inner: Node
    low: int | None
    high: int | None

    @property
    def _window(self) -> tuple[int, int]:
        start, length = self.inner.start, len(self.inner.first)
        first = 0 if self.low is None else min(length, max(0, self.low - start))
        last = length if self.high is None else max(first, min(length, self.high + 1 - start))
        return first, last

    @property
    def start(self) -> int:
        """The count of the first entry."""
        return self.inner.start + self._window[0]

    @property
    def first(self) -> Whole:
        """The first word at every count within the limits."""
        first, last = self._window
        return self.inner.first[first:last]

    @property
    def leaves(self) -> int:
        """How many single curves are in it."""
        return self.inner.leaves

    def word(self, level: int, counts: Whole) -> Whole:
        """A word at some counts."""
        return self.inner.word(level, counts)

    def trace(self, count: int) -> list[int]:
        """As the other."""
        return self.inner.trace(count)


@dataclass(frozen=True)
class Pair:
    """Two independent parts together."""

    left: Node
    right: Node
    start: int
    first: Whole
    leaves: int
    _words: dict[tuple[int, int], int] = field(default_factory=dict)
    _ways: dict[tuple[int, int], Whole] = field(default_factory=dict)

    @classmethod
    def of(cls, left: Node, right: Node) -> Pair:
        """Add two up."""
        start, leaves = left.start + right.start, left.leaves + right.leaves
        return cls(left, right, start, add(left.first, right.first), leaves)

    def word(self, level: int, counts: Whole) -> Whole:
        """A word at some counts, given that those before are the least."""
        if level == 0:
            return self.first[counts - self.start]
        return np.array([self._word(level, int(count)) for count in counts], dtype=np.int64)

    def _word(self, level: int, count: int) -> int:
        if (level, count) not in self._words:
            self._decide(level, count)
        return self._words[level, count]

    def _decide(self, level: int, count: int) -> None:
        """The least word of a level, and the ways to share the count that reach it."""
        ways = self._ways_at(level - 1, count)
        values = self.left.word(level, ways) + self.right.word(level, count - ways)
        self._words[level, count] = int(values.min())
        self._ways[level, count] = ways[values == values.min()]

    def _ways_at(self, level: int, count: int) -> Whole:
        """Counts of the left part in plans whose words up to a level are the least."""
        if (level, count) not in self._ways:
            if level > 0:
                self._decide(level, count)
            else:
                self._ways[level, count] = self._first_ways(count)
        return self._ways[level, count]

    def _first_ways(self, count: int) -> Whole:
        left, right = self.left, self.right
        low = max(left.start, count - right.start - len(right.first) + 1)
        high = min(left.start + len(left.first) - 1, count - right.start)
        ways = np.arange(low, high + 1)
        values = left.first[ways - left.start] + right.first[count - ways - right.start]
        found: Whole = ways[values == self.first[count - self.start]]
        return found

    def trace(self, count: int) -> list[int]:
        """Shared in the best way; of equal ways the left part has the least."""
        deepest = max((level for level, at in self._ways if at == count), default=0)
        share = int(self._ways_at(deepest, count)[0])
        return [*self.left.trace(share), *self.right.trace(count - share)]


def tower(nodes: Sequence[Node]) -> Node:
    """Several parts together, added up pair by pair; there must be one."""
    floor = [*nodes]
    while len(floor) > 1:
        pairs: list[Node] = [Pair.of(floor[i], floor[i + 1]) for i in range(0, len(floor) - 1, 2)]
        floor = pairs + floor[len(pairs) * 2 :]
    return floor[0]


def add(first: Whole, second: Whole) -> Whole:
    """The least sums of two first words."""
    short, long = sorted((first, second), key=len)
    if not len(short):
        return short
    found = np.full(len(short) + len(long) - 1, NEVER)
    for i in np.flatnonzero(short < NEVER):
        window = found[i : i + len(long)]
        np.minimum(window, long + short[i], out=window)
    return np.minimum(found, NEVER)


@dataclass(frozen=True)
class Best:
    """The best count of a node.

    Parameters
    ----------
    count
        The count; of several the least.
    words
        Its words.
    """

    count: int
    words: tuple[int, ...]


def best(node: Node, words: int) -> Best | None:
    """The count with the least cost; None if there is no plan.

    Parameters
    ----------
    words
        How many words there are.
    """
    if not len(node.first) or node.first.min() >= NEVER:
        return None
    counts = node.start + np.flatnonzero(node.first == node.first.min())
    found = [int(node.first.min())]
    for level in range(1, words):
        values = node.word(level, counts)
        found.append(int(values.min()))
        counts = counts[values == values.min()]
    return Best(int(counts[0]), tuple(found))
