"""Names of all files in ordinary letters: the best spelling that any file has."""

from __future__ import annotations

import re
from collections.abc import Iterable

from orgplan.io.as_sent.kinds import KindWords
from orgplan.io.as_sent.names import in_capitals, ordinary, written_out
from orgplan.text import Text


class Spelling:
    """How names are spelt where they stand in ordinary letters.

    Parameters
    ----------
    names
        All names of all files.
    words
        What the kinds are called.
    """

    def __init__(self, names: Iterable[str], words: KindWords) -> None:
        self._words = words
        self._known: dict[str, str] = {}
        for name in names:
            full = written_out(name)
            if full and not in_capitals(full):
                self._known.setdefault(_loud(full), full)

    def of(self, name: str) -> tuple[str, Text | None]:
        """A name as people write it, and why it is not as it stands; None if it is."""
        full = written_out(name)
        if not in_capitals(full):
            because = Text("viết đầy đủ UBND", "UBND written out")
            return full, None if full == name else because
        known = self._known.get(_loud(full))
        if known is not None:
            return known, Text("viết như ở chỗ khác", "spelt as elsewhere")
        called = self._words.of_name(full)
        kinds = () if called is None else called.kinds
        agency = any(self._words.is_agency(k) or self._words.is_above(k) for k in kinds)
        made = ordinary(full, "" if called is None else called.words, agency)
        return made, Text("tên viết hoa toàn bộ", "the name is in capitals")


def _loud(name: str) -> str:
    return re.sub(r"\s+", " ", name).upper()
