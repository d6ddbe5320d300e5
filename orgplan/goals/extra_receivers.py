"""The goal `extra_receivers`: how widely ended units are scattered."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from orgplan.goals.goal import UNITS, Goal
from orgplan.linear import Linear, total
from orgplan.model import PlanModel
from orgplan.plan import Plan
from orgplan.text import Text


@dataclass(frozen=True)
class ExtraReceivers(Goal):
    """Over units that ended: the number of receivers beyond the first.

    Formulation
    -----------
    ``Σ_u (Σ_r gives(u, r) − ends(u))`` over units that may be split.
    """

    name: ClassVar[str] = "extra_receivers"
    label: ClassVar[Text] = Text(vi="nơi tiếp nhận thêm", en="extra receivers")
    summary: ClassVar[Text] = Text(
        vi="Cộng trên các đơn vị kết thúc: số đơn vị tiếp nhận, không kể đơn vị thứ nhất.",
        en="Over units that ended: the number of receivers beyond the first.",
    )
    example: ClassVar[str] = "{extra_receivers: 1}"
    unit: ClassVar[Text] = UNITS
    eased_by_gain: ClassVar[bool] = False
    nested: ClassVar[bool] = True

    def term(self, model: PlanModel) -> Linear:
        """Receivers beyond the first of every unit that may be split."""
        parts = []
        for unit_id in model.units:
            if model.splits(unit_id):
                gives = total(model.gives(unit_id, r) for r in model.receivers(unit_id))
                parts.append(gives - model.ends(unit_id))
        return total(parts)

    def beyond_sets(self) -> bool:
        """They tell all."""
        return False

    def value(self, plan: Plan) -> Fraction:
        """Receivers beyond the first of every unit that ended [units]."""
        return Fraction(sum(len(plan.receivers[u]) - 1 for u in plan.ended if u in plan.receivers))
