"""Which units have to be decided together: the connected components of who interacts with whom.

Units interact if one might end in the other, if one stands below the other, or if a rule or goal
says that it ties them (`Rule.couples`, `Goal.couples`). What sums over the whole plan ties nothing:
the target, caps and the tiers are left to the master. Sums over one agency are left to it too where
no unit can leave its agency (`sums_apart`); else all units of the agencies concerned are tied.

A *settled* unit is one of which it is known, or assumed for the moment, that it lives on, keeps its
kind and is not flattened: what stands below it is then decided apart from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import networkx as nx

from orgplan.candidates import Candidates, Sign
from orgplan.case import Case
from orgplan.engine.count_limits import sums_over_agencies

Units = tuple[str, ...]


@dataclass(frozen=True)
class Interaction:
    """Who interacts with whom in a case.

    Parameters
    ----------
    case, candidates
        What is to be solved, and which unit could end where.
    sums_apart
        Whether sums over an agency are kept by the master instead of tying its units.
    """

    case: Case
    candidates: Candidates
    sums_apart: bool

    def components(self, settled: frozenset[str] = frozenset()) -> tuple[Units, ...]:
        """Units in scope that have to be decided together, each group in input order."""
        problem = self.case.problem
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from(problem.in_scope)
        graph.add_edges_from(self._pairs(settled))
        graph.add_edges_from(self._levels(settled))
        scope = problem.movable
        for group in self._ties():
            inside = [unit_id for unit_id in group if unit_id in scope]
            graph.add_edges_from((inside[0], other) for other in inside[1:])
        position = problem.before.position
        found = [sorted(c, key=position.__getitem__) for c in nx.connected_components(graph)]
        return tuple(sorted(map(tuple, found), key=lambda units: position[units[0]]))

    def _pairs(self, settled: frozenset[str]) -> Iterator[tuple[str, str]]:
        """Units and where they might end or send a block."""
        problem = self.case.problem
        before = problem.before

        def stays(parent: str | None) -> bool:
            return parent in settled or parent not in problem.may_end

        joined: dict[Sign, str] = {}
        known: set[frozenset[str]] = set()
        for unit_id, ways in self.candidates.of.items():
            if unit_id in settled and not self._may_transfer(unit_id):
                continue
            sign = self.candidates.sign(unit_id)
            if sign in joined:  # siblings share all receivers: one of these is enough
                yield unit_id, joined[sign]
                continue
            parent = before.parent(unit_id)
            near = [unit_id]
            for receiver, way in ways.items():
                joins = way.cousins and not (stays(parent) and stays(before.parent(receiver)))
                if way.always or joins or (way.flatten and parent not in settled):
                    near.append(receiver)
            if len(near) > 1:
                joined[sign] = near[1]
            together = frozenset(near)
            if together not in known:
                known.add(together)
                yield from ((unit_id, receiver) for receiver in near[1:])
                yield from ((unit_id, above) for above in self._crossed(near))

    def _crossed(self, near: Sequence[str]) -> Iterator[str]:
        """Superiors of some of these units but not of all: what crosses changes their totals."""
        before = self.case.problem.before
        if len({before.parent(unit_id) for unit_id in near}) > 1:
            above = [frozenset(before.ancestors(unit_id)) for unit_id in near]
            crossed = frozenset.union(*above) - frozenset.intersection(*above)
            yield from (a for a in before.ids if a in crossed and a in self.case.problem.movable)

    def _may_transfer(self, unit_id: str) -> bool:
        unit, operations = self.case.problem.before[unit_id], self.case.problem.operations
        return any(operations.may_transfer(function) for function in unit.functions)

    def _levels(self, settled: frozenset[str]) -> Iterator[tuple[str, str]]:
        """Units and the nearest superior of whom it is open what becomes of it.

        What ends takes everything below along, past superiors that are settled themselves.
        """
        problem = self.case.problem
        for unit_id in problem.in_scope:
            for above in problem.before.ancestors(unit_id):
                if above not in problem.movable:
                    break
                if above not in settled:
                    yield above, unit_id
                    break

    def _ties(self) -> Iterator[Sequence[str]]:
        """What rules and goals tie."""
        for rule in self.case.rules:
            yield from rule.couples(self.candidates)
        for tier in self.case.tiers:
            for goal, _ in tier.terms:
                yield from goal.couples(self.candidates)
        if sums_over_agencies(self.case) and not self.sums_apart:
            groups: dict[str | None, list[str]] = {}
            for unit_id, area in self.candidates.areas.items():
                groups.setdefault(area, []).append(unit_id)
            yield from groups.values()
