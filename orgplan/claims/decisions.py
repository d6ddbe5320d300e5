"""The decisions that a plan file states, as a plan: the fates of its units and its moves."""

from __future__ import annotations

from orgplan.io.plan_stated import StatedPlan
from orgplan.organisation import BlockKey
from orgplan.plan import Plan
from orgplan.problem import Problem

_ENDS = ("merged", "dissolved", "given")


def decided(stated: StatedPlan, problem: Problem) -> Plan:
    """The plan that a file decides, however broken.

    A unit that the file does not list survives; of two moves of one block the first counts; moves
    of blocks, or to units, that the given changes have left nothing of do not count. All of that
    is reported elsewhere in this package.
    """
    before = problem.before
    moved: dict[BlockKey, str] = {}
    for move in stated.moves:
        key = (move.unit, move.function)
        if not move.given and key in problem.blocks and move.to in before and move.to != move.unit:
            moved.setdefault(key, move.to)
    units = [line for line in stated.units if line.id in before]
    return Plan(
        problem=problem,
        ended=frozenset(line.id for line in units if line.fate in _ENDS),
        moved=moved,
        converted={
            line.id: line.kind_after
            for line in units
            if line.fate not in _ENDS
            and line.kind_after is not None
            and line.kind_after != before[line.id].kind
        },
    )
