"""Which units could receive a unit under some plan: the static part of clause 4.4.

A pair is a candidate if the receiver's kind absorbs the unit's kind and at least one of the ways
a–d of the clause is thinkable; whether a plan makes a way c or d true is decided in the model.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import networkx as nx

from orgplan.operations import AcrossEntry
from orgplan.problem import Problem

Heirs = Mapping[str, tuple[str, ...]]
"""Parent → the units in which it might end, itself included."""
Sign = tuple[str | None, ...]
"""What the receivers of a unit depend on, besides itself."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a unit may reach one receiver.

    Parameters
    ----------
    always
        Same parent, or an across entry (ways a, b).
    cousins
        The parents might end in the same unit (way c).
    flatten
        The receiver is the parent, or the parent might end in it (way d).
    """

    always: bool = False
    cousins: bool = False
    flatten: bool = False


_WAYS = {
    (a, c, d): Way(a, c, d) for a in (False, True) for c in (False, True) for d in (False, True)
}


@dataclass(frozen=True)
class Candidates:
    """Possible receivers of movable units.

    Parameters
    ----------
    problem
        What is to be planned.
    units
        The movable units that are looked at; the others live on and take no part.
    """

    problem: Problem
    units: tuple[str, ...]
    _inside: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_inside", frozenset(self.units))

    @cached_property
    def of(self) -> Mapping[str, Mapping[str, Way]]:
        """Unit → possible receiver → way, receivers in input order.

        Ways c and d of a unit depend on the candidates of its parent, and those on theirs: parents
        come first, and with cousins all is repeated until nothing is added.
        """
        depth = self.problem.before.depth
        ordered = sorted(self.units, key=depth.__getitem__)
        found: dict[str, dict[str, Way]] = {}
        heirs: dict[str, tuple[str, ...]] = {}
        known: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        changing = True
        while changing:
            changing = False
            cousins = self._cousins(heirs)
            for unit_id in ordered:
                parent = self.problem.before.parent(unit_id)
                above = () if parent is None else heirs.get(parent, (parent,))
                near = () if parent is None else cousins.get(parent, ())
                if known.get(unit_id) == (above, near):
                    continue
                known[unit_id] = above, near
                found[unit_id] = self._ways(unit_id, above, near)
                heirs[unit_id] = self._heirs(unit_id, found[unit_id])
                changing = bool(cousins)
        return {unit_id: found[unit_id] for unit_id in self.units}

    @cached_property
    def areas(self) -> Mapping[str, str | None]:
        """Unit in scope → an agency that stands for all agencies its units might come under.

        Agencies between which units might move are one area; mostly each agency is one.
        """
        agency = self.problem.agency
        joined: nx.Graph[str | None] = nx.Graph()
        joined.add_nodes_from(agency[u] for u in self.problem.in_scope)
        for unit_id, ways in self.of.items():
            reached = {agency[receiver] for receiver in ways}
            joined.add_edges_from((agency[unit_id], other) for other in reached)
        area: dict[str | None, str | None] = {}
        for found in nx.connected_components(joined):
            area.update(dict.fromkeys(found, min(found, key=str)))
        return {u: area[agency[u]] for u in self.problem.in_scope}

    @property
    def leave_agencies(self) -> bool:
        """Whether a unit might come under another agency than its own."""
        return len(set(self.areas.values())) < len(
            {self.problem.agency[u] for u in self.problem.in_scope}
        )

    def heirs(self, unit_id: str) -> tuple[str, ...]:
        """Units in which this unit might end: itself, and its candidates if it may end."""
        return self._heirs(unit_id, self.of.get(unit_id, {}))

    def _heirs(self, unit_id: str, ways: Mapping[str, Way]) -> tuple[str, ...]:
        return (unit_id, *ways) if self.may_end(unit_id) else (unit_id,)

    def may_end(self, unit_id: str) -> bool:
        """Whether a unit is looked at and has no fixed unit below it."""
        return unit_id in self._inside and unit_id in self.problem.may_end

    def sign(self, unit_id: str) -> Sign:
        """Units of one sign have the same receivers in the same ways, each itself aside."""
        if unit_id in self.problem.across_naming:
            return (unit_id,)
        unit = self.problem.before[unit_id]
        return unit.parent, unit.kind, "freely" if self._merges_freely(unit_id) else ""

    def _receiving(self, unit_id: str, receivers: Iterable[str]) -> Iterator[str]:
        """Those that are looked at and whose kinds absorb that of a unit, itself too."""
        before, ruleset = self.problem.before, self.problem.ruleset
        kind = before[unit_id].kind
        absorbs: dict[str, bool] = {}
        for receiver in receivers:
            other = before[receiver].kind
            if other not in absorbs:
                absorbs[other] = ruleset.kind(other).may_absorb(kind)
            if absorbs[other] and receiver in self._inside:
                yield receiver

    def may_be_flattened(self, receiver: str) -> bool:
        """Whether clause 4.7 could open it: its kind is listed, or some kind does not fit."""
        problem = self.problem
        kind = problem.before[receiver].kind
        if kind not in self._flattened_kinds:
            self._flattened_kinds[kind] = kind in problem.operations.flatten or any(
                not problem.ruleset.kind(above).may_contain(below)
                for above in problem.kinds_after(receiver)
                for below in problem.kinds_before
            )
        return self._flattened_kinds[kind]

    @cached_property
    def _flattened_kinds(self) -> dict[str, bool]:
        return {}

    def _always(self, unit_id: str) -> set[str]:
        before = self.problem.before
        unit = before[unit_id]
        near = () if unit.parent is None else before.children(unit.parent)
        found = set(near)
        if self.problem.operations.across:
            found |= self._across(unit_id)
        return {*self._receiving(unit_id, found)}

    def _across(self, unit_id: str) -> set[str]:
        """Everything that an across entry joins to a unit."""
        before, named = self.problem.before, self.problem.across_naming
        unit = before[unit_id]
        found: set[str] = set()
        for entry in (*named.get(unit_id, ()), *named.get(unit.parent or "", ())):
            if isinstance(entry, AcrossEntry):
                others: Iterable[str] = (entry.to,)
            else:
                others = (r for parent in entry for r in before.children(parent))
            found.update(r for r in others if self.problem.operations.joins_across(unit, before[r]))
        return found

    def _cousins(self, heirs: Heirs) -> Mapping[str, tuple[str, ...]]:
        """Parent → children of the other parents that might end in the same unit (way c)."""
        if not self.problem.operations.cousins:
            return {}
        children = self.problem.before.children
        meeting: dict[str, list[str]] = {}
        for parent in self._parents:
            for heir in heirs.get(parent, (parent,)):
                meeting.setdefault(heir, []).append(parent)
        return {
            parent: tuple(
                child
                for other in dict.fromkeys(
                    p for h in heirs.get(parent, (parent,)) for p in meeting[h]
                )
                if other != parent
                for child in children(other)
            )
            for parent in self._parents
        }

    def _ways(self, unit_id: str, above: tuple[str, ...], near: tuple[str, ...]) -> dict[str, Way]:
        """Ways of one unit, from the heirs of its parent and its cousins."""
        sign = self.sign(unit_id)
        known = self._ways_of_sign.get(sign)
        if known is None or known[:2] != (above, near):
            known = self._ways_of_sign[sign] = above, near, self._all_ways(unit_id, above, near)
        ways = known[2].copy()
        ways.pop(unit_id, None)
        return ways

    @cached_property
    def _ways_of_sign(self) -> dict[Sign, tuple[tuple[str, ...], tuple[str, ...], dict[str, Way]]]:
        return {}

    def _all_ways(self, unit_id: str, above: Iterable[str], near: Iterable[str]) -> dict[str, Way]:
        """Ways of all units with the sign of this one, each to itself too."""
        flatten = {*self._receiving(unit_id, filter(self.may_be_flattened, above))}
        always: set[str] = set()
        cousins: set[str] = set()
        if self._merges_freely(unit_id):
            always = self._always(unit_id)
            cousins = {*self._receiving(unit_id, near)}
        position = self.problem.before.position
        return {
            r: _WAYS[r in always, r in cousins, r in flatten]
            for r in sorted(always | cousins | flatten, key=position.__getitem__)
        }

    @cached_property
    def _parents(self) -> tuple[str, ...]:
        return tuple(u for u in self.units if self.problem.before.children(u))

    def _merges_freely(self, unit_id: str) -> bool:
        """Whether ways a–c are open: merging, splitting or giving single blocks is allowed."""
        unit = self.problem.before[unit_id]
        operations = self.problem.operations
        return (
            operations.merging
            or self.splittable(unit_id)
            or any(operations.may_transfer(f) for f in unit.functions)
        )

    def splittable(self, unit_id: str) -> bool:
        """Whether the unit, were it to end, may go to several receivers (clauses 4.2, 4.3)."""
        return unit_id in self._splittable

    @cached_property
    def _splittable(self) -> frozenset[str]:
        before = self.problem.before
        return frozenset(
            unit_id
            for unit_id in self.units
            if unit_id in self.problem.may_end
            and len(before[unit_id].blocks) > 1
            and not before.children(unit_id)
            and self.problem.operations.may_dissolve(before[unit_id])
        )
