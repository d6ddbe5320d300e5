"""Headings that departments give to columns of posts: Biên chế công chức được giao năm 2026.

Nobody can list them all, so they are told by their words: one of a few phrases must be there, and
every other word must be one that does not change which figure is meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_PRESENT = re.compile(r"\b(?:co mat|hien co)\b")
_STAFF = re.compile(r"\b(?:bien che|so nguoi|so luong nguoi|nguoi lam viec)\b")
_CERTAIN = re.compile(r"\b(?:bien che|nguoi lam viec)\b")
_GIVEN = re.compile(r"(?:duoc )?giao(?: nam)?(?: [0-9]+)*")
_DIGITS = re.compile(r"[0-9]+")
_FILLERS = frozenset(
    [
        "bien",
        "che",
        "cong",
        "chuc",
        "hanh",
        "chinh",
        "tong",
        "so",
        "nam",
        "duoc",
        "giao",
        "chi",
        "tieu",
        "nguoi",
        "luong",
        "lam",
        "viec",
        "co",
        "mat",
        "hien",
        "tinh",
        "den",
        "tai",
        "thoi",
        "diem",
        "ngay",
        "thang",
    ]
)
"""Words that leave the meaning as it is; sự nghiệp, giảm, còn lại or hợp đồng do not."""


def posts_field(words: Sequence[str]) -> str | None:
    """Find the field of posts that a heading names by its words.

    Parameters
    ----------
    words
        The words in small letters without accents, without what stands in brackets.

    Returns
    -------
    field
        ``staff``, ``present`` or None.
    """
    if not all(word in _FILLERS or _DIGITS.fullmatch(word) for word in words):
        return None
    heading = " ".join(words)
    if _PRESENT.search(heading):
        return "present"
    return "staff" if _STAFF.search(heading) else None


def given_posts(lines: Sequence[Sequence[str]]) -> bool:
    """Whether the last line only says ``Giao``, and one above begins with ``Biên chế``.

    Parameters
    ----------
    lines
        The words of each line of a heading, as in `posts_field`.
    """
    if not lines or not _GIVEN.fullmatch(" ".join(lines[-1])):
        return False
    return any(_begins(line) for line in lines[:-1])


def of_contracts(lines: Sequence[Sequence[str]]) -> bool:
    """Whether a heading speaks of contracts, which are no posts: Hợp đồng 111 over Có mặt."""
    heading = " ".join(word for line in lines for word in line)
    return "hop dong" in heading and not any(_begins(line) for line in lines)


def surely_posts(lines: Sequence[Sequence[str]]) -> bool:
    """Whether a heading names posts, not just a number of people."""
    return any(_CERTAIN.search(" ".join(line)) for line in lines)


def _begins(words: Sequence[str]) -> bool:
    return tuple(words[:2]) == ("bien", "che")
