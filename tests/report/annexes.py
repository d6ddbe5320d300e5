"""Reading an annex workbook back, as any program would."""

from __future__ import annotations

from io import BytesIO

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from orgplan.report.annex import annex_xlsx
from orgplan.result import Result

Values = tuple[object, ...]


def content(result: Result) -> bytes:
    """The workbook of a result."""
    assert result.plan is not None
    return annex_xlsx(result, result.plan)


def opened(result: Result) -> Workbook:
    """The workbook, read back."""
    return openpyxl.load_workbook(BytesIO(content(result)))


def head_ends(sheet: Worksheet) -> int:
    """The last row of the head of the table, from 1."""
    return int(str(sheet.print_title_rows).split("$")[-1])


def table(sheet: Worksheet) -> list[Values]:
    """The rows of the table, without its head and the notes below."""
    rows: list[Values] = []
    for row in sheet.iter_rows(min_row=head_ends(sheet) + 1, values_only=True):
        if all(value is None for value in row):
            break
        rows.append(row)
    return rows


def notes(sheet: Worksheet) -> str:
    """Everything below the table, a line each."""
    start = head_ends(sheet) + len(table(sheet)) + 2
    return "\n".join(str(r[0]) for r in sheet.iter_rows(min_row=start, values_only=True))


def figure(value: object) -> float:
    """A figure of a cell; a blank one is 0."""
    return float(str(value)) if value is not None else 0.0
