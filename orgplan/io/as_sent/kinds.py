"""The kind of a unit from the first words of its name."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from orgplan.io.as_sent.names import settled, written_out
from orgplan.io.columns import fold
from orgplan.ruleset import Kind, Ruleset, builtin_names, builtin_path
from orgplan.text import nfc

_WORD = re.compile(r"[^\W_]+", re.UNICODE)


class Called(NamedTuple):
    """What the first words of a name say.

    Parameters
    ----------
    kinds
        The kinds that are called so, in the order of the ruleset.
    words
        The words, as the ruleset has them.
    length
        How many they are.
    """

    kinds: tuple[str, ...]
    words: str
    length: int


class KindWords:
    """What the kinds of a ruleset are called.

    Parameters
    ----------
    ruleset
        The ruleset.
    """

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self._exact: dict[tuple[str, ...], tuple[str, list[str]]] = {}
        self._bare: dict[tuple[str, ...], tuple[str, list[str]]] = {}
        self._labels: dict[str, list[str]] = {}
        for name, kind in ruleset.kinds.items():
            self._add(name, kind)
        self._longest = max((len(words) for words in self._exact), default=0)

    def _add(self, name: str, kind: Kind) -> None:
        labels = () if kind.label is None else (kind.label.vi, kind.label.en)
        for word in (*kind.called, *labels):
            self._labels.setdefault(fold(word), []).append(name)
        for word in kind.called:
            words = _words(word)
            self._exact.setdefault(words, (word, []))[1].append(name)
            bare = tuple(fold(part) for part in words)
            self._bare.setdefault(bare, (word, []))[1].append(name)

    @property
    def listed(self) -> tuple[str, ...]:
        """All words, in the order of the ruleset."""
        return tuple(dict.fromkeys(word for word, _ in self._exact.values()))

    def listed_below(self, parent: str | None) -> tuple[str, ...]:
        """All words, those of kinds that may stand below a parent first."""
        inside = () if parent is None else self.ruleset.kind(parent).contains
        here = [word for word, kinds in self._exact.values() if set(kinds) & set(inside)]
        return tuple(dict.fromkeys([*here, *self.listed]))

    def of_name(self, name: str) -> Called | None:
        """What a name begins with, the longest fit; None if it begins with no known word.

        Accents matter (Sở is not Số), but not where they stand (Ủy, Uỷ), and words without any
        are understood as well.
        """
        words = _words(name)
        for length in range(min(self._longest, len(words)), 0, -1):
            found = self._exact.get(words[:length])
            if found is None and all(word.isascii() for word in words[:length]):
                found = self._bare.get(words[:length])
            if found is not None:
                return Called(tuple(dict.fromkeys(found[1])), found[0], length)
        return None

    def of_label(self, label: str) -> tuple[str, ...]:
        """The kinds that have a label or are called so: Phòng, Văn phòng …"""
        return tuple(dict.fromkeys(self._labels.get(fold(label), ())))

    def choose(self, kinds: tuple[str, ...], parent: str | None) -> str:
        """Of several kinds the first that may stand below the parent, else the first."""
        if parent is not None:
            above = self.ruleset.kind(parent)
            for kind in kinds:
                if kind in above.contains:
                    return kind
        return kinds[0]

    def is_agency(self, kind: str) -> bool:
        """Whether units of this kind are agencies."""
        return self.ruleset.kind(kind).agency

    def is_above(self, kind: str) -> bool:
        """Whether a kind is no agency itself and holds agencies, as a province does."""
        found = self.ruleset.kinds.get(kind)
        if found is None or found.agency:
            return False
        return any(self.is_agency(name) for name in found.contains if name in self.ruleset.kinds)

    def agency_kinds(self) -> tuple[str, ...]:
        """The kinds of agencies, in the order of the ruleset."""
        return tuple(name for name, kind in self.ruleset.kinds.items() if kind.agency)

    def above_kinds(self) -> tuple[str, ...]:
        """The kinds that hold agencies, in the order of the ruleset."""
        return tuple(name for name in self.ruleset.kinds if self.is_above(name))


def _words(name: str) -> tuple[str, ...]:
    """The words of a name, each with its letters before its accents: Uỷ and Ủy are one word."""
    return tuple(settled(word) for word in _WORD.findall(written_out(nfc(name)).casefold()))


@cache
def built_in_words() -> KindWords:
    """The words of the newest built-in statute, for tables that are read without a ruleset."""
    return KindWords(_built_in())


def _built_in() -> Ruleset:
    from orgplan.io.ruleset import read_ruleset

    dated = [name for name in builtin_names() if name.startswith("vn-provincial")]
    path = builtin_path(max(dated))
    assert path is not None
    return read_ruleset(path)
