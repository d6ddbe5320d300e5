"""Sentences for people, in both languages at once.

A message is written beside the thing it speaks of, in Vietnamese and in English, so that
neither language can be forgotten. Only the last step, printing, chooses one of them.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or label in Vietnamese and in English."""

    vi: str
    en: str

    def to(self, language: Language) -> str:
        """The text in one language."""
        return self.vi if language == "vi" else self.en


def same(words: str) -> Text:
    """A text that reads the same in every language: an id, a code, a name."""
    return Text(words, words)


def nfc(value: str) -> str:
    """The value in Unicode normal form C, without white space at its ends."""
    return unicodedata.normalize("NFC", value).strip()


def number(value: Fraction | int, language: Language = "en") -> str:
    """A quantity as people write it: whole if it is whole, else up to six decimals.

    Vietnamese uses the decimal comma.
    """
    exact = Fraction(value)
    if exact.denominator == 1:
        return str(exact.numerator)
    written = f"{float(exact):.6f}".rstrip("0").rstrip(".")
    return written.replace(".", ",") if language == "vi" else written


def amount(value: Fraction | int) -> Text:
    """A quantity in both languages."""
    return Text(number(value, "vi"), number(value, "en"))
