"""Peer: the HiGHS inside OR-Tools (MathOpt) chooses among all groups, enumerated beforehand.

The same program as `groups_highs`, for another version of HiGHS that needs no further package. The
model is written as a message of arrays, because a call for each coefficient takes far longer.
"""

from __future__ import annotations

import datetime
import math
import time

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt

from benchmarks.answer import Answer
from benchmarks.peers.families import Question, merged, read_question
from benchmarks.peers.groups import Groups, enumerate_groups
from orgplan.case import Case

ENOUGH = 0.99
"""Gap at which a plan of whole cost is proven."""


def solve(case: Case, limit: float) -> Answer:
    """Solve a case within so many seconds, enumeration and building included."""
    started = time.perf_counter()
    question = read_question(case)
    groups = enumerate_groups(question)
    program = mathopt.Model.from_model_proto(_program(question, groups))
    left = max(0.1, limit - (time.perf_counter() - started))
    parameters = mathopt.SolveParameters(
        time_limit=datetime.timedelta(seconds=left),
        relative_gap_tolerance=0.0,
        absolute_gap_tolerance=ENOUGH,
    )
    result = mathopt.solve(program, mathopt.SolverType.HIGHS, params=parameters)
    reason = result.termination.reason
    if reason is mathopt.TerminationReason.INFEASIBLE:
        return Answer("infeasible")
    told = result.termination.objective_bounds.dual_bound
    bound = question.value(math.ceil(told - 1e-6)) if math.isfinite(told) else None
    if not result.has_primal_feasible_solution():
        return Answer("nothing", None, bound)
    values = np.array(result.variable_values(list(program.variables())))
    chosen = np.flatnonzero(values > 0.5)
    plan = merged(case, groups.receivers(chosen))
    proven = reason is mathopt.TerminationReason.OPTIMAL
    if proven:
        bound = question.value(int(groups.cost[chosen].sum()))
    return Answer("proven" if proven else "plan", plan, bound)


def _program(question: Question, groups: Groups) -> model_pb2.ModelProto:
    """Each unit in one group; at most so many groups: the last row."""
    rows, columns = len(groups.units), len(groups)
    program = model_pb2.ModelProto()
    program.variables.ids.extend(range(columns))
    program.variables.lower_bounds.extend([0.0] * columns)
    program.variables.upper_bounds.extend([1.0] * columns)
    program.variables.integers.extend([True] * columns)
    program.objective.linear_coefficients.ids.extend(range(columns))
    program.objective.linear_coefficients.values.extend(groups.cost.astype(float).tolist())
    program.linear_constraints.ids.extend(range(rows + 1))
    program.linear_constraints.lower_bounds.extend([1.0] * rows + [-math.inf])
    program.linear_constraints.upper_bounds.extend([1.0] * rows + [float(question.remaining)])
    owner = np.repeat(np.arange(columns), np.diff(groups.start))
    order = np.lexsort((owner, groups.member))
    matrix = program.linear_constraint_matrix
    matrix.row_ids.extend([*groups.member[order].tolist(), *[rows] * columns])
    matrix.column_ids.extend([*owner[order].tolist(), *range(columns)])
    matrix.coefficients.extend([1.0] * (len(owner) + columns))
    return program
