"""All groups of a case, level by level, where the levels meet in little."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import networkx as nx

from orgplan.engine.apart import Division
from orgplan.engine.nested.groups import Group, make_groups
from orgplan.engine.plain import Plainness


@dataclass(frozen=True)
class Tree:
    """All groups of a case whose units only merge whole with their siblings.

    Parameters
    ----------
    division
        The case.
    """

    division: Division

    @cached_property
    def _members(self) -> tuple[tuple[str, ...], ...]:
        """Siblings that might end in each other, in input order."""
        problem, of = self.division.problem, self.division.candidates.of
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from(problem.in_scope)
        for unit_id, ways in of.items():
            graph.add_edges_from((unit_id, receiver) for receiver in ways)
        position = problem.before.position.__getitem__
        found = [tuple(sorted(group, key=position)) for group in nx.connected_components(graph)]
        return tuple(sorted(found, key=lambda units: position(units[0])))

    @cached_property
    def is_nested(self) -> bool:
        """Whether levels meet in nothing but who is displaced to where, and in the count."""
        division = self.division
        case, problem, of = division.case, division.problem, division.candidates.of
        operations, before = problem.operations, problem.before
        superiors = frozenset(u for u in problem.in_scope if before.children(u))
        if (
            not superiors
            or operations.across
            or operations.cousins
            or operations.flatten
            or not case.tiers
        ):
            return False
        if not all(rule.nested for rule in case.rules):
            return False
        if not all(goal.nested for tier in case.tiers for goal, _ in tier.terms):
            return False
        if not self._levels_follow:
            return False
        plainness = Plainness(case, division.candidates, superiors)
        return all(
            (plainness.of(units) or plainness.large(units))
            and all(self._can_hold(r, u) for u in units if u in superiors for r in of.get(u, ()))
            for units in self._members
        )

    @property
    def _levels_follow(self) -> bool:
        """Whether above every unit in scope all are in scope, or none is."""
        before, inside = self.division.problem.before, {*self.division.problem.in_scope}
        return not any(
            before.parent(u) not in inside and not inside.isdisjoint(before.ancestors(u))
            for u in inside
        )

    def _can_hold(self, receiver: str, giver: str) -> bool:
        """Whether what stands below a giver may stand below a receiver."""
        problem = self.division.problem
        kind = problem.ruleset.kind(problem.before[receiver].kind)
        return all(
            kind.may_contain(after)
            for child in problem.before.children(giver)
            for after in problem.kinds_after(child)
        )

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Every group."""
        return make_groups(self.division, self._members)

    @cached_property
    def below(self) -> dict[str | None, tuple[int, ...]]:
        """Superior → the places of the groups directly below it."""
        found: dict[str | None, list[int]] = {}
        for place, units in enumerate(self._members):
            found.setdefault(self.division.problem.before.parent(units[0]), []).append(place)
        return {above: tuple(places) for above, places in found.items()}

    @cached_property
    def tops(self) -> tuple[int, ...]:
        """Places of the groups that stand below no other."""
        inside, parent = {*self.division.problem.in_scope}, self.division.problem.before.parent
        return tuple(
            place for place, units in enumerate(self._members) if parent(units[0]) not in inside
        )

    @property
    def largest(self) -> int:
        """Units that hang together by levels, at most."""
        before = self.division.problem.before
        tops = (self._members[place] for place in self.tops)
        return max(sum(len(before.subtree(u)) for u in units) for units in tops)

    def price_of(self, unit_id: str, price: Mapping[str | None, int]) -> int:
        """The price of a unit that counts [steps]."""
        return price.get(self.division.problem.agency[unit_id], price[None])

    def displaced(self, unit_id: str, receiver: str) -> int:
        """What it costs that a unit lives on while its superiors came to a receiver [steps].

        The empty receiver stands for the best one.
        """
        key = (unit_id, receiver)
        if key not in self._displaced:
            self._displaced[key] = self._cost_of_displacement(unit_id, receiver)
        return self._displaced[key]

    @cached_property
    def _displaced(self) -> dict[tuple[str, str], int]:
        return {}

    def _cost_of_displacement(self, unit_id: str, receiver: str) -> int:
        if not receiver:
            return self.division.least_if_displaced(unit_id)
        return sum(of(unit_id, receiver) * up // down for of, up, down in self._displacements)

    @cached_property
    def _displacements(self) -> tuple[tuple[Callable[[str, str], int], int, int], ...]:
        """For each goal of the first tier its costs, and how they become steps: times, over."""
        found = []
        for goal, weight in self.division.case.tiers[0].terms:
            said = goal.displacement(self.division.problem)
            if said is not None:
                share = Fraction(weight * self.division.scales[0], said[1])
                found.append((said[0], share.numerator, share.denominator))
        return tuple(found)
