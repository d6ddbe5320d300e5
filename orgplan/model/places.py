"""Where a unit stands after: its parent, its agency, and what that opens and counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import networkx as nx

from orgplan.linear import ONE, ZERO, Linear, total
from orgplan.model.decisions import Decisions
from orgplan.model.units import in_order
from orgplan.problem import Problem


class Places(Decisions):
    """Parents and agencies after, and the ways c and d that they open."""

    def __init__(self, problem: Problem, units: Sequence[str] | None = None) -> None:
        super().__init__(problem, units)
        self._agency: dict[tuple[str, str], Linear] = {}
        self._flat: dict[tuple[str, str], Linear] = {}
        self._meet: dict[tuple[str, str], Linear] = {}

    def possible_parents(self, unit_id: str) -> tuple[str, ...]:
        """Units that might be its parent after: the parent and what it might end in."""
        parent = self.before.parent(unit_id)
        return () if parent is None else self.candidates.heirs(parent)

    def parent_is(self, unit_id: str, parent: str) -> Linear:
        """1 if the unit's parent ends in `parent`, or is `parent` and lives on."""
        own = self.before.parent(unit_id)
        if own is None:
            return ZERO
        return self.survives(own) if own == parent else self.gives(own, parent)

    @cached_property
    def loops(self) -> Mapping[str, frozenset[str]]:
        """Units that could come to stand above themselves → the units they could do it with."""
        depth = self.before.depth
        edges = [(p, u) for u in self.units for p in self.possible_parents(u)]
        if all(depth[above] < depth[below] for above, below in edges):
            return {}
        graph: nx.DiGraph[str] = nx.DiGraph(edges)
        found: dict[str, frozenset[str]] = {}
        for component in nx.strongly_connected_components(graph):
            first = next(iter(component))
            if len(component) > 1 or graph.has_edge(first, first):
                found.update(dict.fromkeys(component, frozenset(component)))
        return found

    def flat(self, unit_id: str, receiver: str) -> Linear:
        """1 if the receiver is flattened and is, or receives, the unit's parent (way d)."""
        if (unit_id, receiver) not in self._flat:
            self._flat[unit_id, receiver] = self.linear.conjunction(
                f"flat {unit_id} {receiver}",
                [self.flattened(receiver), self.parent_is(unit_id, receiver)],
            )
        return self._flat[unit_id, receiver]

    def meet(self, unit_id: str, other: str) -> Linear:
        """1 if the parents of both end in the same unit (way c)."""
        first, second = self.before.parent(unit_id), self.before.parent(other)
        if first is None or second is None:
            return ZERO
        pair = (first, second) if first < second else (second, first)
        if pair not in self._meet:
            there = set(self.candidates.heirs(second))
            self._meet[pair] = total(
                self.linear.conjunction(
                    f"meet {first} {second} {heir}",
                    [self.parent_is(unit_id, heir), self.parent_is(other, heir)],
                )
                for heir in self.candidates.heirs(first)
                if heir in there
            )
        return self._meet[pair]

    def possible_agencies(self, unit_id: str) -> tuple[str, ...]:
        """Agencies in which the unit might stand after."""
        if unit_id in self._reach:
            return self._reach[unit_id]
        agency = self.problem.agency[unit_id]
        return () if agency is None else (agency,)

    @cached_property
    def _reach(self) -> Mapping[str, tuple[str, ...]]:
        """Agencies of the units that might come under another one, by repeated widening."""
        agency, internal = self.problem.agency, self.problem.internal
        found: dict[str, set[str]] = {}
        ordered = sorted(self.around, key=self.before.depth.__getitem__)
        changing = True
        while changing:
            changing = False
            for unit_id in ordered:
                if unit_id not in internal:
                    continue
                own = {agency[unit_id]}
                there = found.get(unit_id, own).union(
                    *(found.get(p, {agency[p]}) for p in self.possible_parents(unit_id))
                )
                if len(there) > len(found.get(unit_id, own)):
                    found[unit_id] = {a for a in there if a is not None}
                    changing = True
        position = self.before.position
        return {u: tuple(sorted(a, key=position.__getitem__)) for u, a in found.items()}

    def in_agency(self, unit_id: str, agency: str) -> Linear:
        """1 if the unit stands in the agency after (meant for surviving units)."""
        possible = self.possible_agencies(unit_id)
        if agency not in possible:
            return ZERO
        if len(possible) == 1:
            return ONE
        if (unit_id, agency) not in self._agency:
            self._make_agency(unit_id, possible)
        return self._agency[unit_id, agency]

    def _make_agency(self, unit_id: str, possible: Sequence[str]) -> None:
        linear, here = self.linear, {}
        for agency in possible:
            here[agency] = linear.boolean(f"agency {unit_id} {agency}")
            self._agency[unit_id, agency] = here[agency]
        linear.add(total(here.values()), low=1, high=1, defines=True)
        for parent in self.possible_parents(unit_id):
            for agency in possible:
                above = ONE if parent == agency else self.in_agency(parent, agency)
                is_parent = self.parent_is(unit_id, parent)
                linear.forbid([is_parent, above, ONE - here[agency]], defines=True)

    def stands_in(self, unit_id: str, literal: Linear, agency: str) -> Linear:
        """1 if the literal holds and the unit stands in the agency after."""
        return self.linear.conjunction(
            f"stands {unit_id} {agency}", [literal, self.in_agency(unit_id, agency)]
        )

    @cached_property
    def agencies(self) -> tuple[str, ...]:
        """Agencies in scope in which a unit might stand after; with the rest, every one."""
        if self.has_rest:
            return self.problem.agencies_in_scope
        found = dict.fromkeys(a for u in self.units for a in self.possible_agencies(u))
        return in_order([a for a in found if a in self.problem.scope], self.problem)

    @cached_property
    def agencies_above(self) -> tuple[str, ...]:
        """Agencies in scope directly above a unit; with the rest, those above no unit in scope."""
        children, movable = self.before.children, self.problem.movable
        parents = dict.fromkeys(self.before.parent(unit_id) for unit_id in self.units)
        found = [a for a in parents if a is not None and a in self.problem.scope]
        if self.has_rest:
            agencies = self.problem.agencies_in_scope
            found += [a for a in agencies if movable.isdisjoint(children(a))]
        return in_order(found, self.problem)

    def has_counted(self, agency: str, counts: Callable[[str], bool]) -> bool:
        """Whether a unit might count in the agency after; with the rest, also if no unit does.

        A sum of no units belongs to the rest: its units were all ended by given changes.
        """
        if self.units:
            return self.has_rest or self._might_count(agency, counts)
        own = (u for u in self.problem.in_scope if self.problem.agency[u] == agency)
        if any(counts(kind) for u in own for kind in self.problem.kinds_after(u)):
            return False
        return not Places(self.problem)._might_count(agency, counts)

    def _might_count(self, agency: str, counts: Callable[[str], bool]) -> bool:
        return any(
            agency in self.possible_agencies(u) and any(map(counts, self.problem.kinds_after(u)))
            for u in self.units
        )

    def counted(self, agency: str | None, counts: Callable[[str], bool]) -> Linear:
        """Number of surviving internal units in scope whose kind after counts.

        Parameters
        ----------
        agency
            Only units that stand in this agency after, or None for all.
        counts
            Whether a kind counts.
        """
        parts = []
        for unit_id in self.units:
            if agency is not None and agency not in self.possible_agencies(unit_id):
                continue
            kinds = [k for k in self.problem.kinds_after(unit_id) if counts(k)]
            literal = total(self.kind_is(unit_id, kind) for kind in kinds)
            parts.append(literal if agency is None else self.stands_in(unit_id, literal, agency))
        return total(parts)
