"""The rule `keep`: named units survive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from orgplan.errors import Complaint
from orgplan.figures import UnitId
from orgplan.model import PlanModel
from orgplan.plan import Plan, Violation
from orgplan.problem import Problem
from orgplan.rules.easing import Easing, given_up
from orgplan.rules.rule import Rule, complain_units
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.candidates import Candidates
    from orgplan.families import Families, Truth


class Keep(Rule):
    """Each named unit lives on; it may receive, give single blocks and convert.

    Why
    ---
    The department has reasons that no figure shows.

    Formulation
    -----------
    ``survives(u) = 1``.

    References
    ----------
    A local choice.
    """

    label: ClassVar[Text] = Text(vi="giữ lại", en="keep")
    summary: ClassVar[Text] = Text(
        vi=(
            "Mỗi đơn vị nêu tên được giữ lại; vẫn có thể tiếp nhận, chuyển bớt từng chức "
            "năng và chuyển đổi mô hình."
        ),
        en="Each named unit lives on; it may receive, give single blocks and convert.",
    )
    example: ClassVar[str] = "{rule: keep, units: [stc-vp]}"
    eased_by_gain: ClassVar[bool] = False
    nested: ClassVar[bool] = True
    fixes: ClassVar[bool] = True

    rule: Literal["keep"] = "keep"
    units: tuple[UnitId, ...] = Field(min_length=1)

    def post(self, model: PlanModel) -> None:
        """Make every named unit survive."""
        for unit_id in model.among(self.units):
            model.linear.add(model.survives(unit_id), low=1)

    def couples(self, candidates: Candidates) -> Iterator[Sequence[str]]:
        """Nothing: it looks at single units."""
        yield from ()

    def beyond_sets(self, problem: Problem, family: Sequence[str]) -> bool:
        """Nothing more."""
        return False

    def closed_pairs(self, families: Families) -> Truth:
        """A named unit ends nowhere."""
        named = set(self.units)
        return families.true_of(lambda unit_id: unit_id in named)[:, :, None]

    def instances(self) -> tuple[Keep, ...]:
        """One for each named unit."""
        return tuple(self.model_copy(update={"units": (unit_id,)}) for unit_id in self.units)

    def without(self, part: Rule) -> Keep | None:
        """The other units."""
        given = part.units if isinstance(part, Keep) else ()
        rest = tuple(unit_id for unit_id in self.units if unit_id not in given)
        return self.model_copy(update={"units": rest}) if rest else None

    def easings(self, problem: Problem) -> Iterator[Easing]:
        """Not to insist on the units."""
        names = "; ".join(map(problem.name, self.units))
        yield given_up(Text(vi=f"không buộc phải giữ lại {names}", en=f"{names} need not live on"))

    def violations(self, plan: Plan) -> Iterator[Violation]:
        """Named units that end."""
        for unit_id in self.units:
            if unit_id in plan.ended:
                name = plan.problem.name(unit_id)
                yield self.broken(
                    [unit_id],
                    f"{name} phải giữ lại nhưng kết thúc",
                    f"{name} must survive but ends",
                )

    def complaints(self, problem: Problem) -> Iterator[Complaint]:
        """Names that are no internal units in scope."""
        yield from complain_units(self.units, problem, ("units",))
