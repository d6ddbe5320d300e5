"""The clash behind "there is no plan", and what opens one, in the time that a solve has left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orgplan.cli import say

if TYPE_CHECKING:
    from orgplan.cli.question import Run
    from orgplan.explain import Explanation
    from orgplan.result import Result

_LEAST = 5.0
"""Seconds that it may take even where the solve has used up its time."""
_MOST_UNITS = 5_000
"""Units in scope up to which the question is written down in a fraction of that."""


def brief_clash(result: Result, run: Run) -> Explanation | None:
    """Why there is no plan, as far as time allows; None if there is one, or nothing is known.

    Parameters
    ----------
    result
        The answer to a case.
    run
        The question, with the button that stops the search; what was solved is told all the same.
    """
    from orgplan.cli.work_progress import work_display
    from orgplan.engine.backend import Watch
    from orgplan.explain import explain_clash

    case = result.case
    if result.status != "infeasible" or result.interrupted or run.button.pressed:
        return None
    if len(case.problem.in_scope) > _MOST_UNITS:
        return None
    watch = Watch(max(_LEAST, run.limit - result.seconds))
    news = work_display(case.language, say.console(errors=True))
    with run.button.stopping(watch), news.shown():
        found = explain_clash(result, watch, listener=news.take, kept=run.question.kept)
    return None if found.conflict is None else found
