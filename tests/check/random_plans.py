"""Random decisions over an organisation: mostly broken plans, sometimes sound ones."""

from __future__ import annotations

from random import Random

from orgplan.plan import Plan
from orgplan.problem import Problem


def random_plan(problem: Problem, rng: Random) -> Plan:
    """A few units end in a relative or anywhere, a few blocks move, a few units change kind."""
    before = problem.before
    ended: set[str] = set()
    moved: dict[tuple[str, str | None], str] = {}
    for _ in range(rng.choice([0, 1, 1, 2, 2, 3, 4])):
        unit = rng.choice(before.ids if rng.random() < 0.1 else problem.in_scope or before.ids)
        receiver = rng.choice(_near(problem, unit) if rng.random() < 0.8 else before.ids)
        blocks = before[unit].blocks
        action = rng.random()
        if action < 0.75:
            ended.add(unit)
            moved |= {block.key: receiver for block in blocks}
        if action > 0.6:
            moved[rng.choice(blocks).key] = rng.choice(_near(problem, unit))
    if rng.random() < 0.5:
        for unit in before.ids:
            if before.parent(unit) in ended and rng.random() < 0.7:
                ended.add(unit)
                into = moved[before[before.parent(unit) or ""].lead_block.key]
                moved |= {block.key: into for block in before[unit].blocks}
    converted = {}
    for unit in rng.sample(before.ids, rng.choice([0, 0, 1, 2])):
        kinds = problem.kinds_after(unit)
        if unit not in ended and (len(kinds) > 1 or rng.random() < 0.2):
            converted[unit] = kinds[-1] if len(kinds) > 1 else "office"
    return Plan(
        problem,
        frozenset(ended),
        {key: to for key, to in moved.items() if to != key[0]},
        {u: kind for u, kind in converted.items() if kind != before[u].kind},
    )


def _near(problem: Problem, unit: str) -> tuple[str, ...]:
    """Siblings and parent of a unit, or every unit where there are none."""
    parent = problem.before.parent(unit)
    if parent is None:
        return problem.before.ids
    siblings = tuple(u for u in problem.before.children(parent) if u != unit)
    return (*siblings, *siblings, parent) if siblings else problem.before.ids
