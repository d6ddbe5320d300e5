"""What stands side by side before it is drawn: lines with one cell a column, under titles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    Parameters
    ----------
    words
        What stands in it.
    bar
        Length of its bar against the longest of its block, from 0 to 1; None for words alone.
    outline
        Length of a second, empty bar around it; None for none.
    shaded
        Whether it stands out.
    """

    words: str
    bar: float | None = None
    outline: float | None = None
    shaded: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its name and its cells; a line without cells heads those below it."""

    name: str
    cells: tuple[Cell, ...] = ()
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Lines under one title; a note below says what the signs mean."""

    title: str
    rows: tuple[Row, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """What is compared.

    Parameters
    ----------
    title
        Title of every page.
    columns
        Short names of the columns.
    legend
        What they stand for, one sentence a column.
    blocks
        The lines.
    """

    title: str
    columns: tuple[str, ...]
    legend: tuple[str, ...]
    blocks: tuple[Block, ...]


def lengths(values: Sequence[float], longest: float) -> list[float]:
    """Lengths of bars against the longest one; negative figures have none."""
    return [max(0.0, value) / longest if longest > 0 else 0.0 for value in values]
