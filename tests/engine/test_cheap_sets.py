"""Sets of numbers below a limit, against all sets."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from orgplan.engine.cheap_sets import cheap_sets


@pytest.mark.parametrize("width", [0, 1, 2, 3])
@pytest.mark.parametrize("members", [1, 2, 7])
def test_the_sets_are_those_that_fit(width: int, members: int) -> None:
    """Numbers drawn at random, of both signs: every set within the room is found, and once."""
    draw = np.random.default_rng(members)
    for _ in range(60):
        values = np.sort(draw.integers(-9, 10, (3, members)), axis=1)
        rooms = draw.integers(-25, 25, 3)
        found = cheap_sets(values, rooms, width, 1 << 20)
        assert found is not None
        expected = [
            [row, *chosen, *[-1] * (width - size)]
            for row in range(3)
            for size in range(width + 1)
            for chosen in combinations(range(members), size)
            if sum(values[row, place] for place in chosen) <= rooms[row]
        ]
        assert sorted(found.tolist()) == sorted(expected)


def test_too_many_sets_are_not_begun() -> None:
    """Ten numbers give 176 sets of up to three: allowed 176, refused with a limit of 150."""
    values, rooms = np.zeros((1, 10), dtype=np.int64), np.zeros(1, dtype=np.int64)
    found = cheap_sets(values, rooms, 3, 176)
    assert found is not None and len(found) == 176
    assert cheap_sets(values, rooms, 3, 150) is None
