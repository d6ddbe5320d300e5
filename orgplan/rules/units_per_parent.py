"""The rule `units_per_parent`: how many sub-units a parent may have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from orgplan.errors import Complaint
from orgplan.figures import Schema
from orgplan.model import PlanModel
from orgplan.plan import Plan, Violation
from orgplan.problem import Problem
from orgplan.rules.easing import Easing, among, less_count, more_count, only
from orgplan.rules.rule import Rule, complain_kinds
from orgplan.rules.slack import UNITS, Slack, slack_of
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.candidates import Candidates


class SubunitBounds(Schema):
    """Bounds on the number of direct sub-units; `or_none` also allows none at all."""

    at_least: Annotated[int, Field(ge=0)] | None = None
    at_most: Annotated[int, Field(ge=0)] | None = None
    or_none: bool = False

    @model_validator(mode="after")
    def _some(self) -> SubunitBounds:
        if self.at_least is None and self.at_most is None:
            raise PydanticCustomError("bounds", "give at_least, at_most or both")
        return self


class UnitsPerParent(Rule):
    """Each parent of a listed kind has a number of surviving direct sub-units within bounds.

    Why
    ---
    A department with one division, or a sub-department with a single sub-division, is no level.

    Formulation
    -----------
    With ``n(P)`` the surviving direct sub-units of P, of any kind: ``kind_is(P, k)`` implies
    ``low ≤ n(P) ≤ high``; with `or_none`, or ``n(P) = 0``.

    References
    ----------
    A local choice; no statute seen.
    """

    label: ClassVar[Text] = Text(vi="số đơn vị trực thuộc", en="sub-units of a parent")
    summary: ClassVar[Text] = Text(
        vi=(
            "Mỗi đơn vị cấp trên thuộc loại hình nêu tên có số đơn vị trực thuộc còn lại "
            "trong khoảng đã định."
        ),
        en=(
            "Each parent of a listed kind has a number of surviving direct sub-units within bounds."
        ),
    )
    example: ClassVar[str] = (
        "{rule: units_per_parent, parents: {sub_department: {at_least: 2, or_none: true}}}"
    )

    rule: Literal["units_per_parent"] = "units_per_parent"
    parents: dict[str, SubunitBounds] = Field(min_length=1)

    def post(self, model: PlanModel) -> None:
        """Bound the sub-units of agencies and internal units in scope."""
        for parent in (*model.agencies_above, *model.units):
            for kind in model.problem.kinds_after(parent):
                bounds = self.parents.get(kind)
                if bounds is None:
                    continue
                when = [model.kind_is(parent, kind)]
                if bounds.or_none:
                    some = model.linear.boolean(f"some {parent}")
                    below = model.subunits(parent)
                    most = model.linear.range_of(below)[1]
                    model.linear.add(some * most - below, low=0)
                    when.append(some)
                model.linear.add(
                    model.subunits(parent), low=bounds.at_least, high=bounds.at_most, when=when
                )

    def couples(self, candidates: Candidates) -> Iterator[Sequence[str]]:
        """Each parent that it counts for, with its sub-units."""
        problem = candidates.problem
        for parent in (*problem.agencies_in_scope, *problem.in_scope):
            if not self.parents.keys().isdisjoint(problem.kinds_after(parent)):
                yield (parent, *problem.before.children(parent))

    def beyond_sets(self, problem: Problem, family: Sequence[str]) -> bool:
        """Whether it counts the family, or what stands below one of it."""
        above = problem.before.parent(family[0])
        named = family if above is None else (above, *family)
        return any(problem.before[unit_id].kind in self.parents for unit_id in named)

    def easings(self, problem: Problem) -> Iterator[Easing]:
        """Another bound for the parents of one kind, or none at all below them."""
        everything = len(problem.in_scope)
        for kind, bounds in self.parents.items():
            label = problem.ruleset.label_of(kind)
            low, high = bounds.at_least, bounds.at_most
            if low is not None:
                says = partial(_fewer, label, low)
                yield from among(less_count(low), partial(self._with, kind, "at_least"), says)
                if not bounds.or_none:
                    freed = self._with(kind, "or_none", Fraction(1))
                    yield only(freed, _none_below(label))
            if high is not None:
                values = more_count(high, max(everything, high + 1))
                says = partial(_more, label, high)
                yield from among(values, partial(self._with, kind, "at_most"), says)

    def _with(self, kind: str, field: str, value: Fraction) -> UnitsPerParent:
        new = bool(value) if field == "or_none" else int(value)
        bounds = self.parents[kind].model_copy(update={field: new})
        return self.model_copy(update={"parents": {**self.parents, kind: bounds}})

    def _judged(self, plan: Plan) -> Iterator[tuple[str, SubunitBounds, int]]:
        """Parents that are judged, their bounds and how many sub-units they have."""
        agencies = (a for a in plan.problem.agencies_in_scope if a not in plan.ended)
        for parent in (*agencies, *plan.survivors):
            bounds = self.parents.get(plan.kind_after(parent))
            count = len(plan.children_after[parent])
            if bounds is not None and (count or not bounds.or_none):
                yield parent, bounds, count

    def violations(self, plan: Plan) -> Iterator[Violation]:
        """Parents with too few or too many sub-units; the amount is by how many."""
        for parent, bounds, count in self._judged(plan):
            low, high = bounds.at_least, bounds.at_most
            name = plan.problem.name(parent)
            if low is not None and count < low:
                yield self.broken(
                    [parent],
                    f"{name} có {count} đơn vị trực thuộc, cần ít nhất {low}",
                    f"{name} has {count} sub-units, at least {low} are needed",
                    low - count,
                )
            if high is not None and count > high:
                yield self.broken(
                    [parent],
                    f"{name} có {count} đơn vị trực thuộc, tối đa {high}",
                    f"{name} has {count} sub-units, at most {high} are allowed",
                    count - high,
                )

    def slack(self, plan: Plan) -> Iterator[Slack]:
        """The parents with fewest and with most sub-units, of each kind."""
        for kind, bounds in self.parents.items():
            mine = [(p, n) for p, _, n in self._judged(plan) if plan.kind_after(p) == kind]
            path = ("parents", kind)
            if bounds.at_least is not None:
                yield from slack_of((*path, "at_least"), "least", bounds.at_least, mine, UNITS)
            if bounds.at_most is not None:
                yield from slack_of((*path, "at_most"), "most", bounds.at_most, mine, UNITS)

    def complaints(self, problem: Problem) -> Iterator[Complaint]:
        """Kinds that the ruleset does not know."""
        yield from complain_kinds(self.parents, problem, ("parents",), at_key=True)


def _fewer(kind: Text, old: int, limit: Fraction) -> Text:
    return Text(
        vi=f"{kind.vi}: chỉ cần có ít nhất {limit} đơn vị trực thuộc, thay vì {old}",
        en=f"{kind.en}: at least {limit} sub-units instead of {old}",
    )


def _more(kind: Text, old: int, limit: Fraction) -> Text:
    return Text(
        vi=f"{kind.vi}: được có đến {limit} đơn vị trực thuộc, thay vì {old}",
        en=f"{kind.en}: up to {limit} sub-units instead of {old}",
    )


def _none_below(kind: Text) -> Text:
    return Text(
        vi=f"{kind.vi}: được không có đơn vị trực thuộc nào",
        en=f"{kind.en}: having no sub-unit at all is allowed",
    )
