"""The clash behind "there is no plan", if it can be found in a few seconds after a solve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orgplan.cli.stop import StopButton

if TYPE_CHECKING:
    from orgplan.explain import Conflict
    from orgplan.result import Result

_SECONDS = 5.0
"""Time that it may take; `orgplan explain` takes all it needs."""
_MOST_UNITS = 5_000
"""Units in scope up to which the question is written down in a fraction of that."""


def brief_clash(result: Result, button: StopButton) -> Conflict | None:
    """The rules that clash, or None if there is a plan, or no time to find them.

    Parameters
    ----------
    result
        The answer to a case.
    button
        Stops the search; what was solved is told all the same.
    """
    from orgplan.engine.backend import Watch
    from orgplan.engine.crowd import Crowd
    from orgplan.engine.subsets import Subsets
    from orgplan.explain.conflict import find_conflict

    case = result.case
    if result.status != "infeasible" or result.interrupted or button.pressed:
        return None
    if len(case.problem.in_scope) > _MOST_UNITS:
        return None
    watch = Watch(_SECONDS)
    parts = [part for rule in case.rules for part in rule.instances()]
    with button.stopping(watch), Crowd(watch, case.scenario.settings.workers) as crowd:
        try:
            return find_conflict(Subsets(case, parts, crowd, result.seed))
        except TimeoutError:
            return None
