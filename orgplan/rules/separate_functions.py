"""The rule `separate_functions`: some functions must not sit in one unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from orgplan.errors import Complaint
from orgplan.figures import Code
from orgplan.measures import covers
from orgplan.model import PlanModel
from orgplan.plan import Plan, Violation
from orgplan.problem import Problem
from orgplan.rules.easing import Easing, only
from orgplan.rules.rule import SelectiveRule, complain_functions
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.candidates import Candidates
    from orgplan.families import Sets, Truth


class SeparateFunctions(SelectiveRule):
    """No unit's own blocks match both functions of a pair; a code covers everything below it.

    Why
    ---
    Who grants a licence must not inspect its use.

    Formulation
    -----------
    ``holds(u, F) + holds(u, G) ≤ 1`` for the functions F and G that the two codes cover.

    References
    ----------
    A local choice; no statute seen.
    """

    label: ClassVar[Text] = Text(vi="tách chức năng", en="separate functions")
    summary: ClassVar[Text] = Text(
        vi=(
            "Không đơn vị nào tự mình đảm nhận cả hai chức năng của một cặp; một mã bao "
            "gồm mọi mã bên dưới nó."
        ),
        en=(
            "No unit's own blocks match both functions of a pair; a code covers everything "
            "below it."
        ),
    )
    example: ClassVar[str] = "{rule: separate_functions, pairs: [[licensing, inspection]]}"
    eased_by_gain: ClassVar[bool] = False
    nested: ClassVar[bool] = True

    rule: Literal["separate_functions"] = "separate_functions"
    pairs: tuple[tuple[Code, Code], ...] = Field(min_length=1)

    @field_validator("pairs")
    @classmethod
    def _apart(cls, pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        for place, (first, second) in enumerate(pairs):
            if covers(first, second) or covers(second, first):
                raise PydanticCustomError(
                    "pair_covers",
                    "{first} and {second}: one covers the other",
                    {"first": first, "second": second, "place": place},
                )
        return pairs

    def post(self, model: PlanModel) -> None:
        """Forbid that a unit holds both sides of a pair."""
        for unit_id in model.units:
            near = model.functions_near(unit_id)
            for first, second in self.pairs:
                left = [f for f in near if covers(first, f)]
                right = [f for f in near if covers(second, f)]
                if not left or not right:
                    continue
                sides = [model.holds(unit_id, left), model.holds(unit_id, right)]
                if self.applies_to == "all":
                    model.linear.forbid(sides)
                else:
                    model.linear.forbid([*sides, model.changed(unit_id)])

    def couples(self, candidates: Candidates) -> Iterator[Sequence[str]]:
        """Nothing: it looks at one receiver."""
        yield from ()

    def beyond_sets(self, problem: Problem, family: Sequence[str]) -> bool:
        """Nothing more."""
        return False

    def closed_sets(self, sets: Sets, place: int) -> Truth:
        """Sets that hold both sides of a pair."""
        import numpy as np

        held = sets.functions
        both = np.zeros(held.shape, dtype=np.bool_)
        for first, second in self.pairs:
            left = sets.families.bits_where(partial(covers, first))[:, None]
            right = sets.families.bits_where(partial(covers, second))[:, None]
            both |= ((held & left) != 0) & ((held & right) != 0)
        return both & sets.changed if self.applies_to == "changed" else both

    def easings(self, problem: Problem) -> Iterator[Easing]:
        """To let one pair come together."""
        for pair in self.pairs:
            rest = tuple(other for other in self.pairs if other != pair)
            left = self.model_copy(update={"pairs": rest}) if rest else None
            first, second = pair
            says = Text(
                vi=f"một đơn vị được làm cả {first} và {second}",
                en=f"one unit may have both {first} and {second}",
            )
            yield only(left, says)

    def violations(self, plan: Plan) -> Iterator[Violation]:
        """Units that hold both sides of a pair."""
        for unit_id in self.judged(plan):
            held = plan.functions_after(unit_id)
            for first, second in self.pairs:
                left = [f for f in held if covers(first, f)]
                right = [f for f in held if covers(second, f)]
                if left and right:
                    name = plan.problem.name(unit_id)
                    yield self.broken(
                        [unit_id],
                        f"{name} vừa làm {left[0]} vừa làm {right[0]}",
                        f"{name} does both {left[0]} and {right[0]}",
                    )

    def complaints(self, problem: Problem) -> Iterator[Complaint]:
        """Codes that no unit has: allowed, with a note."""
        for place, pair in enumerate(self.pairs):
            for complaint in complain_functions(pair, problem, ("pairs", place)):
                yield Complaint(
                    complaint.path,
                    complaint.found,
                    complaint.expected,
                    complaint.advice,
                    severity="note",
                )
