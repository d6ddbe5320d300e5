"""The rule `cap`: a goal's value stays within a bound."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from orgplan.errors import OrgplanError
from orgplan.figures import Figure, Posts, Share
from orgplan.goals import EarlierPlan, Goal, GoalName, GoalParameters, make_goal
from orgplan.model import PlanModel
from orgplan.plan import Plan, Violation
from orgplan.problem import Problem
from orgplan.rules.easing import Easing, Multiples, among, only
from orgplan.rules.rule import Rule
from orgplan.rules.slack import Slack
from orgplan.text import Text, amount, number

if TYPE_CHECKING:
    from orgplan.candidates import Candidates


class Cap(Rule):
    """The value of a goal over the whole plan is at most a bound.

    Why
    ---
    Some limits are absolute: "not more than fifty people move".

    Formulation
    -----------
    ``value(goal) ≤ at_most``. Parameters that the rule does not give are those of the first tier
    with this goal.

    References
    ----------
    A local choice.
    """

    label: ClassVar[Text] = Text(vi="giới hạn một chỉ tiêu", en="cap on a goal")
    summary: ClassVar[Text] = Text(
        vi="Giá trị của một mục tiêu ưu tiên, tính trên cả phương án, không vượt quá mức đã định.",
        en="The value of a goal over the whole plan is at most a bound.",
    )
    example: ClassVar[str] = "{rule: cap, goal: surplus_leaders, at_most: 3}"
    about_change: ClassVar[bool] = True
    eased_by_gain: ClassVar[bool] = False
    nested: ClassVar[bool] = True

    rule: Literal["cap"] = "cap"
    goal: GoalName
    at_most: Figure
    unknown: Share | None = None
    low: Posts | None = None
    high: Posts | None = None
    plan: str | None = None
    measured: Goal | None = Field(default=None, exclude=True, repr=False)

    def parameters(self, inherited: GoalParameters | None) -> GoalParameters:
        """The parameters given here, completed from the first tier with this goal."""
        given = {"unknown": self.unknown, "low": self.low, "high": self.high, "plan": self.plan}
        if inherited is None or any(value is not None for value in given.values()):
            return GoalParameters.model_validate(given)
        return inherited

    def bound_to(self, inherited: GoalParameters | None, earlier: Mapping[str, EarlierPlan]) -> Cap:
        """This rule with its goal made."""
        goal = make_goal(self.goal, self.parameters(inherited), earlier)
        return self.model_copy(update={"measured": goal})

    @property
    def measured_goal(self) -> Goal:
        """The goal, as `bound_to` made it."""
        if self.measured is None:
            raise OrgplanError(f"{self.id}: the goal of this cap has not been made")
        return self.measured

    def post(self, model: PlanModel) -> None:
        """Bound the goal's expression."""
        model.linear.add(self.measured_goal.term(model), high=self.at_most, over_plan=True)

    def couples(self, candidates: Candidates) -> Iterator[Sequence[str]]:
        """What its goal ties; the sum over the plan is kept elsewhere."""
        yield from self.measured_goal.couples(candidates)

    def beyond_sets(self, problem: Problem, family: Sequence[str]) -> bool:
        """Nothing more."""
        return False

    def easings(self, problem: Problem) -> Iterator[Easing]:
        """Nothing step by step: the least value that opens a plan is found by minimising the goal
        (`raised`).
        """
        yield from ()

    def raised(self, value: Fraction) -> Easing:
        """The cap at the least value that the goal can have."""
        new = Fraction(math.ceil(value * 100), 100)
        return only(self._with(new), self._says(new))

    def rising(self, value: Fraction) -> Iterator[Easing]:
        """The cap in hundredths up to a value of the goal; nothing where it is no higher."""
        hundredths = range(math.floor(self.at_most * 100) + 1, math.ceil(value * 100) + 1)
        yield from among(Multiples(hundredths, Fraction(1, 100)), self._with, self._says)

    def _with(self, at_most: Fraction) -> Cap:
        return self.model_copy(update={"at_most": at_most})

    def _says(self, at_most: Fraction) -> Text:
        label, wanted, before = self.measured_goal.label, amount(at_most), amount(self.at_most)
        return Text(
            vi=f"{label.vi}: được đến {wanted.vi}, thay vì {before.vi}",
            en=f"{label.en}: up to {wanted.en} instead of {before.en}",
        )

    def violations(self, plan: Plan) -> Iterator[Violation]:
        """The goal, if its value is above the bound; the amount is by how much."""
        goal = self.measured_goal
        value = goal.value(plan)
        if value > self.at_most:
            yield self.broken(
                [],
                f"{goal.label.vi}: {number(value, 'vi')}, tối đa {number(self.at_most, 'vi')}",
                f"{goal.label.en}: {number(value)}, at most {number(self.at_most)}",
                value - self.at_most,
            )

    def slack(self, plan: Plan) -> Iterator[Slack]:
        """The value of the goal, of the plan as a whole."""
        goal = self.measured_goal
        value = goal.value(plan)
        yield Slack(("at_most",), "most", self.at_most, value, (), value, goal.unit)
