"""Given changes: what is already decided, applied in file order before anything is planned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from pydantic import Field

from orgplan.errors import CaseError, Complaint, PathStep
from orgplan.figures import Code, Schema, UnitId
from orgplan.measures import covers
from orgplan.organisation import Block, BlockKey, Organisation, Unit
from orgplan.text import Text


class GivenMerge(Schema):
    """Units end, everything of theirs goes to one receiver."""

    merge: tuple[UnitId, ...] = Field(min_length=1)
    into: UnitId
    name: str | None = None


class GivenMove(Schema):
    """Units are put under another parent."""

    move: tuple[UnitId, ...] = Field(min_length=1)
    to: UnitId


class GivenTransfer(Schema):
    """Functions leave a unit, or a whole agency, for another unit."""

    transfer: tuple[Code, ...] = Field(min_length=1)
    from_: UnitId = Field(alias="from")
    to: UnitId


GivenChange = GivenMerge | GivenMove | GivenTransfer


@dataclass(frozen=True, slots=True)
class GivenOutcome:
    """The organisation after the given changes, and what they did.

    Parameters
    ----------
    before
        The organisation that the plan starts from.
    ended
        Unit that ended → unit in which it ended, after all given changes.
    holder
        Every block of the original organisation → the unit that holds it now.
    moved
        Units put under another parent by decision.
    """

    before: Organisation
    ended: dict[str, str]
    holder: dict[BlockKey, str]
    moved: frozenset[str]


class _Applier:
    """The organisation while given changes are applied to it, one after the other.

    Parameters
    ----------
    original
        The organisation as the files have it.
    is_agency
        Whether a kind is an agency.
    """

    def __init__(self, original: Organisation, is_agency: Callable[[str], bool]) -> None:
        self.is_agency = is_agency
        self.units: dict[str, Unit] = {unit.id: unit for unit in original}
        self.ended: dict[str, str] = {}
        self.holder: dict[BlockKey, str] = {b.key: b.unit for unit in original for b in unit.blocks}
        self.moved: set[str] = set()
        self.complaints: list[Complaint] = []
        internal = {
            unit.id
            for unit in original
            if not is_agency(unit.kind)
            and any(is_agency(original[above].kind) for above in original.ancestors(unit.id))
        }
        for unit in original:
            if unit.id in internal:
                heads = 1 if unit.heads is None else unit.heads
                self.units[unit.id] = replace(unit, heads=heads, deputies=unit.deputies or 0)

    def complain(self, path: tuple[PathStep, ...], found: Text, expected: Text) -> None:
        """Keep a complaint about what stands at a path of the scenario; all are raised together."""
        self.complaints.append(Complaint(path, found, expected))

    def known(self, unit_id: str, path: tuple[PathStep, ...]) -> bool:
        """Whether there still is such a unit; a complaint if not."""
        if unit_id in self.units:
            return True
        if unit_id in self.ended:
            found = Text(
                f"«{unit_id}» đã kết thúc ở thay đổi trước",
                f"{unit_id!r} ended in an earlier change",
            )
        else:
            found = Text(f"không có đơn vị «{unit_id}»", f"unknown unit {unit_id!r}")
        self.complain(
            path,
            found,
            Text("mã của một đơn vị còn tồn tại", "the id of a unit that still exists"),
        )
        return False

    def below(self, unit_id: str, above: str) -> bool:
        """Whether a unit is another one, or stands anywhere below it; both must still exist."""
        here: str | None = unit_id
        while here is not None:
            if here == above:
                return True
            here = self.units[here].parent
        return False

    def agency(self, unit_id: str) -> str | None:
        """The nearest agency at or above a unit as it stands now; None outside of all."""
        here: str | None = unit_id
        while here is not None and not self.is_agency(self.units[here].kind):
            here = self.units[here].parent
        return here

    def merge(self, change: GivenMerge, path: tuple[PathStep, ...]) -> None:
        """End units in a receiver, which may get a new name.

        What names an unknown unit, or a receiver at or below the unit that ends, is complained of.
        """
        ids = (*change.merge, change.into)
        places = [(*path, "merge", n) for n in range(len(change.merge))] + [(*path, "into")]
        known = [self.known(u, p) for u, p in zip(ids, places, strict=True)]
        if not all(known):
            return
        for unit_id, place in zip(change.merge, places, strict=False):
            if unit_id not in self.units or self.below(change.into, unit_id):
                self.complain(
                    place,
                    Text(
                        f"đơn vị tiếp nhận «{change.into}» nằm trong «{unit_id}»",
                        f"the receiver {change.into!r} is {unit_id!r} or stands below it",
                    ),
                    Text("một đơn vị tiếp nhận ở nơi khác", "a receiver elsewhere"),
                )
                continue
            self.end(unit_id, change.into)
        if change.name is not None:
            self.units[change.into] = replace(self.units[change.into], name=change.name)

    def end(self, unit_id: str, into: str) -> None:
        """Give blocks, leaders and sub-units of a unit to another one [posts], and end it."""
        ended, receiver = self.units.pop(unit_id), self.units[into]
        self.units[into] = replace(
            receiver,
            blocks=_pool(receiver.blocks, ended.blocks, into),
            heads=_add(receiver.heads, ended.heads),
            deputies=_add(receiver.deputies, ended.deputies),
            present=_add_posts(receiver.present, ended.present),
        )
        for child in list(self.units.values()):
            if child.parent == unit_id:
                self.units[child.id] = replace(child, parent=into)
        self.ended = {u: into if r == unit_id else r for u, r in self.ended.items()}
        self.ended[unit_id] = into
        self.holder = {k: into if h == unit_id else h for k, h in self.holder.items()}

    def move(self, change: GivenMove, path: tuple[PathStep, ...]) -> None:
        """Put units under another parent; a parent at or below the unit is complained of."""
        if not self.known(change.to, (*path, "to")):
            return
        for n, unit_id in enumerate(change.move):
            place = (*path, "move", n)
            if not self.known(unit_id, place):
                continue
            if self.below(change.to, unit_id):
                self.complain(
                    place,
                    Text(
                        f"«{change.to}» nằm trong «{unit_id}»",
                        f"{change.to!r} is {unit_id!r} or stands below it",
                    ),
                    Text("một đơn vị cấp trên ở nơi khác", "a parent elsewhere"),
                )
                continue
            self.units[unit_id] = replace(self.units[unit_id], parent=change.to)
            self.moved.add(unit_id)

    def transfer(self, change: GivenTransfer, path: tuple[PathStep, ...]) -> None:
        """Move functions from a unit, or from all units of an agency, to another unit.

        A function that nothing there has is complained of.
        """
        known = [
            self.known(change.from_, (*path, "from")),
            self.known(change.to, (*path, "to")),
        ]
        if not all(known):
            return
        sources = [change.from_]
        if self.is_agency(self.units[change.from_].kind):
            sources = [u for u in self.units if self.agency(u) == change.from_]
        sources = [unit_id for unit_id in sources if unit_id != change.to]
        for n, code in enumerate(change.transfer):
            if not self.take(code, sources, change.to):
                self.complain(
                    (*path, "transfer", n),
                    Text(
                        f"«{change.from_}» không có chức năng «{code}»",
                        f"nothing in {change.from_!r} has the function {code!r}",
                    ),
                    Text("một chức năng đang có ở đó", "a function that stands there"),
                )

    def take(self, code: str, sources: Sequence[str], to: str) -> bool:
        """Move the blocks that a function code covers to a unit [posts]; whether there were any.

        A unit without any block left keeps a general block of no posts.
        """
        found = False
        for unit_id in sources:
            unit = self.units[unit_id]
            gone = [b for b in unit.blocks if b.function is not None and covers(code, b.function)]
            if not gone:
                continue
            found = True
            left = tuple(b for b in unit.blocks if b not in gone)
            self.units[unit_id] = replace(unit, blocks=left or (Block(unit_id, None, Fraction(0)),))
            receiver = self.units[to]
            self.units[to] = replace(receiver, blocks=_pool(receiver.blocks, gone, to))
            functions = {b.function for b in gone}
            self.holder = {
                key: to if holder == unit_id and key[1] in functions else holder
                for key, holder in self.holder.items()
            }
        return found


def _pool(own: Sequence[Block], coming: Sequence[Block], unit: str) -> tuple[Block, ...]:
    """Blocks of both, added up per function, the receiver's first."""
    posts: dict[str | None, Fraction] = {}
    for block in (*own, *coming):
        posts[block.function] = posts.get(block.function, Fraction(0)) + block.posts
    return tuple(Block(unit, function, amount) for function, amount in posts.items())


