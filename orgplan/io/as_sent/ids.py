"""Identifiers made of names, never of row numbers, so that they stay when rows are added."""

from __future__ import annotations

import re
import unicodedata

from orgplan.io.as_sent.names import written_out

_LONGEST = 60
_PEOPLE = re.compile(r"uy-ban-nhan-dan(?=-|$)")
_WITHOUT_LETTERS = "don-vi"


def slug(name: str) -> str:
    """Write a name with small letters, digits and dashes alone.

    Parameters
    ----------
    name
        Any name.

    Returns
    -------
    slug
        đ is d, accents are dropped, Ủy ban nhân dân is ``ubnd``; at most 60 characters, cut at a
        dash.
    """
    bare = unicodedata.normalize("NFD", written_out(name)).casefold().replace("đ", "d")
    plain = "".join(letter for letter in bare if not unicodedata.combining(letter))
    whole = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    whole = _PEOPLE.sub("ubnd", whole) or _WITHOUT_LETTERS
    if len(whole) <= _LONGEST:
        return whole
    cut = whole[: _LONGEST + 1].rfind("-")
    return whole[: cut if cut > 0 else _LONGEST]


def initials(name: str) -> str:
    """First letters of all words of a name: Sở Nội vụ is ``snv``.

    Parameters
    ----------
    name
        Any name.

    Returns
    -------
    initials
        One letter or digit a word.
    """
    bare = unicodedata.normalize("NFD", written_out(name)).casefold().replace("đ", "d")
    plain = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return "".join(word[0] for word in re.findall(r"[a-z0-9]+", plain)) or "x"


def internal_id(name: str, agency: str | None, above: str | None) -> str:
    """Make the id of a unit inside an agency.

    Parameters
    ----------
    name
        Name of the unit.
    agency
        Name of its agency, or None if there is none above it.
    above
        Name of the unit directly above it, where that is not the agency.

    Returns
    -------
    id
        ``snv-phong-to-chuc``; below another unit ``snv-ccvtlt-phong-nghiep-vu``.
    """
    parts = [initials(part) for part in (agency, above) if part is not None]
    return "-".join([*parts, slug(name)])


def unequal(wanted: str, taken: set[str]) -> str:
    """The id, with a number behind it if another unit has it already; it is then taken.

    Parameters
    ----------
    wanted
        The id that the name gives.
    taken
        The ids so far; changed in place.
    """
    number, chosen = 1, wanted
    while chosen in taken:
        number += 1
        chosen = f"{wanted}-{number}"
    taken.add(chosen)
    return chosen
