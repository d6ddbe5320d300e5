"""The whole curve of cut against cost by `orgplan.frontier`, where this version has it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Protocol

import orgplan
from benchmarks.answer import Answer, CannotExpressError
from orgplan.case import Case


class _Point(Protocol):
    """Best tier values at one number of remaining units."""

    @property
    def after(self) -> int: ...
    @property
    def values(self) -> Sequence[Fraction] | None: ...
    @property
    def proven(self) -> bool: ...


class _Curve(Protocol):
    @property
    def points(self) -> Sequence[_Point]: ...
    @property
    def complete(self) -> bool: ...


def solve(case: Case, limit: float) -> Answer:
    """The frontier; its value is that of the cheapest point that reaches the target."""
    frontier: Callable[..., _Curve] | None = getattr(orgplan, "frontier", None)
    if frontier is None:
        raise CannotExpressError("this version of orgplan has no frontier")
    curve = frontier(case, time_limit=limit)
    allowed = sum(case.problem.before_count.values()) - case.required_cut
    reached = [p.values[0] for p in curve.points if p.values and p.after <= allowed]
    proven = sum(point.proven for point in curve.points)
    remark = f"{len(curve.points)} counts, {proven} proven"
    value = min(reached, default=None)
    if curve.complete and proven == len(curve.points):
        return Answer("proven", bound=value, remark=remark, value=value)
    return Answer("plan" if reached else "nothing", remark=remark, value=value)
