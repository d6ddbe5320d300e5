"""What stands in front of a unit in a numbered table: A, I, 1, 1.1, a, a dash."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from orgplan.text import nfc

Style = Literal["capital", "roman", "arabic", "dotted", "small", "dash", "plus", "star", "dot"]

LETTERS = "abcdđefghijklmnopqrstuvwxyz"
_SKIPPED = frozenset("đfjwz")
"""Letters that one of the two alphabets does not have, or that Vietnamese lists leave out."""

_BULLETS: dict[str, Style] = {
    **dict.fromkeys("-–—‐‑−", "dash"),
    "+": "plus",
    "*": "star",
    **dict.fromkeys("•·●▪■◦○", "dot"),
}
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_CORE = re.compile(r"\(?\s*([0-9A-Za-zĐđ.,]{1,30}?)\s*[.)/:]*")
_PREFIX = re.compile(
    r"\s*(?:(?P<bullet>[-–—‐‑−+*•·●▪■◦○])\s*(?=\S)"
    r"|\(?(?P<dotted>(?:[0-9]{1,3}|[IVXLC]{1,8}|[A-ZĐ])(?:[.,][0-9]{1,3})+)\s*[.)/]?\s+"
    r"|\(?(?P<digits>[0-9]{1,4})(?:\s*[.)/]\s*|\s+[-–]\s+|\s+)"
    r"|\(?(?P<letters>[IVXLCDM]{1,8}|[A-ZĐ]|[a-zđ])\s*[.)/]\s*)(?=\w)"
)


class Label(NamedTuple):
    """A label that was read.

    Parameters
    ----------
    style
        What kind of label; a single capital that may be a letter or a Roman number is ``roman``.
    value
        Its number in its style: 3 for ``3``, ``III`` and ``c``; 0 for bullets.
    parts
        The label part by part, for dotted ones: ``("1", "10")``.
    written
        As it stands in the file.
    """

    style: Style
    value: int
    parts: tuple[str, ...]
    written: str

    @property
    def both(self) -> bool:
        """Whether it may be a letter or a Roman number."""
        return self.style == "roman" and len(self.written.strip("(). /:")) == 1


def read_label(text: str) -> Label | None:
    """Read a label.

    Parameters
    ----------
    text
        The text of a number column.

    Returns
    -------
    label
        The label, or None if it is none.
    """
    written = nfc(text)
    bullet = _BULLETS.get(written)
    if bullet is not None:
        return Label(bullet, 0, (), written)
    match = _CORE.fullmatch(written)
    if match is None:
        return None
    parts = tuple(part for part in re.split(r"[.,]", match[1]))
    if len(parts) > 1:
        return _dotted(parts, written)
    return _single(match[1], written)


def split_label(name: str) -> tuple[Label | None, str]:
    """Split a name such as ``1. Phòng Tổ chức`` or ``- Tổ Một`` from its label.

    Parameters
    ----------
    name
        A name as written.

    Returns
    -------
    label
        The label, or None.
    rest
        The name without it.
    """
    match = _PREFIX.match(name)
    if match is None:
        return None, name
    text = next(part for part in match.groups() if part is not None)
    label = read_label(text)
    return (None, name) if label is None else (label, name[match.end() :])


def _dotted(parts: tuple[str, ...], written: str) -> Label | None:
    first = _single(parts[0], written)
    if first is None or first.style == "small":
        return None
    if not all(part.isascii() and part.isdigit() for part in parts[1:]):
        return None
    plain = (parts[0].lstrip("0") or "0", *(part.lstrip("0") or "0" for part in parts[1:]))
    return Label("dotted", int(parts[-1]), plain, written)


def _single(core: str, written: str) -> Label | None:
    if core.isascii() and core.isdigit():
        return Label("arabic", int(core), (str(int(core)),), written)
    value = roman_value(core)
    if value:
        return Label("roman", value, (core,), written)
    if len(core) == 1 and core.lower() in LETTERS:
        style: Style = "small" if core.islower() else "capital"
        return Label(style, letter_value(core), (core,), written)
    return None


def letter_value(letter: str) -> int:
    """Place of a letter among a, b, c, d, đ, e …, from 1."""
    return LETTERS.index(letter.lower()) + 1


def follows_letter(before: int, after: int) -> bool:
    """Whether one letter comes next after another in the Latin or the Vietnamese alphabet."""
    between = LETTERS[before : after - 1]
    return before < after and all(letter in _SKIPPED for letter in between)


def roman_value(text: str) -> int:
    """Read a Roman number of capitals.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    value
        The number; 0 if the text is not written as Roman numbers are.
    """
    if not text or any(letter not in _VALUES for letter in text):
        return 0
    values = [_VALUES[letter] for letter in text]
    total = sum(
        -value if value < max(values[place:]) else value for place, value in enumerate(values)
    )
    return total if roman(total) == text else 0


def roman(value: int) -> str:
    """Write a number from 1 to 3999 as a Roman one, and others as nothing."""
    if not 0 < value < 4000:
        return ""
    steps = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")]
    steps += [(40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    written = ""
    for step, letters in steps:
        written += letters * (value // step)
        value %= step
    return written
