"""The generator: the same figures for everybody, always with a plan, and files that orgplan reads.

a00001 ─ a00001-001 … a00001-010      forest: agencies with divisions side by side
a00001 ─ u00001 ─ u00002 ─ … ─ u00008  deep: a chain through all levels, others join it
"""

from __future__ import annotations

import hashlib
from fractions import Fraction
from pathlib import Path

import pytest

import orgplan
from benchmarks.folder import write
from benchmarks.organisations import (
    FLOOR,
    MAX_ABSORBED,
    Flavour,
    Generated,
    deep,
    forest,
    packing,
    wide,
)
from benchmarks.peers.families import merged
from orgplan.check import judge

FLAVOURS: tuple[Flavour, ...] = ("light", "hard")
PINNED = {
    "hard-40x10": "de491965ecbfb463fe0dcd87f2d9e6d2d90e4e3321406e53a3d08af3398781fc",
    "wide-hard-60": "a744258386780c5d48b86cc8863100ab372d4123984ed22913bef6864bfa3221",
    "deep-80-levels8": "c63dfd9ccc58d14057f518c14a8492a3cac59db32492800a3b9613dfbb9bf841",
}
"""SHA-256 of the tables that the published figures were measured on."""


def packed(question: Generated) -> dict[str, str]:
    """Unit that ends → where, by the simple packing under the floor of `hard`."""
    families: dict[str, list[int]] = {}
    for place, row in enumerate(question.rows):
        if row.parent:
            families.setdefault(row.parent, []).append(place)
    ends: dict[str, str] = {}
    for places in families.values():
        held = [question.rows[place].functions for place in places]
        tried = (packing(held, groups, FLOOR["hard"]) for groups in range(len(held) // 2, 0, -1))
        for group in next(found for found in tried if found is not None):
            into, *others = (question.rows[places[unit]].id for unit in group)
            ends |= dict.fromkeys(others, into)
    return ends


@pytest.mark.parametrize(
    "question", [forest(40, 10, "hard"), wide(60, "hard"), deep(80, 8)], ids=lambda q: q.name
)
def test_figures_are_those_that_were_published(question: Generated, tmp_path: Path) -> None:
    """A changed draw would make published figures speak of organisations that nobody can repeat."""
    table = write(question, tmp_path).with_name("units.csv").read_bytes()
    assert hashlib.sha256(table).hexdigest() == PINNED[question.name]


def test_another_seed_is_another_organisation() -> None:
    """The seed decides the figures, the flavour only what is asked of them."""
    one, other = forest(3, 10, "hard", 1), forest(3, 10, "hard", 2)
    assert one.rows != other.rows
    assert one.rows == forest(3, 10, "light", 1).rows
    assert one.name != other.name


def test_more_agencies_begin_with_the_same_ones() -> None:
    """Each agency has its own draws, so a larger forest contains the smaller one."""
    assert forest(5, 10, "hard").rows[:33] == forest(3, 10, "hard").rows


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("shape", ["forest", "wide"])
def test_every_question_has_a_plan(shape: str, flavour: Flavour, tmp_path: Path) -> None:
    """The packing that the generator asks for is a plan that keeps every rule."""
    question = forest(6, 10, flavour) if shape == "forest" else wide(60, flavour)
    case = orgplan.load(write(question, tmp_path))
    assert judge(case, merged(case, packed(question))) == ()


def test_hard_asks_for_half_under_a_binding_floor(tmp_path: Path) -> None:
    """Half of the units must go, and no unit of at most 16 posts can stay alone."""
    case = orgplan.load(write(forest(4, 10, "hard"), tmp_path))
    assert case.required_cut == 20
    nobody = merged(case, {})
    floor = [v for v in judge(case, nobody) if v.id == "floor"]
    assert len(floor) == 40


def test_light_asks_for_a_sixth_under_a_loose_floor(tmp_path: Path) -> None:
    """15 % must go, and few units are below the floor as they are."""
    case = orgplan.load(write(forest(4, 10, "light"), tmp_path))
    assert case.required_cut == 6
    assert 0 < len([v for v in judge(case, merged(case, {})) if v.id == "floor"]) < 8


def test_files_say_what_was_generated(tmp_path: Path) -> None:
    """Ids, parents, posts and functions come back from the table as they were drawn."""
    question = forest(2, 5, "light")
    before = orgplan.load(write(question, tmp_path)).problem.before
    read = [
        (u.id, u.parent or "", u.kind, tuple((b.function, b.posts) for b in u.blocks))
        for u in before
        if u.parent
    ]
    drawn = [
        (r.id, r.parent, r.kind, tuple((code, Fraction(posts)) for code, posts in r.functions))
        for r in question.rows
        if r.parent
    ]
    assert read == drawn


def test_two_tiers_are_the_same_question_in_order(tmp_path: Path) -> None:
    """The variant has displaced posts first and mismatch second, over the same units."""
    one = orgplan.load(write(forest(2, 4, "hard"), tmp_path))
    two = orgplan.load(write(forest(2, 4, "hard"), tmp_path, tiers=2))
    assert [[goal.name for goal, _ in tier.terms] for tier in two.tiers] == [
        ["displaced_staff"],
        ["mismatch"],
    ]
    assert len(one.tiers) == 1
    assert one.problem.before.ids == two.problem.before.ids


def test_deep_reaches_every_level(tmp_path: Path) -> None:
    """The deepest unit stands on the level asked for, and no unit has more than six below it."""
    case = orgplan.load(write(deep(80, 8), tmp_path))
    before = case.problem.before
    assert max(before.depth.values()) == 8
    assert max(len(before.children(unit_id)) for unit_id in before.ids) <= 6
    assert orgplan.solve(case, time_limit=60).plan is not None


def test_packing_gives_up_where_nothing_fits() -> None:
    """Too few posts for so many groups, or too many units for so few, is no packing."""
    unit = (("health/records", 10),)
    assert packing([unit] * 4, 3, 17) is None
    assert packing([unit] * (2 * MAX_ABSORBED + 3), 2, 17) is None
    assert packing([unit] * 4, 2, 17) == [[0, 2], [1, 3]]
