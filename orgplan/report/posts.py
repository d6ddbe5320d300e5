"""Posts of a unit with everything below it, employees of public service units never mixed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache

from orgplan.organisation import Organisation
from orgplan.plan import Plan
from orgplan.ruleset.schema import SERVICE_KINDS


@lru_cache(maxsize=4)
def totals_before(organisation: Organisation) -> Mapping[str, Fraction]:
    """Posts of each unit and of those below it that are counted in the same way [posts]."""
    return _totals(
        {unit.id: unit.staff for unit in organisation},
        {unit.id: unit.kind in SERVICE_KINDS for unit in organisation},
        organisation.ancestors,
    )


def totals_after(plan: Plan) -> Mapping[str, Fraction]:
    """The same under a plan [posts]."""
    return _totals(
        {unit: sum(held.values(), Fraction(0)) for unit, held in plan.posts_after.items()},
        {unit: plan.kind_after(unit) in SERVICE_KINDS for unit in plan.posts_after},
        plan.ancestors_after,
    )


def _totals(
    own: Mapping[str, Fraction],
    service: Mapping[str, bool],
    above: Callable[[str], tuple[str, ...]],
) -> Mapping[str, Fraction]:
    total = dict(own)
    for unit, posts in own.items():
        for superior in above(unit):
            if service[superior] is service[unit]:
                total[superior] += posts
    return total
