"""What changed between two versions of an organisation, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from orgplan.organisation import Organisation, Unit
from orgplan.ruleset.schema import SERVICE_KINDS
from orgplan.text import Text

Field = Literal[
    "id",
    "parent",
    "kind",
    "name",
    "staff",
    "present",
    "heads",
    "deputies",
    "function",
    "site",
    "short",
    "note",
    "column",
]
Value = str | int | Fraction | None
_SHAPE: frozenset[Field] = frozenset({"id", "parent", "kind"})


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one unit.

    Parameters
    ----------
    field
        Which field.
    before, after
        Its values; posts are the unit's own [posts]. None is a blank, for a function its absence.
    about
        Code of the function (None for the general block), or name of the column; else None.
    """

    field: Field
    before: Value
    after: Value
    about: str | None = None


@dataclass(frozen=True, slots=True)
class SameUnit:
    """A guess: a unit that goes on under another id.

    Parameters
    ----------
    old, new
        Its ids.
    likeness
        How much speaks for it, 0 to 1.
    because
        What does.
    """

    old: str
    new: str
    likeness: Fraction
    because: Text

    @property
    def is_sure(self) -> bool:
        """Whether it is very likely and not only likely."""
        return self.likeness >= Fraction(17, 20)


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit that is in both versions and not the same in both."""

    old: Unit
    new: Unit
    changes: tuple[Change, ...]

    @property
    def of_shape(self) -> bool:
        """Whether it has another id, parent or kind: more than figures and words."""
        return any(change.field in _SHAPE for change in self.changes)

    def get(self, field: Field) -> Change | None:
        """The change of a field, or None."""
        return next((change for change in self.changes if change.field == field), None)


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency in both versions.

    Parameters
    ----------
    old, new
        Its ids; None where a version does not have it. Both are None for what stands outside
        agencies.
    name
        Its name, the newer one.
    units_before, units_after
        Units below it.
    posts_before, posts_after
        Posts in it [posts].
    employees_before, employees_after
        Employees of its public service units [posts], who are not among the posts.
    """

    old: str | None
    new: str | None
    name: str
    units_before: int
    units_after: int
    posts_before: Fraction
    posts_after: Fraction
    employees_before: Fraction
    employees_after: Fraction

    @property
    def is_same(self) -> bool:
        """Whether the figures of both versions are the same."""
        return (self.units_before, self.posts_before, self.employees_before) == (
            self.units_after,
            self.posts_after,
            self.employees_after,
        )


@dataclass(frozen=True)
class Difference:
    """Two versions and everything in which they differ; the order of units is no difference.

    Parameters
    ----------
    old, new
        The versions.
    pairs
        Old id → new id of every unit that is in both, guesses included.
    guesses
        The pairs that are guessed.
    changed
        Units of both that are not the same, in order of the new version.
    home_before, home_after
        Agency of each unit of the old and of the new version; None outside agencies.
    """

    old: Organisation
    new: Organisation
    pairs: Mapping[str, str]
    guesses: tuple[SameUnit, ...]
    changed: tuple[UnitChange, ...]
    home_before: Mapping[str, str | None]
    home_after: Mapping[str, str | None]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.removed or self.added or self.changed)

    @cached_property
    def removed(self) -> tuple[str, ...]:
        """Units of the old version that the new one does not have, in old order."""
        return tuple(u for u in self.old.ids if u not in self.pairs)

    @cached_property
    def added(self) -> tuple[str, ...]:
        """Units of the new version that the old one does not have, in new order."""
        kept = set(self.pairs.values())
        return tuple(u for u in self.new.ids if u not in kept)

    @cached_property
    def agencies(self) -> tuple[AgencyLine, ...]:
        """Every agency, those of the old version first, then the new ones."""
        old = [u for u in self.old.ids if self.home_before[u] == u]
        known = {self.pairs.get(u) for u in old}
        fresh = [u for u in self.new.ids if self.home_after[u] == u and u not in known]
        lines = [self._line(u, self.pairs.get(u)) for u in old]
        lines += [self._line(None, u) for u in fresh]
        outside = self._line(None, None)
        return (*lines, outside) if outside.units_before or outside.units_after else tuple(lines)

    def _line(self, old: str | None, new: str | None) -> AgencyLine:
        before = self._inside(self.old, self.home_before, old) if old or not new else ()
        after = self._inside(self.new, self.home_after, new) if new or not old else ()
        name = self.new[new].name if new else self.old[old].name if old else ""
        return AgencyLine(
            old,
            new,
            name,
            sum(1 for unit_id in before if unit_id != old),
            sum(1 for unit_id in after if unit_id != new),
            *_posts(self.old, before, self.new, after),
        )

    @staticmethod
    def _inside(
        version: Organisation, home: Mapping[str, str | None], agency: str | None
    ) -> tuple[str, ...]:
        return tuple(u for u in version.ids if home[u] == agency)


def _posts(
    old: Organisation, before: tuple[str, ...], new: Organisation, after: tuple[str, ...]
) -> tuple[Fraction, Fraction, Fraction, Fraction]:
    """Posts before and after, then employees of public service units before and after."""
    sums = [
        sum((v[u].staff for u in units if (v[u].kind in SERVICE_KINDS) is service), Fraction(0))
        for service in (False, True)
        for v, units in ((old, before), (new, after))
    ]
    return sums[0], sums[1], sums[2], sums[3]
