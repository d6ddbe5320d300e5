"""The wish that named units end, wherever their blocks go: asked for in a "why not", in no file."""

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


class Ends(Rule):
    """Each named unit ends; where its blocks go is open.

    Why
    ---
    "Why is this division not dissolved?" is asked of every plan.

    Formulation
    -----------
    ``survives(u) = 0``.

    References
    ----------
    A local choice.
    """

    label: ClassVar[Text] = Text(vi="giải thể", en="dissolve")
    summary: ClassVar[Text] = Text(
        vi="Mỗi đơn vị nêu tên kết thúc hoạt động; nhiệm vụ về đâu cũng được.",
        en="Each named unit ends; where its blocks go is open.",
    )
    example: ClassVar[str] = "dissolve stc-gcs"
    about_change: ClassVar[bool] = True
    fixes: ClassVar[bool] = True

    rule: Literal["ends"] = "ends"
    units: tuple[UnitId, ...] = Field(min_length=1)

    def post(self, model: PlanModel) -> None:
        """Make every named unit end."""
        for unit_id in model.among(self.units):
            model.linear.add(model.ends(unit_id), low=1)

    def couples(self, candidates: Candidates) -> Iterator[Sequence[str]]:
        """Nothing: it looks at single units."""
        yield from ()

    def beyond_sets(self, problem: Problem, family: Sequence[str]) -> bool:
        """Whatever it asks of a named unit."""
        return not set(self.units).isdisjoint(family)

    def easings(self, problem: Problem) -> Iterator[Easing]:
        """Not to insist."""
        names = "; ".join(map(problem.name, self.units))
        yield given_up(Text(vi=f"không buộc giải thể {names}", en=f"{names} need not end"))

    def violations(self, plan: Plan) -> Iterator[Violation]:
        """Named units that live on."""
        for unit_id in self.units:
            if unit_id not in plan.ended:
                name = plan.problem.name(unit_id)
                yield self.broken(
                    [unit_id],
                    f"{name} phải giải thể nhưng được giữ lại",
                    f"{name} must end but survives",
                )

    def complaints(self, problem: Problem) -> Iterator[Complaint]:
        """Names that are no internal units in scope."""
        yield from complain_units(self.units, problem, ("units",))
