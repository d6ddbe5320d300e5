"""The goal `size_deviation`: how far units lie outside a range of sizes."""

from __future__ import annotations

import math
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
    from orgplan.families import Sets, Whole


@dataclass(frozen=True)
class SizeDeviation(Goal):
    """Over surviving counted units: posts missing to `low` plus posts above `high`.

    Formulation
    -----------
    ``deviation(u) ≥ low · counted(u) − total(u)`` and, while u counts,
    ``deviation(u) ≥ total(u) − high``; a unit that ended has total 0.
    """

    low: Fraction | None = None
    high: Fraction | None = None

    name: ClassVar[str] = "size_deviation"
    label: ClassVar[Text] = Text(vi="chênh lệch quy mô", en="deviation of sizes")
    summary: ClassVar[Text] = Text(
        vi=(
            "Cộng trên các đầu mối còn lại: số biên chế thiếu so với `low` và số biên chế "
            "vượt `high`."
        ),
        en="Over surviving counted units: posts missing to `low` plus posts above `high`.",
    )
    example: ClassVar[str] = "{size_deviation: 1, low: 8, high: 25}"
    unit: ClassVar[Text] = POSTS
    nested: ClassVar[bool] = True

    def term(self, model: PlanModel) -> Linear:
        """The sum of one deviation variable a unit that may count."""
        ends = [posts.denominator for posts in (self.low, self.high) if posts is not None]
        steps = math.lcm(model.scale, *ends)
        deviations = (self._deviation(model, u, steps) for u in model.units)
        return total(deviations) * Fraction(1, steps)

    def _deviation(self, model: PlanModel, unit_id: str, steps: int) -> Linear:
        kinds = [k for k in model.problem.kinds_after(unit_id) if model.problem.counts(k)]
        if not kinds:
            return Linear()
        counted = total(model.kind_is(unit_id, kind) for kind in kinds)
        posts = model.total_posts(unit_id) * (steps // model.scale)
        most = int(model.linear.range_of(posts)[1])
        floor = 0 if self.low is None else int(self.low * steps)
        name = f"deviation {unit_id}"
        deviation = model.linear.integer(name, 0, max(most, floor))
        excess = deviation
        if self.low is not None and self.high is not None and self.low > self.high:
            excess = model.linear.integer(name, 0, most)  # both sides may be away at once
        if self.low is not None:
            model.linear.add(deviation - counted * floor + posts, low=0)
        if self.high is not None:
            always = len(kinds) == len(model.problem.kinds_after(unit_id))
            model.linear.add(
                excess - posts,
                low=-int(self.high * steps),
                when=() if always else [counted],
            )
        return deviation if excess is deviation else deviation + excess

    def parts(self, problem: Problem) -> int:
        """Posts are counted in steps that suit the ends of the range too."""
        ends = [posts.denominator for posts in (self.low, self.high) if posts is not None]
        return math.lcm(problem.steps, *ends)

    def beyond_sets(self) -> bool:
        """They tell all."""
        return False

    def set_costs(self, sets: Sets, place: int) -> tuple[Whole, int]:
        """Posts of a counted receiver outside the range [steps]."""
        import numpy as np

        problem = sets.families.problem
        steps = self.parts(problem)
        posts = sets.posts * (steps // problem.steps)
        away = np.zeros(posts.shape, dtype=np.int64)
        if self.low is not None:
            away += np.maximum(0, int(self.low * steps) - posts)
        if self.high is not None:
            away += np.maximum(0, posts - int(self.high * steps))
        counted = sets.families.by_kind(lambda kind: int(problem.counts(kind)), 0)
        return away * counted[:, place, None], steps

    def value(self, plan: Plan) -> Fraction:
        """Posts outside the range over all surviving counted units [posts]."""
        away = Fraction(0)
        for unit_id in plan.survivors:
            if plan.problem.counts(plan.kind_after(unit_id)):
                posts = plan.total_after[unit_id]
                if self.low is not None:
                    away += max(Fraction(0), self.low - posts)
                if self.high is not None:
                    away += max(Fraction(0), posts - self.high)
        return away
