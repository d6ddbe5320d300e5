"""The page of a trade-off with its title, proof and provenance."""

from __future__ import annotations

from orgplan.draw import Heading, Page
from orgplan.draw.trade_off import trade_off_pages
from orgplan.report.provenance import source
from orgplan.report.trade_off.words import status_words
from orgplan.trade_off import TradeOff


def trade_off_chart(found: TradeOff) -> tuple[Page, ...]:
    """Pages of a trade-off, in the language of its case.

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
    return trade_off_pages(found, heading, language=language)
