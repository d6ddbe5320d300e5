"""What can be solved apart: the connected components of a model.

Two variables interact if a constraint couples them, sums over the whole plan left aside. Each
component becomes a model of its own, in which every expression of interest (an objective, its part
of a sum) can be given a variable, so that a bound on it is a bound on a variable.

Components have names that follow from their contents alone. Where the names are kept from an
earlier time, a component of which all answers are kept too need not be written down at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from orgplan.engine.cache import content_key
from orgplan.engine.knowledge import Narrowing
from orgplan.engine.works import content_of
from orgplan.linear import Constraint, Linear, LinearModel, Literal

_SMALL = 8


@dataclass(frozen=True)
class Name:
    """What a component is called by, whatever it belongs to.

    Parameters
    ----------
    exact
        Of its bounds and all its constraints, in their order.
    wider
        The same without constraints on single variables.
    narrowing
        What those amount to.
    """

    exact: str
    wider: str
    narrowing: Narrowing

    @classmethod
    def of(cls, linear: LinearModel) -> Name:
        """The name of a model."""
        wider, narrowing = without_narrowing(linear)
        return cls(content_of(linear), content_of(wider), narrowing)


@dataclass(frozen=True)
class Partition:
    """How the first constraints of a model divide its variables.

    Parameters
    ----------
    constraints
        How many constraints were looked at. Later ones either fix single variables or are sums
        over the whole plan.
    groups
        The variables of each component, in order.
    names
        The name of each; None where it is not known.
    """

    constraints: int
    groups: tuple[tuple[int, ...], ...]
    names: tuple[Name | None, ...]

    def without(self, lost: Iterable[Constraint], constraints: int) -> Partition:
        """The same variables together when some constraints are lost and so many are left."""
        touched = {index for constraint in lost for index in _variables(constraint)}
        names = (
            None if not touched.isdisjoint(group) else name
            for group, name in zip(self.groups, self.names, strict=True)
        )
        return Partition(constraints, self.groups, tuple(names))


@dataclass
class Component:
    """One independent part of a model.

    Parameters
    ----------
    variables
        Indices in the whole model, in order; the first variables of `linear` are these.
    whole
        The whole model.
    constraints
        The constraints that belong here, in numbers of the whole model.
    known
        The name of the component without its last constraints, and how many these are; None where
        it has no name yet.

    Attributes
    ----------
    meaning
        Measured variable → the expression it equals.
    ranges
        Measured variable → its bounds.
    """

    variables: tuple[int, ...]
    whole: LinearModel
    constraints: list[Constraint]
    known: tuple[Name, int] | None = None
    meaning: dict[int, Linear] = field(default_factory=dict)
    ranges: dict[int, tuple[int, int]] = field(default_factory=dict)

    @cached_property
    def _place(self) -> dict[int, int]:
        return {index: place for place, index in enumerate(self.variables)}

    @cached_property
    def linear(self) -> LinearModel:
        """The part as a model of its own, with the variables measured so far and later."""
        model = self._own()
        for index in self.meaning:
            self._write(model, index)
        return model

    @cached_property
    def name(self) -> Name:
        """What it is called by, measured variables left aside."""
        if self.known is None:
            return Name.of(self._own())
        name, last = self.known
        if not last:
            return name
        narrower = LinearModel(self._bounds, [], [self._here(c) for c in self.constraints[-last:]])
        _, narrowing = without_narrowing(narrower, name.narrowing)
        return Name(content_key(name.exact, content_of(narrower)), name.wider, narrowing)

    @cached_property
    def _bounds(self) -> list[tuple[int, int]]:
        return [self.whole.bounds[index] for index in self.variables]

    def _own(self) -> LinearModel:
        names = [self.whole.names[index] for index in self.variables]
        return LinearModel(list(self._bounds), names, [self._here(c) for c in self.constraints])

    def _here(self, constraint: Constraint) -> Constraint:
        """A constraint in the numbers of this component."""
        place = self._place
        terms = {place[i]: c for i, c in constraint.terms.items()}
        when = constraint.when
        if when:
            when = tuple(Literal(place[w.index], w.positive) for w in when)
        return Constraint(terms, constraint.low, constraint.high, when, constraint.owner)

    def among(self, constraints: Iterable[Constraint]) -> list[Constraint]:
        """The constraints of the whole model that speak of this part alone."""
        return [
            constraint
            for constraint in constraints
            if not constraint.over_plan and all(i in self._place for i in _variables(constraint))
        ]

    def measure(self, part: Linear) -> int | None:
        """Index of a variable that equals a part of an expression; None if it has no terms."""
        if part.is_constant:
            return None
        for index, known in self.meaning.items():
            if known.terms == part.terms:
                return index
        low, high = LinearModel(self._bounds).range_of(part)
        index = len(self.variables) + len(self.meaning)
        self.meaning[index] = part
        self.ranges[index] = (int(low), int(high))
        if "linear" in self.__dict__:
            self._write(self.linear, index)
        return index

    def _write(self, model: LinearModel, index: int) -> None:
        variable = model.integer("measure", *self.ranges[index])
        model.add(variable - self.meaning[index], low=0, high=0)


def split(model: LinearModel, partition: Partition | None = None) -> tuple[Component, ...]:
    """The components of a model, the one with the first variable first.

    Components of a few variables are put into one: each costs a solver call. A partition that is
    known from before saves the search.
    """
    first = len(model.constraints) if partition is None else partition.constraints
    groups = _groups(model) if partition is None else partition.groups
    home = [0] * len(model.bounds)
    for place, group in enumerate(groups):
        for index in group:
            home[index] = place
    mine: list[list[Constraint]] = [[] for _ in groups]
    last = [0] * len(groups)
    for number, constraint in enumerate(model.constraints):
        if not constraint.over_plan:
            place = home[next(iter(_variables(constraint)), 0)]
            mine[place].append(constraint)
            last[place] += number >= first
    names = (None,) * len(groups) if partition is None else partition.names
    return tuple(
        Component(group, model, constraints, None if name is None else (name, later))
        for group, constraints, name, later in zip(groups, mine, names, last, strict=True)
    )


def partition_of(model: LinearModel) -> Partition:
    """How a model falls apart, and what its components are called."""
    components = split(model)
    return Partition(
        len(model.constraints),
        tuple(component.variables for component in components),
        tuple(component.name for component in components),
    )


def without_narrowing(linear: LinearModel, before: Narrowing = ()) -> tuple[LinearModel, Narrowing]:
    """A model without its constraints on single variables, and what these amount to.

    `before` is what is narrowed already.
    """
    bounds = {index: (low, high) for index, low, high in before}
    others = []
    for constraint in linear.constraints:
        if constraint.when or len(constraint.terms) != 1:
            others.append(constraint)
            continue
        ((index, factor),) = constraint.terms.items()
        ends = (constraint.low, constraint.high)
        smallest, greatest = ends if factor > 0 else ends[::-1]
        low, high = bounds.get(index, linear.bounds[index])
        if smallest is not None:
            low = max(low, -(-smallest // factor))
        if greatest is not None:
            high = min(high, greatest // factor)
        bounds[index] = (low, high)
    narrower = (item for item in sorted(bounds.items()) if item[1] != linear.bounds[item[0]])
    narrowing = tuple((index, low, high) for index, (low, high) in narrower)
    return LinearModel(linear.bounds, linear.names, others), narrowing


def _groups(model: LinearModel) -> tuple[tuple[int, ...], ...]:
    """Variables that have to be decided together, those with the first variable first."""
    groups: list[list[int]] = []
    crumbs: list[int] = []
    local = (c for c in model.constraints if not c.over_plan)
    for found in _connected(len(model.bounds), local):
        if len(found) < _SMALL:
            crumbs.extend(found)
        else:
            groups.append(found)
    if crumbs:
        groups.append(sorted(crumbs))
    return tuple(sorted(map(tuple, groups), key=lambda group: group[0]))


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
