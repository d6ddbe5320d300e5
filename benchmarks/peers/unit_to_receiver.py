"""Peer: one CP-SAT model over the whole organisation, each unit choosing its receiver.

``y[u, r]``: unit u ends in r, or stays where u = r. The textbook model (assignment with open
receivers): whoever receives survives, floor and capacity sum over what comes, a function is held
where a holder of it ends.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
from ortools.sat.python import cp_model

from benchmarks.answer import Answer
from benchmarks.peers.cp_sat import Workers, read_answer, solver_for
from benchmarks.peers.families import Family, Question, merged, read_question
from orgplan.case import Case

Ends = list[list[cp_model.IntVar]]
WORKERS: Workers = 1


def solve(case: Case, limit: float) -> Answer:
    """Solve a case within so many seconds, building included."""
    started = time.perf_counter()
    question = read_question(case)
    model = cp_model.CpModel()
    ends = [_family(model, question, family) for family in question.families]
    survives = [y[r][r] for y in ends for r in range(len(y))]
    model.add(cp_model.LinearExpr.sum(survives) <= question.remaining)
    variables: list[cp_model.IntVar] = []
    costs: list[int] = []
    for family, y in zip(question.families, ends, strict=True):
        for u, r in zip(*np.nonzero(family.cost), strict=True):
            variables.append(y[u][r])
            costs.append(int(family.cost[u, r]))
    model.minimize(cp_model.LinearExpr.weighted_sum(variables, costs))
    solver = solver_for(limit - (time.perf_counter() - started), WORKERS)
    status = solver.solve(model)
    return read_answer(
        solver, status, question, lambda: merged(case, _receivers(solver, question, ends))
    )


def _family(model: cp_model.CpModel, question: Question, family: Family) -> Ends:
    """Variables and rules of one family."""
    size = range(family.mergers)
    y = [[model.new_bool_var("") for _ in size] for _ in size]
    posts = [int(p) for p in family.posts]
    for u in size:
        model.add_exactly_one(y[u])
        for r in size:
            if u != r:
                model.add_implication(y[u][r], y[r][r])
    for r in size:
        coming = [y[u][r] for u in size]
        others = [y[u][r] for u in size if u != r]
        model.add(cp_model.LinearExpr.weighted_sum(coming, posts) >= question.floor * y[r][r])
        model.add(cp_model.LinearExpr.sum(others) <= question.max_absorbed * y[r][r])
        _bound_functions(model, question, family, coming)
    return y


def _bound_functions(
    model: cp_model.CpModel,
    question: Question,
    family: Family,
    coming: Sequence[cp_model.IntVar],
) -> None:
    """A receiver holds a function if one of its holders ends in it."""
    codes = range(family.holds.shape[1])
    if len(codes) <= question.max_functions:
        return
    held = [model.new_bool_var("") for _ in codes]
    for u, code in zip(*np.nonzero(family.holds), strict=True):
        model.add_implication(coming[u], held[code])
    model.add(cp_model.LinearExpr.sum(held) <= question.max_functions)


def _receivers(
    solver: cp_model.CpSolver, question: Question, ends: Sequence[Ends]
) -> dict[str, str]:
    return {
        family.units[u]: family.units[r]
        for family, y in zip(question.families, ends, strict=True)
        for u in range(family.mergers)
        for r in range(family.mergers)
        if u != r and solver.boolean_value(y[u][r])
    }
