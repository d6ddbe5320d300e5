"""Subjects as a workbook, those of the audit above all: one sheet a subject, ready to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING

from orgplan.audit import Audit
from orgplan.report.audit.table import Cell, Column, Row, Topic
from orgplan.report.audit.terminal import ruleset_words
from orgplan.report.audit.topics import topics
from orgplan.report.audit.verdict import TITLE
from orgplan.report.provenance import source
from orgplan.report.sheets import (
    CellValue,
    fitting,
    new_book,
    prepare_paper,
    row_height,
    style,
    write_cell,
)
from orgplan.text import Language, Text

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_MARKED = "#F2F2F2"
_SAFE = 0.92
"""Share of a column that is counted on for words: a row too high beats a line that is cut off."""


@dataclass(frozen=True, slots=True)
class Front:
    """What every sheet of a workbook says besides its subject.

    Parameters
    ----------
    title
        Title of the workbook.
    lines
        What stands below the title of each sheet.
    footer
        What stands at the foot of each page.
    language
        Language of all words.
    """

    title: Text
    lines: tuple[str, ...]
    footer: str
    language: Language


def audit_workbook(audit: Audit) -> bytes:
    """The workbook as bytes; equal audits give equal ones."""
    language = audit.case.language
    lines = (audit.case.scenario.name, ruleset_words(audit).to(language))
    front = Front(TITLE, lines, source(audit.case, language), language)
    return topics_workbook(topics(audit), front)


def topics_workbook(listed: Sequence[Topic], front: Front) -> bytes:
    """A workbook with a sheet for each subject; equal contents give equal bytes."""
    target = BytesIO()
    with new_book(target, front.title.to(front.language)) as book:
        looks = _Looks(book)
        for topic in listed:
            sheet = book.add_worksheet(topic.sheet.to(front.language))
            _Sheet(front, topic, sheet, looks).write()
    return target.getvalue()


class _Looks:
    """The formats of the workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self.title = style(book, size=14, bold=True, border=False, wrap=False)
        self.plain = style(book, size=12, border=False, wrap=False)
        self.note = style(book, size=11, italic=True, border=False, middle=False)
        self.head = style(book, bold=True, align="center", middle=True)
        self._cells = {
            (number, strong, marked): style(
                book,
                bold=strong,
                align="left" if number == "@" else "right",
                number=number,
                fill=_MARKED if marked else "",
            )
            for number in ("@", "#,##0", "#,##0.##", "")
            for strong in (True, False)
            for marked in (True, False)
        }

    def cell(self, value: CellValue, column: Column, row: Row) -> Format:
        """The format of one cell."""
        kind = "@"
        if isinstance(value, Fraction | int):
            kind = "#,##0" if Fraction(value).denominator == 1 else "#,##0.##"
        elif column.number:
            kind = ""
        return self._cells[kind, row.strong, row.marked]


class _Sheet:
    """One subject on its sheet."""

    def __init__(self, front: Front, topic: Topic, sheet: Worksheet, looks: _Looks) -> None:
        self.front, self.topic, self.sheet = front, topic, sheet
        self.looks, self.language = looks, front.language
        self.grouped = topic.grouped
        first = () if self.grouped is None else (self.grouped,)
        self.columns = (*first, *topic.columns)

    def write(self) -> None:
        """Title, sentences, table, notes."""
        for place, column in enumerate(self.columns):
            self.sheet.set_column(place, place, column.width)
        head = self._titles()
        line = self._table(head)
        last = self._notes(line + 1)
        self.sheet.freeze_panes(head + 1, 0)
        if self.topic.rows:
            self.sheet.autofilter(head, 0, line - 1, len(self.columns) - 1)
        prepare_paper(
            self.sheet,
            self.language,
            head=head,
            columns=len(self.columns),
            rows=last,
            footer=self.front.footer,
        )

    def _titles(self) -> int:
        """What stands above the table; the row of its heads."""
        self._line(0, self.topic.title, self.looks.title)
        line = 1
        for words in self.front.lines:
            self.sheet.write_string(line, 0, fitting(words), self.looks.plain)
            line += 1
        for sentence in self.topic.intro:
            line = self._sentence(line, sentence)
        return line + 1

    def _line(self, row: int, words: Text, look: Format) -> None:
        self.sheet.write_string(row, 0, fitting(words.to(self.language)), look)

    def _sentence(self, row: int, words: Text) -> int:
        """A sentence over the whole width; the next free row."""
        text = fitting(words.to(self.language))
        width = sum(column.width for column in self.columns)
        self.sheet.set_row(row, row_height([text], [width]))
        if len(self.columns) > 1:
            self.sheet.merge_range(row, 0, row, len(self.columns) - 1, "", self.looks.note)
        self.sheet.write_string(row, 0, text, self.looks.note)
        return row + 1

    def _table(self, head: int) -> int:
        """The rows; the row behind the last one."""
        widths = [column.width for column in self.columns]
        rooms = [_SAFE * width for width in widths]
        heads = [column.heading.to(self.language) for column in self.columns]
        self.sheet.set_row(head, row_height(heads, widths, bold=True))
        for place, words in enumerate(heads):
            self.sheet.write_string(head, place, words, self.looks.head)
        line = head + 1
        for row in self.topic.rows:
            first = () if self.grouped is None else (row.group,)
            values = [self._value(cell) for cell in (*first, *row.cells)]
            self.sheet.set_row(line, row_height(values, rooms, bold=row.strong))
            for place, (value, column) in enumerate(zip(values, self.columns, strict=True)):
                look = self.looks.cell(value, column, row)
                write_cell(self.sheet, line, place, value, look)
            line += 1
        return line

    def _value(self, cell: Cell) -> CellValue:
        return cell.to(self.language) if isinstance(cell, Text) else cell

    def _notes(self, row: int) -> int:
        for note in self.topic.notes:
            row = self._sentence(row, note)
        return row
