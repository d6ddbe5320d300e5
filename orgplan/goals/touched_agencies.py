"""The goal `touched_agencies`: how many agencies notice the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from orgplan.goals.goal import Goal
from orgplan.linear import Linear, total
from orgplan.model import PlanModel
from orgplan.plan import Plan
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.candidates import Candidates


@dataclass(frozen=True)
class TouchedAgencies(Goal):
    """Agencies, as they are before, with a touched unit.

    Formulation
    -----------
    ``Σ_a touched(a)`` with ``touched(a) ≥ touched(u)`` for every unit u of the agency.
    """

    name: ClassVar[str] = "touched_agencies"
    label: ClassVar[Text] = Text(vi="cơ quan có thay đổi", en="touched agencies")
    summary: ClassVar[Text] = Text(
        vi="Số cơ quan, theo hiện trạng, có đơn vị thay đổi.",
        en="Agencies, as they are before, with a touched unit.",
    )
    example: ClassVar[str] = "{touched_agencies: 1}"
    unit: ClassVar[Text] = Text(vi="cơ quan", en="agencies")
    eased_by_gain: ClassVar[bool] = False

    def term(self, model: PlanModel) -> Linear:
        """One condition an agency."""
        units: dict[str | None, list[Linear]] = {}
        for unit_id in model.units:
            agency = model.problem.agency[unit_id]
            units.setdefault(agency, []).append(model.touched(unit_id))
        return total(
            model.linear.at_least_any(f"touched agency {agency}", parts)
            for agency, parts in units.items()
        )

    def couples(self, candidates: Candidates) -> Iterator[Sequence[str]]:
        """All units of one agency."""
        problem = candidates.problem
        units: dict[str | None, list[str]] = {}
        for unit_id in problem.in_scope:
            units.setdefault(problem.agency[unit_id], []).append(unit_id)
        yield from units.values()

    def value(self, plan: Plan) -> Fraction:
        """Number of touched agencies [agencies]."""
        problem = plan.problem
        return Fraction(len({problem.agency[u] for u in problem.in_scope if plan.touches(u)}))
