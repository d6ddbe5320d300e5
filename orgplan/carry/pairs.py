"""Which units of two readings are the same for certain.

Only equal ids and equal names in the same place count. What is merely alike is left to people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import groupby

from orgplan.diff.compare import homes
from orgplan.diff.matching import folded
from orgplan.organisation import Organisation

_Key = tuple[str | None, str]
"""A place and a name in it."""


class Pairs:
    """The units that are certainly in both.

    Parameters
    ----------
    new, old
        Both organisations.
    stated
        Ids of the new one that stand in its files; the others were made of names.
    agency_kinds
        Kinds of which the units are agencies.

    Notes
    -----
    `earlier` has new id → old id. `moved` are those new units that have the only name of its kind
    in their agency, before and now, below another unit: the same unit, but one of both places is
    wrong.
    """

    def __init__(
        self,
        new: Organisation,
        old: Organisation,
        stated: Collection[str],
        agency_kinds: Collection[str],
    ) -> None:
        self.earlier: dict[str, str] = {}
        self.moved: set[str] = set()
        self._old = old
        self._taken: set[str] = set()
        new_home, old_home = homes(new, agency_kinds), homes(old, agency_kinds)
        places = _Places(new, new.parent), _Places(old, old.parent)
        names = _Places(new, _agency(new_home)), _Places(old, _agency(old_home))
        self._same_id(unit_id for unit_id in new.ids if unit_id in stated)
        depth = new.depth
        order = sorted(new.parents_first, key=depth.__getitem__)
        for _, group in groupby(order, key=depth.__getitem__):
            level = tuple(group)
            self._by(*places, level)
            self._same_id(level)
            before = set(level) & self.earlier.keys()
            self._by(*names, (u for u in level if new_home[u] is not None))
            self.moved |= (set(level) & self.earlier.keys()) - before

    def _same_id(self, units: Iterable[str]) -> None:
        for unit_id in units:
            if unit_id in self._old:
                self._take(unit_id, unit_id)

    def _by(self, new: _Places, old: _Places, units: Iterable[str]) -> None:
        """Pair units of one place and name, where both stand once on either side."""
        for unit_id in units:
            place, name = new.key[unit_id]
            if place is not None and place not in self.earlier:
                continue
            known = None if place is None else self.earlier[place]
            same = old.units.get((known, name), [])
            if len(same) == 1 and len(new.units[place, name]) == 1:
                self._take(unit_id, same[0])

    def _take(self, new: str, old: str) -> None:
        if new not in self.earlier and old not in self._taken:
            self.earlier[new] = old
            self._taken.add(old)


class _Places:
    """The units of an organisation by name and place: the unit above, or the agency."""

    def __init__(self, organisation: Organisation, place_of: Callable[[str], str | None]) -> None:
        self.key: dict[str, _Key] = {u.id: (place_of(u.id), folded(u.name)) for u in organisation}
        self.units: dict[_Key, list[str]] = defaultdict(list)
        for unit_id, key in self.key.items():
            self.units[key].append(unit_id)


def _agency(home: Mapping[str, str | None]) -> Callable[[str], str | None]:
    """The agency of a unit; None for an agency itself."""
    return lambda unit_id: None if home[unit_id] == unit_id else home[unit_id]
