"""Curves of cost against count, and how they add up: lexicographic min-plus convolution.

A curve says for every count from `start` on what the best plan of a part of the organisation costs
at exactly that count. The curve of two independent parts together is

    (a ⊕ b)(k) = min over i + j = k of a(i) + b(j),

which is exact for any curves, convex or not, and for costs that are compared lexicographically,
since that order does not change when something is added to both sides (Bellman, Karush 1961).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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

    def __len__(self) -> int:
        return len(self.words[0])

    @property
    def stop(self) -> int:
        """The count after the last entry."""
        return self.start + len(self)

    def within(self, low: int | None, high: int | None) -> Curve:
        """The part of the curve with counts from `low` to `high`."""
        first = 0 if low is None else min(len(self), max(0, low - self.start))
        last = len(self) if high is None else max(first, min(len(self), high + 1 - self.start))
        return Curve(self.start + first, tuple(word[first:last] for word in self.words))

    def at(self, count: int) -> tuple[int, ...] | None:
        """The words at a count, or None where there is no plan."""
        place = count - self.start
        if not 0 <= place < len(self) or self.words[0][place] >= NEVER:
            return None
        return tuple(int(word[place]) for word in self.words)

    def first(self) -> int:
        """The least count that has a plan; there must be one."""
        return self.start + int(np.flatnonzero(self.words[0] < NEVER)[0])

    def last(self) -> int:
        """The greatest count that has a plan; there must be one."""
        return self.start + int(np.flatnonzero(self.words[0] < NEVER)[-1])

    def best(self) -> int | None:
        """The count with the least cost, the first of several; None if there is no plan."""
        open_places = np.arange(len(self))
        for word in self.words:
            if not len(open_places):
                return None
            values = word[open_places]
            open_places = open_places[values == values.min()]
        if not len(open_places) or self.words[0][open_places[0]] >= NEVER:
            return None
        return self.start + int(open_places[0])


def add(first: Curve, second: Curve) -> Curve:
    """The curve of two independent parts together."""
    short, long = sorted((first, second), key=len)
    length = len(short) + len(long) - 1
    if not len(short):
        return Curve(short.start + long.start, tuple(word[:0] for word in short.words))
    words = tuple(np.full(length, NEVER) for _ in short.words)
    if len(words) == 1:
        _add_plain(short.words[0], long.words[0], words[0])
    else:
        _add_words(short.words, long.words, words)
    return Curve(short.start + long.start, words)


def _add_plain(short: Whole, long: Whole, found: Whole) -> None:
    for i, value in enumerate(short):
        if value < NEVER:
            window = found[i : i + len(long)]
            np.minimum(window, long + value, out=window)
    np.minimum(found, NEVER, out=found)


def _add_words(short: Sequence[Whole], long: Sequence[Whole], found: Sequence[Whole]) -> None:
    span = len(long[0])
    for i, value in enumerate(short[0]):
        if value >= NEVER:
            continue
        sums = [word + part[i] for word, part in zip(long, short, strict=True)]
        windows = [word[i : i + span] for word in found]
        better = sums[0] < windows[0]
        tied = sums[0] == windows[0]
        for each, window in zip(sums[1:], windows[1:], strict=True):
            better |= tied & (each < window)
            tied &= each == window
        if better.any():
            for each, window in zip(sums, windows, strict=True):
                np.copyto(window, each, where=better)
    np.minimum(found[0], NEVER, out=found[0])


class Tower:
    """Curves added up pair by pair, so that one count can be traced back to every single curve.

    Parameters
    ----------
    curves
        The independent parts, in order.
    """

    def __init__(self, curves: Sequence[Curve]) -> None:
        self.floors: list[list[Curve]] = [list(curves)]
        while len(self.floors[-1]) > 1:
            below = self.floors[-1]
            pairs = [add(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)]
            self.floors.append(pairs + below[len(pairs) * 2 :])

    @property
    def top(self) -> Curve:
        """The curve of everything together."""
        return self.floors[-1][0]

    def trace(self, count: int) -> list[int]:
        """For every curve the count that it has in a best plan of the given count altogether."""
        counts = [count]
        for below, above in zip(self.floors[-2::-1], self.floors[:0:-1], strict=True):
            finer: list[int] = []
            for place, wanted in enumerate(counts):
                if 2 * place + 1 < len(below):
                    finer += _part(below[2 * place], below[2 * place + 1], wanted)
                else:
                    finer.append(wanted)
            counts = finer
            assert len(counts) == len(below), above
        return counts


def _part(first: Curve, second: Curve, count: int) -> tuple[int, int]:
    """How a count is best shared between two curves; of equal ways the one with least for one."""
    low = max(first.start, count - second.stop + 1)
    high = min(first.stop - 1, count - second.start)
    left = [word[low - first.start : high - first.start + 1] for word in first.words]
    right = [
        word[count - high - second.start : count - low - second.start + 1][::-1]
        for word in second.words
    ]
    sums = Curve(low, tuple(a + b for a, b in zip(left, right, strict=True)))
    best = sums.best()
    assert best is not None, "a count that was offered cannot be shared"
    return best, count - best
