"""The folder of a frontier: table and pictures, complete or untouched."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from orgplan.frontier import Frontier
from orgplan.io.findings import visible
from orgplan.io.writing import folder_of_outputs, write_text
from orgplan.report.changes_csv import BOM, harmless
from orgplan.report.frontier.chart import frontier_chart
from orgplan.report.frontier.table import Cell, by_cut, file_columns, file_row
from orgplan.text import Language, Text, number

TABLE = "frontier.csv"
PICTURES = ("frontier.pdf", "frontier.png", "frontier.svg")
_OURS = re.compile(r"frontier\.(csv|pdf)|frontier(-\d{2,})?\.(png|svg)")
"""What this or an earlier run may have written."""


@dataclass(frozen=True, slots=True)
class WrittenFrontier:
    """What was written: the folder and the names of the main files."""

    folder: Path
    files: tuple[str, ...]

    @property
    def words(self) -> Text:
        """The files of a run, on one line."""
        folder, files = visible(str(self.folder)), ", ".join(self.files)
        return Text(f"\nĐã ghi vào {folder}: {files}", f"\nWritten to {folder}: {files}")


def write_frontier(
    found: Frontier,
    folder: Path,
    *,
    charts: bool = True,
    before_replacing: Callable[[], None] | None = None,
) -> WrittenFrontier:
    """Write the whole table and the pictures; files of an earlier run do not survive.

    Parameters
    ----------
    found
        A frontier with at least one point.
    folder
        Where; other files in it are left alone.
    charts
        Whether to draw.
    before_replacing
        Called when all files are complete, just before they replace those of an earlier run.
    """
    from orgplan.draw import save

    with folder_of_outputs(folder) as temporary:
        write_text(temporary / TABLE, frontier_csv(found, found.case.language))
        if charts:
            pages = frontier_chart(found)
            for name in PICTURES:
                save(pages, temporary / name)
        made = {path.name for path in temporary.iterdir()}
        if before_replacing is not None:
            before_replacing()
    for path in folder.iterdir():
        if path.name not in made and _OURS.fullmatch(path.name) and path.is_file():
            path.unlink(missing_ok=True)
    return WrittenFrontier(folder, tuple(name for name in (TABLE, *PICTURES) if name in made))


def frontier_csv(found: Frontier, language: Language) -> str:
    """The whole table for spreadsheets: UTF-8 with BOM, numbers with a decimal point."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([harmless(head.to(language)) for head in file_columns(found)])
    for point in by_cut(found):
        writer.writerow([_written(cell, language) for cell in file_row(found, point)])
    return BOM + text.getvalue()


def _written(cell: Cell, language: Language) -> str:
    if cell is None:
        return ""
    return number(cell) if isinstance(cell, Fraction | int) else harmless(cell.to(language))
