"""The goal `surplus_leaders`: heads and deputies beyond the places that the statute allows."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from orgplan.goals.goal import Goal
from orgplan.linear import Linear, total
from orgplan.measures import step_value
from orgplan.model import PlanModel
from orgplan.plan import Plan
from orgplan.ruleset import LeaderQuota
from orgplan.text import Text


@dataclass(frozen=True)
class SurplusLeaders(Goal):
    """Over surviving internal units in scope: leaders that end in one, less its places.

    Places are one head and the deputies that the ruleset allows for the kind after.

    Formulation
    -----------
    For each unit, and each kind k with a quota, one row of the table is chosen:
    ``Σ_i row(k, i) = kind_is(u, k)``, ``Σ_i low(i) · row(k, i) ≤ figure ≤ Σ_i high(i) · row(k, i)``
    while u has the kind (figure: total posts, or sub-units), and
    ``surplus(u) ≥ leaders(u) − Σ_k Σ_i (1 + deputies(i)) · row(k, i)``.
    """

    name: ClassVar[str] = "surplus_leaders"
    label: ClassVar[Text] = Text(vi="cấp trưởng, cấp phó dôi dư", en="surplus leaders")
    summary: ClassVar[Text] = Text(
        vi=(
            "Cộng trên các đầu mối bên trong còn lại trong phạm vi: số cấp trưởng, cấp phó "
            "về một đơn vị, trừ số được bố trí ở đó."
        ),
        en="Over surviving internal units in scope: leaders that end in one, less its places.",
    )
    example: ClassVar[str] = "{surplus_leaders: 1}"
    unit: ClassVar[Text] = Text(vi="người", en="leaders")

    def term(self, model: PlanModel) -> Linear:
        """The sum of one surplus variable a unit."""
        return total(self._surplus(model, unit_id) for unit_id in model.units)

    def _surplus(self, model: PlanModel, unit_id: str) -> Linear:
        leaders = model.leaders(unit_id)
        most = int(model.linear.range_of(leaders)[1])
        if most <= 1:
            return Linear()
        places = total(
            part
            for kind in model.problem.kinds_after(unit_id)
            for part in self._places(model, unit_id, kind, most)
        )
        if model.linear.range_of(leaders - places)[1] <= 0:
            return Linear()
        surplus = model.linear.integer(f"surplus {unit_id}", 0, most)
        model.linear.add(surplus - leaders + places, low=0)
        return surplus

    def _places(self, model: PlanModel, unit_id: str, kind: str, most: int) -> Iterator[Linear]:
        """Places of the unit while it has this kind, as parts of a sum."""
        quota = model.problem.ruleset.quota(kind)
        has_kind = model.kind_is(unit_id, kind)
        if quota is None:
            yield has_kind * most
            return
        if quota.by_staff is not None:
            figure, steps = model.total_posts(unit_id), model.scale
        else:
            figure, steps = model.subunits(unit_id), 1
        ceiling = int(model.linear.range_of(figure)[1])
        reach = _reachable(quota, ceiling, steps)
        if len(reach) == 1:
            yield has_kind * (1 + reach[0][2])
            return
        rows = [model.linear.boolean(f"row {unit_id} {kind} {n}") for n in range(len(reach))]
        model.linear.add(total(rows) - has_kind, low=0, high=0)
        lows = total(row * low for row, (low, _, _) in zip(rows, reach, strict=True))
        highs = total(row * high for row, (_, high, _) in zip(rows, reach, strict=True))
        model.linear.add(figure - lows, low=0)
        other = model.survives(unit_id) - has_kind
        model.linear.add(other * ceiling + highs - figure, low=0)
        for row, (_, _, deputies) in zip(rows, reach, strict=True):
            yield row * (1 + deputies)

    def value(self, plan: Plan) -> Fraction:
        """Leaders over the places of their unit [leaders]."""
        return Fraction(sum(surplus_of(plan, unit_id) or 0 for unit_id in plan.survivors))


def _reachable(quota: LeaderQuota, ceiling: int, steps: int) -> list[tuple[int, int, int]]:
    """Rows of a quota as (least figure, greatest figure, deputies), up to a ceiling."""
    reach: list[tuple[int, int, int]] = []
    low = 0
    for place, (limit, deputies) in enumerate(quota.rows):
        last = limit is None or place == len(quota.rows) - 1
        high = ceiling if last or limit is None else min(ceiling, math.floor(limit * steps))
        if low <= high:
            reach.append((low, high, deputies))
        if last:
            break
        low = max(low, high + 1)
    return reach


def surplus_of(plan: Plan, unit_id: str) -> int | None:
    """Leaders over the places of a surviving unit, or None if its kind has no quota."""
    deputies = deputies_allowed(plan, unit_id)
    return None if deputies is None else max(0, plan.leaders_after[unit_id] - 1 - deputies)


def deputies_allowed(plan: Plan, unit_id: str) -> int | None:
    """Deputies that a surviving unit may have, or None if its kind has no quota."""
    quota = plan.problem.ruleset.quota(plan.kind_after(unit_id))
    if quota is None:
        return None
    if quota.by_staff is not None:
        return step_value(quota.rows, plan.total_after[unit_id])
    return step_value(quota.rows, len(plan.children_after[unit_id]))
