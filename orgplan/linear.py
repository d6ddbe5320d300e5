"""Solver-neutral terms: Boolean and integer variables, linear expressions, linear constraints.

Rules and goals speak only these; a back end in `orgplan.engine` hands them to a solver.
Coefficients are exact; a constraint is scaled to integers when it is added.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

Number = int | Fraction


class Linear:
    """A linear expression: variable index → coefficient, plus a constant. Never changed."""

    __slots__ = ("constant", "terms")

    def __init__(self, terms: Mapping[int, Number] | None = None, constant: Number = 0) -> None:
        self.terms: Mapping[int, Number] = {i: c for i, c in (terms or {}).items() if c != 0}
        self.constant: Number = constant

    @classmethod
    def _of(cls, terms: dict[int, Number], constant: Number) -> Linear:
        """An expression that takes a new mapping as its own; terms that cancelled are left out."""
        made = cls.__new__(cls)
        made.terms = {i: c for i, c in terms.items() if c} if 0 in terms.values() else terms
        made.constant = constant
        return made

    @property
    def is_constant(self) -> bool:
        """Whether no variable is left in it."""
        return not self.terms

    def __add__(self, other: Linear | Number) -> Linear:
        return total((self, other))

    __radd__ = __add__

    def __neg__(self) -> Linear:
        return self * -1

    def __sub__(self, other: Linear | Number) -> Linear:
        if not isinstance(other, Linear):
            return Linear._of(dict(self.terms), self.constant - other)
        terms = dict(self.terms)
        for index, coefficient in other.terms.items():
            terms[index] = terms.get(index, 0) - coefficient
        return Linear._of(terms, self.constant - other.constant)

    def __rsub__(self, other: Number) -> Linear:
        return (-self) + other

    def __mul__(self, factor: Number) -> Linear:
        if factor == 1:
            return self
        terms = self.terms
        if factor.denominator == 1:
            factor = factor.numerator
        else:  # few coefficients differ, and fractions are slow
            times = {c: c * factor for c in set(terms.values())}
            return Linear._of({i: times[c] for i, c in terms.items()}, self.constant * factor)
        return Linear._of({i: c * factor for i, c in terms.items()}, self.constant * factor)

    __rmul__ = __mul__

    def __repr__(self) -> str:
        return " + ".join([*(f"{c}·x{i}" for i, c in self.terms.items()), str(self.constant)])


ZERO = Linear()
ONE = Linear(constant=1)


def total(parts: Iterable[Linear | Number]) -> Linear:
    """The sum of many expressions, built in one go."""
    terms: dict[int, Number] = {}
    constant: Number = 0
    for part in parts:
        if isinstance(part, Linear):
            constant += part.constant
            for index, coefficient in part.terms.items():
                known = terms.get(index)
                terms[index] = coefficient if known is None else known + coefficient
        else:
            constant += part
    return Linear._of(terms, constant)


def weighted(parts: Iterable[tuple[Linear, Number]]) -> Linear:
    """The sum of many expressions times a factor each, built in one go."""
    terms: dict[int, Number] = {}
    constant: Number = 0
    for part, factor in parts:
        constant += part.constant * factor
        for index, coefficient in part.terms.items():
            terms[index] = terms.get(index, 0) + coefficient * factor
    return Linear._of(terms, constant)


@dataclass(frozen=True, slots=True)
class Literal:
    """A Boolean variable or its negation."""

    index: int
    positive: bool = True


@dataclass(frozen=True, slots=True)
class Constraint:
    """``low <= Σ coefficient × variable <= high`` whenever all literals of `when` hold.

    `over_plan` marks sums over the whole plan: they couple what is otherwise independent.
    """

    terms: Mapping[int, int]
    low: int | None
    high: int | None
    when: tuple[Literal, ...] = ()
    owner: str = ""
    over_plan: bool = False


@dataclass
class LinearModel:
    """Variables with bounds, and constraints over them, in the order they were made."""

    bounds: list[tuple[int, int]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    constraints: list[Constraint] = field(default_factory=list)
    owner: str = ""

    def copy(self) -> LinearModel:
        """The same variables and constraints, to be added to apart."""
        return LinearModel(list(self.bounds), list(self.names), list(self.constraints), self.owner)

    def boolean(self, name: str) -> Linear:
        """A new variable that is 0 or 1."""
        return self.integer(name, 0, 1)

    def integer(self, name: str, low: int, high: int) -> Linear:
        """A new whole variable within bounds."""
        self.bounds.append((low, high))
        self.names.append(name)
        return Linear._of({len(self.bounds) - 1: 1}, 0)

    def range_of(self, expression: Linear) -> tuple[Number, Number]:
        """Least and greatest value that the bounds of the variables allow."""
        low = high = expression.constant
        bounds = self.bounds
        for index, coefficient in expression.terms.items():
            least, most = bounds[index]
            if coefficient < 0:
                least, most = most, least
            low += coefficient * least
            high += coefficient * most
        return low, high

    def add(
        self,
        expression: Linear,
        *,
        low: Number | None = None,
        high: Number | None = None,
        when: Sequence[Linear] = (),
        over_plan: bool = False,
        defines: bool = False,
    ) -> None:
        """Require ``low <= expression <= high`` whenever every condition of `when` is 1.

        Conditions are expressions that can only be 0 or 1. What the bounds already guarantee is
        left out. `over_plan` marks a sum over the whole plan, so that an engine may solve the rest
        apart. What `defines` a variable, and forbids nothing, belongs to no owner: others may use
        the variable too.
        """
        literals: list[Literal] = []
        for condition in when:
            if condition.is_constant:
                if condition.constant == 0:
                    return
                continue
            literals.append(self.literal(condition))
        least, most = self.range_of(expression)
        if (low is None or least >= low) and (high is None or most <= high):
            return
        terms, shift = expression.terms, expression.constant
        scale = math.lcm(shift.denominator, *[c.denominator for c in terms.values()])
        self.constraints.append(
            Constraint(
                terms={i: int(c * scale) for i, c in terms.items()},
                low=None if low is None else math.ceil((low - shift) * scale),
                high=None if high is None else math.floor((high - shift) * scale),
                when=tuple(literals),
                owner="" if defines else self.owner,
                over_plan=over_plan,
            )
        )

    def at_most(self, small: Linear, large: Linear, *, defines: bool = False) -> None:
        """Require that an expression is at most another; quickly for two variables."""
        if len(small.terms) == len(large.terms) == 1 and small.constant == large.constant == 0:
            ((a, factor),), ((b, other),) = small.terms.items(), large.terms.items()
            if factor == other == 1 and a != b and self.bounds[a] == self.bounds[b] == (0, 1):
                terms = {b: 1, a: -1}
                owner = "" if defines else self.owner
                self.constraints.append(Constraint(terms, 0, None, owner=owner))
                return
        self.add(large - small, low=0, defines=defines)

    def literal(self, condition: Linear) -> Literal:
        """A literal for an expression that can only be 0 or 1."""
        if len(condition.terms) == 1:
            ((index, coefficient),) = condition.terms.items()
            if coefficient == 1 and condition.constant == 0 and self.bounds[index] == (0, 1):
                return Literal(index)
            if coefficient == -1 and condition.constant == 1 and self.bounds[index] == (0, 1):
                return Literal(index, positive=False)
        alias = self.boolean("is")
        self.add(alias - condition, low=0, high=0, defines=True)
        return Literal(next(iter(alias.terms)))

    def forbid(self, conditions: Sequence[Linear], *, defines: bool = False) -> None:
        """Forbid that all conditions (0 or 1 each) hold together."""
        if any(c.is_constant and c.constant == 0 for c in conditions):
            return
        self.add(total(conditions), high=len(conditions) - 1, defines=defines)

    def conjunction(self, name: str, conditions: Sequence[Linear]) -> Linear:
        """An expression that is 1 exactly when all conditions (0 or 1 each) are 1."""
        open_conditions = [c for c in conditions if not (c.is_constant and c.constant == 1)]
        if any(c.is_constant and c.constant == 0 for c in open_conditions):
            return ZERO
        if not open_conditions:
            return ONE
        if len(open_conditions) == 1:
            return open_conditions[0]
        both = self.boolean(name)
        for condition in open_conditions:
            self.at_most(both, condition, defines=True)
        self.add(both - total(open_conditions), low=1 - len(open_conditions), defines=True)
        return both

    def at_least_any(self, name: str, parts: Sequence[Linear]) -> Linear:
        """A variable that must be 1 as soon as any part (0 or 1 each) is 1.

        It may be 1 without need: fit for bounds and costs only.
        """
        open_parts = [p for p in parts if not (p.is_constant and p.constant == 0)]
        if not open_parts:
            return ZERO
        if any(p.is_constant and p.constant >= 1 for p in open_parts):
            return ONE
        if len(open_parts) == 1:
            return open_parts[0]
        some = self.boolean(name)
        for part in open_parts:
            self.at_most(part, some, defines=True)
        return some

    def at_least_all(self, name: str, conditions: Sequence[Linear]) -> Linear:
        """A variable that must be 1 when all conditions (0 or 1 each) are 1.

        It may be 1 without need: fit for costs only.
        """
        open_conditions = [c for c in conditions if not (c.is_constant and c.constant == 1)]
        if any(c.is_constant and c.constant == 0 for c in open_conditions):
            return ZERO
        if not open_conditions:
            return ONE
        if len(open_conditions) == 1:
            return open_conditions[0]
        every = self.boolean(name)
        self.add(every - total(open_conditions), low=1 - len(open_conditions), defines=True)
        return every
