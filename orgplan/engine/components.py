"""What can be solved apart: the connected components of a model.

Two variables interact if a constraint couples them, sums over the whole plan left aside. Each
component becomes a model of its own, in which every expression of interest (an objective, its part
of a sum) can be given a variable, so that a bound on it is a bound on a variable.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from orgplan.linear import Constraint, Linear, LinearModel, Literal

_SMALL = 8


@dataclass
class Component:
    """One independent part of a model.

    Attributes
    ----------
    variables
        Indices in the whole model, in order; the first variables of `linear` are these.
    linear
        The part as a model of its own.
    meaning
        Measured variable → the expression it equals.
    """

    variables: tuple[int, ...]
    linear: LinearModel = field(default_factory=LinearModel)
    meaning: dict[int, Linear] = field(default_factory=dict)
    _place: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._place = {index: place for place, index in enumerate(self.variables)}

    def part(self, expression: Linear) -> Linear:
        """The terms of an expression that belong here, without its constant."""
        return Linear({self._place[i]: c for i, c in expression.terms.items() if i in self._place})

    def among(self, constraints: Iterable[Constraint]) -> list[Constraint]:
        """The constraints of the whole model that speak of this part alone."""
        return [
            constraint
            for constraint in constraints
            if not constraint.over_plan and all(i in self._place for i in _variables(constraint))
        ]

    def take(self, model: LinearModel, constraints: Iterable[Constraint]) -> None:
        """Copy variables and constraints of the whole model that belong here."""
        self.linear.bounds = [model.bounds[i] for i in self.variables]
        self.linear.names = [model.names[i] for i in self.variables]
        place, add = self._place, self.linear.constraints.append
        for constraint in constraints:
            terms = {place[i]: c for i, c in constraint.terms.items()}
            when = constraint.when
            if when:
                when = tuple(Literal(place[w.index], w.positive) for w in when)
            add(Constraint(terms, constraint.low, constraint.high, when, constraint.owner))

    def measure(self, expression: Linear) -> int | None:
        """Index of a variable that equals the part of the expression; None if it has none here."""
        part = self.part(expression)
        if part.is_constant:
            return None
        for index, known in self.meaning.items():
            if known.terms == part.terms:
                return index
        low, high = self.linear.range_of(part)
        variable = self.linear.integer("measure", int(low), int(high))
        self.linear.add(variable - part, low=0, high=0)
        index = next(iter(variable.terms))
        self.meaning[index] = part
        return index


def split(model: LinearModel) -> tuple[Component, ...]:
    """The components of a model, the one with the first variable first.

    Components of a few variables are put into one: each costs a solver call.
    """
    local = [c for c in model.constraints if not c.over_plan]
    groups: list[list[int]] = []
    crumbs: list[int] = []
    for found in _connected(len(model.bounds), local):
        if len(found) < _SMALL:
            crumbs.extend(found)
        else:
            groups.append(found)
    if crumbs:
        groups.append(sorted(crumbs))
    groups.sort(key=lambda group: group[0])
    home = {index: place for place, group in enumerate(groups) for index in group}
    mine: list[list[Constraint]] = [[] for _ in groups]
    for constraint in local:
        first = next(iter(constraint.terms), constraint.when[0].index if constraint.when else None)
        mine[0 if first is None else home[first]].append(constraint)
    components = []
    for group, constraints in zip(groups, mine, strict=True):
        component = Component(tuple(group))
        component.take(model, constraints)
        components.append(component)
    return tuple(components)


def _connected(count: int, constraints: Iterable[Constraint]) -> list[list[int]]:
    """Variables that constraints couple, each group in order, by union-find."""
    leader = list(range(count))

    def find(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    for constraint in constraints:
        home = -1
        for index in _variables(constraint):
            if home < 0:
                home = find(index)
            elif leader[index] != home:
                leader[find(index)] = home
    groups: dict[int, list[int]] = {}
    for index in range(count):
        groups.setdefault(find(index), []).append(index)
    return list(groups.values())


def _variables(constraint: Constraint) -> Sequence[int]:
    if not constraint.when:
        return [*constraint.terms]
    return [*constraint.terms, *(literal.index for literal in constraint.when)]
