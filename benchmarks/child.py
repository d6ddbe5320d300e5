"""One solver on one case in a process of its own: ``python -m benchmarks.child NAME FILE LIMIT``.

Writes one JSON document a line to the standard output: that the clock starts, that it has stopped,
and what the judge says of the plan. The judging is not in the time. Imports are not, either: the
solver answers a tiny case first.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TextIO

import orgplan
from benchmarks.answer import Answer, CannotExpressError, Solver
from benchmarks.folder import write
from benchmarks.memory import peak_of_this_process
from benchmarks.organisations import forest
from benchmarks.peers import find
from orgplan.case import Case
from orgplan.check import judge


def main() -> None:
    """Load, warm up, solve, judge."""
    name, path, limit = sys.argv[1:]
    with _only_ours() as out:
        try:
            solver = find(name)
            case = orgplan.load(path)
            _warm_up(solver)
        except ImportError as missing:
            _say(out, event="end", status="missing", remark=f"not installed: {missing.name}")
            return
        _measure(out, solver, case, float(limit))


def _only_ours() -> TextIO:
    """The standard output for us alone: what solvers print goes to the standard error."""
    ours = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return ours


def _warm_up(solver: Solver) -> None:
    with tempfile.TemporaryDirectory() as folder:
        solver(orgplan.load(write(forest(1, 2, "hard"), Path(folder))), 20.0)


def _measure(out: TextIO, solver: Solver, case: Case, limit: float) -> None:
    _say(out, event="begin", loaded_gb=peak_of_this_process())
    before, started = os.times(), time.perf_counter()
    try:
        answer = solver(case, limit)
    except CannotExpressError as refusal:
        _say(out, event="end", status="cannot express", remark=str(refusal))
        return
    except MemoryError:
        _say(out, event="end", status="out of memory")
        return
    seconds, after = time.perf_counter() - started, os.times()
    _say(
        out,
        event="solved",
        seconds=seconds,
        cpu_seconds=sum(after[:4]) - sum(before[:4]),
        peak_gb=peak_of_this_process(),
    )
    _say(out, event="end", status=answer.status, **_judged(case, answer))


def _judged(case: Case, answer: Answer) -> dict[str, object]:
    """Value and violations of the plan as orgplan's checker sees them, beside the claim."""
    found: dict[str, object] = {
        "bound": None if answer.bound is None else float(answer.bound),
        "value": None if answer.value is None else float(answer.value),
        "remark": answer.remark,
    }
    if answer.plan is not None:
        broken = judge(case, answer.plan)
        value = case.tiers[0].value(answer.plan) if case.tiers else None
        found["value"] = None if value is None else float(value)
        found["violations"] = len(broken)
        found["first_violation"] = broken[0].message.en if broken else ""
    return found


def _say(out: TextIO, **document: object) -> None:
    out.write(json.dumps(document) + "\n")
    out.flush()


if __name__ == "__main__":
    main()
