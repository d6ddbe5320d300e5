"""The chart of a result: its pages with what they say about proof, approval and decisions."""

from __future__ import annotations

from collections.abc import Sequence

from orgplan.draw import Heading, Page, before_after
from orgplan.plan import Plan
from orgplan.report.decisions import card_lines
from orgplan.report.provenance import approved_share, draft_words, provenance, status_words
from orgplan.result import Result


def chart_heading(result: Result, agency: str | None = None) -> Heading:
    """What stands at the head and foot of the pages of a chart.

    Parameters
    ----------
    result
        The answer that is drawn.
    agency
        The agency of the pages, which are judged by its own changes; None for the overview.
    """
    language = result.case.language
    known = [status_words(result), approved_share(result, agency)]
    return Heading(
        title=result.case.scenario.name,
        provenance=provenance(result, language),
        status=" · ".join(words.to(language) for words in known if words is not None),
        draft=draft_words(result, agency) is not None,
    )


def chart_pages(
    result: Result, plan: Plan, agencies: Sequence[str] | None = None
) -> tuple[Page, ...]:
    """Before/after pages of a plan, with decided names and approvals.

    Parameters
    ----------
    result, plan
        The answer and its plan.
    agencies
        Ids of the agencies to draw; all in scope if None.

    Raises
    ------
    UsageError
        If one of `agencies` is no agency.
    """
    case = result.case
    decided = [d for d in case.scenario.decisions if d.unit in plan.parent_after]
    lines = {d.unit: card_lines(case, plan, d) for d in decided}
    every = case.problem.agencies_in_scope if agencies is None else case.problem.before.ids
    return before_after(
        plan,
        chart_heading(result),
        language=case.language,
        agencies=agencies,
        names={d.unit: d.name for d in decided if d.name is not None},
        notes={
            unit: [line.to(case.language) for line in told] for unit, told in lines.items() if told
        },
        headings={a: chart_heading(result, a) for a in every if case.problem.is_agency(a)},
    )
