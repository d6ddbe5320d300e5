"""The last line: what is known, and the command that makes sense now."""

from __future__ import annotations

from orgplan.explain import Explanation
from orgplan.report.layout import capital
from orgplan.report.provenance import status_words
from orgplan.report.written import quoted
from orgplan.text import Text

_LONGER = 10
"""A search that was cut short is offered this many times as long."""


def last_words(found: Explanation, limit: float) -> Text:
    """What is known, and what to run next.

    Parameters
    ----------
    found
        The explanation.
    limit
        Time that it was allowed [s].
    """
    state = status_words(found.result)
    vi, en = capital(state.vi), capital(state.en)
    if found.case.inputs is None:
        return Text(f"{vi}.", f"{en}.")
    scenario = quoted(found.case.inputs.scenario.path)
    if not found.complete:
        more = max(1, round(limit * _LONGER))
        command = f"orgplan explain {scenario} --time-limit {more}"
        return Text(f"{vi}. Tiếp theo: {command}", f"{en}. Next: {command}")
    command = f"orgplan solve {scenario}"
    if found.result.plan is None:
        return Text(
            f"{vi}. Tiếp theo, sau khi sửa kịch bản: {command}",
            f"{en}. Next, after editing the scenario: {command}",
        )
    return Text(f"{vi}. Tiếp theo: {command}", f"{en}. Next: {command}")
