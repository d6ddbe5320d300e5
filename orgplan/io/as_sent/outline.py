"""From the looks of the rows to the tree that they mean: columns, indents, blanks, grouping."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orgplan.text import Text

_TAB = 4
"""Blanks that a tab counts for."""


@dataclass(frozen=True, slots=True)
class Looks:
    """What the eye sees of one row.

    Parameters
    ----------
    column
        Which of several columns of names is filled, from 0.
    indent
        Indent of the cell of the name.
    blanks
        Blanks before the name within its cell.
    level
        Level of the row in the outline of the sheet.
    """

    column: int = 0
    indent: int = 0
    blanks: int = 0
    level: int = 0


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of some rows.

    Parameters
    ----------
    by
        What tells it, for people.
    depths
        Depth of each row, from 0; depths that occur are numbered without gaps.
    """

    by: Text
    depths: tuple[int, ...]

    def parents(self) -> tuple[list[int | None], list[int]]:
        """Parents of the rows, and the rows that stand two levels below the one before them."""
        parents: list[int | None] = []
        jumps: list[int] = []
        chain: list[int] = []
        for row, depth in enumerate(self.depths):
            if depth > (self.depths[row - 1] + 1 if row else 0):
                jumps.append(row)
            while chain and self.depths[chain[-1]] >= depth:
                chain.pop()
            parents.append(chain[-1] if chain else None)
            chain.append(row)
        return parents, jumps


def find_outline(rows: Sequence[Looks]) -> Outline | None:
    """Find what tells the levels of rows that have no numbers.

    Parameters
    ----------
    rows
        The rows.

    Returns
    -------
    outline
        The first of columns, indents, blanks and grouping that differs between rows, or None.
    """
    ways = (
        (Text("cột tên theo cấp", "the column of the name"), [row.column for row in rows]),
        (Text("thụt lề của ô", "the indent of the cell"), [row.indent for row in rows]),
        (Text("khoảng trắng đầu tên", "the blanks before the name"), [row.blanks for row in rows]),
        (Text("nhóm dòng của Excel", "the grouping of rows"), [row.level for row in rows]),
    )
    for by, widths in ways:
        ranks = {width: rank for rank, width in enumerate(sorted(set(widths)))}
        if len(ranks) > 1:
            return Outline(by, tuple(ranks[width] for width in widths))
    return None


def blanks_before(text: str) -> int:
    """Width of the white space before a name.

    Parameters
    ----------
    text
        The cell as stored.

    Returns
    -------
    width
        Blanks, a tab counting for four; a cell that begins with a line break has none.
    """
    width = 0
    for letter in text:
        if not letter.isspace() or letter in "\r\n":
            break
        width += _TAB if letter == "\t" else 1
    return width
