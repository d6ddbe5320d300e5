"""The folder of a trade-off: table, pictures, a plan file a point; complete or untouched."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from orgplan.io.findings import visible
from orgplan.io.plan_file import dump, plan_document
from orgplan.io.writing import folder_of_outputs, write_text
from orgplan.report.changes_csv import BOM, harmless
from orgplan.report.trade_off.chart import trade_off_chart
from orgplan.report.trade_off.table import Cell, file_columns, file_row
from orgplan.text import Language, Text, number
from orgplan.trade_off import TradeOff, answer_at

TABLE = "trade-off.csv"
PICTURES = ("trade-off.pdf", "trade-off.png", "trade-off.svg")
_OURS = re.compile(r"trade-off\.(csv|pdf|png|svg)|plan-\d+\.json")
"""What this or an earlier run may have written."""


@dataclass(frozen=True, slots=True)
class WrittenTradeOff:
    """What was written: the folder, the names of the main files, the number of plan files."""

    folder: Path
    files: tuple[str, ...]
    plans: int

    @property
    def words(self) -> Text:
        """The files of a run, on one line."""
        folder, files = visible(str(self.folder)), ", ".join(self.files)
        plans = ""
        if self.plans:
            plans = ", plan-1.json" + (f" … plan-{self.plans}.json" if self.plans > 1 else "")
        return Text(
            f"\nĐã ghi vào {folder}: {files}{plans}", f"\nWritten to {folder}: {files}{plans}"
        )


def write_trade_off(
    found: TradeOff,
    folder: Path,
    *,
    charts: bool = True,
    before_replacing: Callable[[], None] | None = None,
) -> WrittenTradeOff:
    """Write table, pictures and plans; files of an earlier run do not survive.

    Parameters
    ----------
    found
        A trade-off with at least one point.
    folder
        Where; other files in it are left alone.
    charts
        Whether to draw.
    before_replacing
        Called when all files are complete, just before they replace those of an earlier run.
    """
    from orgplan.draw import save

    plans = 0
    with folder_of_outputs(folder) as temporary:
        write_text(temporary / TABLE, trade_off_csv(found, found.case.language))
        for place, point in enumerate(found.points, start=1):
            if point.plan is not None:
                document = plan_document(answer_at(found, point), folder)
                write_text(temporary / f"plan-{place}.json", dump(document))
                plans += 1
        if charts:
            pages = trade_off_chart(found)
            for name in PICTURES:
                save(pages, temporary / name)
        made = {path.name for path in temporary.iterdir()}
        if before_replacing is not None:
            before_replacing()
    for path in folder.iterdir():
        if path.name not in made and _OURS.fullmatch(path.name) and path.is_file():
            path.unlink(missing_ok=True)
    return WrittenTradeOff(folder, tuple(n for n in (TABLE, *PICTURES) if n in made), plans)


def trade_off_csv(found: TradeOff, language: Language) -> str:
    """The whole table for spreadsheets: UTF-8 with BOM, numbers with a decimal point."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([harmless(head.to(language)) for head in file_columns(found)])
    for place in range(len(found.points)):
        writer.writerow([_written(cell, language) for cell in file_row(found, place)])
    return BOM + text.getvalue()


def _written(cell: Cell, language: Language) -> str:
    if cell is None:
        return ""
    return number(cell) if isinstance(cell, Fraction | int) else harmless(cell.to(language))
