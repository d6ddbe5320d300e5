"""The pages of a frontier with their title, proof and provenance."""

from __future__ import annotations

from orgplan.draw import Heading, Page
from orgplan.draw.frontier import frontier_pages
from orgplan.frontier import Frontier
from orgplan.report.frontier.words import status_words
from orgplan.report.provenance import source


def frontier_chart(found: Frontier) -> tuple[Page, ...]:
    """Pages of a frontier, in the language of its case.

    Raises
    ------
    UsageError
        If it has no point.
    """
    language = found.case.language
    engine = f"{found.engine} {found.engine_version}"
    heading = Heading(
        title=found.case.scenario.name,
        provenance=f"{source(found.case, language)} · {engine}",
        status=status_words(found).to(language),
        draft=False,  # a curve proposes no change that anybody could approve
    )
    return frontier_pages(found, heading, language=language)
