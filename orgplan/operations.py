"""What a plan may do to units, as a scenario states it (problem definition, section 4)."""

from __future__ import annotations

from pydantic import Field

from orgplan.figures import Code, Schema, UnitId
from orgplan.measures import covers
from orgplan.organisation import Unit


class AcrossEntry(Schema):
    """Units that may merge into one named receiver under another parent."""

    from_: tuple[UnitId, ...] = Field(alias="from", min_length=1)
    to: UnitId
    kinds: tuple[str, ...] | None = None


class MergeOptions(Schema):
    """Where merging may reach beyond siblings."""

    cousins: bool = False
    across: tuple[tuple[UnitId, ...] | AcrossEntry, ...] = ()


class DissolveOptions(Schema):
    """Which units may be split over several receivers."""

    kinds: tuple[str, ...] = ()
    units: tuple[UnitId, ...] = ()


class TransferOptions(Schema):
    """Functions whose blocks may leave a unit that lives on; a code covers those below it."""

    functions: tuple[Code, ...]


class Operations(Schema):
    """The operations that a plan may use; merging among siblings is on by default."""

    merge: bool | MergeOptions = True
    dissolve: bool | DissolveOptions = False
    transfer: bool | TransferOptions = False
    flatten: tuple[str, ...] = ()
    convert: dict[str, str] = Field(default_factory=dict)

    @property
    def merging(self) -> bool:
        """Whether a unit may end wholly in one receiver."""
        return self.merge is not False

    @property
    def cousins(self) -> bool:
        """Whether units may merge whose parents end in the same unit."""
        return isinstance(self.merge, MergeOptions) and self.merge.cousins

    @property
    def across(self) -> tuple[tuple[UnitId, ...] | AcrossEntry, ...]:
        """Pairs of parents, or named units, between which units may merge."""
        return self.merge.across if isinstance(self.merge, MergeOptions) else ()

    def may_dissolve(self, unit: Unit) -> bool:
        """Whether this unit may be split, were it to end."""
        if isinstance(self.dissolve, bool):
            return self.dissolve
        return unit.kind in self.dissolve.kinds or unit.id in self.dissolve.units

    def may_transfer(self, function: str | None) -> bool:
        """Whether a block of this function may leave a surviving unit."""
        if function is None or isinstance(self.transfer, bool):
            return False
        return any(covers(code, function) for code in self.transfer.functions)

    @property
    def transferring(self) -> bool:
        """Whether any block may leave a surviving unit."""
        return not isinstance(self.transfer, bool)

    def converted(self, kind: str) -> str | None:
        """The kind that units of this kind may take, or None."""
        target = self.convert.get(kind)
        return None if target == kind else target

    def joins_across(self, unit: Unit, receiver: Unit) -> bool:
        """Whether an across entry lets `unit` end in `receiver`."""
        for entry in self.across:
            if isinstance(entry, AcrossEntry):
                named = unit.id in entry.from_ or unit.parent in entry.from_
                kinds = entry.kinds is None or unit.kind in entry.kinds
                if named and kinds and receiver.id == entry.to:
                    return True
            elif unit.parent in entry and receiver.parent in entry:
                return True
        return False
