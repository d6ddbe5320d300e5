"""Estimates of severance pay under dated decrees: for the budget of a scheme, never for a plan.

Nothing here takes part in what is optimised, and nothing about persons is stored: a person is a
handful of figures that are given and forgotten.
"""

from orgplan.severance.decree import Decree, decree_of, decrees
from orgplan.severance.estimate import Estimate, Step, estimate
from orgplan.severance.leaving import Leaving, read_leaving

__all__ = [
    "Decree",
    "Estimate",
    "Leaving",
    "Step",
    "decree_of",
    "decrees",
    "estimate",
    "read_leaving",
]
