"""Quantities of the problem as pure functions: plain arguments in, an exact number out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Literal

Rounding = Literal["up", "down"]


@lru_cache(maxsize=1 << 16)
def similarity(first: str, second: str) -> Fraction:
    """Likeness of two function codes, from 0 to 1.

    The codes are split at ``/``; the value is the number of common leading segments over the
    number of segments of the longer code.
    """
    a, b = first.split("/"), second.split("/")
    common = 0
    for left, right in zip(a, b, strict=False):
        if left != right:
            break
        common += 1
    return Fraction(common, max(len(a), len(b)))


def affinity(function: str, known: Iterable[str]) -> Fraction:
    """The highest similarity of a function to any of the known ones; 0 if there are none."""
    return max((similarity(function, other) for other in known), default=Fraction(0))


def covers(code: str, function: str) -> bool:
    """Whether a code stands for this function: itself or everything below it."""
    return function == code or function.startswith(code + "/")


def share_of(part: Fraction, whole: int, rounding: Rounding) -> int:
    """``part × whole`` as a whole number of units, rounded exactly up or down."""
    exact = part * whole
    return math.ceil(exact) if rounding == "up" else math.floor(exact)


def step_value(rows: Sequence[tuple[Fraction | None, int]], argument: Fraction | int) -> int:
    """Value of a step table: the first row whose limit is not passed; else the last row.

    Parameters
    ----------
    rows
        ``(limit, value)`` in rising order of the limit; None is no limit.
    argument
        The figure to look up.
    """
    for limit, value in rows:
        if limit is None or argument <= limit:
            return value
    return rows[-1][1]
