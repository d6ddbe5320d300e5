"""The best partition of many families at once: a dynamic programme over sets of siblings.

For every set of members the cheapest receiver is chosen, then

    best(S, k) = min over T ⊆ S with the first member of S of  cost(T) + best(S − T, k − 1),

the least cost of parting S into k sets (the recursion over sets of Held and Karp 1962,
doi:10.1137/0110015, for partitions). Every family of one size goes through the same steps, so each
step is one operation on arrays. Costs are compared lexicographically: they are packed into as few
64-bit words as their ranges allow, the most important part first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
Truth = npt.NDArray[np.bool_]

NEVER = np.int64(1 << 61)
"""More than any packed cost; a sum of two such words still fits."""
_BITS = 60


@dataclass(frozen=True)
class Packing:
    """How the parts of a cost share 64-bit words.

    Parameters
    ----------
    words
        For each word: (place of the part, bits) from the most important part on.
    """

    words: tuple[tuple[tuple[int, int], ...], ...]

    @property
    def depth(self) -> int:
        """How many parts a cost has."""
        return sum(len(word) for word in self.words)

    @classmethod
    def of(cls, most: Sequence[int]) -> Packing:
        """Pack parts whose sums never exceed `most`; each must fit a word by itself."""
        words: list[list[tuple[int, int]]] = [[]]
        room = _BITS
        for place, value in enumerate(most):
            bits = max(1, int(value).bit_length())
            if bits > _BITS:
                raise OverflowError(f"a cost of {value} does not fit a word")
            if bits > room:
                words.append([])
                room = _BITS
            words[-1].append((place, bits))
            room -= bits
        return cls(tuple(tuple(word) for word in words))

    def pack(self, parts: Sequence[Whole]) -> list[Whole]:
        """Words of costs; packed sums are the sums of what is packed."""
        packed = []
        for word in self.words:
            value = np.zeros((), dtype=np.int64)
            for place, bits in word:
                value = (value << bits) + parts[place]
            packed.append(value)
        return packed

    def parts(self, words: Sequence[int]) -> tuple[int, ...]:
        """The parts of one cost."""
        rows = self.unpack([np.array([word], dtype=np.int64) for word in words])
        return tuple(int(part) for part in rows[0])

    def first_of(self, words: Whole) -> Whole:
        """The most important part of costs, from their first words."""
        return np.array(words >> sum(bits for _, bits in self.words[0][1:]))

    def unpack(self, words: Sequence[Whole]) -> Whole:
        """Parts along a new last axis; where a word is `NEVER` they mean nothing."""
        parts: dict[int, Whole] = {}
        for word, value in zip(self.words, words, strict=True):
            rest = value
            for place, bits in reversed(word):
                parts[place] = rest & ((1 << bits) - 1)
                rest = rest >> bits
        return np.stack([parts[place] for place in range(len(parts))], axis=-1)


def least(words: Sequence[Whole], axis: int) -> tuple[list[Whole], Whole]:
    """The lexicographically least words along an axis, and where the first of them stands."""
    found = [words[0].min(axis=axis)]
    if len(words) == 1:
        return found, words[0].argmin(axis=axis)
    tied = words[0] == np.expand_dims(found[0], axis)
    for number, word in enumerate(words[1:], start=1):
        open_word = np.where(tied, word, np.iinfo(np.int64).max)
        found.append(open_word.min(axis=axis))
        if number + 1 < len(words):
            tied &= word == np.expand_dims(found[-1], axis)
    return found, open_word.argmin(axis=axis)


@dataclass(frozen=True)
class Partitions:
    """The best partition of each family into each number of sets.

    Parameters
    ----------
    words
        Packed costs, F × (n + 1); `NEVER` in the first where there is no such partition.
    receivers
        For every family and number of sets: the place of the receiver that each member ends in,
        itself if it lives on, F × (n + 1) × n.
    """

    words: list[Whole]
    receivers: npt.NDArray[np.int8]


def best_partitions(costs: list[list[Whole]]) -> Partitions:
    """Part every family.

    Parameters
    ----------
    costs
        For each place of a receiver the words of every set, F × 2^n; `NEVER` in the first where
        that member may not hold the set, sets without it included.
    """
    size = len(costs)
    words = [np.stack(each) for each in zip(*costs, strict=True)]  # n × F × 2^n
    cheapest, receiver = least(words, axis=0)
    del words
    families = receiver.shape[0]
    full = (1 << size) - 1
    best = [np.empty((1 << size, size + 1, families), dtype=np.int64) for _ in cheapest]
    chosen = np.zeros((1 << size, size + 1, families), dtype=np.int32)
    for word in best:  # elsewhere only what has been parted is written, and then read
        word[0, 0], word[full] = 0, NEVER
    costs_by_set = [np.ascontiguousarray(word.T) for word in cheapest]  # 2^n × F
    held = np.asarray((costs_by_set[0] < NEVER).any(axis=1))  # by somebody in some family
    parted = np.zeros((1 << size, size + 1), dtype=np.bool_)  # into so many sets in some family
    parted[0, 0] = True
    for everything in _needed(size):
        inside = _parts(everything)
        inside = inside[held[inside]]
        left = parted[everything ^ inside]
        for count in range(1, int(everything).bit_count() + 1):
            parts = inside[left[:, count - 1]]
            if not len(parts):
                continue
            sums = [
                cost[parts] + word[everything ^ parts, count - 1]
                for cost, word in zip(costs_by_set, best, strict=True)
            ]
            found, place = least(sums, axis=0)
            never = found[0] >= NEVER
            for word, value in zip(best, found, strict=True):
                word[everything, count] = np.where(never, NEVER, value)
            chosen[everything, count] = parts[place]
            parted[everything, count] = not never.all()
    return Partitions(
        [np.ascontiguousarray(word[full].T) for word in best],
        _receivers(size, chosen, receiver),
    )


@cache
def _parts(everything: int) -> npt.NDArray[np.int64]:
    """The subsets of a set that contain its first member."""
    first = everything & -everything
    others = everything ^ first
    found = np.zeros(1, dtype=np.int64)
    while others:
        bit = others & -others
        found = np.concatenate([found, found | bit])
        others ^= bit
    return found | first


@cache
def _needed(size: int) -> tuple[int, ...]:
    """Sets that can be left over: all without the first member, then the whole family."""
    return (*range(2, 1 << size, 2), (1 << size) - 1)


def _receivers(size: int, chosen: npt.NDArray[np.int32], receiver: Whole) -> npt.NDArray[np.int8]:
    """Walk back from the whole family: who holds each member, F × (n + 1) × n."""
    families = receiver.shape[0]
    found = np.zeros((families, size + 1, size), dtype=np.int8)
    row = np.arange(families)
    for start in range(1, size + 1):
        left = np.full(families, (1 << size) - 1, dtype=np.int64)
        for count in range(start, 0, -1):
            part = chosen[left, count, row]
            holder = receiver[row, part]
            for u in range(size):
                inside = (part >> u) & 1 == 1
                found[inside, start, u] = holder[inside]
            left = left ^ part
    return found
