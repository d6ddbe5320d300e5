"""A builder of tables as departments send them, for tests."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment


def write_book(
    path: Path,
    lines: list[list[object]],
    *,
    sheet: str = "Sheet1",
    merged: tuple[str, ...] = (),
    indents: dict[str, int] | None = None,
    levels: dict[int, int] | None = None,
    hidden: tuple[int, ...] = (),
    more: dict[str, list[list[object]]] | None = None,
) -> Path:
    """Write a workbook: lines of cells, merged ranges, indents, grouped and hidden rows."""
    book = Workbook()
    first = book.active
    first.title = sheet
    for name, content in {sheet: lines, **(more or {})}.items():
        page = first if name == sheet else book.create_sheet(name)
        for row, line in enumerate(content, start=1):
            for column, value in enumerate(line, start=1):
                if value not in (None, ""):
                    page.cell(row, column, value)
    for cell, indent in (indents or {}).items():
        first[cell].alignment = Alignment(indent=indent)
    for row, level in (levels or {}).items():
        first.row_dimensions[row].outline_level = level
    for row in hidden:
        first.row_dimensions[row].hidden = True
    for area in merged:
        first.merge_cells(area)
    book.save(path)
    return path
