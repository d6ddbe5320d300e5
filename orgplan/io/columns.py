"""The fields of an organisation file and the names that people give to them.

Departments write headers in capitals, without accents or with line breaks, so headers are
compared by their letters and digits alone.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from orgplan.io.post_headings import given_posts, of_contracts, posts_field, surely_posts
from orgplan.text import nfc

ALIASES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "id": ("mã đơn vị", "mã", "code"),
        "parent": ("parent_id", "reports_to", "trực thuộc", "mã đơn vị cấp trên"),
        "name": ("tên đơn vị", "tên"),
        "kind": ("type", "loại hình", "loại"),
        "staff": ("biên chế", "biên chế giao", "headcount", "fte"),
        "present": ("có mặt",),
        "heads": ("cấp trưởng",),
        "deputies": ("cấp phó",),
        "functions": ("chức năng", "nhiệm vụ", "chức năng nhiệm vụ"),
        "site": ("địa điểm", "trụ sở"),
        "short": ("tên viết tắt",),
        "note": ("ghi chú",),
    }
)
"""Other names of each field; the name of the field itself always counts."""

SENT_ALIASES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "number": ("stt", "tt", "số tt", "số thứ tự"),
        "name": (
            "tên cơ quan, đơn vị",
            "cơ quan, đơn vị",
            "đơn vị",
            "tên tổ chức",
            "tên cơ quan",
            "tên phòng, ban",
            "phòng, ban",
            "tên phòng, đơn vị",
            "phòng, đơn vị",
            "các phòng, đơn vị",
            "các phòng, ban",
            "các phòng, ban, đơn vị",
            "tên các phòng, đơn vị",
            "tên phòng, ban, đơn vị",
            "tên đơn vị, tổ chức",
            "tổ chức, đơn vị",
        ),
        "staff": (
            "số biên chế",
            "tổng số biên chế",
            "tổng biên chế",
            "biên chế được giao",
            "số biên chế được giao",
            "số lượng người làm việc",
        ),
        "present": ("hiện có", "biên chế có mặt", "biên chế hiện có", "số có mặt"),
        "heads": ("trưởng", "trưởng phòng", "trưởng phòng và tương đương", "số cấp trưởng"),
        "deputies": ("phó", "phó trưởng phòng", "phó trưởng phòng và tương đương", "số cấp phó"),
        "functions": (
            "chức năng, nhiệm vụ chính",
            "nhiệm vụ được giao",
            "nhiệm vụ chính",
            "chức năng, nhiệm vụ được giao",
        ),
        "site": ("địa điểm, trụ sở", "nơi làm việc"),
    }
)
"""Names that count besides only where a table has no identifiers: departments write them, but in a
table with identifiers they may as well be columns of their own."""

FIELDS: tuple[str, ...] = tuple(ALIASES)
"""The fields that orgplan knows, in the order of its own files."""

REQUIRED: tuple[str, ...] = ("id", "parent", "name")
"""Fields without which a table is no organisation (a kind is needed as well or by default)."""


_LEVEL = re.compile(r"cap[1-9]")
_ASIDE = re.compile(r"\([^()]*\)|\b(?:năm|nam)?\s*(?:19|20)[0-9]{2}\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_COUNTED = ("staff", "present")
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_HEADER = 200


def fold(text: str) -> str:
    """Reduce a text to its letters and digits, so that spellings of one header compare equal.

    Parameters
    ----------
    text
        Any header, name or id.

    Returns
    -------
    folded
        Lower case, without accents, spaces and punctuation; đ becomes d.
    """
    bare = unicodedata.normalize("NFD", text).casefold().replace("đ", "d")
    return "".join(letter for letter in bare if letter.isalnum())


_FIELD_OF: Mapping[str, str] = MappingProxyType(
    {fold(name): field for field, names in ALIASES.items() for name in (field, *names)}
)
_SENT_FIELD_OF: Mapping[str, str] = MappingProxyType(
    {
        **{fold(name): field for field, names in SENT_ALIASES.items() for name in names},
        **_FIELD_OF,
    }
)


def field_of(header: str, sent: bool = False) -> str | None:
    """Find the field that a header names.

    Parameters
    ----------
    header
        The header as written.
    sent
        Whether the names of tables as departments send them count as well; years and what stands
        in brackets then do not matter, and ``Cấp 1``, ``Cấp 2`` are columns of names.

    Returns
    -------
    field
        Name of the field, or None if orgplan does not know the header.
    """
    folded = fold(header)
    if not sent:
        return _FIELD_OF.get(folded)
    if _LEVEL.fullmatch(folded):
        return "name"
    known = _SENT_FIELD_OF.get(folded) or _SENT_FIELD_OF.get(fold(_ASIDE.sub(" ", header)))
    return known or posts_field(_words(header))


def _words(header: str) -> list[str]:
    """The folded words of a heading, without what stands in brackets."""
    return [fold(word) for word in _WORD.findall(nfc(_ASIDE.sub(" ", header)))]


def field_of_lines(lines: Iterable[str], sent: bool = False) -> str | None:
    """Find the field of a header of several lines: all lines together, else the last one.

    Parameters
    ----------
    lines
        The lines from top to bottom, as ``("Biên chế", "Giao")``; a line that a merged cell
        repeats counts once.
    sent
        As in `field_of`.

    Returns
    -------
    field
        Name of the field, or None.
    """
    written = header_lines(lines)
    if not written:
        return None
    field = field_of(" ".join(written), sent) or field_of(written[-1], sent)
    if sent and field in (None, *_COUNTED):
        words = [_words(line) for line in written]
        if given_posts(words):
            return "staff"
        return None if of_contracts(words) else field
    return field


def header_lines(lines: Iterable[str]) -> tuple[str, ...]:
    """The lines of a header without blanks and without repetitions, each on one line."""
    written: list[str] = []
    for line in lines:
        words = " ".join(nfc(_FORBIDDEN.sub("", line)).split())[:_LONGEST_HEADER]
        if words and (not written or written[-1] != words):
            written.append(words)
    return tuple(written)


def nearest_field(header: str) -> str | None:
    """Guess the field that an unknown header was meant for, so that a typing error is told.

    Parameters
    ----------
    header
        A header that names no field.

    Returns
    -------
    field
        Name of the field, or None if nothing is near.
    """
    folded = fold(header)
    if not 3 < len(folded) <= 40:
        return None
    near = difflib.get_close_matches(folded, _FIELD_OF, n=1, cutoff=0.85)
    if near:
        return _FIELD_OF[near[0]]
    starts = [name for name in _FIELD_OF if len(name) > 4 and folded.startswith(name)]
    return _FIELD_OF[max(starts, key=len)] if starts else None


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table holds which field.

    Parameters
    ----------
    known
        Index of the column of each field that was found, from 0.
    extra
        Name of each column that orgplan does not know, by index.
    unnamed
        Indices of the columns without a header.
    doubled
        Fields named by two columns or more, with the indices of these.
    """

    known: Mapping[str, int]
    extra: Mapping[int, str]
    unnamed: tuple[int, ...]
    doubled: Mapping[str, tuple[int, ...]]


