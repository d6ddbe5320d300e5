"""Whether a text is in one language: a few letters and words give the other one away."""

from __future__ import annotations

import re
from collections.abc import Iterable

_MARKED = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.I)
_ENGLISH = re.compile(
    r"the|of|and|or|not|is|are|was|be|to|from|in|by|with|without|for|that|this|these|which|units?|"
    r"rules?|plan|least|most|posts|cut|keep|cannot|each|other|agency|agencies|goals?|target|"
    r"division|department|scenario|statute|time|proven|nothing|instead|may|at|all",
    re.I,
)
_CODE = re.compile(r"\[[^\]]*\]|`[^`]*`|“[^”]*”|\((?:trong kịch bản|in the scenario):[^()]*\)")
"""Ids, things to type and names: the same in every language."""


def foreign(text: str, language: str, names: Iterable[str] = ()) -> list[str]:
    """Words of the other language in a text.

    Parameters
    ----------
    text, language
        The text, and the language that it should be in.
    names
        Words that are names there: kinds without a label, the name of a scenario.
    """
    bare = _CODE.sub(" ", " ".join(text.split()))
    bare = re.sub(r"orgplan \S+.*?(?=\.\s|$)|--[\w-]+", " ", bare)
    for name in names:
        bare = re.sub(rf"\b{re.escape(name)}\b", " ", bare, flags=re.I)
    words = re.findall(r"[^\W\d_]+", bare)
    if language == "vi":
        return [word for word in words if _ENGLISH.fullmatch(word)]
    return [word for word in words if _MARKED.search(word)]
