"""The rule `max_absorbed`: no unit takes in too many others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from orgplan.linear import total
from orgplan.model import PlanModel
from orgplan.plan import Plan, Violation
from orgplan.problem import Problem
from orgplan.rules.easing import Easing, among, more_count
from orgplan.rules.rule import SelectiveRule
from orgplan.rules.slack import UNITS, Slack, slack_of
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.candidates import Candidates
    from orgplan.families import Sets, Truth


class MaxAbsorbed(SelectiveRule):
    """At most that many units end with a block in the same surviving unit.

    Why
    ---
    One unit can digest only so many mergers at once.

    Formulation
    -----------
    ``Σ_u gives(u, r) ≤ n``; flattened units count, given mergers do not.

    References
    ----------
    A local choice; no statute seen.
    """

    label: ClassVar[Text] = Text(vi="số đơn vị nhập vào tối đa", en="maximum absorbed units")
    summary: ClassVar[Text] = Text(
        vi="Nhiều nhất từng ấy đơn vị kết thúc được nhập vào cùng một đơn vị.",
        en="At most that many units end with a block in the same surviving unit.",
    )
    example: ClassVar[str] = "{rule: max_absorbed, at_most: 2}"
    eased_by_gain: ClassVar[bool] = False
    nested: ClassVar[bool] = True

    rule: Literal["max_absorbed"] = "max_absorbed"
    at_most: Annotated[int, Field(ge=0)]

    def post(self, model: PlanModel) -> None:
        """Bound the number of units that end in each receiver."""
        for unit_id in model.units:
            coming = total(model.gives(giver, unit_id) for giver in model.givers(unit_id))
            model.linear.add(coming, high=self.at_most)

    def couples(self, candidates: Candidates) -> Iterator[Sequence[str]]:
        """Nothing: it looks at one receiver."""
        yield from ()

    def beyond_sets(self, problem: Problem, family: Sequence[str]) -> bool:
        """Nothing more."""
        return False

    def closed_sets(self, sets: Sets, place: int) -> Truth:
        """Sets with more members besides the receiver than it may absorb."""
        return (sets.size - 1 > self.at_most)[None, :]

    def most_members(self) -> int:
        """The receiver and what it may absorb."""
        return self.at_most + 1

    def easings(self, problem: Problem) -> Iterator[Easing]:
        """More units into one."""

        def says(value: Fraction) -> Text:
            return Text(
                vi=f"một đơn vị tiếp nhận đến {value} đơn vị, thay vì {self.at_most}",
                en=f"a unit may take up to {value} units instead of {self.at_most}",
            )

        values = more_count(self.at_most, max(self.at_most + 1, len(problem.in_scope)))
        yield from among(values, lambda v: self.model_copy(update={"at_most": int(v)}), says)

    def violations(self, plan: Plan) -> Iterator[Violation]:
        """Receivers of too many units; the amount is how many too many."""
        absorbed = _absorbed(plan)
        for unit_id in self.judged(plan):
            count = len(absorbed.get(unit_id, ()))
            if count > self.at_most:
                name = plan.problem.name(unit_id)
                yield self.broken(
                    [unit_id, *absorbed[unit_id]],
                    f"{name} tiếp nhận {count} đơn vị, tối đa {self.at_most}",
                    f"{name} absorbs {count} units, at most {self.at_most} are allowed",
                    count - self.at_most,
                )

    def slack(self, plan: Plan) -> Iterator[Slack]:
        """The receivers of most units; no unit is named where none receives."""
        absorbed = _absorbed(plan)
        measured = [(u, len(absorbed.get(u, ()))) for u in self.judged(plan)]
        for found in slack_of(("at_most",), "most", self.at_most, measured, UNITS):
            yield found if found.found else replace(found, units=())


def _absorbed(plan: Plan) -> dict[str, list[str]]:
    """Receiver → the ended units of which it got a block, in input order."""
    absorbed: dict[str, list[str]] = {}
    for unit_id in plan.problem.before.ids:
        if unit_id in plan.ended:
            for receiver in plan.receivers.get(unit_id, ()):
                absorbed.setdefault(receiver, []).append(unit_id)
    return absorbed
