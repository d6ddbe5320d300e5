"""The rule `agency_cut`: every agency is cut by at least, or at most, a share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from orgplan.figures import Percent
from orgplan.measures import share_of
from orgplan.model import PlanModel
from orgplan.plan import Plan, Violation
from orgplan.problem import Problem
from orgplan.rules.easing import Easing, among, less_share, may_go, more_share, must_go
from orgplan.rules.rule import Rule
from orgplan.rules.slack import COUNTED, Cut, Slack, slack_of_share
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.candidates import Candidates


class AgencyCut(Rule):
    """Each agency in scope loses a share of its own counted units within bounds.

    Why
    ---
    The burden is spread: no agency is spared, none is taken apart.

    Formulation
    -----------
    With n counted units of the agency before: ``ceil(at_least · n) ≤ n − after ≤
    floor(at_most · n)``; nothing is asked where n = 0.

    References
    ----------
    A local choice.
    """

    label: ClassVar[Text] = Text(vi="giảm ở từng cơ quan", en="cut of each agency")
    summary: ClassVar[Text] = Text(
        vi=(
            "Mỗi cơ quan trong phạm vi giảm số đầu mối của chính mình theo tỷ lệ trong "
            "khoảng đã định."
        ),
        en="Each agency in scope loses a share of its own counted units within bounds.",
    )
    example: ClassVar[str] = "{rule: agency_cut, at_least: 10%, at_most: 30%}"
    about_change: ClassVar[bool] = True
    eased_by_gain: ClassVar[bool] = False
    nested: ClassVar[bool] = True

    rule: Literal["agency_cut"] = "agency_cut"
    at_least: Percent | None = None
    at_most: Percent | None = None

    @model_validator(mode="after")
    def _some(self) -> AgencyCut:
        if self.at_least is None and self.at_most is None:
            raise PydanticCustomError("bounds", "give at_least, at_most or both")
        return self

    def bounds(self, before: int) -> tuple[int | None, int | None]:
        """Least and greatest number of units that go, of so many before."""
        low = None if self.at_least is None else share_of(self.at_least, before, "up")
        high = None if self.at_most is None else share_of(self.at_most, before, "down")
        return low, high

    def post(self, model: PlanModel) -> None:
        """Bound what is left in each agency."""
        problem: Problem = model.problem
        for agency in model.agencies:
            before = problem.before_count[agency]
            if before and model.has_counted(agency, problem.counts):
                low, high = self.bounds(before)
                model.linear.add(before - model.counted(agency, problem.counts), low=low, high=high)

    def couples(self, candidates: Candidates) -> Iterator[Sequence[str]]:
        """Nothing: the sum over an agency is kept elsewhere."""
        yield from ()

    def beyond_sets(self, problem: Problem, family: Sequence[str]) -> bool:
        """Nothing more."""
        return False

    def easings(self, problem: Problem) -> Iterator[Easing]:
        """A lower share that must go, a higher one that may."""
        areas = problem.before_count.values()
        if self.at_least is not None:
            says = partial(must_go, self.at_least)
            values = tuple(less_share(self.at_least, areas, "up"))
            yield from among(values, partial(self._with, "at_least"), says)
        if self.at_most is not None:
            says = partial(may_go, self.at_most)
            values = tuple(more_share(self.at_most, areas))
            yield from among(values, partial(self._with, "at_most"), says)

    def _with(self, field: str, share: Fraction) -> AgencyCut:
        return self.model_copy(update={field: share})

    def violations(self, plan: Plan) -> Iterator[Violation]:
        """Agencies cut too little or too much; the amount is by how many units."""
        for agency, before in plan.problem.before_count.items():
            if not before:
                continue
            cut, (low, high) = before - plan.after_count[agency], self.bounds(before)
            name = plan.problem.name(agency)
            if low is not None and cut < low:
                yield self.broken(
                    [agency],
                    f"{name} giảm {cut} trong {before} đầu mối, cần ít nhất {low}",
                    f"{name} cuts {cut} of {before} units, at least {low} are needed",
                    low - cut,
                )
            if high is not None and cut > high:
                yield self.broken(
                    [agency],
                    f"{name} giảm {cut} trong {before} đầu mối, tối đa {high}",
                    f"{name} cuts {cut} of {before} units, at most {high} are allowed",
                    cut - high,
                )

    def slack(self, plan: Plan) -> Iterator[Slack]:
        """The agencies of which the smallest and the largest share goes."""
        after = plan.after_count
        cuts = [Cut(a, n - after[a], n) for a, n in plan.problem.before_count.items() if n]
        if self.at_least is not None:
            yield from slack_of_share("at_least", "least", self.at_least, cuts, COUNTED)
        if self.at_most is not None:
            yield from slack_of_share("at_most", "most", self.at_most, cuts, COUNTED)
