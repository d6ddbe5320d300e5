"""The rule `max_functions`: no unit has too many different functions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from orgplan.errors import Complaint
from orgplan.linear import ONE, total, weighted
from orgplan.model import PlanModel
from orgplan.plan import Plan, Violation
from orgplan.problem import Problem
from orgplan.rules.easing import Easing, among, more_count
from orgplan.rules.rule import SelectiveRule, complain_kinds
from orgplan.rules.slack import FUNCTIONS, Slack, slack_of
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.candidates import Candidates
    from orgplan.families import Sets, Truth

Count = Annotated[int, Field(ge=0)]


class MaxFunctions(SelectiveRule):
    """Every surviving internal unit has at most that many distinct functions of its own.

    Why
    ---
    A unit with a dozen unrelated tasks does none of them well.

    Formulation
    -----------
    ``Σ_f holds(u, f) ≤ Σ_k n(k) · kind_is(u, k)`` with the limit n(k) of each kind; nothing is held
    by a unit that ends, and the general block is no function.

    References
    ----------
    A local choice; no statute seen.
    """

    label: ClassVar[Text] = Text(vi="số chức năng tối đa", en="maximum functions")
    summary: ClassVar[Text] = Text(
        vi="Mỗi đầu mối bên trong còn lại trực tiếp đảm nhận nhiều nhất số chức năng đã định.",
        en="Every surviving internal unit has at most that many distinct functions of its own.",
    )
    example: ClassVar[str] = "{rule: max_functions, at_most: 5}"
    eased_by_gain: ClassVar[bool] = False
    nested: ClassVar[bool] = True

    rule: Literal["max_functions"] = "max_functions"
    at_most: Count | None = None
    kinds: dict[str, Count] | None = Field(default=None, min_length=1)

    @model_validator(mode="after")
    def _one_form(self) -> MaxFunctions:
        if (self.at_most is None) == (self.kinds is None):
            raise PydanticCustomError("one_form", "give either at_most or kinds")
        return self

    def limit(self, kind: str) -> int | None:
        """The limit for a kind, or None if there is none."""
        return self.at_most if self.kinds is None else self.kinds.get(kind)

    def post(self, model: PlanModel) -> None:
        """Bound the number of functions of each unit."""
        for unit_id in model.units:
            near = model.functions_near(unit_id)
            kinds = model.problem.kinds_after(unit_id)
            listed = {kind: limit for kind in kinds if (limit := self.limit(kind)) is not None}
            if not listed or min(listed.values()) >= len(near):
                continue
            left = weighted(
                (model.kind_is(unit_id, kind), listed.get(kind, len(near))) for kind in kinds
            ) - total(model.holds(unit_id, [function]) for function in near)
            beyond = len(model.before[unit_id].functions) - min(listed.values())
            if self.applies_to == "changed" and beyond > 0:
                left = left + (ONE - model.changed(unit_id)) * beyond
            model.linear.add(left, low=0)

    def couples(self, candidates: Candidates) -> Iterator[Sequence[str]]:
        """Nothing: it looks at one receiver."""
        yield from ()

    def beyond_sets(self, problem: Problem, family: Sequence[str]) -> bool:
        """Nothing more."""
        return False

    def closed_sets(self, sets: Sets, place: int) -> Truth:
        """Sets with more functions than the receiver's kind may have."""
        import numpy as np

        most = sets.families.by_kind(self.limit, 1 << 62)
        many = np.bitwise_count(sets.functions) > most[:, place, None]
        return many & sets.changed if self.applies_to == "changed" else many

    def easings(self, problem: Problem) -> Iterator[Easing]:
        """More functions, for all kinds or for one."""
        most = len(problem.function_codes)
        if self.kinds is None:
            old = self.at_most or 0
            says = partial(self._more, None, old)
            yield from among(more_count(old, max(most, old + 1)), partial(self._with, None), says)
            return
        for kind, limit in self.kinds.items():
            says = partial(self._more, problem.ruleset.label_of(kind), limit)
            values = more_count(limit, max(most, limit + 1))
            yield from among(values, partial(self._with, kind), says)

    def _with(self, kind: str | None, limit: Fraction) -> MaxFunctions:
        if kind is None:
            return self.model_copy(update={"at_most": int(limit)})
        return self.model_copy(update={"kinds": {**(self.kinds or {}), kind: int(limit)}})

    @staticmethod
    def _more(kind: Text | None, old: int, limit: Fraction) -> Text:
        who = kind or Text(vi="mỗi đơn vị", en="a unit")
        return Text(
            vi=f"{who.vi}: được đến {limit} chức năng, thay vì {old}",
            en=f"{who.en}: up to {limit} functions instead of {old}",
        )

    def violations(self, plan: Plan) -> Iterator[Violation]:
        """Units with too many functions; the amount is how many too many."""
        for unit_id in self.judged(plan):
            limit = self.limit(plan.kind_after(unit_id))
            held = len(plan.functions_after(unit_id))
            if limit is not None and held > limit:
                name = plan.problem.name(unit_id)
                yield self.broken(
                    [unit_id],
                    f"{name} có {held} chức năng, tối đa {limit}",
                    f"{name} has {held} functions, at most {limit} are allowed",
                    held - limit,
                )

    def slack(self, plan: Plan) -> Iterator[Slack]:
        """The units with most functions: of each listed kind, or of all."""
        held = {unit_id: len(plan.functions_after(unit_id)) for unit_id in self.judged(plan)}
        if self.at_most is not None:
            yield from slack_of(("at_most",), "most", self.at_most, held.items(), FUNCTIONS)
        for kind, limit in (self.kinds or {}).items():
            mine = [(u, count) for u, count in held.items() if plan.kind_after(u) == kind]
            yield from slack_of(("kinds", kind), "most", limit, mine, FUNCTIONS)

    def complaints(self, problem: Problem) -> Iterator[Complaint]:
        """Kinds that the ruleset does not know."""
        yield from complain_kinds(self.kinds or {}, problem, ("kinds",), at_key=True)
