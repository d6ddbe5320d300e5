"""The dynamic programme over sets of siblings, against plain enumeration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.engine.partition import NEVER, Packing, best_partitions, least

Cost = tuple[int, ...]


@dataclass(frozen=True)
class Drawn:
    """Costs of every set of some families at every receiver; None where it may not hold it.

    Parameters
    ----------
    size
        Members of each family.
    costs
        Family → (receiver, set) → parts of its cost.
    """

    size: int
    costs: tuple[dict[tuple[int, int], Cost | None], ...]

    @property
    def width(self) -> int:
        """Parts of a cost."""
        return len(next(cost for cost in self.costs[0].values() if cost is not None))

    def packing(self) -> Packing:
        """Words that hold the greatest sums."""
        return Packing.of([self.size * max(row) for row in zip(*self._all(), strict=True)])

    def _all(self) -> Iterator[Cost]:
        for family in self.costs:
            yield from (cost for cost in family.values() if cost is not None)

    def words(
        self, packing: Packing
    ) -> list[list[np.ndarray[tuple[int, ...], np.dtype[np.int64]]]]:
        """What `best_partitions` is given."""
        found = []
        shape = (len(self.costs), 1 << self.size)
        for place in range(self.size):
            parts = [np.zeros(shape, dtype=np.int64) for _ in range(self.width)]
            closed = np.ones(shape, dtype=np.bool_)
            for f, family in enumerate(self.costs):
                for members in range(1 << self.size):
                    cost = family.get((place, members))
                    if cost is not None:
                        closed[f, members] = False
                        for part, value in zip(parts, cost, strict=True):
                            part[f, members] = value
            words = packing.pack(parts)
            words[0] = np.where(closed, NEVER, words[0])
            found.append(words)
        return found

    def best(self, family: int, count: int) -> Cost | None:
        """The least cost of parting a family into so many sets, by trying who ends where."""
        found = [
            cost
            for ends in product(range(self.size), repeat=self.size)
            if len(set(ends)) == count and all(ends[r] == r for r in set(ends))
            if (cost := self.cost_of(family, ends)) is not None
        ]
        return min(found, default=None)

    def cost_of(self, family: int, ends: tuple[int, ...]) -> Cost | None:
        """What it costs if each member ends in the place that is told; None if that is closed."""
        total = (0,) * self.width
        for r in set(ends):
            members = sum(1 << u for u, to in enumerate(ends) if to == r)
            cost = self.costs[family].get((r, members))
            if cost is None:
                return None
            total = tuple(a + b for a, b in zip(total, cost, strict=True))
        return total


@st.composite
def drawn(draw: st.DrawFn) -> Drawn:
    """Families of one size; greatest costs from a few steps (many ties) to almost a word each."""
    size = draw(st.integers(1, 4))
    ranges = draw(
        st.lists(st.sampled_from([1, 2, 5, 1 << 20, 1 << 40, 1 << 55]), min_size=1, max_size=5)
    )
    rng = Random(draw(st.integers(0, 1 << 30)))
    closed = draw(st.sampled_from([0.0, 0.2, 0.6, 0.95]))
    coarse = draw(st.booleans())
    families = []
    for _ in range(draw(st.integers(1, 3))):
        family: dict[tuple[int, int], Cost | None] = {}
        for place, members in product(range(size), range(1 << size)):
            if members >> place & 1 and rng.random() >= closed:
                family[place, members] = tuple(
                    rng.choice([0, most]) if coarse else rng.randint(0, most) for most in ranges
                )
        families.append(family)
    families[0].setdefault((0, 1), tuple(0 for _ in ranges))
    return Drawn(size, tuple(families))


@settings(max_examples=150, deadline=None)
@given(drawn())
def test_least_partitions_are_those_of_enumeration(case: Drawn) -> None:
    """Of every number of sets the least cost, part by part, and no plan where there is none."""
    packing = case.packing()
    found = best_partitions(case.words(packing))
    for family in range(len(case.costs)):
        for count in range(case.size + 1):
            expected = case.best(family, count)
            word = found.words[0][family, count]
            assert (word >= NEVER) is np.bool_(expected is None)
            if expected is not None:
                told = packing.parts([int(w[family, count]) for w in found.words])
                assert told == expected


@settings(max_examples=150, deadline=None)
@given(drawn())
def test_receivers_that_are_traced_back_cost_what_is_told(case: Drawn) -> None:
    """Of equal partitions one is traced back whole: its own cost and number of sets are told."""
    found = best_partitions(case.words(case.packing()))
    for family in range(len(case.costs)):
        for count in range(1, case.size + 1):
            expected = case.best(family, count)
            if expected is not None:
                ends = tuple(int(r) for r in found.receivers[family, count])
                assert case.cost_of(family, ends) == expected
                assert len(set(ends)) == count


def test_large_ranges_take_several_words_and_keep_their_order() -> None:
    """Parts of 55 bits each take a word each; the first decides, then the second."""
    big = 1 << 54
    one: dict[tuple[int, int], Cost | None] = {
        (0, 1): (0, big, 1),
        (1, 2): (0, 0, big),
        (0, 3): (0, big, big),
        (1, 3): (0, big, big - 1),
    }
    case = Drawn(2, (one,))
    packing = case.packing()
    assert len(packing.words) >= 2
    found = best_partitions(case.words(packing))
    assert packing.parts([int(w[0, 1]) for w in found.words]) == (0, big, big - 1)
    assert packing.parts([int(w[0, 2]) for w in found.words]) == (0, big, big + 1)
    assert found.receivers[0, 1].tolist() == [1, 1]


def test_what_fits_no_word_is_refused() -> None:
    """A cost of 61 bits is an error, never a wrong answer."""
    assert len(Packing.of([(1 << 60) - 1, 1]).words) == 2
    with pytest.raises(OverflowError, match="does not fit"):
        Packing.of([1 << 60])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.integers(0, 1 << 59), min_size=3, max_size=3), min_size=1, max_size=6))
def test_packed_costs_keep_order_and_parts(rows: list[list[int]]) -> None:
    """Words compare as the parts do, and give the parts back."""
    packing = Packing.of([max(row[place] for row in rows) for place in range(3)])
    columns = [np.array([row[place] for row in rows], dtype=np.int64) for place in range(3)]
    words = packing.pack(columns)
    assert packing.unpack(words).tolist() == rows
    found, place = least(words, axis=0)
    assert packing.parts([int(word) for word in found]) == tuple(min(rows))
    assert int(place) == rows.index(min(rows))
    assert packing.first_of(words[0]).tolist() == [row[0] for row in rows]
