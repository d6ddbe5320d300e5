"""Tiers: weighted sums of goals, minimised one after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from orgplan.figures import Posts, Schema, Share, Slack
from orgplan.goals.changed_from import ChangedFrom, EarlierPlan
from orgplan.goals.displaced_staff import DisplacedStaff
from orgplan.goals.extra_receivers import ExtraReceivers
from orgplan.goals.goal import Goal
from orgplan.goals.mismatch import Mismatch
from orgplan.goals.relocated_staff import RelocatedStaff
from orgplan.goals.remaining_units import RemainingUnits
from orgplan.goals.size_deviation import SizeDeviation
from orgplan.goals.surplus_leaders import SurplusLeaders
from orgplan.goals.touched_agencies import TouchedAgencies
from orgplan.goals.touched_units import TouchedUnits
from orgplan.linear import Linear, total
from orgplan.model import PlanModel
from orgplan.plan import Plan

GoalName = Literal[
    "displaced_staff",
    "mismatch",
    "relocated_staff",
    "surplus_leaders",
    "size_deviation",
    "extra_receivers",
    "touched_units",
    "touched_agencies",
    "remaining_units",
    "changed_from",
]

Weight = Annotated[int, Field(ge=1)]

_PLAIN: dict[str, Callable[[], Goal]] = {
    "displaced_staff": DisplacedStaff,
    "relocated_staff": RelocatedStaff,
    "surplus_leaders": SurplusLeaders,
    "extra_receivers": ExtraReceivers,
    "touched_units": TouchedUnits,
    "touched_agencies": TouchedAgencies,
    "remaining_units": RemainingUnits,
}


class GoalParameters(Schema):
    """Parameters that some goals need, wherever a goal is named."""

    unknown: Share | None = None
    low: Posts | None = None
    high: Posts | None = None
    plan: str | None = None


class TierData(GoalParameters):
    """One tier as a scenario writes it: goals with weights, their parameters, a slack."""

    displaced_staff: Weight | None = None
    mismatch: Weight | None = None
    relocated_staff: Weight | None = None
    surplus_leaders: Weight | None = None
    size_deviation: Weight | None = None
    extra_receivers: Weight | None = None
    touched_units: Weight | None = None
    touched_agencies: Weight | None = None
    remaining_units: Weight | None = None
    changed_from: Weight | None = None
    slack: Slack | None = None

    @property
    def weights(self) -> dict[GoalName, int]:
        """The goals of this tier and their weights, in the order of the list of goals."""
        found: dict[GoalName, int] = {}
        for name in get_args(GoalName):
            weight = getattr(self, name)
            if weight is not None:
                found[name] = weight
        return found

    @model_validator(mode="after")
    def _complete(self) -> TierData:
        if not self.weights:
            raise PydanticCustomError("tier_goals", "a tier names at least one goal")
        if self.size_deviation is not None and self.low is None and self.high is None:
            raise PydanticCustomError("tier_sizes", "size_deviation needs low, high or both")
        if self.changed_from is not None and self.plan is None:
            raise PydanticCustomError("tier_plan", "changed_from needs plan: FILE")
        return self


@dataclass(frozen=True)
class Tier:
    """One tier: goals with positive whole weights, and a slack.

    Parameters
    ----------
    terms
        Goals and weights.
    slack
        Share of its optimum by which the tier may be exceeded for the sake of later ones.
    """

    terms: tuple[tuple[Goal, int], ...]
    slack: Fraction = Fraction(0)

    def term(self, model: PlanModel) -> Linear:
        """The weighted sum as an expression that a minimum makes exact."""
        return total(goal.term(model) * weight for goal, weight in self.terms)

    def value(self, plan: Plan) -> Fraction:
        """The exact weighted sum of a finished plan."""
        return sum((goal.value(plan) * weight for goal, weight in self.terms), Fraction(0))


def make_goal(
    name: GoalName, parameters: GoalParameters, earlier: Mapping[str, EarlierPlan]
) -> Goal:
    """The goal of that name with its parameters.

    Parameters
    ----------
    name
        Name of the goal.
    parameters
        Whatever the tier or the cap gives; only what the goal knows is read.
    earlier
        Plan files that were read, by the path that the scenario gives.
    """
    if name == "mismatch":
        return Mismatch(parameters.unknown or Fraction(0))
    if name == "size_deviation":
        return SizeDeviation(parameters.low, parameters.high)
    if name == "changed_from":
        return ChangedFrom(earlier[parameters.plan or ""])
    return _PLAIN[name]()
