"""The typeface of all charts, Tinos, and exact measures of text set in it.

Tinos has every Vietnamese letter and the widths of Times New Roman, so that a picture made with
it and an Office file that names Times New Roman break their lines at the same places. Text is
measured in the very font that is embedded: nothing is guessed, so nothing overlaps.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from fontTools.ttLib import TTFont

Face = Literal["regular", "bold", "italic", "bold_italic"]

FAMILY = "Tinos"
FAMILIES = (FAMILY, "Times New Roman", "serif")
"""What an output that cannot embed the font names, best first."""

MIN_SIZE = 9.0
"""Smallest size of any text on paper [pt]."""

MM_PER_POINT = 25.4 / 72
LINE_HEIGHT = 1.15
"""Distance of two baselines [em]; more than ascent and descent together."""
ASCENT = 0.891
"""Height of a line above its baseline [em]."""
DESCENT = 0.217
"""Depth of a line below its baseline [em]."""

_SEAMS = "/_-.,;:@ "
_DASHES = ("-", "–", "—")
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_FILES: Mapping[Face, str] = MappingProxyType(
    {
        "regular": "Tinos-Regular.ttf",
        "bold": "Tinos-Bold.ttf",
        "italic": "Tinos-Italic.ttf",
        "bold_italic": "Tinos-BoldItalic.ttf",
    }
)


def font_path(face: Face) -> Path:
    """The font file of a face, as it lies in the package."""
    return Path(str(files("orgplan.draw") / "fonts" / _FILES[face]))


@cache
def _advances(face: Face) -> Mapping[str, float]:
    """Character → advance width [em] for every character of a face."""
    with TTFont(font_path(face), lazy=True) as font:
        per_em = font["head"].unitsPerEm
        widths = font["hmtx"].metrics
        table: Mapping[int, str] = font.getBestCmap()
        return MappingProxyType(
            {chr(code): widths[glyph][0] / per_em for code, glyph in table.items()}
        )


@cache
def _drawable() -> frozenset[str]:
    """The characters that every face has."""
    return frozenset.intersection(*(frozenset(_advances(face)) for face in _FILES))


@lru_cache(maxsize=65536)
def text_width(text: str, face: Face, size: float) -> float:
    """Width of a line of plain text [mm].

    Parameters
    ----------
    text
        Characters that the face has (see `plain`).
    face
        The face.
    size
        Size of the type [pt].
    """
    advances = _advances(face)
    return sum(advances[character] for character in text) * size * MM_PER_POINT


def line_height(size: float) -> float:
    """Distance of two baselines [mm]."""
    return LINE_HEIGHT * size * MM_PER_POINT


def plain(text: str) -> str:
    """The text as it can be set: one line, no control or direction marks, only known letters.

    White space of every kind becomes one space; characters that steer the terminal or the
    direction of writing vanish; a letter that the font lacks becomes a visible mark, so that a
    reader sees that something stood there.
    """
    drawable = _drawable()
    if text.isprintable() and drawable.issuperset(text) and unicodedata.is_normalized("NFC", text):
        return " ".join(text.split())
    kept: list[str] = []
    for character in unicodedata.normalize("NFC", text):
        category = unicodedata.category(character)
        if character.isspace():
            kept.append(" ")
        elif category in ("Cc", "Cf"):
            continue
        else:
            kept.append(character if character in drawable else UNKNOWN)
    return " ".join("".join(kept).split())


def wrap(text: str, width: float, face: Face, size: float) -> tuple[str, ...]:
    """Break plain text into lines no wider than `width` [mm].

    Lines break at spaces, never before a dash; a word that is wider than a line by itself is cut,
    as the last resort.
    """
    lines: list[str] = []
    line = ""
    for word in _words(text):
        longer = f"{line} {word}" if line else word
        if text_width(longer, face, size) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _cut(word, width, face, size)
        lines.extend(full)
    if line:
        lines.append(line)
    return tuple(lines)


def _words(text: str) -> Iterator[str]:
    """Words; a dash between two of them stays with the first."""
    held = ""
    for word in text.split():
        if word in _DASHES and held:
            held = f"{held} {word}"
            continue
        if held:
            yield held
        held = word
    if held:
        yield held


def _cut(word: str, width: float, face: Face, size: float) -> list[str]:
    """Pieces of a word that is too wide, cut after a mark such as / or _ where there is one."""
    if text_width(word, face, size) <= width:
        return [word]
    pieces: list[str] = []
    piece = ""
    for character in word:
        while piece and text_width(piece + character, face, size) > width:
            place = max(piece.rfind(mark) for mark in _SEAMS) + 1
            if place * 2 < len(piece):
                place = len(piece)
            pieces.append(piece[:place].rstrip())
            piece = piece[place:]
        piece += character
    return [*pieces, piece]


def shorten(text: str, width: float, face: Face, size: float, lines: int) -> tuple[str, ...]:
    """Break plain text into at most `lines` lines; what is cut off shows as three dots."""
    wrapped = wrap(text, width, face, size)
    if len(wrapped) <= lines:
        return wrapped
    last = wrapped[lines - 1]
    while last and text_width(last + "…", face, size) > width:
        last = last[:-1]
    return (*wrapped[: lines - 1], last.rstrip() + "…")
