"""Guessing which word of the schema was meant, more generously than for identifiers."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from orgplan.io.findings import shown
from orgplan.text import Text

_LONGEST, _MANY = 60, 200


def near(word: str, known: Sequence[str]) -> str | None:
    """The known word that was probably meant, or None."""
    if len(word) > _LONGEST or len(known) > _MANY:
        return None
    folded = {k.casefold(): k for k in reversed(known)}
    if word.casefold() in folded:
        return folded[word.casefold()]
    matches = difflib.get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.6)
    return folded[matches[0]] if matches else None


def did_you_mean(word: str | None) -> Text | None:
    """The suggestion of a word."""
    return None if word is None else Text(f"có phải {shown(word)}?", f"did you mean {shown(word)}?")
