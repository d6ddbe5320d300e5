"""The goal `touched_units`: how many units notice the plan."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from orgplan.goals.goal import UNITS, Goal
from orgplan.linear import Linear, total
from orgplan.model import PlanModel
from orgplan.plan import Plan
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.families import Families, Sets, Whole


@dataclass(frozen=True)
class TouchedUnits(Goal):
    """Units that ended, and surviving ones that gained or lost a block or changed kind or parent.

    Formulation
    -----------
    ``Σ_u touched(u)``, at least each of the conditions.
    """

    name: ClassVar[str] = "touched_units"
    label: ClassVar[Text] = Text(vi="đơn vị có thay đổi", en="touched units")
    summary: ClassVar[Text] = Text(
        vi=(
            "Số đơn vị kết thúc, và số đơn vị còn lại có nhận thêm hoặc chuyển bớt nhiệm "
            "vụ, đổi loại hình hoặc đổi cấp trên."
        ),
        en=(
            "Units that ended, and surviving ones that gained or lost a block or changed "
            "kind or parent."
        ),
    )
    example: ClassVar[str] = "{touched_units: 1}"
    unit: ClassVar[Text] = UNITS
    eased_by_gain: ClassVar[bool] = False

    def term(self, model: PlanModel) -> Linear:
        """One condition a unit."""
        return total(model.touched(unit_id) for unit_id in model.units)

    def beyond_sets(self) -> bool:
        """They tell all."""
        return False

    def pair_costs(self, families: Families) -> tuple[Whole, int]:
        """1 for a unit that ends."""
        import numpy as np

        apart = ~np.eye(families.size, dtype=np.int64).astype(np.bool_)
        return np.broadcast_to(apart, (families.shape[0], *apart.shape)).astype(np.int64), 1

    def set_costs(self, sets: Sets, place: int) -> tuple[Whole, int]:
        """1 for a receiver that gains."""
        return sets.changed[None, :] * 1, 1

    def value(self, plan: Plan) -> Fraction:
        """Number of touched units [units]."""
        return Fraction(sum(plan.touches(unit_id) for unit_id in plan.problem.in_scope))
