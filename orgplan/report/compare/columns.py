"""The columns of every table of a comparison: words first, then one a plan."""

from __future__ import annotations

from orgplan.compare import Comparison
from orgplan.report.audit.table import Column
from orgplan.report.compare.words import (
    plan_name,
)
from orgplan.text import Text


def plan_columns(
    found: Comparison, first: Text, width: float, each: float, *, number: bool = False
) -> tuple[Column, ...]:
    """A first column of words, then one column a plan."""
    places = range(len(found.plans))
    return (Column(first, width), *(Column(plan_name(n), each, number) for n in places))
