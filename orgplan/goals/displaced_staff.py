"""The goal `displaced_staff`: how many posts change unit or superiors."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from orgplan.goals.goal import POSTS, Goal
from orgplan.linear import Linear, weighted
from orgplan.model import PlanModel
from orgplan.plan import Plan
from orgplan.problem import Problem
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.families import Families, Whole


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
    eased_by_gain: ClassVar[bool] = False
    nested: ClassVar[bool] = True

    def term(self, model: PlanModel) -> Linear:
        """Posts times the conditions under which they are displaced."""
        steps = model.problem.block_steps
        posts = weighted(
            (bundle.displaced, sum(steps[block.key] for block in bundle.blocks))
            for unit_id in model.units
            for bundle in model.bundles(unit_id)
        )
        return posts * Fraction(1, model.scale)

    def parts(self, problem: Problem) -> int:
        """Posts are counted in steps of the problem."""
        return problem.steps

    def least_if_ended(
        self, problem: Problem, unit_id: str, receivers: Collection[str]
    ) -> Fraction:
        """Its own posts."""
        return problem.before[unit_id].staff

    def least_if_displaced(self, problem: Problem, unit_id: str) -> Fraction:
        """Its own posts."""
        return problem.before[unit_id].staff

    def displacement(self, problem: Problem) -> tuple[Callable[[str, str], int], int]:
        """Its own posts [steps]."""
        return lambda unit_id, _: problem.in_steps(problem.before[unit_id].staff), problem.steps

    def beyond_sets(self) -> bool:
        """They tell all."""
        return False

    def pair_costs(self, families: Families) -> tuple[Whole, int]:
        """The own posts of a unit that ends [steps]."""
        import numpy as np

        apart = ~np.eye(families.size, dtype=np.bool_)
        return families.own_posts[:, :, None] * apart, families.problem.steps

    def value(self, plan: Plan) -> Fraction:
        """Posts of all displaced blocks [posts]."""
        problem = plan.problem
        steps = sum(problem.in_steps(block.posts) for block, _ in plan.displaced)
        return Fraction(steps, problem.steps)
