"""What a solver answers, whoever it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from orgplan.case import Case
from orgplan.errors import OrgplanError
from orgplan.plan import Plan

Status = Literal["proven", "plan", "infeasible", "nothing"]
"""`proven`: a plan and the proof that none is better. `plan`: a plan, perhaps with a bound.
`infeasible`: the proof that there is none. `nothing`: stopped without either."""


class CannotExpressError(OrgplanError):
    """The peer's formulation has no words for something that the case asks."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a case; where it has several tiers, bound and value are those of the first.

    Parameters
    ----------
    status
        What the solver claims.
    plan
        Its plan, or None.
    bound
        No plan is worth less, in the unit of the first tier; None if nothing is proven.
    remark
        What the reader has to know, such as a rule that the solver does not see.
    value
        Value of the first tier where there is no plan to read it from.
    """

    status: Status
    plan: Plan | None = None
    bound: Fraction | None = None
    remark: str = ""
    value: Fraction | None = None


Solver = Callable[[Case, float], Answer]
"""Solves a case within so many seconds, building included."""
