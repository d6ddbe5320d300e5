"""What must come of reading a variant, as somebody who reads the table would write it down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path


@dataclass(frozen=True, slots=True)
class U:
    """One unit that must come out; its own posts [posts], a text where they are no whole number.

    `duties` are its duties in prose, `functions` its codes with their posts (None for the general
    block); empty `functions` stand for one general block.
    """

    id: str
    parent: str | None
    name: str
    kind: str
    staff: int | str
    present: int | str | None = None
    heads: int | None = None
    deputies: int | None = None
    duties: tuple[str, ...] = ()
    functions: tuple[tuple[str | None, int], ...] = ()
    site: str = ""
    short: str = ""
    note: str = ""

    @property
    def facts(self) -> Mapping[str, object]:
        """Everything that the reader must have found, by name."""
        posts = Fraction(self.staff)
        return {
            "parent": self.parent,
            "name": self.name,
            "kind": self.kind,
            "blocks": tuple((code, Fraction(n)) for code, n in self.functions) or ((None, posts),),
            "staff": posts,
            "present": None if self.present is None else Fraction(self.present),
            "heads": self.heads,
            "deputies": self.deputies,
            "duties": self.duties,
            "site": self.site,
            "short": self.short,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Loads:
    """A table that can be used.

    Parameters
    ----------
    units
        All units that come out; those of the rows stand in the order of the rows.
    staff_guessed
        Ids of exactly those units whose posts were worked out from a total.
    guessed
        Further guesses that must be listed: unit and field.
    told
        Places (their ends) that must have a note, with a word of the note.
    not_told
        Places (their ends) that must not have a note: nothing is odd there.
    """

    units: tuple[U, ...]
    staff_guessed: tuple[str, ...] = ()
    guessed: tuple[tuple[str, str], ...] = ()
    told: tuple[tuple[str, str], ...] = ()
    not_told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A table that must be refused.

    `errors` are exactly the places of the errors (without the name of the file), each with words
    that must stand in what is said there, in either language.
    """

    errors: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Variant:
    """A table as sent: the file's name, who writes it, what must come of it."""

    file: str
    build: Callable[[Path], None]
    outcome: Loads | Refused
