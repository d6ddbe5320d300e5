"""The rule `freeze`: named units stay exactly as they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from orgplan.errors import Complaint
from orgplan.figures import UnitId
from orgplan.linear import total
from orgplan.model import PlanModel
from orgplan.plan import Plan, Violation
from orgplan.problem import Problem
from orgplan.rules.easing import Easing, given_up
from orgplan.rules.rule import Rule, complain_units
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.candidates import Candidates
    from orgplan.families import Families, Truth


class Freeze(Rule):
    """No block of a named unit moves, none comes; it survives unchanged, and so do its ancestors.

    An agency stands for every unit in it.

    Why
    ---
    What is agreed or under review is left alone.

    Formulation
    -----------
    ``survives = 1`` for the unit and everything above it; ``converted = 0``; no transfer from it,
    and nothing ends in it.

    References
    ----------
    A local choice.
    """

    label: ClassVar[Text] = Text(vi="giữ nguyên trạng", en="freeze")
    summary: ClassVar[Text] = Text(
        vi=(
            "Đơn vị nêu tên giữ nguyên: không chuyển đi, không tiếp nhận nhiệm vụ nào, và "
            "các cấp trên của nó cũng được giữ lại."
        ),
        en=(
            "No block of a named unit moves, none comes; it survives unchanged, and so do "
            "its ancestors."
        ),
    )
    example: ClassVar[str] = "{rule: freeze, units: [so-tu-phap]}"
    eased_by_gain: ClassVar[bool] = False
    nested: ClassVar[bool] = True

    rule: Literal["freeze"] = "freeze"
    units: tuple[UnitId, ...] = Field(min_length=1)

    def post(self, model: PlanModel) -> None:
        """Fix every decision about the named units."""
        named = model.problem.named(self.units)
        surviving = model.problem.named_or_above(self.units)
        for unit_id in model.units:
            if unit_id in surviving:
                model.linear.add(model.survives(unit_id), low=1)
            if unit_id not in named:
                continue
            model.linear.add(model.converted(unit_id), high=0)
            gone = [variable for _, _, variable in model.transfers(unit_id)]
            come = [condition for _, condition in model.incoming(unit_id)]
            model.linear.add(total([*gone, *come]), high=0)

    def couples(self, candidates: Candidates) -> Iterator[Sequence[str]]:
        """Nothing: it looks at single units and what is above them."""
        yield from ()

    def beyond_sets(self, problem: Problem, family: Sequence[str]) -> bool:
        """Nothing more."""
        return False

    def closed_pairs(self, families: Families) -> Truth:
        """A named unit ends nowhere, and nothing ends in it."""
        named = set(families.problem.units_named(self.units))
        frozen = families.true_of(lambda unit_id: unit_id in named)
        return frozen[:, :, None] | frozen[:, None, :]

    def instances(self) -> tuple[Freeze, ...]:
        """One for each named unit or agency."""
        return tuple(self.model_copy(update={"units": (unit_id,)}) for unit_id in self.units)

    def without(self, part: Rule) -> Freeze | None:
        """The other units."""
        given = part.units if isinstance(part, Freeze) else ()
        rest = tuple(unit_id for unit_id in self.units if unit_id not in given)
        return self.model_copy(update={"units": rest}) if rest else None

    def easings(self, problem: Problem) -> Iterator[Easing]:
        """To let them change."""
        names = "; ".join(map(problem.name, self.units))
        yield given_up(Text(vi=f"cho phép sắp xếp {names}", en=f"{names} may change"))

    def violations(self, plan: Plan) -> Iterator[Violation]:
        """Named units that end, give, receive or convert, or lose a superior."""
        problem = plan.problem
        for unit_id in problem.units_named(self.units):
            touched = (
                unit_id in plan.ended
                or unit_id in plan.changed
                or unit_id in plan.converted
                or any(above in plan.ended for above in problem.before.ancestors(unit_id))
            )
            if touched:
                name = problem.name(unit_id)
                yield self.broken(
                    [unit_id],
                    f"{name} phải giữ nguyên trạng nhưng bị thay đổi",
                    f"{name} is frozen but is changed",
                )

    def complaints(self, problem: Problem) -> Iterator[Complaint]:
        """Names that are neither units nor agencies."""
        yield from complain_units(self.units, problem, ("units",), agencies=True)
