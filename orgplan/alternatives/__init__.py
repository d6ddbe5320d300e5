"""Alternatives: plans near the best one that clearly differ, or the proof that none is left."""

from orgplan.alternatives.find import alternatives, margin_of
from orgplan.alternatives.found import Alternatives, Ended
from orgplan.alternatives.news import AlternativesListener, AlternativesProgress

__all__ = [
    "Alternatives",
    "AlternativesListener",
    "AlternativesProgress",
    "Ended",
    "alternatives",
    "margin_of",
]
