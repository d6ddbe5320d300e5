"""What a plan file claims besides its decisions, held against what follows from them.

A plan is decided by the fates of its units and by its moves. Everything else in the file (where
units stand after, counts, values, bounds) is a claim: one module for each part of the file.
"""

from __future__ import annotations

from orgplan.claims.after import after_claims
from orgplan.claims.count import count_claims
from orgplan.claims.decisions import decided
from orgplan.claims.draft import draft_claims
from orgplan.claims.goals import goal_claims
from orgplan.claims.moves import move_claims
from orgplan.claims.proof import proof_claims
from orgplan.claims.units import unit_claims

__all__ = [
    "after_claims",
    "count_claims",
    "decided",
    "draft_claims",
    "goal_claims",
    "move_claims",
    "proof_claims",
    "unit_claims",
]
