"""The differences of two versions as a table, for a spreadsheet or a program."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from fractions import Fraction
from io import BytesIO

from orgplan.diff import Change, Difference, UnitChange
from orgplan.diff.touched import Touched
from orgplan.report.changes_csv import BOM, harmless
from orgplan.report.diff_fields import Labels, field_name, shown_value
from orgplan.report.diff_touched import PLANS, cut_words, lock_words
from orgplan.report.diff_words import SORTS, Sort, guess_words
from orgplan.report.sheets import (
    CellValue,
    fitting,
    new_book,
    prepare_paper,
    row_height,
    style,
    write_cell,
)
from orgplan.report.table import EMPLOYEES, POSTS
from orgplan.ruleset.schema import SERVICE_KINDS
from orgplan.text import Language, Text, number

TITLE = Text("THAY ĐỔI GIỮA HAI BẢN", "CHANGES BETWEEN TWO VERSIONS")
_SHEETS = (Text("Thay đổi", "Changes"), Text("Cơ quan", "Agencies"), Text("Ảnh hưởng", "Touched"))
Row = tuple[CellValue, ...]
_COLUMNS: tuple[tuple[Text, float], ...] = (
    (Text("Cơ quan", "Agency"), 22),
    (Text("Đơn vị", "Unit"), 28),
    (Text("Mã đơn vị", "Id"), 16),
    (Text("Thay đổi", "What"), 13),
    (Text("Mục", "Field"), 16),
    (Text("Bản cũ", "Old version"), 18),
    (Text("Bản mới", "New version"), 18),
    (Text("Căn cứ đoán", "Why it is a guess"), 30),
)
_AGENCY_COLUMNS: tuple[tuple[Text, float], ...] = (
    (Text("Cơ quan", "Agency"), 40),
    (Text("Đơn vị, bản cũ", "Units, old"), 10),
    (Text("Đơn vị, bản mới", "Units, new"), 10),
    (Text("Biên chế, bản cũ", "Posts, old"), 10),
    (Text("Biên chế, bản mới", "Posts, new"), 10),
    (Text("Người làm việc, bản cũ", "Employees, old"), 12),
    (Text("Người làm việc, bản mới", "Employees, new"), 12),
)
_TOUCHED_COLUMNS: tuple[tuple[Text, float], ...] = (
    (Text("Nơi", "Place"), 30),
    (Text("Ảnh hưởng", "What is touched"), 60),
    (Text("Gợi ý", "Suggestion"), 40),
)


def rows(difference: Difference, labels: Labels, language: Language) -> tuple[Row, ...]:
    """One row for each unit that came or went, and for each changed field of the others."""
    return tuple(_rows(difference, labels, language))


def _rows(difference: Difference, labels: Labels, language: Language) -> Iterator[Row]:
    for sort, version, home, listed in (
        ("removed", difference.old, difference.home_before, difference.removed),
        ("added", difference.new, difference.home_after, difference.added),
    ):
        for unit_id in listed:
            unit, agency = version[unit_id], home[unit_id]
            gone = sort == "removed"
            name = EMPLOYEES if unit.kind in SERVICE_KINDS else POSTS
            yield (
                "" if agency is None else version[agency].name,
                unit.name,
                unit_id,
                SORTS["removed" if gone else "added"].to(language),
                name.to(language),
                unit.staff if gone else None,
                None if gone else unit.staff,
                "",
            )
    guessed = {guess.new: guess for guess in difference.guesses}
    for change in difference.changed:
        guess = guessed.get(change.new.id)
        kept: Sort = "changed" if guess is None else "guess"
        why = "" if guess is None else guess_words(guess).to(language)
        for one in change.changes:
            reason = why if one.field == "id" else ""
            yield _row(difference, change, one, (kept, reason), labels, language)


def _row(
    difference: Difference,
    change: UnitChange,
    one: Change,
    said: tuple[Sort, str],
    labels: Labels,
    language: Language,
) -> Row:
    agency = difference.home_after[change.new.id]
    before, after = shown_value(difference, one, labels)
    figures = [
        value if isinstance(value, Fraction | int) else words.to(language)
        for value, words in ((one.before, before), (one.after, after))
    ]
    return (
        "" if agency is None else difference.new[agency].name,
        change.new.name,
        change.new.id,
        SORTS[said[0]].to(language),
        field_name(one, change.new).to(language),
        *figures,
        said[1],
    )


def diff_csv(difference: Difference, labels: Labels, language: Language) -> str:
    """The table as CSV for spreadsheets; numbers have a decimal point."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([head.to(language) for head, _ in _COLUMNS])
    for row in rows(difference, labels, language):
        writer.writerow([_written(cell) for cell in row])
    return BOM + text.getvalue()


