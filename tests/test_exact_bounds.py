"""Bounds narrowed in whole numbers: no assignment is lost, and a contradiction is a proof."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

from orgplan.engine.backend import Watch
from orgplan.engine.confirmation import keeps
from orgplan.engine.exact_bounds import ContradictionError, largest_sum, tightened
from orgplan.engine.highs import broken_by
from orgplan.linear import Constraint, LinearModel, Literal

SEEDS = range(400)


def drawn(seed: int) -> LinearModel:
    """Three Booleans and three whole numbers from -3 to 4, under a few constraints."""
    rng = Random(seed)
    model = LinearModel()
    for _ in range(3):
        model.boolean("b")
    for _ in range(3):
        low = rng.randint(-3, 1)
        model.integer("n", low, low + rng.randint(0, 3))
    for _ in range(rng.randint(2, 6)):
        of = rng.sample(range(6), rng.randint(1, 3))
        terms = {index: rng.choice([-4, -3, -2, -1, 0, 1, 2, 3, 6]) for index in of}
        low = rng.randint(-12, 8)
        when = rng.sample(range(3), rng.choice([0, 0, 1, 1, 2]))
        model.constraints.append(
            Constraint(
                terms,
                rng.choice([low, low, None]),
                rng.choice([low + rng.randint(0, 9), None]),
                tuple(Literal(index, rng.random() < 0.6) for index in when),
            )
        )
    return model


def assignments(model: LinearModel) -> set[tuple[int, ...]]:
    """Everything that keeps a model, by trying all values."""
    ranges = (range(low, high + 1) for low, high in model.bounds)
    return {values for values in product(*ranges) if broken_by(model, values) is None}


def test_no_assignment_is_lost_and_none_is_won() -> None:
    """On random models the narrowed one has the same assignments; a contradiction has none."""
    contradictions = narrowed = 0
    for seed in SEEDS:
        model = drawn(seed)
        every = assignments(model)
        try:
            found = tightened(model, Watch(60))
        except ContradictionError:
            assert not every, seed
            contradictions += 1
            continue
        assert assignments(found) == every, seed
        narrowed += found.bounds != model.bounds
    assert contradictions >= 30
    assert narrowed >= 100


def test_a_stopped_watch_leaves_the_model_as_it_is_known() -> None:
    """Without time the bounds stay, and still nothing is lost."""
    watch = Watch(60)
    watch.stop()
    for seed in SEEDS[:50]:
        model = drawn(seed)
        found = tightened(model, watch)
        assert found.bounds == model.bounds
        assert assignments(found) == assignments(model)


def test_limits_are_rounded_after_the_common_factor_is_taken_out() -> None:
    """4 x + 6 y + 6 z >= 5 over Booleans is 2 x + 3 y + 3 z >= 3 in whole numbers."""
    rows = [Constraint({0: 4, 1: 6, 2: 6}, 5, None)]
    model = LinearModel([(0, 1)] * 3, ["x", "y", "z"], rows)
    assert tightened(model, Watch(60)).constraints == [Constraint({0: 2, 1: 3, 2: 3}, 3, None)]


def test_bounds_that_creep_are_given_up() -> None:
    """x < y and y < x over a wide range end, with or without the contradiction."""
    wide = 10**12
    model = LinearModel(
        [(0, wide), (0, wide)],
        ["x", "y"],
        [Constraint({0: 1, 1: -1}, None, -1), Constraint({0: -1, 1: 1}, None, -1)],
    )
    found = tightened(model, Watch(60))
    assert found.bounds[0][0] > 0
    assert found.bounds[0][1] < wide


@pytest.mark.parametrize(
    ("constraint", "size"),
    [
        (Constraint({0: 3, 1: -2}, -4, None), 3 + 20 + 4),
        (Constraint({1: 2}, 5, None, (Literal(0),)), 20 + 25 + 5),
    ],
)
def test_the_largest_sum_counts_what_a_condition_adds(constraint: Constraint, size: int) -> None:
    """Terms at their largest, the limit, and for each condition the loosening."""
    model = LinearModel([(0, 1), (-10, 7)], ["b", "n"], [constraint])
    assert largest_sum(model) == size


def test_values_outside_their_bounds_keep_nothing() -> None:
    """An assignment is believed with its bounds and its length only."""
    model = LinearModel([(0, 1), (2, 3)], ["b", "n"])
    assert keeps(model, (1, 2))
    assert not keeps(model, (1, 4))
    assert not keeps(model, (1,))
