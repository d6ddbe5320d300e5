"""Which of several equally good plans is the answer: a rule over the input order alone.

1. Fewest changes: ended units, blocks that change unit, and conversions, counted together.
2. The smallest sum of ranks. Every possible change (this block ends in that unit; this unit
   converts) has a rank from 1 to 2^20 that is computed from the places of the units and blocks in
   the input. Ranks look random on purpose: then almost surely only one plan has the smallest sum
   (Mulmuley, Vazirani, Vazirani 1987, the isolation lemma, doi:10.1007/BF02579206).

Nothing depends on the engine, so every engine that proves both steps returns the same plan.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from orgplan.families import Families, Whole
from orgplan.linear import Linear, total
from orgplan.model import PlanModel
from orgplan.plan import Plan

RANKS = 1 << 20
"""The highest rank."""

_MASK = (1 << 64) - 1


def rank(*places: int) -> int:
    """A rank from 1 to 2^20 for one possible change, from places in the input.

    The places are mixed with the finaliser of SplitMix64 (Steele, Lea, Flood 2014,
    doi:10.1145/2660193.2660195).
    """
    state = 0
    for place in places:
        state = (state + 0x9E3779B97F4A7C15 + place) & _MASK
        state = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        state = ((state ^ (state >> 27)) * 0x94D049BB133111EB) & _MASK
        state ^= state >> 31
    return 1 + state % RANKS


def most_changes(model: PlanModel) -> int:
    """More changes than any plan can make: each unit ends or converts, each block moves once."""
    return sum(2 + len(model.before[unit_id].blocks) for unit_id in model.units)


def fewest_changes(model: PlanModel) -> Linear:
    """Ended units, blocks that change unit, and conversions."""
    parts = []
    for unit_id in model.units:
        parts += [model.ends(unit_id), model.converted(unit_id)]
        for block in model.before[unit_id].blocks:
            parts += [model.ends_in(block.key, r) for r in model.receivers(unit_id)]
    return total(parts)


def smallest_ranks(model: PlanModel) -> Linear:
    """The ranks of all changes that a plan makes."""
    position = model.before.position
    parts = []
    for unit_id in model.units:
        here = position[unit_id]
        parts.append(model.converted(unit_id) * rank(here))
        for place, block in enumerate(model.before[unit_id].blocks):
            for receiver in model.receivers(unit_id):
                weight = rank(here, place, position[receiver])
                parts.append(model.ends_in(block.key, receiver) * weight)
    return total(parts)


def ties_of(plan: Plan) -> tuple[int, int]:
    """Changes that a plan makes, and the ranks of them all."""
    before = plan.problem.before
    moved = [(key, to) for key, to in plan.moved.items() if to != key[0]]
    ranks = sum(rank(before.position[unit_id]) for unit_id in plan.converted)
    for key, to in moved:
        blocks = [block.key for block in before[key[0]].blocks]
        ranks += rank(before.position[key[0]], blocks.index(key), before.position[to])
    return len(plan.ended) + len(moved) + len(plan.converted), ranks


def changes_of_pairs(families: Families) -> Whole:
    """Changes made where member u ends in member r, F × n × n; 0 for u = r."""
    apart = ~np.eye(families.size, dtype=np.bool_)
    return (1 + families.blocks)[:, :, None] * apart


def ranks_of_pairs(families: Families) -> Whole:
    """Ranks of all changes made where member u ends in member r, F × n × n; 0 for u = r."""
    place = families.each(families.problem.before.position.__getitem__).astype(np.uint64)
    found = np.zeros((*families.shape, families.size), dtype=np.int64)
    for block in range(int(families.blocks.max())):
        ranks = _ranks(place[:, :, None], np.uint64(block), place[:, None, :])
        found += np.where((families.blocks > block)[:, :, None], ranks, 0)
    return found * ~np.eye(families.size, dtype=np.bool_)


def _ranks(*places: npt.NDArray[np.uint64] | np.uint64) -> Whole:
    """`rank` for arrays of places."""
    state: npt.NDArray[np.uint64] = np.zeros((1, 1, 1), dtype=np.uint64)
    for place in places:
        state = state + np.uint64(0x9E3779B97F4A7C15) + place
        state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        state = state ^ (state >> np.uint64(31))
    return (1 + state % np.uint64(RANKS)).astype(np.int64)
