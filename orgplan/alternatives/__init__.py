"""Alternatives: plans near the best one that clearly differ, or the proof that none is left."""

from orgplan.alternatives.find import (
    AlternativesListener,
    AlternativesProgress,
    alternatives,
    margin_of,
)
from orgplan.alternatives.found import Alternatives, Ended

__all__ = [
    "Alternatives",
    "AlternativesListener",
    "AlternativesProgress",
    "Ended",
    "alternatives",
    "margin_of",
]
