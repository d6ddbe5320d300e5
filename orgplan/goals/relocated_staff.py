"""The goal `relocated_staff`: how many posts move to another site."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from orgplan.goals.goal import POSTS, Goal
from orgplan.linear import Linear, total
from orgplan.model import PlanModel
from orgplan.plan import Plan
from orgplan.problem import Problem
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.families import Families, Whole


@dataclass(frozen=True)
class RelocatedStaff(Goal):
    """Posts of blocks that end in another unit where both sites are known and differ.

    Formulation
    -----------
    ``Σ_b posts(b) · ends_in(b, r)`` over receivers r at another site.
    """

    name: ClassVar[str] = "relocated_staff"
    label: ClassVar[Text] = Text(vi="biên chế đổi nơi làm việc", en="relocated posts")
    summary: ClassVar[Text] = Text(
        vi="Số biên chế chuyển sang đơn vị khác mà hai trụ sở đều được ghi và khác nhau.",
        en="Posts of blocks that end in another unit where both sites are known and differ.",
    )
    example: ClassVar[str] = "{relocated_staff: 1}"
    unit: ClassVar[Text] = POSTS
    eased_by_gain: ClassVar[bool] = False
    nested: ClassVar[bool] = True

    def term(self, model: PlanModel) -> Linear:
        """Posts times the conditions under which they change site."""
        return total(
            model.ends_in(block.key, receiver) * block.posts
            for unit_id in model.units
            for receiver in model.receivers(unit_id)
            if not model.problem.same_site(unit_id, receiver)
            for block in model.before[unit_id].blocks
        )

    def parts(self, problem: Problem) -> int:
        """Posts are counted in steps of the problem."""
        return problem.steps

    def beyond_sets(self) -> bool:
        """They tell all."""
        return False

    def pair_costs(self, families: Families) -> tuple[Whole, int]:
        """Posts of a unit that ends at another site [steps]."""
        return families.own_posts[:, :, None] * families.other_site, families.problem.steps

    def value(self, plan: Plan) -> Fraction:
        """Posts that end at another site [posts]."""
        problem = plan.problem
        return sum(
            (
                problem.blocks[key].posts
                for key, to in plan.moved.items()
                if to != key[0] and not problem.same_site(key[0], to)
            ),
            Fraction(0),
        )
