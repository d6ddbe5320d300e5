"""The frontier: the best values of the goals at every number of units that some plan leaves."""

from orgplan.frontier.curve import Frontier, FrontierPoint
from orgplan.frontier.find import (
    ENGINES,
    Explorer,
    FrontierEngine,
    FrontierListener,
    FrontierProgress,
    frontier,
)

__all__ = [
    "ENGINES",
    "Explorer",
    "Frontier",
    "FrontierEngine",
    "FrontierListener",
    "FrontierPoint",
    "FrontierProgress",
    "frontier",
]
