"""The rule `single_lead`: a function has one lead unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from orgplan.errors import Complaint
from orgplan.figures import Code
from orgplan.linear import total
from orgplan.model import PlanModel
from orgplan.plan import Plan, Violation
from orgplan.problem import Problem
from orgplan.rules.easing import Easing, only
from orgplan.rules.rule import AppliesTo, Rule, complain_functions
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.candidates import Candidates


class SingleLead(Rule):
    """Each listed function (exact code) sits in one unit only, in each agency or altogether.

    Why
    ---
    One task is given to one body that leads it and answers for it.

    Formulation
    -----------
    ``Σ_u holds(u, f) ≤ 1`` over the units that stand in the agency after, or over the whole scope.
    With `applies_to: changed` only functions of which a holder gained or lost a block.

    References
    ----------
    The principle of one lead per task in the reform resolutions; our reading.
    """

    label: ClassVar[Text] = Text(vi="một việc một đơn vị chủ trì", en="one lead a function")
    summary: ClassVar[Text] = Text(
        vi=(
            "Mỗi chức năng nêu tên (đúng mã) chỉ do một đơn vị đảm nhận, trong từng cơ "
            "quan hoặc trong toàn tổ chức."
        ),
        en=(
            "Each listed function (exact code) sits in one unit only, in each agency or altogether."
        ),
    )
    example: ClassVar[str] = "{rule: single_lead, functions: all, within: agency}"

    rule: Literal["single_lead"] = "single_lead"
    functions: Literal["all"] | tuple[Code, ...] = Field(default="all")
    within: Literal["agency", "organisation"]
    applies_to: AppliesTo = "all"

    def codes(self, problem: Problem) -> tuple[str, ...]:
        """The functions that the rule speaks of."""
        if self.functions != "all":
            return tuple(self.functions)
        return functions_of(problem.in_scope, problem)

    def post(self, model: PlanModel) -> None:
        """Allow one holder for each function and area."""
        holders: dict[str, list[str]] = {}
        for unit_id in model.units:
            for function in model.functions_near(unit_id):
                holders.setdefault(function, []).append(unit_id)
        near = functions_of(model.units, model.problem)
        for function in near if self.functions == "all" else self.functions:
            units = holders.get(function, [])
            if len(units) < 2:
                continue
            if self.within == "organisation":
                self._one_of(model, function, units, None)
                continue
            agencies = dict.fromkeys(a for u in units for a in model.possible_agencies(u))
            for agency in agencies:
                there = [u for u in units if agency in model.possible_agencies(u)]
                self._one_of(model, function, there, agency)

    def _one_of(
        self, model: PlanModel, function: str, units: Sequence[str], agency: str | None
    ) -> None:
        held = {u: model.holds(u, [function]) for u in units}
        if agency is not None:
            held = {u: model.stands_in(u, h, agency) for u, h in held.items()}
        if self.applies_to == "all":
            model.linear.add(total(held.values()), high=1)
            return
        for unit_id, here in held.items():
            model.linear.add(total(held.values()), high=1, when=[here, model.changed(unit_id)])

    def couples(self, candidates: Candidates) -> Iterator[Sequence[str]]:
        """All who hold one of the functions, agency by agency where no unit can leave its own."""
        problem, wanted = candidates.problem, frozenset(self.codes(candidates.problem))
        apart = self.within == "agency" and not candidates.leave_agencies
        holders: dict[tuple[str, str | None], list[str]] = {}
        for unit_id in problem.in_scope:
            area = problem.agency[unit_id] if apart else None
            for function in problem.before[unit_id].functions:
                if function in wanted:
                    holders.setdefault((function, area), []).append(unit_id)
        yield from holders.values()

    def beyond_sets(self, problem: Problem, family: Sequence[str]) -> bool:
        """Whether two of the family hold one of the functions."""
        wanted = self.codes(problem)
        held = [f for u in family for f in problem.before[u].functions if f in wanted]
        return len(set(held)) < len(held)

    def easings(self, problem: Problem) -> Iterator[Easing]:
        """One lead in each agency instead of one in all; then to leave one function out."""
        if self.within == "organisation":
            nearer = self.model_copy(update={"within": "agency"})
            says = Text(
                vi="mỗi chức năng chỉ cần một đầu mối chủ trì trong từng cơ quan",
                en="one lead for each function within an agency is enough",
            )
            yield only(nearer, says)
        codes = self.codes(problem)
        for code in codes:
            rest = tuple(other for other in codes if other != code)
            left = self.model_copy(update={"functions": rest}) if rest else None
            says = Text(
                vi=f"{code} được có nhiều đơn vị chủ trì",
                en=f"{code} may have several leads",
            )
            yield only(left, says)

    def violations(self, plan: Plan) -> Iterator[Violation]:
        """Functions with several holders; the amount is how many too many."""
        wanted = frozenset(self.codes(plan.problem))
        holders: dict[tuple[str, str | None], list[str]] = {}
        for unit_id in plan.survivors:
            area = plan.agency_after[unit_id] if self.within == "agency" else None
            for function in plan.functions_after(unit_id):
                if function in wanted:
                    holders.setdefault((function, area), []).append(unit_id)
        for (function, _), units in holders.items():
            if len(units) < 2:
                continue
            if self.applies_to == "changed" and not plan.changed.intersection(units):
                continue
            names = "; ".join(plan.problem.name(u) for u in units)
            yield self.broken(
                units,
                f"chức năng {function} có {len(units)} đơn vị chủ trì: {names}",
                f"the function {function} has {len(units)} leads: {names}",
                len(units) - 1,
            )

    def complaints(self, problem: Problem) -> Iterator[Complaint]:
        """Functions that no unit has."""
        if self.functions != "all":
            yield from complain_functions(self.functions, problem, ("functions",), below=False)


def functions_of(units: Sequence[str], problem: Problem) -> tuple[str, ...]:
    """The functions of some units before, in their order."""
    found = (f for unit_id in units for f in problem.before[unit_id].functions)
    return tuple(dict.fromkeys(found))
