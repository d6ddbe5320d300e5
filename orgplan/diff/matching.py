"""Guessing which unit of the old version goes on under another id in the new one.

Only units of the same agency are taken for the same, and only where names, posts, functions and
place speak for it. A guess is told as a guess: people decide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from orgplan.diff.difference import SameUnit
from orgplan.organisation import Organisation, Unit
from orgplan.text import Text, amount, nfc

Homes = Mapping[str, str | None]
Evidence = tuple[int, Fraction, Text]
"""What speaks for a guess: its weight, how much it does (0 to 1), in words."""

_WORD = re.compile(r"\w+")
_MOST_PAIRS = 100_000
"""Pairs that are compared in all; beyond, only equal names are found."""
_LEAST = Fraction(3, 5)
_TELLING, _GOES_ON = 3, Fraction(3, 4)
"""Words that a name needs so that its going on in a longer one says something; how much it says."""
_NAME, _POSTS, _FUNCTIONS, _PLACE, _KIND = 4, 2, 2, 1, 1


class Guesser:
    """Finds units that have another id in the new version.

    Parameters
    ----------
    old, new
        The versions.
    home_before, home_after
        Agency of each unit; None outside agencies.
    """

    def __init__(
        self, old: Organisation, new: Organisation, home_before: Homes, home_after: Homes
    ) -> None:
        self.old, self.new = old, new
        self.home_before, self.home_after = home_before, home_after
        self.pairs = {unit_id: unit_id for unit_id in old.ids if unit_id in new}
        self.guesses: list[SameUnit] = []
        self._compared = 0
        self._words: dict[str, frozenset[str]] = {}
        names = (unit.name for version in (old, new) for unit in version)
        count = Counter(word for name in names for word in self._split(name))
        self._rarity = {word: Fraction(1, many) for word, many in count.items()}

    def run(self) -> None:
        """Fill `pairs` and `guesses`: agencies and what stands above them first."""
        gone = [u for u in self.old.parents_first if u not in self.pairs]
        taken = set(self.pairs.values())
        come = [u for u in self.new.parents_first if u not in taken]
        tops = [u for u in gone if self._is_top(u, self.home_before)]
        self._pair(tops, [u for u in come if self._is_top(u, self.home_after)])
        inside_old = _by_home(gone, self.home_before)
        inside_new = _by_home(come, self.home_after)
        for home, units in inside_old.items():
            self._pair(units, inside_new.get(self.pairs.get(home, ""), ()))

    @staticmethod
    def _is_top(unit_id: str, home: Homes) -> bool:
        return home[unit_id] in (None, unit_id)

    def _pair(self, gone: Sequence[str], come: Sequence[str]) -> None:
        """Pair units that have the same name and place, then whatever is alike, best first."""
        for first, second in self._equal(gone, come):
            if self._same_place(self.old[first], self.new[second]):
                self._take(first, second, *self._judge(self.old[first], self.new[second]))
        rest = [u for u in gone if u not in self.pairs]
        taken = set(self.pairs.values())
        free = [u for u in come if u not in taken]
        self._compared += len(rest) * len(free)
        if self._compared > _MOST_PAIRS:
            return
        found = [
            (-likeness, n, m, because)
            for n, first in enumerate(rest)
            for m, second in enumerate(free)
            for likeness, because in self._alike(self.old[first], self.new[second])
        ]
        for likeness, n, m, because in sorted(found, key=lambda one: one[:3]):
            if rest[n] not in self.pairs and free[m] not in taken:
                taken.add(free[m])
                self._take(rest[n], free[m], -likeness, because)

    def _equal(self, gone: Sequence[str], come: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Units of one name and kind, where name, kind and name above stand once on each side."""
        sides = []
        for version, units in ((self.old, gone), (self.new, come)):
            keys: dict[tuple[str, str, str], list[str]] = {}
            for unit_id in units:
                unit = version[unit_id]
                above = "" if unit.parent is None else folded(version[unit.parent].name)
                keys.setdefault((folded(unit.name), unit.kind, above), []).append(unit_id)
            sides.append({key: ids[0] for key, ids in keys.items() if len(ids) == 1})
        for key, first in sides[0].items():
            if key in sides[1]:
                yield first, sides[1][key]

    def _take(self, old: str, new: str, likeness: Fraction, because: Text) -> None:
        self.pairs[old] = new
        self.guesses.append(SameUnit(old, new, likeness, because))

    def _alike(self, old: Unit, new: Unit) -> Iterator[tuple[Fraction, Text]]:
        """The judgement of two units, if there is enough for one."""
        if self._likeness(old.name, new.name) < Fraction(1, 4) and _shared(old, new) < 1:
            return
        likeness, because = self._judge(old, new)
        if likeness >= _LEAST:
            yield likeness, because

    def _judge(self, old: Unit, new: Unit) -> tuple[Fraction, Text]:
        """How much speaks for two units being the same, and what."""
        evidence = list(self._evidence(old, new))
        weight = sum(one[0] for one in evidence)
        likeness = sum((one[0] * one[1] for one in evidence), Fraction(0)) / weight
        for_it = [words for _, share, words in evidence if share >= Fraction(1, 2)]
        return likeness, Text(
            ", ".join(words.vi for words in for_it), ", ".join(words.en for words in for_it)
        )

    def _evidence(self, old: Unit, new: Unit) -> Iterator[Evidence]:
        alike = self._likeness(old.name, new.name)
        if alike == 1:
            yield _NAME, alike, Text("cùng tên", "same name")
        else:
            yield _NAME, alike, Text("tên gần giống", "similar name")
        yield _KIND, Fraction(old.kind == new.kind), Text("cùng loại hình", "same kind")
        place = Fraction(self._same_place(old, new))
        yield _PLACE, place, Text("cùng nơi trực thuộc", "same unit above")
        most, least = max(old.staff, new.staff), min(old.staff, new.staff)
        if most:
            before, after = amount(old.staff), amount(new.staff)
            words = Text(f"biên chế {before.vi} và {after.vi}", f"{before.en} and {after.en} posts")
            yield _POSTS, least / most, words
        codes = set(old.functions) | set(new.functions)
        if old.functions and new.functions:
            both = len(set(old.functions) & set(new.functions))
            words = Text(
                f"chung {both}/{len(codes)} chức năng", f"{both} of {len(codes)} functions shared"
            )
            yield _FUNCTIONS, Fraction(both, len(codes)), words

    def _same_place(self, old: Unit, new: Unit) -> bool:
        if old.parent is None or new.parent is None:
            return old.parent is new.parent
        return self.pairs.get(old.parent) == new.parent

    def _split(self, name: str) -> frozenset[str]:
        if name not in self._words:
            self._words[name] = frozenset(_WORD.findall(folded(name)))
        return self._words[name]

    def _likeness(self, first: str, second: str) -> Fraction:
        """Words that two names share; rare words count more (1: all of them).

        A name that goes on in the other one, as when a division gets one more field, is very like
        it however rare the new words are.
        """
        if folded(first) == folded(second):
            return Fraction(1)
        mine, theirs = self._split(first), self._split(second)
        if len(mine & theirs) >= _TELLING and (mine <= theirs or theirs <= mine):
            return _GOES_ON
        either = sum((self._rarity[word] for word in mine | theirs), Fraction(0))
        both = sum((self._rarity[word] for word in mine & theirs), Fraction(0))
        return both / either if either else Fraction(0)


def _shared(old: Unit, new: Unit) -> Fraction:
    """Share of the functions of two units that both have; 0 if neither has any."""
    either = set(old.functions) | set(new.functions)
    both = set(old.functions) & set(new.functions)
    return Fraction(len(both), len(either)) if either else Fraction(0)


def folded(name: str) -> str:
    """What spellings of one name have in common, apart from capitals and spaces."""
    return " ".join(nfc(name).casefold().split())


def _by_home(units: Iterable[str], home: Homes) -> dict[str, list[str]]:
    """The units below each agency."""
    found: dict[str, list[str]] = {}
    for unit_id in units:
        agency = home[unit_id]
        if agency is not None and agency != unit_id:
            found.setdefault(agency, []).append(unit_id)
    return found
