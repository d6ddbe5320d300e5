"""The rule `together`: named units end in one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from orgplan.errors import Complaint
from orgplan.figures import UnitId
from orgplan.linear import ZERO, Linear
from orgplan.model import PlanModel
from orgplan.plan import Plan, Violation
from orgplan.problem import Problem
from orgplan.rules.easing import Easing, given_up, only
from orgplan.rules.rule import Rule, complain_units
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.candidates import Candidates


class Together(Rule):
    """All blocks of all named units end in one unit (in `into`, if given); none is split.

    Why
    ---
    A merger that somebody wants to see done, whoever the receiver is.

    Formulation
    -----------
    With the lead block a of the first unit: ``ends_in(b, r) = ends_in(a, r)`` for every block b of
    every named unit and every unit r; with `into`, ``ends_in(a, into) = 1``.

    References
    ----------
    A local choice.
    """

    label: ClassVar[Text] = Text(vi="về chung một đơn vị", en="together")
    summary: ClassVar[Text] = Text(
        vi=(
            "Toàn bộ nhiệm vụ của các đơn vị nêu tên về cùng một đơn vị (đơn vị ghi ở "
            "`into`, nếu có); không đơn vị nào bị chia tách."
        ),
        en="All blocks of all named units end in one unit (in `into`, if given); none is split.",
    )
    example: ClassVar[str] = "{rule: together, units: [stc-ns, stc-tdt], into: stc-ns}"
    about_change: ClassVar[bool] = True

    rule: Literal["together"] = "together"
    units: tuple[UnitId, ...] = Field(min_length=2)
    into: UnitId | None = None

    def post(self, model: PlanModel) -> None:
        """Tie the destinations of all blocks to the first unit's lead block."""
        if not model.among(self.units):
            return
        blocks = [block.key for unit_id in self.units for block in model.before[unit_id].blocks]
        anchor = model.before[self.units[0]].lead_block.key
        places = {r: None for u in self.units for r in (u, *model.receivers(u))}
        for place in places:
            wanted = model.ends_in(anchor, place)
            for block in blocks:
                if block != anchor:
                    model.linear.add(model.ends_in(block, place) - wanted, low=0, high=0)
        if self.into is not None:
            reached: Linear = model.ends_in(anchor, self.into) if self.into in places else ZERO
            model.linear.add(reached, low=1)

    def couples(self, candidates: Candidates) -> Iterator[Sequence[str]]:
        """The named units, and the one in which they shall end."""
        yield (*self.units, *(() if self.into is None else (self.into,)))

    def beyond_sets(self, problem: Problem, family: Sequence[str]) -> bool:
        """Whatever it asks of a named unit."""
        return not set(self.units).isdisjoint(family)

    def easings(self, problem: Problem) -> Iterator[Easing]:
        """Any unit to end in; then not together at all."""
        names = "; ".join(map(problem.name, self.units))
        if self.into is not None:
            anywhere = self.model_copy(update={"into": None})
            into = problem.name(self.into)
            says = Text(
                vi=f"{names}: có thể về đơn vị khác, không nhất thiết là {into}",
                en=f"{names} may end in another unit than {into}",
            )
            yield only(anywhere, says)
        yield given_up(
            Text(
                vi=f"không buộc về chung một đơn vị: {names}",
                en=f"need not end in one unit: {names}",
            )
        )

    def violations(self, plan: Plan) -> Iterator[Violation]:
        """The units, if their blocks end in several places or not in `into`."""
        before = plan.problem.before
        places = dict.fromkeys(
            plan.ends_in(block.key) for unit_id in self.units for block in before[unit_id].blocks
        )
        wrong = self.into is not None and set(places) != {self.into}
        if len(places) > 1 or wrong:
            names = "; ".join(plan.problem.name(u) for u in self.units)
            yield self.broken(
                self.units,
                f"phải về chung một đơn vị nhưng không: {names}",
                f"must end in one unit but do not: {names}",
                len(places) - 1,
            )

    def complaints(self, problem: Problem) -> Iterator[Complaint]:
        """Names that are no internal units in scope."""
        yield from complain_units(self.units, problem, ("units",))
        if self.into is not None:
            for complaint in complain_units([self.into], problem, ()):
                yield Complaint(("into",), complaint.found, complaint.expected, complaint.advice)
