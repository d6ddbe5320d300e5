"""Two readings held against each other: which unit is which, under which id, below which unit."""

from __future__ import annotations

from collections.abc import Collection

from orgplan.carry.ids import final_ids, without_cycles
from orgplan.carry.pairs import Pairs
from orgplan.io.reading import Reading
from orgplan.organisation import Unit


class Matched:
    """Two readings; unit ids are those of the new one unless said otherwise.

    Parameters
    ----------
    reading, earlier
        The new reading and the earlier one.
    agency_kinds
        Kinds of which the units are agencies.

    Notes
    -----
    `earlier_of` has new id → id of before of the units that are in both for certain; `id_of` has
    new id → id in the result, of every unit; `parents` has the parent of every unit in the result.
    """

    def __init__(self, reading: Reading, earlier: Reading, agency_kinds: Collection[str]) -> None:
        self.reading, self.earlier = reading, earlier
        self.new, self.old = reading.organisation, earlier.organisation
        self._open = {(guess.unit, guess.field) for guess in reading.guesses}
        self._unsure = {(guess.unit, guess.field) for guess in earlier.guesses}
        self._made = frozenset(unit for unit, field in self._open if field == "id")
        pairs = Pairs(self.new, self.old, set(self.new.ids) - self._made, agency_kinds)
        self._moved = pairs.moved
        self.earlier_of = pairs.earlier
        self.id_of = final_ids(self.new, self._made, self.earlier_of)
        wanted = self._wanted_parents()
        concluded = {unit.id: unit.parent for unit in self.new}
        self.parents = without_cycles(concluded, wanted)
        self._placed = {unit for unit, parent in wanted.items() if self.parents[unit] == parent}

    def before(self, unit_id: str) -> Unit | None:
        """The unit as it was, if it was there for certain."""
        old = self.earlier_of.get(unit_id)
        return None if old is None else self.old[old]

    def has_column(self, unit_id: str, name: str) -> bool:
        """Whether the new file of a unit has a column."""
        return name in self.reading.columns.get(unit_id, ())

    def is_known(self, unit_id: str, field: str) -> bool:
        """Whether a field had a value before that was no guess."""
        old = self.earlier_of.get(unit_id)
        return old is not None and (old, field) not in self._unsure

    def is_free(self, unit_id: str, field: str) -> bool:
        """Whether a field is only concluded now, and was known before."""
        return (unit_id, field) in self._open and self.is_known(unit_id, field)

    def is_placed(self, unit_id: str) -> bool:
        """Whether a unit stands where it stood before, its new file stating nothing else."""
        return unit_id in self._placed

    def is_disputed(self, unit_id: str) -> bool:
        """Whether a unit stands elsewhere than before and nobody can say which place is old."""
        differs = self.parents[unit_id] != self.new[unit_id].parent
        return unit_id in self._moved and unit_id in self._placed and differs

    def _wanted_parents(self) -> dict[str, str | None]:
        """The parents of before, of units for which the new files state none."""
        new_of = {old: new for new, old in self.earlier_of.items()}
        wanted: dict[str, str | None] = {}
        for unit_id, old in self.earlier_of.items():
            above = self.old[old].parent
            stated = unit_id not in self._made and (unit_id, "parent") not in self._open
            if stated or not self.is_known(unit_id, "parent"):
                continue
            if above is None or above in new_of:
                wanted[unit_id] = None if above is None else new_of[above]
        return wanted