def _add(first: int | None, second: int | None) -> int | None:
    return None if first is None and second is None else (first or 0) + (second or 0)


def _add_posts(first: Fraction | None, second: Fraction | None) -> Fraction | None:
    if first is None and second is None:
        return None
    return (first or Fraction(0)) + (second or Fraction(0))


def apply_given(
    original: Organisation, changes: Sequence[GivenChange], is_agency: Callable[[str], bool]
) -> GivenOutcome:
    """Apply the given changes in order (problem definition, section 3).

    Parameters
    ----------
    original
        The organisation as the files have it.
    changes
        Merges, moves and transfers in file order.
    is_agency
        Whether a kind is an agency.

    Raises
    ------
    CaseError
        With every change that names an unknown or ended unit, a receiver below the ended unit,
        or a function that matches nothing.
    """
    applier = _Applier(original, is_agency)
    for n, change in enumerate(changes):
        path: tuple[PathStep, ...] = ("given", n)
        if isinstance(change, GivenMerge):
            applier.merge(change, path)
        elif isinstance(change, GivenMove):
            applier.move(change, path)
        else:
            applier.transfer(change, path)
    if applier.complaints:
        raise CaseError(applier.complaints)
    return GivenOutcome(
        before=Organisation(applier.units.values()),
        ended=applier.ended,
        holder=applier.holder,
        moved=frozenset(applier.moved - applier.ended.keys()),
    )
