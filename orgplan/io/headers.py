"""Finding the header of a sheet below its titles, over several lines and merged cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from orgplan.io.columns import field_of_lines, match_columns, nearest_field
from orgplan.io.limits import HEADER_ROWS, MAX_CELLS
from orgplan.io.sheet_parts import Spot

_MOST_LINES = 4


class Header(NamedTuple):
    """The rows of a header, from 0, how many fields it names, and whether as departments do."""

    first: int
    lines: int
    fields: int
    sent: bool = False


def choose_header(grid: Sequence[Sequence[str]], merged: Sequence[tuple[Spot, Spot]]) -> Header:
    """Find the header and judge whether the table is one as departments send it.

    Such a table has a column of names and none that says where a unit belongs. What looks like a
    misspelt identifier or parent is a table of the usual kind with an error in its header.

    Parameters
    ----------
    grid, merged
        As in `find_header`.

    Returns
    -------
    header
        The header.
    """
    usual = find_header(grid, merged)
    sent = find_header(grid, merged, sent=True)
    lines = grid[sent.first : sent.first + sent.lines]
    columns = match_columns(tuple(zip(*lines, strict=True)), sent=True)
    known = _fields(grid[usual.first : usual.first + usual.lines])
    if "name" not in columns.known or "parent" in columns.known or "parent" in known:
        return usual
    meant = {nearest_field(name) for name in columns.extra.values()}
    return usual if meant & {"id", "parent"} - set(columns.known) else sent


def find_header(
    grid: Sequence[Sequence[str]], merged: Sequence[tuple[Spot, Spot]], sent: bool = False
) -> Header:
    """Find the rows that name the most fields.

    Parameters
    ----------
    grid
        Texts of the sheet, with merged cells already repeated over their rectangle.
    merged
        First and last cell of each merged rectangle.
    sent
        Whether the names of tables as departments send them count.

    Returns
    -------
    header
        Of several that name equally many fields the highest and the shortest one, or where `sent`
        the shortest, so that titles stay outside; the first row with any text where no field is
        named.
    """
    tall: dict[int, int] = {}
    for (top, left), (bottom, right) in merged:
        if top < HEADER_ROWS and bottom > top and (bottom, right) != (top, left):
            tall[top] = max(tall.get(top, 1), min(bottom - top + 1, _MOST_LINES))
    filled = next((row for row, texts in enumerate(grid[:HEADER_ROWS]) if any(texts)), 0)
    best = Header(filled, 1, 0, sent)
    for first in range(min(len(grid), HEADER_ROWS)):
        if not any(grid[first]):
            continue
        for lines in range(tall.get(first, 1), _MOST_LINES + 1):
            if first + lines > len(grid):
                break
            fields = len(set(_fields(grid[first : first + lines], sent)))
            shorter = sent and fields == best.fields and fields and lines < best.lines
            if fields > best.fields or shorter:
                best = Header(first, lines, fields, sent)
    return best


def _fields(rows: Sequence[Sequence[str]], sent: bool = False) -> list[str]:
    """The fields that the columns of some rows name."""
    columns = zip(*rows, strict=True)
    found = (field_of_lines(lines, sent) for lines in columns)
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
