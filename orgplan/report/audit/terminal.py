"""The audit on a terminal: the verdict, then one part a subject, long tables cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from rich.console import Console, RenderableType

from orgplan.audit import Audit
from orgplan.io.findings import visible
from orgplan.report.audit.grid import Grid, GridRow
from orgplan.report.audit.table import Cell, Row, Topic
from orgplan.report.audit.topics import topics
from orgplan.report.audit.verdict import TITLE
from orgplan.report.layout import Paragraph, heading, item, title
from orgplan.text import Language, Text, number

_LONGEST = 40
"""Rows of a table on a terminal; the workbook has them all."""


def print_audit(audit: Audit, console: Console) -> None:
    """Print the audit, as wide as the console is."""
    for part in _parts(audit, audit.case.language):
        console.print(part)


def _parts(audit: Audit, language: Language) -> Iterator[RenderableType]:
    yield title(audit.case.scenario.name)
    yield Paragraph(TITLE.to(language))
    yield Paragraph(ruleset_words(audit).to(language))
    for topic in topics(audit):
        yield from _topic(topic, language)


def ruleset_words(audit: Audit) -> Text:
    """The statute that the organisation is held against."""
    ruleset = audit.case.problem.ruleset
    label = Text(ruleset.name, ruleset.name) if ruleset.label is None else ruleset.label.text
    return Text(f"Quy định: {label.vi} ({ruleset.name})", f"Ruleset: {label.en} ({ruleset.name})")


def _topic(topic: Topic, language: Language) -> Iterator[RenderableType]:
    rows = [row for row in topic.rows if row.screen]
    if not (rows or topic.intro):
        return
    yield heading(topic.title, language)
    for sentence in topic.intro:
        yield item(sentence.to(language))
    sums = [row for row in rows if row.strong and topic.grouped is not None and not row.group.vi]
    listed = [row for row in rows if row not in sums]
    shown = _cut(listed)
    if shown and shown[0].sentence is not None:
        yield from _sentences(shown, language)
    elif shown or sums:
        yield _table(topic, [*shown, *sums], language)
    left = len(listed) - len(shown)
    if left:
        words = Text(
            f"… còn {left} dòng, xem đủ trong audit.xlsx", f"… {left} more rows in audit.xlsx"
        )
        yield item(words.to(language))
    for note in topic.notes:
        yield item(note.to(language))


def _cut(rows: Sequence[Row]) -> list[Row]:
    """The first rows, and every sum."""
    kept: list[Row] = []
    count = 0
    for row in rows:
        count += not row.strong
        if row.strong or count <= _LONGEST:
            kept.append(row)
    return kept


def _sentences(rows: Sequence[Row], language: Language) -> Iterator[RenderableType]:
    group = ""
    for row in rows:
        here = row.group.to(language)
        if here != group:
            yield item(here)
            group = here
        if row.sentence is not None:
            yield item(row.sentence.to(language), mark="• ", depth=2 if here else 1)


def _table(topic: Topic, rows: Sequence[Row], language: Language) -> Grid:
    places = [place for place, column in enumerate(topic.columns) if column.screen]
    return Grid(
        tuple(topic.columns[place].heading.to(language) for place in places),
        tuple(topic.columns[place].number for place in places),
        tuple(
            GridRow(
                tuple(told(row.cells[place], language) for place in places),
                visible(row.group.to(language)),
                row.strong,
            )
            for row in rows
        ),
    )


def told(cell: Cell, language: Language) -> str:
    """A cell as words."""
    if cell is None:
        return ""
    if isinstance(cell, Text):
        return visible(cell.to(language))
    if isinstance(cell, Fraction | int):
        return number(cell, language)
    return visible(cell)
