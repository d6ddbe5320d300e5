"""Alternatives and trade-offs in a notebook: the table, and what is proven."""

from __future__ import annotations

from orgplan.alternatives import Alternatives
from orgplan.draw.curve_words import tier_title
from orgplan.notebook.markup import bullets, faint, folded, frame, line, table
from orgplan.report.alternatives import ended_words, status_words
from orgplan.report.alternatives.terminal import DISTANCE, headings, rows
from orgplan.report.trade_off import proof_words
from orgplan.report.trade_off import status_words as trade_off_status
from orgplan.report.trade_off import terminal as points
from orgplan.trade_off import TradeOff


def alternatives_html(found: Alternatives) -> str:
    """The plans as HTML, in the language of the case."""
    language = found.case.language
    parts = [line(words.to(language)) for words in ended_words(found)]
    if found.plans:
        tiers = [tier_title(n, tier).to(language) for n, tier in enumerate(found.case.tiers)]
        heads = [head.to(language) for head in headings(found)]
        inside = bullets(tiers) + table(heads, rows(found, language))
        inside += faint(DISTANCE.to(language))
        parts.append(folded(status_words(found).to(language), inside, is_open=True))
    return frame(found.case.scenario.name, *parts)


def trade_off_html(found: TradeOff) -> str:
    """The points as HTML, in the language of the case."""
    language = found.case.language
    parts = [line(words.to(language)) for words in proof_words(found)]
    if found.points:
        heads = [head.to(language) for head in points.headings()]
        inside = bullets(words.to(language) for words in points.legend(found))
        inside += table(heads, points.rows(found, language))
        inside += "".join(faint(words.to(language)) for words in points.table_notes(found))
        parts.append(folded(trade_off_status(found).to(language), inside, is_open=True))
    return frame(found.case.scenario.name, *parts)
