"""News from a running search for a trade-off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class TradeOffProgress:
    """One line of news.

    Parameters
    ----------
    points
        Points found so far.
    latest
        Values of the last one, or None.
    seconds
        Since the start [s].
    """

    points: int
    latest: tuple[Fraction, Fraction] | None
    seconds: float


TradeOffListener = Callable[[TradeOffProgress], None]
