"""Names as people write them: no capitals throughout, no UBND."""

from __future__ import annotations

import re
import unicodedata

from orgplan.io.columns import fold

_UBND = re.compile(r"\b(?:UBND|Ubnd|ubnd)\b")
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_VOWELS = frozenset("aeiouy")
_ROMAN = re.compile(r"[IVX]+")
_PLACES = (("tỉnh",), ("thành", "phố"), ("huyện",), ("thị", "xã"), ("quận",), ("xã",), ("phường",))
_BODIES = (("ủy", "ban", "nhân", "dân"), ("hội", "đồng", "nhân", "dân"))
_LEADERS = ("lanhdao", "banlanhdao", "bangiamdoc", "tapthelanhdao", "bantonggiamdoc")
_SHORT_KIND = 2
"""Words of a kind after which a name proper begins: Trung tâm, but not Cổng Thông tin điện tử."""


def key(name: str) -> str:
    """What two spellings of one name have in common, apart from capitals, accents, punctuation."""
    return fold(written_out(name))


def written_out(name: str) -> str:
    """The name with UBND written out.

    Parameters
    ----------
    name
        A name in normal form C.

    Returns
    -------
    name
        With ``Ủy ban nhân dân``, in capitals where all of the name is.
    """
    if not _UBND.search(name):
        return name
    loud = in_capitals(_UBND.sub("", name))
    full = "ỦY BAN NHÂN DÂN" if loud else "Ủy ban nhân dân"
    return _UBND.sub(full, name)


def settled(word: str) -> str:
    """A word with its letters before its accents, so that Uỷ and Ủy are one word.

    Parameters
    ----------
    word
        A word in small letters.
    """
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFD", word)
    letters = [part for part in parts if not unicodedata.combining(part)]
    return "".join([*letters, *sorted(part for part in parts if unicodedata.combining(part))])


def in_capitals(name: str) -> bool:
    """Whether a name is written in capitals throughout.

    Parameters
    ----------
    name
        A name.

    Returns
    -------
    loud
        False as well where there are fewer than two letters of a word with a vowel.
    """
    words = [word for word in _WORD.findall(name) if not _abbreviation(word)]
    cased = [letter for word in words for letter in word if letter.isalpha()]
    return len(cased) > 1 and all(not letter.islower() for letter in cased)


def ordinary(name: str, called: str = "", agency: bool = False) -> str:
    """Write a name that is in capitals as names are written.

    Parameters
    ----------
    name
        A name in capitals.
    called
        The words that say what kind of unit it is, as they are written (``Sở``, ``Chi cục``).
    agency
        Whether it is an agency or above: parts after a comma or ``và`` are then names of their own
        (``Sở Khoa học và Công nghệ``).

    Returns
    -------
    name
        First letters large at the beginning, after the words of the kind, of bodies and places.
    """
    words = list(_WORD.finditer(name))
    lower = [match[0].lower() for match in words]
    head = len(_WORD.findall(called)) or 1
    large = {0} | _places(lower) | _bodies(lower)
    large.update(n for n, match in enumerate(_WORD.finditer(called)) if match[0][:1].isupper())
    if head <= _SHORT_KIND and lower[head : head + 1] not in ([kind[0]] for kind in _PLACES):
        large.add(head)
    for place, match in enumerate(words[1:], start=1):
        between = name[words[place - 1].end() : match.start()]
        own = "," in between or lower[place - 1] == "và"
        if " - " in between or " – " in between or (agency and place > head and own):
            large.add(place)
    pieces: list[str] = []
    end = 0
    for place, match in enumerate(words):
        pieces.append(name[end : match.start()])
        pieces.append(_cased(match[0], lower[place], place in large, place == len(words) - 1))
        end = match.end()
    return "".join(pieces) + name[end:]


def _places(words: list[str]) -> set[int]:
    """The words that name a place: those behind tỉnh, thành phố …, up to the end."""
    for place in range(1, len(words)):
        for kind in _PLACES:
            end = place + len(kind)
            if tuple(words[place:end]) == kind and end < len(words) <= end + 4:
                return set(range(end, len(words)))
    return set()


def _bodies(words: list[str]) -> set[int]:
    """Where a body is named within a name: Văn phòng Ủy ban nhân dân, Thanh tra Sở Nội vụ."""
    large: set[int] = set()
    for place, word in enumerate(words):
        if tuple(words[place : place + 4]) in _BODIES:
            large.add(place)
        elif word == "sở":
            large.update((place, place + 1))
    return large


def _cased(word: str, lower: str, large: bool, last: bool) -> str:
    if _abbreviation(word) or (last and _ROMAN.fullmatch(word)):
        return word
    return lower[:1].upper() + lower[1:] if large and lower != "và" else lower


def _abbreviation(word: str) -> bool:
    """Whether capitals without a vowel stand together, as in CNTT."""
    if len(word) < 2 or not word.isupper():
        return False
    bare = unicodedata.normalize("NFD", word.casefold())
    return not any(letter in _VOWELS for letter in bare)


def names_leaders(name: str) -> bool:
    """Whether a name speaks of leaders, who are no unit: Lãnh đạo Sở, Ban Giám đốc."""
    return fold(name).startswith(_LEADERS)
