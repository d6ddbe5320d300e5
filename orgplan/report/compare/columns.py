"""The columns of every table of a comparison: words first, then one a plan."""

from __future__ import annotations

from orgplan.compare import Comparison
from orgplan.report.audit.table import Column
from orgplan.report.compare.words import plan_name
from orgplan.text import Text

_EASY, _NARROW = 3, 13.0
"""Plans that have their full width on paper; the least width of a wide column [characters]."""


def plan_columns(
    found: Comparison, first: Text, width: float, each: float, *, number: bool = False
) -> tuple[Column, ...]:
    """A first column of words, then one column a plan, narrower where there are many."""
    count = len(found.plans)
    room = max(min(each, _NARROW), each * min(1.0, _EASY / count))
    columns = (Column(plan_name(place), room, number) for place in range(count))
    return (Column(first, width), *columns)
