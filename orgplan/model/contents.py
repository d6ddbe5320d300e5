"""What a unit holds after: blocks that come, functions, leaders, and whether anything changes."""

from __future__ import annotations

from collections.abc import Sequence

from orgplan.linear import Linear, total
from orgplan.model.places import Places
from orgplan.organisation import Block
from orgplan.problem import Problem


class Contents(Places):
    """Blocks, functions and leaders of units after."""

    def __init__(self, problem: Problem, units: Sequence[str] | None = None) -> None:
        super().__init__(problem, units)
        self._incoming: dict[str, tuple[tuple[Block, Linear], ...]] = {}
        self._functions: dict[str, dict[str, list[Linear]]] = {}
        self._holds: dict[tuple[str, ...], Linear] = {}
        self._changed: dict[str, Linear] = {}
        self._touched: dict[str, Linear] = {}

    def incoming(self, unit_id: str) -> tuple[tuple[Block, Linear], ...]:
        """Every block of another unit that might end here, with its condition."""
        if unit_id not in self._incoming:
            found = []
            for giver in self.sources(unit_id):
                for block in self.before[giver].blocks:
                    condition = self.ends_in(block.key, unit_id)
                    if not condition.is_constant:
                        found.append((block, condition))
            self._incoming[unit_id] = tuple(found)
        return self._incoming[unit_id]

    def leaders(self, unit_id: str) -> Linear:
        """Heads and deputies that end in the unit: they follow the lead block."""
        lead = self.before[unit_id].lead_block.key
        parts = [self.ends_in(lead, unit_id) * self.problem.leaders(unit_id)]
        for giver in self.givers(unit_id):
            block = self.before[giver].lead_block.key
            parts.append(self.part(block, unit_id) * self.problem.leaders(giver))
        return total(parts)

    def holds(self, unit_id: str, functions: Sequence[str]) -> Linear:
        """At least 1 if one of the unit's own blocks after has one of the functions.

        A block of the unit that cannot leave it decides alone: nothing comes to a unit that ends.
        """
        memo = (unit_id, *functions)
        if memo not in self._holds:
            own = [(unit_id, function) for function in functions]
            if any(key in self.problem.blocks and not self.may_leave(key) for key in own):
                self._holds[memo] = self.survives(unit_id)
            else:
                near = self._near(unit_id)
                parts = [c for function in functions for c in near.get(function, ())]
                self._holds[memo] = self.linear.at_least_any(f"holds {unit_id}", parts)
        return self._holds[memo]

    def _near(self, unit_id: str) -> dict[str, list[Linear]]:
        """Function → conditions under which the unit has a block of it after, own ones first."""
        if unit_id not in self._functions:
            near: dict[str, list[Linear]] = {}
            for function in self.before[unit_id].functions:
                near[function] = [self.ends_in((unit_id, function), unit_id)]
            for block, condition in self.incoming(unit_id):
                if block.function is not None:
                    near.setdefault(block.function, []).append(condition)
            self._functions[unit_id] = near
        return self._functions[unit_id]

    def functions_near(self, unit_id: str) -> tuple[str, ...]:
        """Functions that the unit's own blocks might have after, own ones first."""
        return tuple(self._near(unit_id))

    def changed(self, unit_id: str) -> Linear:
        """At least 1 if the unit gains or loses a block in the plan."""
        if unit_id not in self._changed:
            parts = [self.gives(g, unit_id) for g in self.givers(unit_id)]
            for source in self.sources(unit_id):
                parts += [v for _, r, v in self.transfers(source) if r == unit_id]
            parts += [v for _, _, v in self.transfers(unit_id)]
            self._changed[unit_id] = self.linear.at_least_any(f"changed {unit_id}", parts)
        return self._changed[unit_id]

    def touched(self, unit_id: str) -> Linear:
        """At least 1 if the unit ends, gains or loses a block, or changes kind or parent."""
        if unit_id not in self._touched:
            parent = self.before.parent(unit_id)
            parts = [self.ends(unit_id), self.changed(unit_id), self.converted(unit_id)]
            if parent is not None:
                parts.append(self.ends(parent))
            self._touched[unit_id] = self.linear.at_least_any(f"touched {unit_id}", parts)
        return self._touched[unit_id]
