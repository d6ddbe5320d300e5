"""The rule `apart`: named units do not meet."""

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
from orgplan.rules.easing import Easing, given_up, only
from orgplan.rules.rule import Rule, complain_units
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.candidates import Candidates


class Apart(Rule):
    """No two of the named units have a block in the same unit after.

    Why
    ---
    Some bodies watch each other and must not become one.

    Formulation
    -----------
    For each unit r: at most one named unit u with ``present(u, r) = 1``, where ``present`` is at
    least every ``ends_in(b, r)`` of its blocks b.

    References
    ----------
    A local choice.
    """

    label: ClassVar[Text] = Text(vi="không về chung", en="apart")
    summary: ClassVar[Text] = Text(
        vi="Không có hai đơn vị nào trong số nêu tên đưa nhiệm vụ về cùng một đơn vị.",
        en="No two of the named units have a block in the same unit after.",
    )
    example: ClassVar[str] = "{rule: apart, units: [stc-ns, stc-gia]}"
    eased_by_gain: ClassVar[bool] = False

    rule: Literal["apart"] = "apart"
    units: tuple[UnitId, ...] = Field(min_length=2)

    def post(self, model: PlanModel) -> None:
        """Allow at most one of the units in any place."""
        named = model.among(dict.fromkeys(self.units))
        places = {r: None for u in named for r in (u, *model.receivers(u))}
        for place in places:
            present = [
                model.linear.at_least_any(
                    f"present {u} {place}",
                    [model.ends_in(b.key, place) for b in model.before[u].blocks],
                )
                for u in named
            ]
            model.linear.add(total(present), high=1)

    def couples(self, candidates: Candidates) -> Iterator[Sequence[str]]:
        """The named units."""
        yield self.units

    def beyond_sets(self, problem: Problem, family: Sequence[str]) -> bool:
        """Whatever it asks of a named unit."""
        return not set(self.units).isdisjoint(family)

    def easings(self, problem: Problem) -> Iterator[Easing]:
        """To leave one unit out where more than two are named; then to give it up."""
        for unit_id in self.units if len(self.units) > 2 else ():
            rest = tuple(other for other in self.units if other != unit_id)
            yield _one_less(self.model_copy(update={"units": rest}), problem.name(unit_id))
        names = "; ".join(map(problem.name, self.units))
        yield given_up(
            Text(vi=f"được về chung một đơn vị: {names}", en=f"may end in one unit: {names}")
        )

    def violations(self, plan: Plan) -> Iterator[Violation]:
        """Units that meet."""
        before = plan.problem.before
        meeting: dict[str, dict[str, None]] = {}
        for unit_id in self.units:
            for block in before[unit_id].blocks:
                meeting.setdefault(plan.ends_in(block.key), {})[unit_id] = None
        for place, units in meeting.items():
            if len(units) > 1:
                names = "; ".join(plan.problem.name(u) for u in units)
                yield self.broken(
                    [*units],
                    f"không được về chung trong {plan.problem.name(place)}: {names}",
                    f"must not meet in {plan.problem.name(place)}: {names}",
                    len(units) - 1,
                )

    def complaints(self, problem: Problem) -> Iterator[Complaint]:
        """Names that are no internal units in scope."""
        yield from complain_units(self.units, problem, ("units",))


def _one_less(rule: Apart, name: str) -> Easing:
    says = Text(
        vi=f"{name} được về chung với các đơn vị kia",
        en=f"{name} may end in one unit with the others",
    )
    return only(rule, says)
