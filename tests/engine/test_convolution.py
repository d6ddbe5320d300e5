"""Curves added up, against plain enumeration of who has how many."""

from __future__ import annotations

from itertools import product
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.engine.convolution import Curve, Leaf, Limited, Node, Pair, add, best, tower
from orgplan.engine.partition import NEVER

Points = dict[int, tuple[int, ...]]
"""Count → words, where there is a plan."""


def leaf(points: Points, start: int, length: int, width: int) -> Leaf:
    """A curve of some points; what stands where there is no plan means nothing."""
    words = [np.full(length, 7, dtype=np.int64) for _ in range(width)]
    words[0] = np.full(length, NEVER)
    for count, costs in points.items():
        for word, cost in zip(words, costs, strict=True):
            word[count - start] = cost
    return Leaf(Curve(start, tuple(words)))


@st.composite
def curves(draw: st.DrawFn) -> tuple[list[Points], list[Leaf], int]:
    """One to five curves of up to four counts with one to three words."""
    rng = Random(draw(st.integers(0, 1 << 30)))
    width = draw(st.integers(1, 3))
    most = draw(st.sampled_from([1, 3, 1 << 57]))  # few steps make ties, many large sums
    gaps = draw(st.sampled_from([0.0, 0.3, 0.8]))
    found: list[Points] = []
    leaves: list[Leaf] = []
    for _ in range(draw(st.integers(1, 5))):
        start, length = rng.randint(0, 2), rng.randint(1, 4)
        points = {
            count: tuple(rng.randint(0, most) for _ in range(width))
            for count in range(start, start + length)
            if rng.random() >= gaps
        }
        found.append(points)
        leaves.append(leaf(points, start, length, width))
    return found, leaves, width


def sums_of(points: list[Points]) -> Points:
    """The least sums at each count, by trying all."""
    found: Points = {}
    for counts in product(*points):
        total = tuple(
            map(sum, zip(*(p[c] for p, c in zip(points, counts, strict=True)), strict=True))
        )
        count = sum(counts)
        found[count] = min(found.get(count, total), total)
    return found


@settings(max_examples=300, deadline=None)
@given(curves(), st.none() | st.integers(0, 12), st.none() | st.integers(0, 12))
def test_the_best_count_within_limits_is_that_of_enumeration(
    drawn: tuple[list[Points], list[Leaf], int], low: int | None, high: int | None
) -> None:
    """The least words, at the least of equally good counts, traced back to a plan that has them."""
    points, leaves, width = drawn
    node = Limited(tower(leaves), low, high)
    sums = {
        count: cost
        for count, cost in sums_of(points).items()
        if (low is None or count >= low) and (high is None or count <= high)
    }
    found = best(node, width)
    if not sums:
        assert found is None
        return
    assert found is not None
    least = min(sums.values())
    assert found.words == least
    assert found.count == min(count for count, cost in sums.items() if cost == least)
    trace = node.trace(found.count)
    assert len(trace) == len(points) == node.leaves
    assert sum(trace) == found.count
    rows = [curve[count] for curve, count in zip(points, trace, strict=True)]
    assert tuple(map(sum, zip(*rows, strict=True))) == least


@settings(max_examples=100, deadline=None)
@given(curves())
def test_first_words_are_told_at_every_count(drawn: tuple[list[Points], list[Leaf], int]) -> None:
    """The least first words at each count, and never where no plan has that count."""
    points, leaves, _ = drawn
    node = tower(leaves)
    sums = sums_of(points)
    for place, value in enumerate(node.first):
        expected = sums.get(node.start + place)
        assert int(value) == (NEVER if expected is None else expected[0])
    assert all(0 <= count - node.start < len(node.first) for count in sums)


@settings(max_examples=100, deadline=None)
@given(curves())
def test_of_equal_plans_the_same_is_traced_however_often_it_is_asked(
    drawn: tuple[list[Points], list[Leaf], int],
) -> None:
    """Words that were asked for before, at other counts, do not change what is traced."""
    points, leaves, width = drawn
    fresh, used = tower(leaves), tower(leaves)
    for count in sorted(sums_of(points), reverse=True):
        best(Limited(used, count, count), width)
    one, two = best(fresh, width), best(used, width)
    assert one == two
    if one is not None:
        assert fresh.trace(one.count) == used.trace(one.count)


def test_a_limited_area_inside_a_whole_keeps_its_limits() -> None:
    """Cheap counts outside an agency's limits are of no use to the whole."""
    cheap = leaf({0: (0,), 1: (5,), 2: (9,)}, 0, 3, 1)
    node: Node = tower([Limited(cheap, 1, None), Limited(cheap, None, 0)])
    found = best(node, 1)
    assert found is not None
    assert (found.count, found.words) == (1, (5,))
    assert node.trace(1) == [1, 0]


def test_an_empty_area_and_no_plan_at_all() -> None:
    """A curve that stands for no part is not traced; limits that nothing keeps leave no plan."""
    nothing = Leaf(Curve(0, (np.zeros(1, dtype=np.int64),)), leaves=0)
    some = leaf({2: (4,)}, 1, 3, 1)
    node = tower([nothing, some])
    found = best(node, 1)
    assert found is not None
    assert (found.count, found.words, node.trace(2)) == (2, (4,), [2])
    for low, high in ((3, None), (None, 1), (5, 4), (40, 50)):
        assert best(Limited(node, low, high), 1) is None
        assert best(tower([Limited(node, low, high), some]), 1) is None
    empty = np.zeros(0, dtype=np.int64)
    assert len(add(empty, some.first)) == 0
    assert best(Pair.of(Limited(some, 9, 9), some), 1) is None
