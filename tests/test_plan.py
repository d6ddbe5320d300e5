"""What follows from a plan, against the definitions block by block, broken plans included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from orgplan.plan import Plan
from orgplan.structure.forest import Forest
from tests.sampled import sampled


def plans(seed: int, folder: Path) -> Iterator[Plan]:
    """Plans that section 4 allows, plans by chance, and each with its blocks left behind."""
    for plan in sampled(seed, folder, sound=4, careless=12)[1]:
        yield plan
        yield replace(plan, moved={})


def places(plan: Plan, unit_id: str) -> tuple[str, ...]:
    """A unit and everything above it under a plan."""
    return (unit_id, *plan.ancestors_after(unit_id))


def totals(plan: Plan) -> dict[str, Fraction]:
    """Each block counts where it ends and in everything above."""
    found = dict.fromkeys(plan.parent_after, Fraction(0))
    for key, block in plan.problem.blocks.items():
        if plan.ends_in(key) in found:
            for place in places(plan, plan.ends_in(key)):
                if place in found:
                    found[place] += block.posts
    return found


def held(plan: Plan, unit_id: str) -> list[tuple[str | None, Fraction]]:
    """Functions of a unit with their posts: those that stay, then those that come, in order."""
    blocks = [b for key, b in plan.problem.blocks.items() if plan.ends_in(key) == unit_id]
    found: dict[str | None, Fraction] = {}
    for block in sorted(blocks, key=lambda block: block.unit != unit_id):
        found[block.function] = found.get(block.function, Fraction(0)) + block.posts
    return list(found.items())


def receiver(plan: Plan, unit_id: str, to: str) -> str | None:
    """The receiver of a block that ends somewhere; None if it is not displaced."""
    if to != unit_id:
        return to
    above = plan.problem.before.ancestors(unit_id)
    ended = next((unit for unit in above if unit in plan.ended), None)
    return None if ended is None else plan.successor(ended)


@pytest.mark.parametrize("seed", range(1, 400, 7))
def test_what_follows_is_what_the_blocks_say(seed: int, tmp_path: Path) -> None:
    """Totals, functions, displaced blocks and agencies follow from every block by itself."""
    for plan in plans(seed, tmp_path):
        problem = plan.problem
        assert plan.total_after == totals(plan)
        for unit_id in plan.parent_after:
            assert list(plan.posts_after[unit_id].items()) == held(plan, unit_id)
            functions = [f for f, _ in held(plan, unit_id) if f is not None]
            assert list(plan.functions_after(unit_id)) == functions
            agencies = [u for u in places(plan, unit_id) if problem.is_agency(u)]
            assert plan.agency_after[unit_id] == (agencies[0] if agencies else None)
        displaced = [
            (block, to)
            for key, block in problem.blocks.items()
            if (to := receiver(plan, key[0], plan.ends_in(key))) is not None
        ]
        assert list(plan.displaced) == displaced


@pytest.mark.parametrize("seed", range(1, 400, 7))
def test_loops_are_found(seed: int, tmp_path: Path) -> None:
    """The clause on loops names exactly the units that stand above themselves."""
    for plan in plans(seed, tmp_path):
        inside = {
            unit_id
            for unit_id, parent in plan.parent_after.items()
            if parent == unit_id or (parent and unit_id in plan.ancestors_after(parent))
        }
        named = [unit for broken in Forest().violations(plan) for unit in broken.units]
        assert sorted(named) == sorted(inside)
