"""What is proven of an alternative as an answer to its case."""

from __future__ import annotations

import dataclasses
from fractions import Fraction

from orgplan.engine.lexicographic import Search
from orgplan.plan import Plan, Status
from orgplan.result import Result, TierValue
from orgplan.solve import tier_value


def result_of(best: Result, plan: Plan, search: Search, seconds: float) -> Result:
    """An alternative as a result of its own.

    The bounds of the best plan hold for every plan whose tiers before are within them; behind the
    first tier that is not, nothing is proven. A plan with the values of a proven optimum is an
    optimum too.
    """
    case = best.case
    tiers: list[TierValue] = []
    first_open: int | None = None
    for place, (tier, proven) in enumerate(zip(case.tiers, best.tiers, strict=True)):
        bound = proven.bound if first_open is None else None
        value = tier_value(case, place, plan, bound)
        tiers.append(value)
        if first_open is None and (bound is None or value.value > (1 + tier.slack) * bound):
            first_open = place
    same = [value.value for value in tiers] == [value.value for value in best.tiers]
    status: Status = "optimal" if same and best.status == "optimal" else "feasible"
    if status == "feasible" and first_open is None:
        first_open = next((n for n, t in enumerate(tiers) if t.value != t.bound), None)
    return dataclasses.replace(
        best,
        status=status,
        plan=plan,
        tiers=tuple(tiers),
        gap=Fraction(0) if status == "optimal" else _gap(tiers, first_open),
        engine=search.backend.name,
        engine_version=search.backend.version,
        seed=search.seed,
        seconds=seconds,
        canonical=search.canonical,
    )


def _gap(tiers: list[TierValue], first_open: int | None) -> Fraction | None:
    """The gap of the first tier that is not proven."""
    if first_open is None:
        return Fraction(0)
    tier = tiers[first_open]
    if tier.bound is None:
        return None
    return (tier.value - tier.bound) / max(Fraction(1), abs(tier.value))
