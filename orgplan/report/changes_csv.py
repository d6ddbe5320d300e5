"""The change table as CSV for spreadsheets: UTF-8 with BOM, commas, no cell that is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection
from fractions import Fraction
from pathlib import Path

from orgplan.io.writing import write_text
from orgplan.report.changes import ChangeRow
from orgplan.report.table import Cell, cells, columns_for, headings
from orgplan.text import Language, number

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
BOM = "\ufeff"


def changes_csv(rows: Collection[ChangeRow], language: Language) -> str:
    """The table as text, byte order mark included; numbers have a decimal point."""
    text, columns = io.StringIO(), columns_for(rows)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([harmless(heading) for heading in headings(columns, language)])
    for row in rows:
        writer.writerow([_written(cell) for cell in cells(row, columns, language)])
    return BOM + text.getvalue()


def write_changes_csv(rows: Collection[ChangeRow], path: Path, language: Language) -> None:
    """Write the table, whole or not at all."""
    write_text(path, changes_csv(rows, language))


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe goes before its signs."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    return number(cell) if isinstance(cell, Fraction | int) else harmless(cell)
