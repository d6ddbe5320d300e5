"""Peer: CP-SAT chooses among all groups of siblings, enumerated beforehand."""

from __future__ import annotations

import time

import numpy as np
from ortools.sat.python import cp_model

from benchmarks.answer import Answer
from benchmarks.peers.cp_sat import Workers, read_answer, solver_for
from benchmarks.peers.families import merged, read_question
from benchmarks.peers.groups import enumerate_groups
from orgplan.case import Case

WORKERS: Workers = 1


def solve(case: Case, limit: float) -> Answer:
    """Solve a case within so many seconds, enumeration and building included."""
    started = time.perf_counter()
    question = read_question(case)
    groups = enumerate_groups(question)
    model = cp_model.CpModel()
    taken = [model.new_bool_var("") for _ in range(len(groups))]
    of_unit: list[list[cp_model.IntVar]] = [[] for _ in groups.units]
    lengths = np.diff(groups.start)
    owner = np.repeat(np.arange(len(groups)), lengths)
    for unit, group in zip(groups.member.tolist(), owner.tolist(), strict=True):
        of_unit[unit].append(taken[group])
    for choices in of_unit:
        model.add_exactly_one(choices)
    model.add(cp_model.LinearExpr.sum(taken) <= question.remaining)
    model.minimize(cp_model.LinearExpr.weighted_sum(taken, groups.cost.tolist()))
    solver = solver_for(limit - (time.perf_counter() - started), WORKERS)
    status = solver.solve(model)

    def chosen() -> np.ndarray[tuple[int], np.dtype[np.intp]]:
        values = [solver.boolean_value(variable) for variable in taken]
        return np.flatnonzero(np.array(values))

    return read_answer(solver, status, question, lambda: merged(case, groups.receivers(chosen())))
