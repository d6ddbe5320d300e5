"""The table of a sweep as a file: CSV for spreadsheets, Parquet for programs.

CSV has headings and words in the language of the scenario; Parquet has the names of `Sweep.table`.
"""

from __future__ import annotations

import csv
import io
from fractions import Fraction
from importlib.util import find_spec
from pathlib import Path
from typing import cast

from orgplan.errors import UsageError
from orgplan.io.findings import shown
from orgplan.io.writing import write_bytes, write_text
from orgplan.plan import Status
from orgplan.report.changes_csv import BOM, harmless
from orgplan.report.sweep.words import STATUSES
from orgplan.sweep import Sweep
from orgplan.sweep.table import Cell, Column, columns
from orgplan.text import Language, Text, number

CSV, PARQUET = ".csv", ".parquet"
_YES, _NO = Text("có", "yes"), Text("chưa", "no")


def refuse_table(path: Path) -> None:
    """Do nothing if a table of this name can be written.

    Raises
    ------
    UsageError
        If the suffix is neither ``.csv`` nor ``.parquet``, or the library for Parquet is missing.
    """
    suffix = path.suffix.lower()
    if suffix not in (CSV, PARQUET):
        raise UsageError(
            Text(
                f"không ghi được bảng {shown(path.name)}; cần: đuôi {CSV} hoặc {PARQUET}",
                f"cannot write the table {shown(path.name)}; expected: {CSV} or {PARQUET}",
            )
        )
    if suffix == PARQUET and find_spec("pyarrow") is None:
        install = 'python -m pip install "orgplan[parquet]"'
        raise UsageError(
            Text(
                f"tệp {PARQUET} cần thư viện pyarrow; hãy chạy: {install}, hoặc ghi tệp {CSV}",
                f"a {PARQUET} file needs the library pyarrow; run: {install}, or write {CSV}",
            )
        )


def write_table(sweep: Sweep, path: Path) -> None:
    """Write the table, whole or not at all; the suffix decides the format.

    Raises
    ------
    UsageError
        As `refuse_table`.
    """
    refuse_table(path)
    if path.suffix.lower() == PARQUET:
        content = io.BytesIO()
        sweep.table.to_parquet(content, engine="pyarrow", index=False)
        write_bytes(path, content.getvalue())
    else:
        write_text(path, sweep_csv(sweep))


def sweep_csv(sweep: Sweep) -> str:
    """The table as text, byte order mark included; numbers have a decimal point."""
    language, made = sweep.language, columns(sweep.grid, sweep.rows)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([harmless(column.heading.to(language)) for column in made])
    for place in range(len(sweep.rows)):
        writer.writerow([_written(column, column.cells[place], language) for column in made])
    return BOM + text.getvalue()


def _written(column: Column, cell: Cell, language: Language) -> str:
    if cell is None:
        return ""
    if column.name == "status":
        return STATUSES[cast("Status", cell)].to(language)
    if isinstance(cell, bool):
        return (_YES if cell else _NO).to(language)
    if isinstance(cell, str):
        return harmless(cell)
    return f"{cell:.3f}" if isinstance(cell, float) else number(Fraction(cell))
