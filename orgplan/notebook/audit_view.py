"""The audit in a notebook: the verdict open, every other subject to be opened."""

from __future__ import annotations

from orgplan.audit import Audit
from orgplan.notebook.markup import bullets, faint, folded, frame, line, table
from orgplan.report.audit.table import Topic
from orgplan.report.audit.terminal import ruleset_words, told
from orgplan.report.audit.topics import topics
from orgplan.report.audit.verdict import TITLE
from orgplan.text import Language


def audit_html(audit: Audit) -> str:
    """The audit as HTML, in the language of its case."""
    language = audit.case.language
    first, *rest = topics(audit)
    parts = [faint(ruleset_words(audit).to(language)), _topic(first, language)]
    parts += [
        folded(_sentence(topic.title.to(language)), _topic(topic, language)) for topic in rest
    ]
    title = f"{_sentence(TITLE.to(language))}: {audit.case.scenario.name}"
    return frame(title, *parts)


def _topic(topic: Topic, language: Language) -> str:
    """What the terminal shows of a subject, uncut."""
    said = "".join(line(sentence.to(language)) for sentence in topic.intro)
    rows = [row for row in topic.rows if row.screen]
    if rows and rows[0].sentence is not None:
        said += bullets(row.sentence.to(language) for row in rows if row.sentence is not None)
    elif rows:
        places = [place for place, column in enumerate(topic.columns) if column.screen]
        heads = [topic.columns[place].heading.to(language) for place in places]
        cells = [[told(row.cells[place], language) for place in places] for row in rows]
        if topic.grouped is not None:
            heads = [topic.grouped.heading.to(language), *heads]
            groups = (row.group.to(language) for row in rows)
            cells = [[group, *found] for group, found in zip(groups, cells, strict=True)]
        said += table(heads, cells)
    return said + "".join(faint(note.to(language)) for note in topic.notes)


def _sentence(title: str) -> str:
    """A heading in capitals as a sentence."""
    return title[:1] + title[1:].lower() if title.isupper() else title
