"""What a sweep answers: one row a point, in the order of the grid."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from orgplan.case import Case, Inputs
from orgplan.shown import Shown
from orgplan.sweep.grid import Changes, Grid
from orgplan.sweep.row import Row
from orgplan.sweep.table import columns
from orgplan.text import Language

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Sweep(Shown):
    """The answers to a grid over one scenario.

    Parameters
    ----------
    case
        The case of the first point: name, language and ruleset.
    inputs
        The files behind it.
    grid
        The fields that vary.
    rows
        The finished points, in the order of the grid; all of them unless it was interrupted.
    taken_over
        How many of them an earlier run had finished.
    interrupted
        Whether the user stopped it.
    """

    case: Case
    inputs: Inputs
    grid: Grid
    rows: tuple[Row, ...]
    taken_over: int = 0
    interrupted: bool = False

    def __repr__(self) -> str:
        fields = ", ".join(field.path for field in self.grid.fields)
        return f"Sweep({fields}: {len(self.rows)} of {len(self.grid)} points)"

    @property
    def language(self) -> Language:
        """Language of every output."""
        return self.case.language

    @cached_property
    def row_at(self) -> dict[Changes, Row]:
        """Values of a point → its row."""
        return {row.changes: row for row in self.rows}

    @property
    def table(self) -> pd.DataFrame:
        """One row a point: its values, status, units before and after, tiers, bounds, gap, time.

        Fields of plain numbers are numbers; percentages and words stay as they are written.
        """
        import pandas as pd

        made = columns(self.grid, self.rows)
        return pd.DataFrame({column.name: column.plain() for column in made})
