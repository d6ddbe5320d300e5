"""What reading an organisation gives besides its units: notes, guesses, and duties in prose."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from orgplan.errors import Finding
from orgplan.organisation import Organisation
from orgplan.text import Text


@dataclass(frozen=True, slots=True)
class Guess:
    """A value that no file states and the reader concluded, for somebody to confirm.

    Parameters
    ----------
    place
        Where the reader was when it guessed, as in findings.
    unit
        Id of the unit.
    field
        The field that was guessed: ``id``, ``parent``, ``kind``, ``name`` …
    value
        What was guessed, as it would stand in a table.
    because
        Why, for people.
    order
        Sorting key, as in findings.
    """

    place: str
    unit: str
    field: str
    value: str
    because: Text
    order: tuple[int, ...] = dataclasses.field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty that a file states in prose.

    Parameters
    ----------
    place
        Where it stands.
    unit
        Id of the unit that has it.
    prose
        The words, exactly.
    code
        The function code that a person has given it; empty until then.
    posts
        Posts beside the code as written, or empty.
    """

    place: str
    unit: str
    prose: str
    code: str = ""
    posts: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """An organisation and everything that somebody should know of how it was read.

    Parameters
    ----------
    organisation
        The units, in input order.
    notes
        What somebody should look at, in order of place; guesses are not among them.
    guesses
        Every value that was concluded, in order of place.
    duties
        Every duty in prose: those in tables of units, then those on sheets of duties, each in order
        of place.
    functions
        Unit → its list of functions as a table has it; what the sheet of duties adds is not in it.
    columns
        Unit → the columns that its file has, filled in or not: fields and headers that orgplan
        does not know. A column of functions in which no unit lists a code is none.
    """

    organisation: Organisation
    notes: tuple[Finding, ...] = ()
    guesses: tuple[Guess, ...] = ()
    duties: tuple[Duty, ...] = ()
    functions: Mapping[str, str] = dataclasses.field(default_factory=dict)
    columns: Mapping[str, frozenset[str]] = dataclasses.field(default_factory=dict)
