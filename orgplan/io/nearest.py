"""Guessing what a misspelt word was meant to be, so that an error carries its remedy."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from orgplan.io.columns import fold

_MANY_WORDS = 5_000
_MANY_GUESSES = 100
_LONGEST = 80


class Nearest:
    """Words of a file, ready to be searched for the one that was meant.

    Parameters
    ----------
    words
        The words that exist; the first of several that look alike is offered.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_fold: dict[str, str] = {}
        for word in words:
            self._by_fold.setdefault(fold(word), word)
        self._guesses = 0

    def __call__(self, word: str) -> str | None:
        """The word that looks most like this one, or None if nothing is near.

        Words that differ only by capitals, accents or punctuation are always found; other
        differences are looked for a limited number of times, since that takes time.
        """
        folded = fold(word)
        same = self._by_fold.get(folded)
        if same is not None and folded:
            return same
        self._guesses += 1
        if self._guesses > _MANY_GUESSES or len(self._by_fold) > _MANY_WORDS:
            return None
        if len(folded) > _LONGEST:
            return None
        near = difflib.get_close_matches(folded, self._by_fold, n=1, cutoff=0.75)
        return self._by_fold[near[0]] if near else None
