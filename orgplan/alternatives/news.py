"""News from a running search for alternatives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orgplan.engine.lexicographic import Progress


@dataclass(frozen=True, slots=True)
class AlternativesProgress:
    """One line of news.

    Parameters
    ----------
    number
        Which plan is looked for, from 1.
    asked
        How many in all.
    news
        How far that is.
    """

    number: int
    asked: int
    news: Progress


AlternativesListener = Callable[[AlternativesProgress], None]
