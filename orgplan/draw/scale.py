"""Axes without drawing: where a figure stands in millimetres, and which figures are written."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

_STEPS = (1, 2, 5, 10)
_FROM_ZERO = Fraction(3, 5)
"""An axis begins at 0 unless everything lies above this share of the greatest figure."""
_AIR = Fraction(1, 14)
"""Part of an axis that stays free above the greatest figure."""


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from `low` at `start` to `high` at `end` [mm]."""

    low: Fraction
    high: Fraction
    start: float
    end: float

    def at(self, value: Fraction | int) -> float:
        """Where a figure stands [mm]."""
        share = float((value - self.low) / (self.high - self.low))
        return self.start + share * (self.end - self.start)

    @property
    def per_unit(self) -> float:
        """Millimetres from one figure to the next whole one."""
        return abs(self.end - self.start) / float(self.high - self.low)


def step_for(span: Fraction, most: int, *, whole: bool = False) -> Fraction:
    """The smallest of 1, 2, 5, 10, 20 … (also 0.5, 0.2 …) that cuts a span into at most `most`."""
    if span <= 0:
        return Fraction(1)
    rough = span / most
    power = Fraction(10) ** math.floor(math.log10(float(rough)))
    step = next(power * step for step in _STEPS if power * step >= rough * Fraction(999, 1000))
    return max(step, Fraction(1)) if whole else step


def ticks(low: Fraction, high: Fraction, step: Fraction) -> tuple[Fraction, ...]:
    """The multiples of a step from `low` to `high`."""
    return tuple(step * n for n in range(math.ceil(low / step), math.floor(high / step) + 1))


def rounded(values: Iterable[Fraction], most: int) -> tuple[Fraction, Fraction, Fraction]:
    """Ends of an axis that holds all values with some air above, and the step of its figures.

    It begins at 0 where that leaves the values room enough, else at a multiple of the step.
    """
    listed = list(values)
    low, high = min(listed), max(listed)
    if low > 0 and low <= high * _FROM_ZERO:
        low = Fraction(0)
    if high == low:
        high, low = max(high, Fraction(0)), min(low, Fraction(0))
    if high == low:
        high = low + 1
    step = step_for(high - low, most, whole=all(value.denominator == 1 for value in listed))
    low = step * math.floor(low / step)
    return low, high + (high - low) * _AIR, step
