"""Random scenarios that have no plan, and by brute force which rules every plan would break."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from orgplan.case import Case
from orgplan.io.scenario import load_case
from tests.oracle import brute_force, random_cases
from tests.oracle.kept import kept

Key = tuple[str, str]
"""Id of a rule, and the named unit of a `keep` or `freeze`; else nothing."""

Frozen = Mapping[Key, set[str]]


@dataclass(frozen=True)
class Clash:
    """A random scenario.

    Parameters
    ----------
    drawn
        The scenario, as files would have it.
    broken
        For each plan that section 4 allows, the rules that it breaks; only sets that hold no other.
    """

    drawn: random_cases.Case
    broken: frozenset[frozenset[Key]]

    @property
    def impossible(self) -> bool:
        """Whether every plan breaks a rule."""
        return frozenset() not in self.broken

    def possible(self, rules: frozenset[Key]) -> bool:
        """Whether a plan breaks none of some rules."""
        return any(rules.isdisjoint(each) for each in self.broken)

    def load(self, folder: Path) -> Case:
        """The case, from files."""
        return load_case(self.drawn.write(folder))[0]


def clash(seed: int) -> Clash:
    """A random case that was made harder: more must go, more must stay."""
    return kept(f"clash {seed}", lambda: _clash(seed))


def _clash(seed: int) -> Clash:
    drawn = random_cases.case(seed)
    rng = Random(f"clash {seed}")
    scenario = copy.deepcopy(drawn.scenario)
    scenario["target"] = {
        "cut": rng.choice(["30%", "50%", "70%", "100%"]),
        "per": rng.choice(["total", "agency"]),
        "round": rng.choice(["up", "down"]),
    }
    world = drawn.world()
    internal = sorted(u for u in world.movable)
    if internal and rng.random() < 0.6:
        units = rng.sample(internal, min(len(internal), rng.randint(1, 3)))
        scenario.setdefault("rules", []).append({"rule": "keep", "units": units})
    harder = replace(drawn, scenario=scenario)
    return Clash(harder, _broken(harder))


def _broken(drawn: random_cases.Case) -> frozenset[frozenset[Key]]:
    rules = brute_force.read_rules(drawn.scenario, drawn.ruleset)
    free = [r for r in drawn.scenario.get("rules", []) if r.get("rule") != "freeze"]
    statute = [r for r in drawn.ruleset.get("rules", []) if r.get("rule") != "freeze"]
    world = brute_force.World(
        drawn.units,
        drawn.scenario | {"rules": free},
        {**drawn.ruleset, "rules": statute},
        drawn.plans,
    )
    frozen = _frozen(drawn, rules)
    least: set[frozenset[Key]] = set()
    for after in brute_force.enumerate_structures(world):
        found = frozenset(key for rule in rules for key in _keys(after, rule, frozen))
        if not any(other <= found for other in least):
            least = {other for other in least if not found <= other} | {found}
    return frozenset(least)


def _keys(after: brute_force.After, rule: brute_force.Rule, frozen: Frozen) -> list[Key]:
    if rule.name == "freeze":
        return [
            key for key, units in frozen.items() if key[0] == rule.id and _stirred(after, units)
        ]
    judge = brute_force.RULES[rule.name]
    if rule.name != "keep":
        return [(rule.id, "")] if any(True for _ in judge(after, rule)) else []
    return [
        (rule.id, unit)
        for unit in brute_force.rule_units(rule)
        if any(True for _ in judge(after, _alone(rule, unit)))
    ]


def _frozen(drawn: random_cases.Case, rules: Sequence[brute_force.Rule]) -> Frozen:
    """What each part of a `freeze` keeps as it is: section 3 fixes it, no rule judges it."""
    return {
        (rule.id, unit): brute_force.World(
            drawn.units,
            drawn.scenario | {"rules": [{"rule": "freeze", "units": [unit]}]},
            {**drawn.ruleset, "rules": []},
            drawn.plans,
        ).frozen
        for rule in rules
        if rule.name == "freeze"
        for unit in brute_force.rule_units(rule)
    }


def _stirred(after: brute_force.After, units: set[str]) -> bool:
    """Whether a unit that is fixed gives, takes, converts or ends, or loses a unit above it."""
    world = after.world
    blocks = zip(world.blocks, after.plan.dest, strict=True)
    return (
        any(to != block.unit and not units.isdisjoint((to, block.unit)) for block, to in blocks)
        or any(after.kind.get(unit) != world.units[unit].kind for unit in units)
        or any(
            above in after.receiver
            for unit in units
            for above in (unit, *brute_force.ancestors_of(world.units, unit))
        )
    )


def _alone(rule: brute_force.Rule, unit: str) -> brute_force.Rule:
    params: Mapping[str, object] = {**rule.params, "units": [unit]}
    return brute_force.Rule(rule.id, rule.name, params)
