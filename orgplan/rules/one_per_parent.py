"""The rule `one_per_parent`: at most one unit of a kind under a parent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from orgplan.errors import Complaint
from orgplan.linear import Linear, total
from orgplan.model import PlanModel
from orgplan.plan import Plan, Violation
from orgplan.problem import Problem
from orgplan.rules.easing import Easing, only
from orgplan.rules.rule import Rule, complain_kinds
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.candidates import Candidates


class OnePerParent(Rule):
    """At most one surviving unit of each listed kind stands directly below one parent.

    Why
    ---
    A department has one office and one inspectorate.

    Formulation
    -----------
    For each parent P and kind k: ``Σ_u [kind_is(u, k) and parent_is(u, P)] ≤ 1``.

    References
    ----------
    Our reading of the decrees (see `docs/law.md`).
    """

    label: ClassVar[Text] = Text(vi="mỗi nơi một đơn vị", en="one a parent")
    summary: ClassVar[Text] = Text(
        vi="Dưới mỗi đơn vị cấp trên còn nhiều nhất một đơn vị của mỗi loại hình nêu tên.",
        en="At most one surviving unit of each listed kind stands directly below one parent.",
    )
    example: ClassVar[str] = "{rule: one_per_parent, kinds: [office, inspectorate]}"

    rule: Literal["one_per_parent"] = "one_per_parent"
    kinds: tuple[str, ...] = Field(min_length=1)

    def post(self, model: PlanModel) -> None:
        """Allow one unit of each kind under each possible parent."""
        here: dict[tuple[str, str], list[Linear]] = {}
        for unit_id in model.units:
            for kind in model.problem.kinds_after(unit_id):
                if kind not in self.kinds:
                    continue
                for parent in model.possible_parents(unit_id):
                    both = [model.kind_is(unit_id, kind), model.parent_is(unit_id, parent)]
                    here.setdefault((parent, kind), []).append(
                        model.linear.conjunction(f"below {unit_id} {parent}", both)
                    )
        for conditions in here.values():
            if len(conditions) > 1:
                model.linear.add(total(conditions), high=1)

    def couples(self, candidates: Candidates) -> Iterator[Sequence[str]]:
        """Sub-units of the listed kinds under one parent."""
        problem = candidates.problem
        below: dict[str | None, list[str]] = {}
        for unit_id in problem.in_scope:
            if not set(self.kinds).isdisjoint(problem.kinds_after(unit_id)):
                below.setdefault(problem.before.parent(unit_id), []).append(unit_id)
        yield from below.values()

    def beyond_sets(self, problem: Problem, family: Sequence[str]) -> bool:
        """Whether two of the family have one of the kinds."""
        kinds = [problem.before[u].kind for u in family]
        return any(kinds.count(kind) > 1 for kind in self.kinds)

    def easings(self, problem: Problem) -> Iterator[Easing]:
        """To allow several units of one kind."""
        for kind in self.kinds:
            rest = tuple(other for other in self.kinds if other != kind)
            left = self.model_copy(update={"kinds": rest}) if rest else None
            label = problem.ruleset.label_of(kind)
            says = Text(
                vi=f"{label.vi}: được có nhiều hơn một trong cùng một cấp trên",
                en=f"{label.en}: more than one under the same parent",
            )
            yield only(left, says)

    def violations(self, plan: Plan) -> Iterator[Violation]:
        """Units of one kind under one parent; the amount is how many too many."""
        here: dict[tuple[str | None, str], list[str]] = {}
        for unit_id in plan.survivors:
            kind = plan.kind_after(unit_id)
            if kind in self.kinds:
                here.setdefault((plan.parent_after[unit_id], kind), []).append(unit_id)
        for (parent, kind), units in here.items():
            if parent is not None and len(units) > 1:
                label = plan.problem.ruleset.label_of(kind)
                name = plan.problem.name(parent)
                yield self.broken(
                    [parent, *units],
                    f"{name} có {len(units)} đơn vị loại {label.vi}, tối đa 1",
                    f"{name} has {len(units)} units of kind {label.en}, at most 1 is allowed",
                    len(units) - 1,
                )

    def complaints(self, problem: Problem) -> Iterator[Complaint]:
        """Kinds that the ruleset does not know."""
        yield from complain_kinds(self.kinds, problem, ("kinds",))
