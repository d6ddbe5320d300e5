"""Comparing two versions of an organisation, unit by unit."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from orgplan.diff.difference import Change, Difference, Field, UnitChange, Value
from orgplan.diff.matching import Guesser
from orgplan.organisation import Organisation, Unit

_PLAIN: tuple[Field, ...] = ("name", "staff", "present", "heads", "deputies")
_WORDS: tuple[Field, ...] = ("site", "short", "note")


def diff(old: Organisation, new: Organisation, agency_kinds: Collection[str] = ()) -> Difference:
    """Say what changed between two versions.

    Parameters
    ----------
    old, new
        The versions.
    agency_kinds
        Kinds of which the units are agencies; where neither version has one, every root counts
        as an agency.

    Returns
    -------
    difference
        With units that probably are the same under another id told as guesses.
    """
    kinds = frozenset(agency_kinds)
    if not any(unit.kind in kinds for version in (old, new) for unit in version):
        kinds = frozenset()
    before, after = homes(old, kinds), homes(new, kinds)
    guesser = Guesser(old, new, before, after)
    guesser.run()
    place = old.position
    guesses = tuple(sorted(guesser.guesses, key=lambda guess: place[guess.old]))
    pairs = {unit_id: guesser.pairs[unit_id] for unit_id in old.ids if unit_id in guesser.pairs}
    return Difference(old, new, pairs, guesses, _changed(old, new, pairs), before, after)


def homes(organisation: Organisation, agency_kinds: Collection[str]) -> dict[str, str | None]:
    """The nearest agency at or above each unit; without kinds of agencies its root."""
    found: dict[str, str | None] = {}
    for unit_id in organisation.parents_first:
        unit = organisation[unit_id]
        is_agency = unit.kind in agency_kinds if agency_kinds else unit.parent is None
        above = None if unit.parent is None else found[unit.parent]
        found[unit_id] = unit_id if is_agency else above
    return found


def _changed(
    old: Organisation, new: Organisation, pairs: Mapping[str, str]
) -> tuple[UnitChange, ...]:
    found = []
    for first, second in sorted(pairs.items(), key=lambda pair: new.position[pair[1]]):
        changes = tuple(_changes(old[first], new[second], pairs))
        if changes:
            found.append(UnitChange(old[first], new[second], changes))
    return tuple(found)


def _changes(old: Unit, new: Unit, pairs: Mapping[str, str]) -> Iterator[Change]:
    if old.id != new.id:
        yield Change("id", old.id, new.id)
    kept = None if old.parent is None else pairs.get(old.parent)
    if (old.parent is None) != (new.parent is None) or kept != new.parent:
        yield Change("parent", old.parent, new.parent)
    if old.kind != new.kind:
        yield Change("kind", old.kind, new.kind)
    yield from _plain(old, new, _PLAIN)
    yield from _functions(old, new)
    yield from _plain(old, new, _WORDS)
    for name in dict.fromkeys([*old.extra, *new.extra]):
        before, after = old.extra.get(name, ""), new.extra.get(name, "")
        if before != after:
            yield Change("column", before, after, name)


def _plain(old: Unit, new: Unit, fields: tuple[Field, ...]) -> Iterator[Change]:
    for field in fields:
        before: Value = getattr(old, field)
        after: Value = getattr(new, field)
        if before != after:
            yield Change(field, before, after)


def _functions(old: Unit, new: Unit) -> Iterator[Change]:
    """Blocks that came, went, or have other posts."""
    before = {block.function: block.posts for block in old.blocks}
    after = {block.function: block.posts for block in new.blocks}
    for code in dict.fromkeys([*before, *after]):
        if before.get(code) != after.get(code):
            yield Change("function", before.get(code), after.get(code), code)
