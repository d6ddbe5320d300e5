"""A linear model as one line of text, for a solver in another process.

Plain JSON rather than a pickle: the line can be read by eye, and nothing in it can run.
"""

from __future__ import annotations

import json
from typing import TypedDict

from orgplan.linear import Constraint, LinearModel, Literal


class _Row(TypedDict):
    """One constraint: variables, their factors, limits, conditions with their signs."""

    of: list[int]
    times: list[int]
    low: int | None
    high: int | None
    when: list[list[int]]


class _Page(TypedDict):
    """A model: bounds of the variables, constraints."""

    bounds: list[tuple[int, int]]
    rows: list[_Row]


def written(model: LinearModel) -> str:
    """A model as one line; names and owners are left out: no solver asks for them."""
    rows = [
        _Row(
            of=list(constraint.terms),
            times=list(constraint.terms.values()),
            low=constraint.low,
            high=constraint.high,
            when=[[literal.index, int(literal.positive)] for literal in constraint.when],
        )
        for constraint in model.constraints
    ]
    return json.dumps(_Page(bounds=model.bounds, rows=rows), separators=(",", ":"))


def read(line: str) -> LinearModel:
    """The model that a line holds."""
    page: _Page = json.loads(line)
    model = LinearModel([(low, high) for low, high in page["bounds"]], [""] * len(page["bounds"]))
    for row in page["rows"]:
        model.constraints.append(
            Constraint(
                dict(zip(row["of"], row["times"], strict=True)),
                row["low"],
                row["high"],
                tuple(Literal(index, bool(positive)) for index, positive in row["when"]),
            )
        )
    return model
