"""The goal `remaining_units`: how many counted units are left."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from orgplan.goals.goal import UNITS, Goal
from orgplan.linear import Linear
from orgplan.model import PlanModel
from orgplan.plan import Plan
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.families import Families, Whole


@dataclass(frozen=True)
class RemainingUnits(Goal):
    """The number of counted units that the plan leaves.

    Formulation
    -----------
    ``Σ_u kind_is(u, k)`` over the kinds k that count.
    """

    name: ClassVar[str] = "remaining_units"
    label: ClassVar[Text] = Text(vi="số đầu mối còn lại", en="remaining units")
    summary: ClassVar[Text] = Text(
        vi="Số đầu mối mà phương án để lại.",
        en="The number of counted units that the plan leaves.",
    )
    example: ClassVar[str] = "{remaining_units: 1}"
    unit: ClassVar[Text] = UNITS
    nested: ClassVar[bool] = True

    def term(self, model: PlanModel) -> Linear:
        """The count after."""
        return model.counted(None, model.problem.counts)

    def beyond_sets(self) -> bool:
        """They tell all."""
        return False

    def pair_costs(self, families: Families) -> tuple[Whole, int]:
        """1 for a counted unit that lives on."""
        import numpy as np

        problem = families.problem
        counted = families.by_kind(lambda kind: int(problem.counts(kind)), 0)
        return counted[:, :, None] * np.eye(families.size, dtype=np.int64), 1

    def value(self, plan: Plan) -> Fraction:
        """The count after [units]."""
        return Fraction(sum(plan.after_count.values()))
