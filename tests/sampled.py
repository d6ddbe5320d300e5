"""A few plans of a random organisation: sound ones from the oracle, and careless ones."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from random import Random

from orgplan.case import Case
from orgplan.io.scenario import load_case
from orgplan.plan import Plan
from tests.check.random_plans import random_plan
from tests.oracle import brute_force, random_cases

MOST = 3000


def sampled(seed: int, folder: Path, sound: int, careless: int) -> tuple[Case, list[Plan]]:
    """A random case and some plans over it: some that section 4 allows, some by chance."""
    drawn = random_cases.case(seed)
    case, _ = load_case(drawn.write(folder))
    rng = Random(seed)
    # Freezing is a rule here but a part of the structure in the oracle: plans that break it
    # come from an oracle that has not heard of it.
    rules = [r for r in drawn.scenario.get("rules", []) if r.get("rule") != "freeze"]
    world = brute_force.World(
        drawn.units, drawn.scenario | {"rules": rules}, drawn.ruleset, drawn.plans
    )
    found = list(islice(brute_force.enumerate_structures(world), MOST))
    chosen = [_plan(case, world, after) for after in rng.sample(found, min(sound, len(found)))]
    return case, chosen + [random_plan(case.problem, rng) for _ in range(careless)]


def _plan(case: Case, world: brute_force.World, after: brute_force.After) -> Plan:
    pairs = zip(world.blocks, after.plan.dest, strict=True)
    return Plan(
        case.problem,
        frozenset(after.receiver),
        {(block.unit, block.function): to for block, to in pairs if to != block.unit},
        {u: kind for u, kind in after.kind.items() if kind != world.units[u].kind},
    )