def _written(cell: CellValue) -> str:
    if cell is None:
        return ""
    return number(cell) if isinstance(cell, Fraction | int) else harmless(cell)


def diff_xlsx(
    difference: Difference,
    labels: Labels,
    touched: Touched | None,
    between: str,
    language: Language,
) -> bytes:
    """The workbook as bytes: changes, agencies, and what they touch in a scenario.

    Parameters
    ----------
    difference
        The two versions.
    labels
        Kind → what it is called.
    touched
        What they touch, or None without a scenario.
    between
        Names of the versions.
    language
        Language of the workbook.
    """
    target = BytesIO()
    with new_book(target, TITLE.to(language)) as book:
        tables: list[tuple[Text, Sequence[tuple[Text, float]], Sequence[Row]]] = [
            (_SHEETS[0], _COLUMNS, rows(difference, labels, language)),
            (_SHEETS[1], _AGENCY_COLUMNS, tuple(_agency_rows(difference, language))),
        ]
        if touched is not None:
            tables.append((_SHEETS[2], _TOUCHED_COLUMNS, tuple(_touched_rows(touched, language))))
        looks = {
            "title": style(book, size=14, bold=True, border=False, wrap=False),
            "under": style(book, border=False, wrap=False),
            "head": style(book, bold=True, align="center", middle=True),
            "text": style(book, number="@"),
            "figure": style(book, align="right", number="#,##0.##"),
            "whole": style(book, align="right", number="#,##0"),
        }
        for name, columns, listed in tables:
            sheet = book.add_worksheet(name.to(language))
            sheet.write_string(0, 0, f"{TITLE.to(language)}: {name.to(language)}", looks["title"])
            sheet.write_string(1, 0, fitting(between), looks["under"])
            widths = [width for _, width in columns]
            heads = [head.to(language) for head, _ in columns]
            for place, width in enumerate(widths):
                sheet.set_column(place, place, width)
                sheet.write_string(2, place, fitting(heads[place]), looks["head"])
            sheet.set_row(2, row_height(heads, widths, bold=True))
            for line, row in enumerate(listed, start=3):
                sheet.set_row(line, row_height(row, widths))
                for place, cell in enumerate(row):
                    look = "text"
                    if isinstance(cell, Fraction | int):
                        look = "whole" if Fraction(cell).denominator == 1 else "figure"
                    write_cell(sheet, line, place, cell, looks[look])
            sheet.freeze_panes(3, 0)
            sheet.autofilter(2, 0, 2 + len(listed), len(columns) - 1)
            prepare_paper(sheet, language, head=2, columns=len(columns), rows=3 + len(listed))
    return target.getvalue()


def _agency_rows(difference: Difference, language: Language) -> Iterator[Row]:
    for line in difference.agencies:
        yield (
            line.name or Text("Ngoài các cơ quan", "Outside agencies").to(language),
            line.units_before,
            line.units_after,
            line.posts_before,
            line.posts_after,
            line.employees_before,
            line.employees_after,
        )


def _touched_rows(touched: Touched, language: Language) -> Iterator[Row]:
    for finding in touched.findings:
        more = finding.expected if finding.advice is None else finding.advice
        yield finding.place, finding.found.to(language), more.to(language)
    for lock in touched.locks:
        yield lock.place, f"{lock.name} – {lock_words(lock).to(language)}", ""
    for head, listed in (
        (Text("nay vi phạm", "broken now"), touched.broken),
        (Text("không còn vi phạm", "not broken any more"), touched.mended),
    ):
        for one in listed:
            yield one.id, f"{head.to(language)}: {one.message.to(language)}", one.cite or ""
    for line in touched.cuts:
        yield "target", cut_words(line).to(language), ""
    for plan in touched.plans:
        yield plan.place, f"{plan.name}: {PLANS[plan.state].to(language)}", ""
