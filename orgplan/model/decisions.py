"""The decision variables of every unit of a model, and what each of them says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from orgplan.linear import ONE, ZERO, Linear, total
from orgplan.model.units import Units
from orgplan.organisation import Block, BlockKey
from orgplan.problem import Problem


class Decisions(Units):
    """Who survives, who gives what to whom, who converts, who is flattened."""

    def __init__(self, problem: Problem, units: Sequence[str] | None = None) -> None:
        super().__init__(problem, units)
        self._survives: dict[str, Linear] = {}
        self._ends: dict[str, Linear] = {}
        self._gives: dict[tuple[str, str], Linear] = {}
        self._part: dict[tuple[BlockKey, str], Linear] = {}
        self._transferred: dict[BlockKey, dict[str, Linear]] = {}
        self._converted: dict[str, Linear] = {}
        self._flattened: dict[str, Linear] = {}
        for unit_id in self.units:
            self._decide(unit_id)

    def _decide(self, unit_id: str) -> None:
        """Make the decision variables of one movable unit."""
        linear = self.linear
        if self.may_end(unit_id):
            self._survives[unit_id] = linear.boolean(f"survives {unit_id}")
            self._ends[unit_id] = ONE - self._survives[unit_id]
            for receiver in self.candidates.of[unit_id]:
                name = f"gives {unit_id} {receiver}"
                self._gives[unit_id, receiver] = linear.boolean(name)
            if self.candidates.splittable(unit_id):
                self._decide_parts(unit_id)
        self._decide_transfers(unit_id)
        if len(self.problem.kinds_after(unit_id)) > 1:
            converted = linear.boolean(f"converted {unit_id}")
            linear.add(self.survives(unit_id) - converted, low=0)
            self._converted[unit_id] = converted
        if self._could_be_flattened(unit_id):
            flattened = linear.boolean(f"flattened {unit_id}")
            linear.add(self.survives(unit_id) - flattened, low=0)
            self._flattened[unit_id] = flattened

    def _decide_parts(self, unit_id: str) -> None:
        for block in self.before[unit_id].blocks:
            for receiver in self.candidates.of[unit_id]:
                name = f"part {unit_id} {block.function} {receiver}"
                self._part[block.key, receiver] = self.linear.boolean(name)

    def _decide_transfers(self, unit_id: str) -> None:
        unit = self.before[unit_id]
        for block in unit.blocks:
            if block == unit.lead_block or not self.problem.operations.may_transfer(block.function):
                continue
            gone: dict[str, Linear] = {}
            for receiver, way in self.candidates.of[unit_id].items():
                if way.always or way.cousins:
                    name = f"transferred {unit_id} {block.function} {receiver}"
                    gone[receiver] = self.linear.boolean(name)
            if gone:
                self._transferred[block.key] = gone
                self.linear.add(self.survives(unit_id) - total(gone.values()), low=0)

    def _could_be_flattened(self, unit_id: str) -> bool:
        return self.candidates.may_be_flattened(unit_id) and any(
            way.flatten and unit_id == receiver
            for child in self.possible_children(unit_id)
            for receiver, way in self.candidates.of.get(child, {}).items()
        )

    @cached_property
    def _sources(self) -> Mapping[str, tuple[str, ...]]:
        """Receiver → units of which a block might end in it, in input order."""
        sources: dict[str, list[str]] = {}
        for unit_id, ways in self.candidates.of.items():
            for receiver in ways:
                sources.setdefault(receiver, []).append(unit_id)
        return {receiver: tuple(units) for receiver, units in sources.items()}

    @cached_property
    def _givers(self) -> Mapping[str, tuple[str, ...]]:
        return {
            receiver: tuple(u for u in units if self.may_end(u))
            for receiver, units in self._sources.items()
        }

    def survives(self, unit_id: str) -> Linear:
        """1 if the unit lives on."""
        return self._survives.get(unit_id, ONE)

    def ends(self, unit_id: str) -> Linear:
        """1 if the unit ends."""
        return self._ends.get(unit_id, ZERO)

    def receivers(self, unit_id: str) -> tuple[str, ...]:
        """Candidate receivers of a unit, in input order."""
        return tuple(self.candidates.of.get(unit_id, ()))

    def givers(self, unit_id: str) -> tuple[str, ...]:
        """Units that might end in this one, in input order."""
        return self._givers.get(unit_id, ())

    def sources(self, unit_id: str) -> tuple[str, ...]:
        """Units of which a block might end in this one, in input order."""
        return self._sources.get(unit_id, ())

    def gives(self, unit_id: str, receiver: str) -> Linear:
        """1 if the unit ends and at least one of its blocks ends in the receiver."""
        return self._gives.get((unit_id, receiver), ZERO)

    def part(self, block: BlockKey, receiver: str) -> Linear:
        """1 if the unit of the block ends and the block ends in the receiver."""
        found = self._part.get((block, receiver))
        if found is not None:
            return found
        return ZERO if self.splits(block[0]) else self.gives(block[0], receiver)

    def splits(self, unit_id: str) -> bool:
        """Whether the unit has variables of its own for each block."""
        return self.candidates.splittable(unit_id)

    def transferred(self, block: BlockKey, receiver: str) -> Linear:
        """1 if the block leaves its surviving unit for the receiver."""
        return self._transferred.get(block, {}).get(receiver, ZERO)

    def may_leave(self, block: BlockKey) -> bool:
        """Whether the block might leave its unit while that lives on."""
        return block in self._transferred

    def transfers(self, unit_id: str) -> tuple[tuple[Block, str, Linear], ...]:
        """Every transfer that the unit might make: block, receiver, variable."""
        return tuple(
            (block, receiver, variable)
            for block in self.before[unit_id].blocks
            for receiver, variable in self._transferred.get(block.key, {}).items()
        )

    def ends_in(self, block: BlockKey, receiver: str) -> Linear:
        """1 if the block ends in the receiver (its own unit included)."""
        gone = self._transferred.get(block)
        if receiver == block[0]:
            stays = self.survives(receiver)
            return stays if gone is None else stays - total(gone.values())
        part = self.part(block, receiver)
        return part if gone is None or receiver not in gone else part + gone[receiver]

    def converted(self, unit_id: str) -> Linear:
        """1 if the unit lives on with another kind."""
        return self._converted.get(unit_id, ZERO)

    def kind_is(self, unit_id: str, kind: str) -> Linear:
        """1 if the unit lives on and has this kind after."""
        kinds = self.problem.kinds_after(unit_id)
        if kind not in kinds:
            return ZERO
        changed = self._converted.get(unit_id)
        if kind != kinds[0]:
            return ZERO if changed is None else changed
        survives = self.survives(unit_id)
        return survives if changed is None else survives - changed

    def flattened(self, unit_id: str) -> Linear:
        """1 if all sub-units of the unit end in it."""
        return self._flattened.get(unit_id, ZERO)

    @property
    def flattenable(self) -> tuple[str, ...]:
        """Units that might be flattened, in input order."""
        return tuple(self._flattened)

    def possible_children(self, unit_id: str) -> tuple[str, ...]:
        """Units that might stand directly below this one after."""
        children = self.before.children
        return tuple(c for p in (unit_id, *self.givers(unit_id)) for c in children(p))
