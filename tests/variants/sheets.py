"""Writes the cells of a variant, with what people do to cells: merge, indent, group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

Cell = str | int | float | date | None


def sheet(
    path: Path,
    rows: Sequence[Sequence[Cell]],
    *,
    name: str = "Sheet1",
    merged: Sequence[str] = (),
    indents: Mapping[int, int] | None = None,
    levels: Mapping[int, int] | None = None,
    name_column: int = 1,
) -> None:
    """A workbook of one sheet, written from A1.

    Parameters
    ----------
    merged
        Ranges that are merged; the value stands in their first cell.
    indents
        Row (from 1) → indent of the cell in `name_column` (from 0).
    levels
        Row (from 1) → outline level of the row (Data, Group in Excel).
    """
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet(name)
        day = book.add_format({"num_format": "d-mmm"})
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                depth = (indents or {}).get(r + 1, 0) if c == name_column else 0
                look = book.add_format({"indent": depth}) if depth else None
                if isinstance(value, str):
                    page.write_string(r, c, value, look)
                elif isinstance(value, date):
                    page.write_datetime(r, c, datetime(value.year, value.month, value.day), day)
                elif value is not None:
                    page.write_number(r, c, value)
        for place in merged:
            _merge(page, place, rows)
        for row_number, level in (levels or {}).items():
            page.set_row(row_number - 1, None, None, {"level": level})


def _merge(
    page: xlsxwriter.worksheet.Worksheet, place: str, rows: Sequence[Sequence[Cell]]
) -> None:
    from xlsxwriter.utility import xl_cell_to_rowcol

    first = xl_cell_to_rowcol(place.partition(":")[0])
    value = rows[first[0]][first[1]]
    page.merge_range(place, value)


def text(path: Path, lines: Sequence[str], *, encoding: str = "utf-8-sig") -> None:
    """A csv file as Excel saves it."""
    path.write_bytes("".join(f"{line}\r\n" for line in lines).encode(encoding))
