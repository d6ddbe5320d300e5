"""The rule `kind_cut`: units of some kinds are cut by at least, or at most, a share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from orgplan.errors import Complaint
from orgplan.figures import Percent
from orgplan.measures import share_of
from orgplan.model import PlanModel
from orgplan.plan import Plan, Violation
from orgplan.problem import Problem
from orgplan.rules.easing import Easing, among, less_share, may_go, more_share, must_go
from orgplan.rules.rule import Rule, complain_kinds
from orgplan.rules.slack import UNITS, Cut, Slack, slack_of_share
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.candidates import Candidates


class KindCut(Rule):
    """Units of the listed kinds, counted or not, fall by a share within bounds.

    Why
    ---
    Public service units have a target of their own.

    Formulation
    -----------
    With n units of these kinds before (given changes applied):
    ``ceil(at_least · n) ≤ n − after ≤ floor(at_most · n)``, in total or in each agency.

    References
    ----------
    See `docs/law.md`, section on what is counted.
    """

    label: ClassVar[Text] = Text(vi="giảm theo loại hình", en="cut of a kind")
    summary: ClassVar[Text] = Text(
        vi=(
            "Số đơn vị thuộc các loại hình nêu tên, dù có tính là đầu mối hay không, giảm "
            "theo tỷ lệ trong khoảng đã định."
        ),
        en="Units of the listed kinds, counted or not, fall by a share within bounds.",
    )
    example: ClassVar[str] = "{rule: kind_cut, kinds: [public_service_unit], at_least: 10%}"
    about_change: ClassVar[bool] = True

    rule: Literal["kind_cut"] = "kind_cut"
    kinds: tuple[str, ...] = Field(min_length=1)
    at_least: Percent | None = None
    at_most: Percent | None = None
    per: Literal["total", "agency"] = "total"

    @model_validator(mode="after")
    def _some(self) -> KindCut:
        if self.at_least is None and self.at_most is None:
            raise PydanticCustomError("bounds", "give at_least, at_most or both")
        return self

    def _areas(self, problem: Problem, agencies: Sequence[str]) -> Iterator[tuple[str | None, int]]:
        """Area (agency, or None for all) and its number of such units before."""
        count = problem.count_of(self.kinds)
        if self.per == "total":
            yield None, sum(count.values())
            return
        for agency in agencies:
            yield agency, count[agency]

    def _bounds(self, before: int) -> tuple[int | None, int | None]:
        low = None if self.at_least is None else share_of(self.at_least, before, "up")
        high = None if self.at_most is None else share_of(self.at_most, before, "down")
        return low, high

    def post(self, model: PlanModel) -> None:
        """Bound what is left of these kinds."""
        for agency, before in self._areas(model.problem, model.agencies):
            if before and (agency is None or model.has_counted(agency, self.kinds.__contains__)):
                low, high = self._bounds(before)
                after = model.counted(agency, self.kinds.__contains__)
                model.linear.add(before - after, low=low, high=high, over_plan=agency is None)

    def couples(self, candidates: Candidates) -> Iterator[Sequence[str]]:
        """Units of the listed kinds in one agency, if each agency is judged."""
        if self.per == "agency":
            problem = candidates.problem
            kinds, areas = set(self.kinds), candidates.areas
            groups: dict[str | None, list[str]] = {}
            for unit_id in problem.in_scope:
                if not kinds.isdisjoint(problem.kinds_after(unit_id)):
                    groups.setdefault(areas[unit_id], []).append(unit_id)
            yield from groups.values()

    def beyond_sets(self, problem: Problem, family: Sequence[str]) -> bool:
        """Whether each agency is judged."""
        return self.per == "agency"

    def easings(self, problem: Problem) -> Iterator[Easing]:
        """A lower share that must go, a higher one that may."""
        areas = [n for _, n in self._areas(problem, problem.agencies_in_scope)]
        if self.at_least is not None:
            says = partial(must_go, self.at_least)
            values = tuple(less_share(self.at_least, areas, "up"))
            yield from among(values, partial(self._with, "at_least"), says)
        if self.at_most is not None:
            says = partial(may_go, self.at_most)
            values = tuple(more_share(self.at_most, areas))
            yield from among(values, partial(self._with, "at_most"), says)

    def _with(self, field: str, share: Fraction) -> KindCut:
        return self.model_copy(update={field: share})

    def _cuts(self, plan: Plan) -> Iterator[Cut]:
        """What the plan cuts of these kinds, wherever there are any."""
        for agency, before in self._areas(plan.problem, plan.problem.agencies_in_scope):
            if before:
                after = sum(
                    plan.kind_after(u) in self.kinds and agency in (None, plan.agency_after[u])
                    for u in plan.survivors
                )
                yield Cut(agency, before - after, before)

    def violations(self, plan: Plan) -> Iterator[Violation]:
        """Areas cut too little or too much; the amount is by how many units."""
        for done in self._cuts(plan):
            agency, cut, before = done.agency, done.units, done.before
            low, high = self._bounds(before)
            where = () if agency is None else (agency,)
            if low is not None and cut < low:
                yield self.broken(
                    where,
                    f"giảm {cut} trong {before} đơn vị, cần ít nhất {low}",
                    f"{cut} of {before} units are cut, at least {low} are needed",
                    low - cut,
                )
            if high is not None and cut > high:
                yield self.broken(
                    where,
                    f"giảm {cut} trong {before} đơn vị, tối đa {high}",
                    f"{cut} of {before} units are cut, at most {high} are allowed",
                    cut - high,
                )

    def slack(self, plan: Plan) -> Iterator[Slack]:
        """The smallest and the largest share that goes, in total or in an agency."""
        cuts = list(self._cuts(plan))
        if self.at_least is not None:
            yield from slack_of_share("at_least", "least", self.at_least, cuts, UNITS)
        if self.at_most is not None:
            yield from slack_of_share("at_most", "most", self.at_most, cuts, UNITS)

    def complaints(self, problem: Problem) -> Iterator[Complaint]:
        """Kinds that the ruleset does not know."""
        yield from complain_kinds(self.kinds, problem, ("kinds",))
