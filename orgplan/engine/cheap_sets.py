"""All sets of a few numbers whose sum stays below a limit, without looking at the others.

The numbers are in rising order. A set that is begun is gone on with only where it can still end
within the limit, so that the work is as much as what is found.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from orgplan.families import Whole


def cheap_sets(values: Whole, rooms: Whole, width: int, most: int) -> Whole | None:
    """All sets of up to `width` numbers of one row whose sum is at most the room of the row.

    Parameters
    ----------
    values
        Rows of numbers, each rising; some may be negative.
    rooms
        One a row.
    most
        How many sets may be begun at once, and found in all.

    Returns
    -------
    sets
        Sets × (1 + width): the row and the places in it, rising, -1 where there are fewer; None if
        there are too many.
    """
    least = _least_sums(values, width)
    others = np.minimum(values[:, : max(0, width - 1)], 0).sum(axis=1)
    useful = (values + others[:, None] <= rooms[:, None]).sum(axis=1)
    found: list[Whole] = [np.zeros((0, 1 + width), dtype=np.int64)]
    number = 0
    for row, (cut, room) in enumerate(zip(useful.tolist(), rooms.tolist(), strict=True)):
        if not cut and room < 0:
            continue
        sets = _of_row(values[row, :cut], [sums[row, :cut] for sums in least], room, most)
        number += sum(map(len, sets or ()))
        if sets is None or number > most:
            return None
        for size, places in enumerate(sets):
            here = np.full((len(places), 1 + width), -1, dtype=np.int64)
            here[:, 0] = row
            here[:, 1 : 1 + size] = places
            found.append(here)
    return np.concatenate(found)


def _of_row(values: Whole, least: Sequence[Whole], room: int, most: int) -> list[Whole] | None:
    """Places of the sets of one row: of no number, of one, and so on."""
    places, totals = np.zeros((1, 0), dtype=np.int64), np.zeros(1, dtype=np.int64)
    last = np.full(1, -1, dtype=np.int64)
    found = [places[totals <= room]]
    for sums in reversed(least):
        stop = np.searchsorted(sums, room - totals, side="right")
        more = np.maximum(0, stop - last - 1)
        if more.sum() > most:
            return None
        begun = np.repeat(np.arange(len(more)), more)
        last = np.arange(len(begun)) + (last + 1 - more.cumsum() + more)[begun]
        totals = totals[begun] + values[last]
        places = np.column_stack([places[begun], last])
        found.append(places[totals <= room])
        if not len(last):
            break
    return found


def _least_sums(values: Whole, width: int) -> list[Whole]:
    """For each place the least sum of up to 1, 2, … numbers from there on, itself among them.

    They stand next to each other, since the numbers rise; and so do these sums.
    """
    found: list[Whole] = []
    after = np.zeros_like(values)
    for _ in range(width):
        found.append(values + after)
        after = np.pad(np.minimum(found[-1][:, 1:], 0), ((0, 0), (0, 1)))
    return found
