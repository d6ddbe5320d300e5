"""orgplan by its public calls, as one of the solvers: nothing of its engine is named here."""

from __future__ import annotations

import orgplan
from benchmarks.answer import Answer
from orgplan.case import Case
from orgplan.result import Result


def solve(case: Case, limit: float) -> Answer:
    """`orgplan.solve` as users call it: equal optima decided and the plan judged, too."""
    return read(orgplan.solve(case, time_limit=limit))


def solve_whole(case: Case, limit: float) -> Answer:
    """The same rules and goals as one CP-SAT model: for cases that the peers cannot express."""
    return read(orgplan.solve(case, time_limit=limit, engine="cp-sat-whole"))


def read(result: Result) -> Answer:
    """An answer from a result; the bound is that of the first tier."""
    if result.status == "infeasible":
        return Answer("infeasible")
    if result.plan is None:
        return Answer("nothing")
    bound = result.tiers[0].bound if result.tiers else None
    open_ties = result.status == "optimal" and not result.canonical
    return Answer(
        status="proven" if result.status == "optimal" else "plan",
        plan=result.plan,
        bound=bound,
        remark="equal optima not decided to the end" if open_ties else "",
    )
