"""What was taken over from an earlier reading, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from orgplan.diff import SameUnit
from orgplan.io.reading import Duty, Reading


@dataclass(frozen=True, slots=True)
class Value:
    """A value of the result in which the two readings differ.

    Parameters
    ----------
    unit
        Id of the unit in the result.
    field
        The field, or the header of a column that orgplan does not know.
    value
        The value in the result.
    instead
        What the other reading has, or nothing.
    """

    unit: str
    field: str
    value: str
    instead: str


@dataclass(frozen=True)
class Carried:
    """A new reading with the work of an earlier one.

    Parameters
    ----------
    reading
        The result: figures and stated values of the new files, the rest from before.
    units
        How many units are in both for certain.
    confirmed
        How many guesses somebody had confirmed or corrected before.
    values
        Values that were taken over and differ from what the new files gave, in order of units.
    codes
        How many duties have the code that somebody gave them before.
    added, gone
        Ids of units that only the new files have, and that only the earlier reading had.
    doubtful
        Units that may be the same under another id; nothing was taken over for them. They are
        among `added` and `gone` as well.
    lost
        Duties of the earlier reading that their unit does not have any more.
    unfit
        Ids of units in which posts beside codes were not taken over: they no longer fit.
    figures
        Unit and field of earlier figures for which the new files have no column; never taken over.
    overruled
        Names and kinds that the new files state otherwise than before, with what was before.
    """

    reading: Reading
    units: int
    confirmed: int
    values: tuple[Value, ...]
    codes: int
    added: tuple[str, ...]
    gone: tuple[str, ...]
    doubtful: tuple[SameUnit, ...]
    lost: tuple[Duty, ...]
    unfit: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]
    overruled: tuple[Value, ...] = ()
