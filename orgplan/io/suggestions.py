"""Which functions of the department's list a duty in prose may mean.

Words of the duty are compared with the words of the names; a word that few names have says more
than one that many have (the inverse document frequency of K. Spärck Jones, Journal of Documentation
28 (1972), 11-21, doi:10.1108/eb026526). Vietnamese is written syllable by syllable, so pairs of
neighbouring syllables count besides the single ones.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise

from orgplan.io.as_sent.names import settled
from orgplan.text import Text, nfc

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_PAIR, _BARE = 2.0, 0.5
"""Weights of a pair of syllables, and of a syllable that fits only without its accents."""

_COMMON = frozenset(
    {
        *("và", "các", "của", "về", "theo", "cho", "với", "trong", "có", "được", "là", "công"),
        *("tác", "việc", "thực", "hiện", "quản", "lý", "nhà", "nước", "the", "of", "and", "to"),
        *("for", "in", "on", "a", "an", "management"),
    }
)
"""Words that say nothing alone; they still count in pairs."""

_LONGEST = 2_000


class Suggestions:
    """A list of functions, ready to be asked.

    Parameters
    ----------
    names
        Code → name; both languages count.
    """

    def __init__(self, names: Mapping[str, Text]) -> None:
        self._features = {code: _features(f"{name.vi} . {name.en}") for code, name in names.items()}
        counts = Counter(feature for found in self._features.values() for feature in found)
        many = len(self._features)
        self._rarity = {
            feature: math.log1p(many / count) * _weight(feature)
            for feature, count in counts.items()
        }

    def __call__(self, prose: str, most: int = 3) -> tuple[str, ...]:
        """The codes that have something in common with a duty.

        Parameters
        ----------
        prose
            The duty as written.
        most
            How many codes at most.

        Returns
        -------
        codes
            Best first; of equals the one that stands first in the list.
        """
        mine = _features(prose[:_LONGEST], bare_of_all=False)
        scored = [
            (round(self._likeness(mine, features), 9), -place, code)
            for place, (code, features) in enumerate(self._features.items())
        ]
        best = sorted((item for item in scored if item[0] > 0), reverse=True)[:most]
        return tuple(code for _, _, code in best)

    def _likeness(self, mine: frozenset[str], features: frozenset[str]) -> float:
        """Weight of what is common, in proportion to the weight of the name."""
        common = sum(self._rarity[feature] for feature in sorted(mine & features))
        if not common:
            return 0.0
        whole = sum(self._rarity[feature] for feature in sorted(features))
        return common / math.sqrt(whole)


def _features(text: str, bare_of_all: bool = True) -> frozenset[str]:
    """Syllables, syllables without accents, and pairs of neighbours.

    A name may be met without its accents; a duty only where it is written without any, or else
    sở would be as near to hồ sơ as sơ is.
    """
    words = [word for word in _WORD.findall(nfc(text).casefold()) if not word.isdigit()]
    telling = [word for word in words if word not in _COMMON]
    single = {f"w {settled(word)}" for word in telling}
    bare = {f"b {_without_accents(word)}" for word in telling if bare_of_all or word.isascii()}
    pairs = {f"p {settled(one)} {settled(two)}" for one, two in pairwise(words)}
    return frozenset(single | bare | pairs)


def _weight(feature: str) -> float:
    return {"p": _PAIR, "b": _BARE}.get(feature[0], 1.0)


def _without_accents(word: str) -> str:
    letters = unicodedata.normalize("NFD", word).replace("đ", "d")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
