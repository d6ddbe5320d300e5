"""A comparison on a terminal: one table a subject, one column a plan, long tables cut."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, RenderableType

from orgplan.compare import Comparison
from orgplan.io.findings import visible
from orgplan.report.audit.grid import Grid, GridRow
from orgplan.report.audit.table import Row, Topic
from orgplan.report.audit.terminal import told
from orgplan.report.compare.topics import TITLE, is_narrow, topics
from orgplan.report.layout import heading, item, title
from orgplan.text import Language, Text

_LONGEST = 40
"""Rows of a table on a terminal; the workbook has them all."""


def print_comparison(found: Comparison, console: Console) -> None:
    """Print the comparison, as wide as the console is."""
    console.print(title(TITLE.to(found.language)))
    for topic in topics(found, by_id=is_narrow(found)):
        for part in _parts(topic, found.language):
            console.print(part)


def _parts(topic: Topic, language: Language) -> Iterator[RenderableType]:
    yield heading(topic.title, language)
    for sentence in topic.intro:
        yield item(sentence.to(language))
    listed = [row for row in topic.rows if row.screen]
    if listed:
        yield _table(topic, listed[:_LONGEST], language)
    left = len(listed) - _LONGEST
    if left > 0:
        more = Text(
            f"… còn {left} dòng, xem đủ trong bảng tính (-o THƯ_MỤC)",
            f"… {left} more rows in the workbook (-o DIR)",
        )
        yield item(more.to(language))
    for note in topic.notes:
        yield item(note.to(language))


def _table(topic: Topic, rows: list[Row], language: Language) -> Grid:
    return Grid(
        shown_heads(topic, language),
        tuple(column.number for column in topic.columns if column.screen),
        tuple(
            GridRow(shown_cells(topic, row, language), visible(row.group.to(language)), row.strong)
            for row in rows
        ),
        even=True,
    )


def shown_heads(topic: Topic, language: Language) -> tuple[str, ...]:
    """Heads of the columns for which a screen has room."""
    return tuple(column.heading.to(language) for column in topic.columns if column.screen)


def shown_cells(topic: Topic, row: Row, language: Language) -> tuple[str, ...]:
    """The cells of a row below them."""
    pairs = zip(topic.columns, row.cells, strict=True)
    return tuple(told(cell, language) for column, cell in pairs if column.screen)
