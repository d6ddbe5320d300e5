"""The target: how many counted units must go. A rule like the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Literal

from orgplan.figures import Percent
from orgplan.measures import Rounding, share_of
from orgplan.model import PlanModel
from orgplan.plan import Plan, Violation
from orgplan.problem import Problem
from orgplan.rules.easing import Easing, among, less_share, must_go
from orgplan.rules.rule import Rule
from orgplan.rules.slack import COUNTED, Cut, Slack, slack_of_share
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.candidates import Candidates


class Target(Rule):
    """At least the required share of the counted units goes, in total or in each agency.

    Why
    ---
    This is what the reform asks for: 15 % fewer internal units.

    Formulation
    -----------
    ``before − after ≥ ceil(cut · before)`` in exact arithmetic (floor with ``round: down``), over
    the whole scope or in each agency with ``before > 0``.

    References
    ----------
    See `docs/law.md`, section on what "15 %" counts.
    """

    label: ClassVar[Text] = Text(vi="mục tiêu cắt giảm", en="target")
    summary: ClassVar[Text] = Text(
        vi="Giảm ít nhất tỷ lệ đầu mối yêu cầu, tính chung hoặc ở từng cơ quan.",
        en="At least the required share of the counted units goes, in total or in each agency.",
    )
    example: ClassVar[str] = "{cut: 15%, per: total, round: up}"
    about_change: ClassVar[bool] = True
    eased_by_gain: ClassVar[bool] = False
    nested: ClassVar[bool] = True

    rule: Literal["target"] = "target"
    id: str = "target"
    cut: Percent
    per: Literal["total", "agency"] = "total"
    round: Rounding = "up"

    def required(self, problem: Problem) -> dict[str | None, int]:
        """Units that must go, for each agency or (None) altogether."""
        count = problem.before_count
        if self.per == "total":
            return {None: self._of(sum(count.values()))}
        return {a: self._of(n) for a, n in count.items() if n}

    def _of(self, before: int) -> int:
        """Units that must go of a number before."""
        return share_of(self.cut, before, self.round)

    def post(self, model: PlanModel) -> None:
        """Bound what is left from above."""
        counts, count = model.problem.counts, model.problem.before_count
        if self.per == "total":
            before = sum(count.values())
            cut = before - model.counted(None, counts)
            model.linear.add(cut, low=self._of(before), over_plan=True)
            return
        for agency in model.agencies:
            before = count[agency]
            if before and model.has_counted(agency, counts):
                model.linear.add(before - model.counted(agency, counts), low=self._of(before))

    def couples(self, candidates: Candidates) -> Iterator[Sequence[str]]:
        """Nothing: the sum over an agency or the plan is kept elsewhere."""
        yield from ()

    def beyond_sets(self, problem: Problem, family: Sequence[str]) -> bool:
        """Nothing more."""
        return False

    def easings(self, problem: Problem) -> Iterator[Easing]:
        """A lower share."""
        count = problem.before_count.values()
        areas = [sum(count)] if self.per == "total" else count
        values = tuple(less_share(self.cut, areas, self.round))
        yield from among(values, self._with, partial(must_go, self.cut))

    def _with(self, share: Fraction) -> Target:
        return self.model_copy(update={"cut": share})

    def violations(self, plan: Plan) -> Iterator[Violation]:
        """Areas where too few units go; the amount is how many are missing."""
        for agency, required in self.required(plan.problem).items():
            cut = _cut(plan, agency)
            if cut < required:
                where = () if agency is None else (agency,)
                vi = "tất cả cơ quan" if agency is None else plan.problem.name(agency)
                en = "all agencies together" if agency is None else plan.problem.name(agency)
                yield self.broken(
                    where,
                    f"{vi}: giảm {cut} đầu mối, cần ít nhất {required}",
                    f"{en}: {cut} units are cut, at least {required} are needed",
                    required - cut,
                )

    def slack(self, plan: Plan) -> Iterator[Slack]:
        """The share that goes, in total or in the agency where it is smallest."""
        count = plan.problem.before_count
        whole = sum(count.values())
        areas = {None: whole} if self.per == "total" else count
        cuts = [Cut(a, _cut(plan, a), before) for a, before in areas.items() if before]
        down = self.round == "down"
        yield from slack_of_share("cut", "least", self.cut, cuts, COUNTED, rounded_down=down)


def _cut(plan: Plan, agency: str | None) -> int:
    """Counted units of an agency that go; None: of all agencies together."""
    count = plan.problem.before_count
    if agency is None:
        return sum(count.values()) - sum(plan.after_count.values())
    return count[agency] - plan.after_count[agency]
