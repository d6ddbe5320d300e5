"""The goal `changed_from`: how many units fare otherwise than in an earlier plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from orgplan.goals.goal import UNITS, Goal
from orgplan.linear import ONE, ZERO, Linear, total
from orgplan.model import PlanModel
from orgplan.organisation import BlockKey
from orgplan.plan import Plan
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.families import Families, Whole
    from orgplan.organisation import Unit


@dataclass(frozen=True)
class EarlierPlan:
    """What an earlier plan file says of each unit.

    Parameters
    ----------
    kind_after
        Unit → kind, for every unit that the file knows; None for those that ended.
    into
        Ended unit → its receivers.
    moves
        Block → receiver, for every block that the plan of the file moves.
    given
        Block → receiver, for every block that a given change of that time moved.
    parents
        Surviving unit → its parent after; empty where the file does not say.
    """

    kind_after: Mapping[str, str | None] = field(default_factory=dict)
    into: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    moves: Mapping[BlockKey, str] = field(default_factory=dict)
    given: Mapping[BlockKey, str] = field(default_factory=dict)
    parents: Mapping[str, str | None] = field(default_factory=dict)

    def destinations(self, block: BlockKey) -> tuple[str, ...]:
        """Where a block of a unit that the file knows may end without counting as a change.

        What the plan did stands above what was given. A function that the file does not know in
        an ended unit may go to any of its receivers.
        """
        for moves in (self.moves, self.given):
            if block in moves:
                return (moves[block],)
        if self.kind_after[block[0]] is not None:
            return (block[0],)
        return self.into.get(block[0], ())

    def differs(self, plan: Plan, unit_id: str) -> bool:
        """Whether a unit that the file knows has another fate in a plan."""
        kind = None if unit_id in plan.ended else plan.kind_after(unit_id)
        return kind != self.kind_after[unit_id] or any(
            plan.ends_in(block.key) not in self.destinations(block.key)
            for block in plan.problem.before[unit_id].blocks
        )

    def standing_in(self, agency: str, is_agency: Callable[[str], bool]) -> tuple[str, ...]:
        """The units that the file leaves in an agency, those of agencies inside it left out."""
        return tuple(
            unit_id
            for unit_id in self.parents
            if not is_agency(unit_id) and self._home(unit_id, is_agency) == agency
        )

    def _home(self, unit_id: str, is_agency: Callable[[str], bool]) -> str | None:
        """The nearest agency above a unit; None where there is none, or the parents go round."""
        seen = {unit_id}
        above = self.parents.get(unit_id)
        while above is not None and above not in seen and not is_agency(above):
            seen.add(above)
            above = self.parents.get(above)
        return None if above in seen else above


@dataclass(frozen=True)
class ChangedFrom(Goal):
    """Units whose fate differs from that in an earlier plan; units that it does not know do not.

    The fate is: survives or not, kind after, receivers of its blocks.

    Formulation
    -----------
    ``Σ_u differs(u)`` with ``differs(u)`` at least every single difference.
    """

    earlier: EarlierPlan

    name: ClassVar[str] = "changed_from"
    label: ClassVar[Text] = Text(
        vi="khác phương án đã thống nhất", en="changed from the agreed plan"
    )
    summary: ClassVar[Text] = Text(
        vi=(
            "Số đơn vị được sắp xếp khác với một phương án trước; không tính đơn vị mà "
            "phương án ấy không biết."
        ),
        en=(
            "Units whose fate differs from that in an earlier plan; units that it does not "
            "know do not."
        ),
    )
    example: ClassVar[str] = "{changed_from: 1, plan: agreed/plan.json}"
    unit: ClassVar[Text] = UNITS

    def term(self, model: PlanModel) -> Linear:
        """One condition a unit that the earlier plan knows."""
        known = (u for u in model.units_and_rest if u in self.earlier.kind_after)
        return total(
            model.linear.at_least_any(f"differs {u}", self._differences(model, u)) for u in known
        )

    def _differences(self, model: PlanModel, unit_id: str) -> list[Linear]:
        kind = self.earlier.kind_after[unit_id]
        same_kind = model.ends(unit_id) if kind is None else model.kind_is(unit_id, kind)
        parts = [ONE - same_kind]
        for block in model.before[unit_id].blocks:
            same = [
                model.ends_in(block.key, to)
                for to in self.earlier.destinations(block.key)
                if to == unit_id or to in model.receivers(unit_id)
            ]
            parts.append(ONE - (total(same) if same else ZERO))
        return parts

    def beyond_sets(self) -> bool:
        """They tell all."""
        return False

    def pair_costs(self, families: Families) -> tuple[Whole, int]:
        """1 where the fate of unit u is another: it ends in r, or (u = r) it lives on."""
        import numpy as np

        found = np.zeros((*families.shape, families.size), dtype=np.int64)
        for f, row in enumerate(families.members):
            for u, unit in enumerate(row):
                if unit.id in self.earlier.kind_after:
                    found[f, u] = [self._is_another(unit, other) for other in row]
        return found, 1

    def _is_another(self, unit: Unit, receiver: Unit) -> bool:
        """Whether it is another fate that the unit ends wholly in the receiver, or lives on."""
        kind = unit.kind if unit.id == receiver.id else None
        return kind != self.earlier.kind_after[unit.id] or any(
            receiver.id not in self.earlier.destinations(block.key) for block in unit.blocks
        )

    def value(self, plan: Plan) -> Fraction:
        """Number of units with another fate [units]."""
        known = (u for u in plan.problem.before.ids if u in self.earlier.kind_after)
        return Fraction(sum(self.earlier.differs(plan, unit_id) for unit_id in known))
