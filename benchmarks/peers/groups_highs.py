"""Peer: HiGHS (highspy) chooses among all groups of siblings, enumerated beforehand.

The matrix goes in as arrays, column by column, so building costs next to nothing. Costs are whole:
a gap below one is a proof.
"""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.answer import Answer
from benchmarks.peers.families import Question, merged, read_question
from benchmarks.peers.groups import Groups, enumerate_groups
from orgplan.case import Case

if TYPE_CHECKING:
    import highspy

ENOUGH = 0.99
"""Gap at which a plan of whole cost is proven."""


def solve(case: Case, limit: float) -> Answer:
    """Solve a case within so many seconds, enumeration and building included."""
    import highspy

    started = time.perf_counter()
    question = read_question(case)
    groups = enumerate_groups(question)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", ENOUGH)
    solver.passModel(_program(question, groups))
    solver.setOptionValue("time_limit", max(0.1, limit - (time.perf_counter() - started)))
    solver.run()
    status, info = solver.getModelStatus(), solver.getInfo()
    if status == highspy.HighsModelStatus.kInfeasible:
        return Answer("infeasible")
    told = info.mip_dual_bound
    bound = question.value(math.ceil(told - 1e-6)) if math.isfinite(told) else None
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Answer("nothing", None, bound)
    chosen = np.flatnonzero(np.array(solver.getSolution().col_value) > 0.5)
    plan = merged(case, groups.receivers(chosen))
    proven = status == highspy.HighsModelStatus.kOptimal
    if proven:
        bound = question.value(int(groups.cost[chosen].sum()))
    return Answer("proven" if proven else "plan", plan, bound)


def _program(question: Question, groups: Groups) -> highspy.HighsLp:
    """Each unit in one group; at most so many groups: the last row."""
    import highspy

    rows, columns = len(groups.units), len(groups)
    start = groups.start + np.arange(columns + 1)
    index = np.insert(groups.member, groups.start[1:], rows)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = columns, rows + 1
    program.col_cost_ = groups.cost.astype(float)
    program.col_lower_, program.col_upper_ = np.zeros(columns), np.ones(columns)
    program.row_lower_ = np.append(np.ones(rows), -highspy.kHighsInf)
    program.row_upper_ = np.append(np.ones(rows), float(question.remaining))
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_, program.a_matrix_.index_ = start, index
    program.a_matrix_.value_ = np.ones(len(index))
    program.integrality_ = [highspy.HighsVarType.kInteger] * columns
    return program
