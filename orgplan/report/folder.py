"""The folder of a plan: plan file, charts, annexes and change table, complete or untouched."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from orgplan.io.plan_file import dump, plan_document
from orgplan.io.writing import folder_of_outputs, write_text
from orgplan.plan import Plan
from orgplan.report.annex import write_annex
from orgplan.report.changes import change_rows
from orgplan.report.changes_csv import write_changes_csv
from orgplan.report.chart import chart_pages
from orgplan.result import Result

PLAN_FILE = "plan.json"
TABLES = ("annex.xlsx", "changes.csv")
CHARTS = ("chart.pdf", "chart.png", "chart.svg")
_OURS = re.compile(
    r"plan\.json|annex\.xlsx|changes\.(xlsx|csv)|chart\.pdf|chart(-\d{2,})?\.(png|svg)"
)
"""What this or an earlier version may have written."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written.

    Parameters
    ----------
    folder
        Where.
    files
        Names of the main files, further pages of a chart left out.
    pages
        Pages of the chart.
    """

    folder: Path
    files: tuple[str, ...]
    pages: int

    @property
    def plan(self) -> Path:
        """The plan file."""
        return self.folder / PLAN_FILE


def write_outputs(
    result: Result,
    folder: Path,
    *,
    charts: bool = True,
    before_replacing: Callable[[], None] | None = None,
) -> Written:
    """Write everything that a solve leaves behind; files of an earlier run do not survive.

    Parameters
    ----------
    result
        A plan, or the proof that there is none: then only the plan file is written.
    folder
        Where; made if it does not exist. Files in it that are none of ours are left alone.
    charts
        Whether to draw.
    before_replacing
        Called when all files are complete, just before they replace those of an earlier run:
        from here on an interruption would leave a mixture.
    """
    pages = 0
    with folder_of_outputs(folder) as temporary:
        write_text(temporary / PLAN_FILE, dump(plan_document(result, folder)))
        if result.plan is not None:
            _write_tables(result, result.plan, temporary)
            pages = _draw(result, result.plan, temporary) if charts else 0
        made = {path.name for path in temporary.iterdir()}
        if before_replacing is not None:
            before_replacing()
    for path in folder.iterdir():
        if path.name not in made and _OURS.fullmatch(path.name) and path.is_file():
            path.unlink(missing_ok=True)
    listed = tuple(name for name in (PLAN_FILE, *CHARTS, *TABLES) if name in made)
    return Written(folder, listed, pages)


def _write_tables(result: Result, plan: Plan, folder: Path) -> None:
    annex, changes = TABLES
    write_annex(result, plan, folder / annex)
    write_changes_csv(change_rows(result.case, plan), folder / changes, result.case.language)


def _draw(result: Result, plan: Plan, folder: Path) -> int:
    from orgplan.draw import save

    pages = chart_pages(result, plan)
    for name in CHARTS:
        save(pages, folder / name)
    return len(pages)
