"""A solver that answers small cases and then never ends: what the hard stop is for."""

from __future__ import annotations

import time

from benchmarks.answer import Answer
from orgplan.case import Case


def solve(case: Case, limit: float) -> Answer:
    """Answer the warm-up; else sleep for far longer than any limit."""
    if len(case.problem.before) > 12:
        time.sleep(3600)
    return Answer("nothing")