def match_columns(headers: Sequence[Sequence[str]], sent: bool = False) -> Columns:
    """Match the headers of a table with the fields.

    Parameters
    ----------
    headers
        For each column the lines of its header, from top to bottom.
    sent
        As in `field_of`.

    Returns
    -------
    columns
        Known, unknown and doubled columns; unknown columns get unequal names.
    """
    places: dict[str, list[int]] = {}
    extra: dict[int, str] = {}
    names: set[str] = set()
    unnamed: list[int] = []
    fields = [field_of_lines(lines, sent) for lines in headers]
    weaker = _weaker(headers, fields) if sent else frozenset()
    for index, (lines, field) in enumerate(zip(headers, fields, strict=True)):
        if field is not None and index not in weaker:
            places.setdefault(field, []).append(index)
            continue
        name = " ".join(header_lines(lines))
        if name:
            extra[index] = _unequal(name, names)
        else:
            unnamed.append(index)
    return Columns(
        known={field: indices[0] for field, indices in places.items()},
        extra=extra,
        unnamed=tuple(unnamed),
        doubled={field: tuple(found) for field, found in places.items() if len(found) > 1},
    )


def _weaker(headers: Sequence[Sequence[str]], fields: Sequence[str | None]) -> frozenset[int]:
    """Columns that might hold posts or people present, beside the one that names posts."""
    weaker: set[int] = set()
    for field in _COUNTED:
        found = [index for index, known in enumerate(fields) if known == field]
        sure = [n for n in found if surely_posts([_words(line) for line in headers[n]])]
        if len(sure) == 1:
            weaker.update(index for index in found if index not in sure)
    return frozenset(weaker)


def _unequal(name: str, taken: set[str]) -> str:
    """The name, with a number behind it if another column has it already."""
    number, chosen = 1, name
    while chosen in taken:
        number += 1
        chosen = f"{name} ({number})"
    taken.add(chosen)
    return chosen
