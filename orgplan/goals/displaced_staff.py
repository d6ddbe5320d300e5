"""The goal `displaced_staff`: how many posts change unit or superiors."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from orgplan.goals.goal import POSTS, Goal
from orgplan.linear import Linear, weighted
from orgplan.model import PlanModel
from orgplan.plan import Plan
from orgplan.text import Text


@dataclass(frozen=True)
class DisplacedStaff(Goal):
    """Posts of displaced blocks: they end in another unit, or a unit above them ended.

    Formulation
    -----------
    ``Σ_b posts(b) · displaced(b)`` (`orgplan.model.displacement`).
    """

    name: ClassVar[str] = "displaced_staff"
    label: ClassVar[Text] = Text(vi="biên chế bị xáo trộn", en="displaced posts")
    summary: ClassVar[Text] = Text(
        vi=(
            "Số biên chế bị xáo trộn: chuyển sang đơn vị khác, hoặc một đơn vị cấp trên "
            "của họ kết thúc."
        ),
        en="Posts of displaced blocks: they end in another unit, or a unit above them ended.",
    )
    example: ClassVar[str] = "{displaced_staff: 1}"
    unit: ClassVar[Text] = POSTS

    def term(self, model: PlanModel) -> Linear:
        """Posts times the conditions under which they are displaced."""
        steps = model.problem.block_steps
        posts = weighted(
            (bundle.displaced, sum(steps[block.key] for block in bundle.blocks))
            for unit_id in model.units
            for bundle in model.bundles(unit_id)
        )
        return posts * Fraction(1, model.scale)

    def value(self, plan: Plan) -> Fraction:
        """Posts of all displaced blocks [posts]."""
        blocks = plan.problem.blocks.values()
        return sum((b.posts for b in blocks if plan.displacement(b.key) is not None), Fraction(0))
