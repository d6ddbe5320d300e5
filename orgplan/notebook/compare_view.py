"""A comparison in a notebook: which plan is which, then one part a subject."""

from __future__ import annotations

from orgplan.compare import Comparison
from orgplan.notebook.markup import faint, folded, frame, line, table
from orgplan.report.audit.table import Topic
from orgplan.report.compare.chart import source_words
from orgplan.report.compare.terminal import shown_cells, shown_heads
from orgplan.report.compare.topics import TITLE, topics
from orgplan.text import Language

_OPEN = 3
"""Subjects that are shown without being asked for."""


def comparison_html(found: Comparison) -> str:
    """The comparison as HTML, in its language."""
    language = found.language
    parts = [
        folded(_sentence(topic.title.to(language)), _topic(topic, language), is_open=place < _OPEN)
        for place, topic in enumerate(topics(found))
    ]
    return frame(_sentence(TITLE.to(language)), *parts, faint(source_words(found)))


def _topic(topic: Topic, language: Language) -> str:
    """A subject, uncut."""
    said = "".join(line(sentence.to(language)) for sentence in topic.intro)
    rows = [row for row in topic.rows if row.screen]
    heads, cells = list(shown_heads(topic, language)), []
    grouped = topic.grouped
    for row in rows:
        group = [] if grouped is None else [row.group.to(language)]
        cells.append([*group, *shown_cells(topic, row, language)])
    if rows:
        first = [] if grouped is None else [grouped.heading.to(language)]
        said += table([*first, *heads], cells)
    return said + "".join(faint(note.to(language)) for note in topic.notes)


def _sentence(title: str) -> str:
    """A heading in capitals as a sentence."""
    return title[:1] + title[1:].lower()
