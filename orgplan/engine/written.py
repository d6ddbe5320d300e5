"""A model with its objectives as it lies on disk: whole numbers in lists, and back.

A constraint is a row: place of its owner, whether it sums over the plan, least, greatest, number of
terms, the variables, their factors, and its conditions as i + 1, or −i − 1 for "not i".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeGuard

from orgplan.engine.cache import JsonValue, is_text, is_whole
from orgplan.engine.components import Name, Partition
from orgplan.linear import Constraint, Linear, LinearModel, Literal

_HEAD = 5


@dataclass(frozen=True)
class Written:
    """A model and whole-numbered expressions over it.

    Parameters
    ----------
    linear
        Variables and constraints.
    alone
        How many of each there are without those of the goals.
    expressions
        What was asked to be kept, in that order.
    scales
        Whole numbers that go with them.
    partition
        How the model falls apart.
    """

    linear: LinearModel
    alone: tuple[int, int]
    expressions: tuple[Linear, ...]
    scales: tuple[int, ...]
    partition: Partition

    def without(self, owners: Collection[str]) -> Written:
        """The same without the constraints of some owners; what falls apart then stays together."""
        constraints, (variables, alone) = self.linear.constraints, self.alone
        gone = [constraint.owner in owners for constraint in constraints]
        linear = LinearModel(
            self.linear.bounds,
            self.linear.names,
            [c for c, is_gone in zip(constraints, gone, strict=True) if not is_gone],
        )
        lost = [c for c, is_gone in zip(constraints, gone, strict=True) if is_gone]
        partition = self.partition.without(lost, len(linear.constraints))
        kept = alone - sum(gone[:alone])
        return Written(linear, (variables, kept), self.expressions, self.scales, partition)

    def as_json(self) -> JsonValue:
        """Lists of numbers and names."""
        linear, names = self.linear, [name for name in self.partition.names if name is not None]
        owners = {
            owner: place for place, owner in enumerate({c.owner: 0 for c in linear.constraints})
        }
        return {
            "bounds": [*chain.from_iterable(linear.bounds)],
            "names": [*linear.names],
            "owners": [*owners],
            "rows": [
                _row(constraint, owners[constraint.owner]) for constraint in linear.constraints
            ],
            "expressions": [_flat(expression) for expression in self.expressions],
            "scales": [*self.scales],
            "counts": [*self.alone, self.partition.constraints],
            "groups": [[*group] for group in self.partition.groups],
            "called": [[name.exact, name.wider] for name in names],
            "narrowed": [[*chain.from_iterable(name.narrowing)] for name in names],
        }


def read_written(value: JsonValue) -> Written | None:
    """What `Written.as_json` wrote; None if it is something else.

    The seal of the cache vouches for the numbers themselves.
    """
    match value:
        case {
            "bounds": list(bounds),
            "names": list(names),
            "owners": list(owners),
            "rows": list(rows),
            "counts": [int(variables), int(constraints), int(divided)],
            "groups": list(groups),
            "called": list(called),
            "narrowed": list(narrowed),
            "expressions": list(expressions),
            "scales": list(scales),
        } if is_whole(bounds) and is_whole(scales) and is_text(names) and is_text(owners):
            linear = LinearModel(
                list(zip(bounds[::2], bounds[1::2], strict=True)),
                names,
                [_constraint(row, owners) for row in rows if _entries(row)],
            )
            kept = tuple(_expression(flat) for flat in expressions if is_whole(flat))
            names_of = [n for pair in zip(called, narrowed, strict=True) for n in _name(*pair)]
            sets = tuple(tuple(group) for group in groups if is_whole(group))
            partition = Partition(divided, sets, tuple(names_of))
            return Written(linear, (variables, constraints), kept, tuple(scales), partition)
    return None


def _name(called: JsonValue, narrowed: JsonValue) -> Iterator[Name]:
    if is_text(called) and is_whole(narrowed):
        exact, wider = called
        rows = zip(narrowed[::3], narrowed[1::3], narrowed[2::3], strict=True)
        yield Name(exact, wider, tuple(rows))


def _row(constraint: Constraint, owner: int) -> list[JsonValue]:
    return [
        owner,
        constraint.over_plan,
        constraint.low,
        constraint.high,
        len(constraint.terms),
        *constraint.terms,
        *constraint.terms.values(),
        *(w.index + 1 if w.positive else -w.index - 1 for w in constraint.when),
    ]


def _constraint(row: list[int], owners: Sequence[str]) -> Constraint:
    owner, over_plan, low, high, count = row[:_HEAD]
    middle, end = _HEAD + count, _HEAD + 2 * count
    return Constraint(
        dict(zip(row[_HEAD:middle], row[middle:end], strict=True)),
        low,
        high,
        tuple(Literal(abs(sign) - 1, sign > 0) for sign in row[end:]),
        owners[owner],
        bool(over_plan),
    )


def _flat(expression: Linear) -> list[JsonValue]:
    terms = {index: int(factor) for index, factor in expression.terms.items()}
    return [int(expression.constant), *terms, *terms.values()]


def _expression(flat: list[int]) -> Linear:
    middle = 1 + len(flat) // 2
    return Linear(dict(zip(flat[1:middle], flat[middle:], strict=True)), flat[0])


def _entries(value: JsonValue) -> TypeGuard[list[int]]:
    """Rows may hold "nothing" for a bound that is open, which a constraint takes as it is."""
    return isinstance(value, list)
