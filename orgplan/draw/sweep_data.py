"""What the picture of a sweep shows, whatever it is a sweep of: axes, and one panel a quantity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

State = Literal["proven", "unproven", "impossible", "open", "missing"]
"""`impossible` is proven to have no plan, `open` was stopped without one, `missing` not solved."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One quantity at one point.

    Parameters
    ----------
    state
        What is known of the point.
    value
        The quantity; None without a plan.
    bound
        No plan has less; None where that says no more than the value.
    """

    state: State
    value: Fraction | None = None
    bound: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Axis:
    """A field that varies.

    Parameters
    ----------
    name
        What it is called.
    values
        Its values, as they are written.
    places
        The numbers that they are; empty where one is none.
    """

    name: str
    values: tuple[str, ...]
    places: tuple[Fraction, ...] = ()

    def part(self, first: int, last: int) -> Axis:
        """Some of the values, from the first up to before the last."""
        return Axis(self.name, self.values[first:last], self.places[first:last])


@dataclass(frozen=True, slots=True)
class Panel:
    """One quantity over the whole grid, the last axis fastest."""

    title: str
    points: tuple[Measured, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the page [mm]."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Right edge [mm]."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Lower edge [mm]."""
        return self.y + self.height


def ends(points: Sequence[Measured]) -> tuple[Fraction, Fraction] | None:
    """Smallest and largest of all values and bounds; None where there is no plan at all."""
    numbers = [n for point in points for n in (point.value, point.bound) if n is not None]
    return (min(numbers), max(numbers)) if numbers else None


def ticks(low: Fraction, high: Fraction, most: int = 4) -> tuple[Fraction, ...]:
    """Round numbers from below the lowest to above the highest, about `most` steps.

    Quantities are never below 0; a range that comes near 0 begins there.
    """
    if 3 * low <= high:
        low = Fraction(0)
    if low == high:
        low, high = max(Fraction(0), low - 1), high + 1
    step = _step((high - low) / most)
    number = low // step
    found = [number * step]
    while found[-1] < high:
        number += 1
        found.append(number * step)
    return tuple(found)


def _step(least: Fraction) -> Fraction:
    """The smallest of 1, 2, 5, 10, 20 … and their tenths that is not below the least."""
    power = Fraction(1)
    while power > least:
        power /= 10
    while power * 10 <= least:
        power *= 10
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least)
