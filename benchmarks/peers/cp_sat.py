"""What the two CP-SAT peers share: settings, and how an answer is read."""

from __future__ import annotations

import math
from collections.abc import Callable

from ortools.sat.python import cp_model

from benchmarks.answer import Answer
from benchmarks.peers.families import Question
from orgplan.plan import Plan

Workers = int


def solver_for(seconds: float, workers: Workers) -> cp_model.CpSolver:
    """A solver with the LP of level 2, which proved these models first where it was tried."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.linearization_level = 2
    solver.parameters.random_seed = 1
    solver.parameters.max_time_in_seconds = max(0.01, seconds)
    return solver


def read_answer(
    solver: cp_model.CpSolver,
    status: cp_model.CpSolverStatus,
    question: Question,
    make_plan: Callable[[], Plan],
) -> Answer:
    """Status, plan and bound of a finished search; costs are whole, so bounds round up."""
    if status == cp_model.INFEASIBLE:
        return Answer("infeasible")
    told = solver.best_objective_bound
    bound = question.value(math.ceil(told - 1e-6)) if math.isfinite(told) else None
    if status == cp_model.OPTIMAL:
        return Answer("proven", make_plan(), bound)
    if status == cp_model.FEASIBLE:
        return Answer("plan", make_plan(), bound)
    return Answer("nothing", None, bound)
