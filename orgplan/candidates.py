"""Which units could receive a unit under some plan: the static part of clause 4.4.

A pair is a candidate if the receiver's kind absorbs the unit's kind and at least one of the ways
a–d of the clause is thinkable; whether a plan makes a way c or d true is decided in the model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import networkx as nx

from orgplan.problem import Problem


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

        Ways c and d of a unit depend on the candidates of its parent, and those on theirs:
        repeated until nothing is added.
        """
        always = {u: self._always(u) for u in self.units}
        found = {u: self._ways(u, always, always) for u in self.units}
        while True:
            wider = {u: self._ways(u, always, found) for u in self.units}
            if wider == found:
                return found
            found = wider

    @cached_property
    def areas(self) -> Mapping[str, str | None]:
        """Unit in scope → an agency that stands for all agencies its units might come under.

        Agencies between which units might move are one area; mostly each agency is one.
        """
        agency = self.problem.agency
        joined: nx.Graph[str | None] = nx.Graph()
        joined.add_nodes_from(agency[u] for u in self.problem.in_scope)
        for unit_id, ways in self.of.items():
            joined.add_edges_from((agency[unit_id], agency[receiver]) for receiver in ways)
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

    def heirs(
        self, unit_id: str, found: Mapping[str, Mapping[str, Way] | set[str]] | None = None
    ) -> tuple[str, ...]:
        """Units in which this unit might end: itself, and its candidates if it may end."""
        known = self.of if found is None else found
        if not self.may_end(unit_id):
            return (unit_id,)
        return (unit_id, *known.get(unit_id, ()))

    def may_end(self, unit_id: str) -> bool:
        """Whether a unit is looked at and has no fixed unit below it."""
        return unit_id in self._inside and unit_id in self.problem.may_end

    def _may_receive(self, unit_id: str, receiver: str) -> bool:
        kinds = self.problem.ruleset
        before = self.problem.before
        return (
            receiver != unit_id
            and receiver in self._inside
            and kinds.kind(before[receiver].kind).may_absorb(before[unit_id].kind)
        )

    def _always(self, unit_id: str) -> set[str]:
        before = self.problem.before
        parent = before.parent(unit_id)
        near = () if parent is None else before.children(parent)
        found = {r for r in near if self._may_receive(unit_id, r)}
        if self.problem.operations.across:
            unit = before[unit_id]
            for other in self.units:
                if self._may_receive(unit_id, other) and self.problem.operations.joins_across(
                    unit, before[other]
                ):
                    found.add(other)
        return found

    def _ways(
        self,
        unit_id: str,
        always: Mapping[str, set[str]],
        found: Mapping[str, Mapping[str, Way] | set[str]],
    ) -> dict[str, Way]:
        before = self.problem.before
        parent = before.parent(unit_id)
        heirs = () if parent is None else self.heirs(parent, found)
        flatten = {r for r in heirs if self._may_receive(unit_id, r)}
        cousins: set[str] = set()
        if parent is not None and self.problem.operations.cousins:
            for other in self._parents:
                if other != parent and set(heirs) & set(self.heirs(other, found)):
                    cousins.update(
                        r for r in before.children(other) if self._may_receive(unit_id, r)
                    )
        if not self._merges_freely(unit_id):
            always_here: set[str] = set()
            cousins = set()
        else:
            always_here = always[unit_id]
        return {
            r: Way(r in always_here, r in cousins, r in flatten)
            for r in sorted(always_here | cousins | flatten, key=before.position.__getitem__)
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
