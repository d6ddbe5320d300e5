"""Greedy alternatives by enumeration, with a distance written down once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from orgplan.plan import Plan
from tests.oracle import brute_force, random_cases
from tests.oracle.brute_force import Found
from tests.oracle.kept import kept

MARGINS = ("0%", "10%", "50%", "100%")
Fates = dict[str, tuple[object, ...]]


@dataclass(frozen=True)
class Asked:
    """What is asked of a seed: margin and distance go round."""

    seed: int

    @property
    def within(self) -> str:
        """The margin."""
        return MARGINS[self.seed % len(MARGINS)]

    @property
    def share(self) -> Fraction:
        """The margin as a share."""
        return Fraction(self.within.removesuffix("%")) / 100

    @property
    def min_difference(self) -> int:
        """The distance [units]."""
        return 1 + self.seed // len(MARGINS) % 3


def plans_of(seed: int) -> list[Found]:
    """Every plan of a random case that keeps every rule."""
    return kept(f"alternatives-{seed}", lambda: _enumerated(seed))


def _enumerated(seed: int) -> list[Found]:
    case = random_cases.case(seed)
    return list(brute_force.enumerate_plans(case.units, case.scenario, case.ruleset, case.plans))


def fates_of_found(found: Found) -> Fates:
    """Unit → whether it lives on, its kind, and where each block ends."""
    fates: dict[str, list[object]] = {u: ["ends", None] for u in found.ended}
    fates |= {unit: ["lives", kind] for unit, kind in found.kinds.items()}
    for (unit, function), to in found.moves.items():
        fates[unit].append((function, to))
    return {unit: tuple(said) for unit, said in fates.items()}


def fates_of_plan(plan: Plan) -> Fates:
    """The same of a plan of the product."""
    fates: Fates = {}
    for unit in plan.problem.before:
        ends = unit.id in plan.ended
        kind = None if ends else plan.converted.get(unit.id, unit.kind)
        places = [(b.function, plan.moved.get(b.key, unit.id)) for b in unit.blocks]
        fates[unit.id] = ("ends" if ends else "lives", kind, *places)
    return fates


def distance(one: Fates, other: Fates) -> int:
    """Units with another fate."""
    assert one.keys() == other.keys()
    return sum(set(one[unit]) != set(other[unit]) for unit in one)


def next_best(
    found: Sequence[Found], earlier: Sequence[Plan], limit: Fraction | None, least: int
) -> tuple[Fraction, ...] | None:
    """Tier values of the best plan far enough from all earlier ones; None if there is none."""
    known = [fates_of_plan(plan) for plan in earlier]
    fit = [
        plan.tiers
        for plan in found
        if (limit is None or plan.tiers[0] <= limit)
        and all(distance(fates_of_found(plan), other) >= least for other in known)
    ]
    return min(fit, key=lambda tiers: (tiers[1:], tiers[:1]), default=None)
