"""The goal `mismatch`: how foreign displaced posts are to where they go."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from orgplan.goals.goal import POSTS, Goal
from orgplan.linear import Linear, total, weighted
from orgplan.measures import affinity
from orgplan.model import Bundle, PlanModel
from orgplan.organisation import Block
from orgplan.plan import Plan
from orgplan.problem import Problem
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.families import Families, Whole


class _WholeCosts:
    """Costs in whole steps, so that no fraction has to be added up.

    Attributes
    ----------
    steps
        Whole steps in one post of cost.
    """

    def __init__(self, problem: Problem, unknown: Fraction) -> None:
        self._problem = problem
        self._most = problem.affinity_steps * unknown.denominator
        self._general = int(self._most * unknown)
        self._foreign: dict[tuple[str, str], int] = {}
        self.steps = problem.steps * self._most

    def of(self, block: Block, receiver: str) -> int:
        """Cost of one block displaced to a receiver [steps]."""
        posts = self._problem.block_steps[block.key]
        if block.function is None:
            return posts * self._general
        key = (block.function, receiver)
        if key not in self._foreign:
            near = self._problem.affinity(*key)
            self._foreign[key] = int((1 - near) * self._most)
        return posts * self._foreign[key]

    def of_all(self, bundle: Bundle, receiver: str) -> int:
        """Cost of blocks that stay together while their superiors come to a receiver [steps]."""
        return sum(self.of(block, receiver) for block in bundle.blocks)


@dataclass(frozen=True)
class Mismatch(Goal):
    """Displaced posts × (1 − affinity of their function to the receiver).

    A general block costs its posts × `unknown`.

    Formulation
    -----------
    With ``cost(b, r) = posts(b) · (1 − affinity(b, r))``: ``Σ_b Σ_r cost(b, r) · ends_in(b, r)``,
    and for blocks that stay where a unit above ended the cost of its receiver
    (`orgplan.model.displacement`).
    """

    unknown: Fraction = Fraction(0)

    name: ClassVar[str] = "mismatch"
    label: ClassVar[Text] = Text(vi="lệch chức năng", en="mismatch of functions")
    summary: ClassVar[Text] = Text(
        vi=(
            "Số biên chế bị xáo trộn × (1 − mức gần gũi giữa chức năng của họ và đơn vị tiếp nhận)."
        ),
        en="Displaced posts × (1 − affinity of their function to the receiver).",
    )
    example: ClassVar[str] = "{mismatch: 1, unknown: 0.5}"
    unit: ClassVar[Text] = POSTS
    eased_by_gain: ClassVar[bool] = False
    nested: ClassVar[bool] = True

    def share(self, problem: Problem, block: Block, receiver: str) -> Fraction:
        """What each post of a block costs that is displaced to a receiver."""
        if block.function is None:
            return self.unknown
        return 1 - problem.affinity(block.function, receiver)

    def term(self, model: PlanModel) -> Linear:
        """Costs times the conditions under which they arise."""
        costs = _WholeCosts(model.problem, self.unknown)
        moves = weighted(
            (model.ends_in(block.key, receiver), costs.of(block, receiver))
            for unit_id in model.units
            for block in model.before[unit_id].blocks
            for receiver in model.receivers(unit_id)
        )
        superiors = (
            model.cost_of_superiors(bundle, partial(costs.of_all, bundle))
            for unit_id in model.units
            for bundle in model.bundles(unit_id)
        )
        return total([moves, *superiors]) * Fraction(1, costs.steps)

    def parts(self, problem: Problem) -> int:
        """Affinities are shares of as many parts as a function code may have segments."""
        segments = max((f.count("/") + 1 for f in problem.function_codes), default=1)
        return problem.steps * math.lcm(*range(1, segments + 1), self.unknown.denominator)

    def least_if_ended(
        self, problem: Problem, unit_id: str, receivers: Collection[str]
    ) -> Fraction:
        """Each block where it fits best: what fits best of all that the receivers do."""
        if not receivers:
            return Fraction(0)
        below = problem.before.functions_below
        known = frozenset().union(*(below[receiver] for receiver in receivers))
        return sum(
            (
                block.posts
                * (self.unknown if block.function is None else 1 - affinity(block.function, known))
                for block in problem.before[unit_id].blocks
            ),
            Fraction(0),
        )

    def displacement(self, problem: Problem) -> tuple[Callable[[str, str], int], int]:
        """Posts of its blocks × (1 − affinity) [steps]."""
        costs = _WholeCosts(problem, self.unknown)

        def cost(unit_id: str, receiver: str) -> int:
            return sum(costs.of(block, receiver) for block in problem.before[unit_id].blocks)

        return cost, costs.steps

    def beyond_sets(self) -> bool:
        """They tell all."""
        return False

    def pair_costs(self, families: Families) -> tuple[Whole, int]:
        """Posts of a unit that ends × (1 − affinity) [steps]."""
        import numpy as np

        problem = families.problem
        costs = families.mismatch(self.unknown, self.parts(problem) // problem.steps)
        apart = ~np.eye(families.size, dtype=np.bool_)
        return costs * apart, self.parts(problem)

    def value(self, plan: Plan) -> Fraction:
        """Cost of all displaced blocks [posts]."""
        problem = plan.problem
        steps: dict[Fraction, int] = {}  # whole steps add up faster than fractions
        for block, receiver in plan.displaced:
            share = self.share(problem, block, receiver)
            steps[share] = steps.get(share, 0) + problem.in_steps(block.posts)
        total = sum((share * posts for share, posts in steps.items()), Fraction(0))
        return total / problem.steps
