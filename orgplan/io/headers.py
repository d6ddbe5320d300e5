"""Finding the header of a sheet below its titles, over several lines and merged cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from orgplan.io.columns import field_of_lines
from orgplan.io.limits import HEADER_ROWS, MAX_CELLS
from orgplan.io.sheet_parts import Spot

_MOST_LINES = 4


class Header(NamedTuple):
    """The rows of a header, from 0, and how many fields it names."""

    first: int
    lines: int
    fields: int


def find_header(grid: Sequence[Sequence[str]], merged: Sequence[tuple[Spot, Spot]]) -> Header:
    """Find the rows that name the most fields.

    Parameters
    ----------
    grid
        Texts of the sheet, with merged cells already repeated over their rectangle.
    merged
        First and last cell of each merged rectangle.

    Returns
    -------
    header
        Of several that name equally many fields the highest and the shortest one; the first row
        with any text where no field is named.
    """
    tall: dict[int, int] = {}
    for (top, left), (bottom, right) in merged:
        if top < HEADER_ROWS and bottom > top and (bottom, right) != (top, left):
            tall[top] = max(tall.get(top, 1), min(bottom - top + 1, _MOST_LINES))
    filled = next((row for row, texts in enumerate(grid[:HEADER_ROWS]) if any(texts)), 0)
    best = Header(filled, 1, 0)
    for first in range(min(len(grid), HEADER_ROWS)):
        if not any(grid[first]):
            continue
        for lines in range(tall.get(first, 1), _MOST_LINES + 1):
            if first + lines > len(grid):
                break
            fields = len(set(_fields(grid[first : first + lines])))
            if fields > best.fields:
                best = Header(first, lines, fields)
    return best


def _fields(rows: Sequence[Sequence[str]]) -> list[str]:
    """The fields that the columns of some rows name."""
    columns = zip(*rows, strict=True)
    found = (field_of_lines(lines) for lines in columns)
    return [field for field in found if field is not None]


def repeat_merged(
    grid: list[list[str]], merged: Sequence[tuple[Spot, Spot]], below: int | None = None
) -> bool:
    """Repeat the text of merged cells, as the reader of the sheet sees it.

    Parameters
    ----------
    grid
        Texts of the sheet; changed in place.
    merged
        First and last cell of each merged rectangle.
    below
        None for the header: texts are repeated over the whole rectangle. Otherwise the row from
        which on only the first column of each rectangle is filled: a total that runs over several
        columns must not become an id.

    Returns
    -------
    done
        False if there are too many merged cells to be believed.
    """
    steps = 0
    for (top, left), (bottom, right) in merged:
        if top >= len(grid) or left >= len(grid[0]):
            continue
        if (below is None and top >= HEADER_ROWS) or (below is not None and top < below):
            continue
        last_row = min(bottom, len(grid) - 1)
        last_column = left if below is not None else min(right, len(grid[0]) - 1)
        text = grid[top][left]
        steps += (last_row - top + 1) * (last_column - left + 1)
        if steps > MAX_CELLS:
            return False
        for row in range(top, last_row + 1):
            for column in range(left, last_column + 1):
                grid[row][column] = grid[row][column] or text
    return True
