"""What `min_staff` and `max_staff` share on the solver side: a bound on a total, kind by kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from orgplan.linear import ONE, weighted
from orgplan.model import PlanModel
from orgplan.rules.rule import SelectiveRule


class StaffRule(SelectiveRule):
    """A rule that bounds the total posts of a unit by its kind.

    A unit that ended has total 0, so one inequality holds for all kinds, without conditions:
    ``total(u) ≥ Σ_k limit(k) · kind_is(u, k)``, and the other way round with the greatest total for
    kinds without limit. A unit that must not be judged while it is unchanged keeps its total; it
    needs leave only if that lies beyond a limit.
    """

    def bound(
        self, model: PlanModel, unit_id: str, limits: Mapping[str, int], side: Literal[1, -1]
    ) -> None:
        """Require ``side · total ≥ side · limit`` [steps] while the unit has a listed kind."""
        posts = model.total_posts(unit_id)
        steady = model.steady_total(unit_id) if self.applies_to == "changed" else 0
        if steady is None:
            for kind, limit in limits.items():
                when = [model.kind_is(unit_id, kind), *self.condition(model, unit_id)]
                model.linear.add(posts * side, low=side * limit, when=when)
            return
        free = 0 if side == 1 else model.linear.range_of(posts)[1]
        required = weighted(
            (model.kind_is(unit_id, kind), side * limits.get(kind, free))
            for kind in model.problem.kinds_after(unit_id)
        )
        left = posts * side - required
        if self.applies_to == "changed":
            beyond = max(side * (limit - steady) for limit in limits.values())
            if beyond > 0:
                left = left + (ONE - model.changed(unit_id)) * beyond
        model.linear.add(left, low=0)
