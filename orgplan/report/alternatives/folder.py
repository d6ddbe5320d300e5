"""The folder of alternatives: a plan file and a chart each, two tables; complete or untouched."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from orgplan.alternatives import Alternatives
from orgplan.draw.curve_words import tier_title
from orgplan.io.findings import visible
from orgplan.io.plan_file import dump, plan_document
from orgplan.io.writing import folder_of_outputs, write_text
from orgplan.report.alternatives.fates import other_fates
from orgplan.report.changes_csv import BOM, harmless
from orgplan.report.chart import chart_pages
from orgplan.text import Language, Text, number

TABLE, DIFFERENCES = "alternatives.csv", "differences.csv"
_OURS = re.compile(r"plan-\d+\.(json|pdf)|alternatives\.csv|differences\.csv")
"""What this or an earlier run may have written."""
Cell = str | int | Fraction


@dataclass(frozen=True, slots=True)
class WrittenAlternatives:
    """What was written: the folder and the names of the files."""

    folder: Path
    files: tuple[str, ...]

    @property
    def words(self) -> Text:
        """The files of a run, on one line."""
        folder, files = visible(str(self.folder)), ", ".join(self.files)
        return Text(f"\nĐã ghi vào {folder}: {files}", f"\nWritten to {folder}: {files}")


def write_alternatives(
    found: Alternatives,
    folder: Path,
    *,
    charts: bool = True,
    before_replacing: Callable[[], None] | None = None,
) -> WrittenAlternatives:
    """Write every plan and the tables; files of an earlier run do not survive.

    Parameters
    ----------
    found
        At least one plan.
    folder
        Where; other files in it are left alone.
    charts
        Whether to draw.
    before_replacing
        Called when all files are complete, just before they replace those of an earlier run.
    """
    from orgplan.draw import save

    language = found.case.language
    with folder_of_outputs(folder) as temporary:
        for place, (result, plan) in enumerate(zip(found.results, found.plans, strict=True), 1):
            write_text(temporary / f"plan-{place}.json", dump(plan_document(result, folder)))
            if charts:
                save(chart_pages(result, plan), temporary / f"plan-{place}.pdf")
        write_text(temporary / TABLE, _csv(_plans(found, language)))
        write_text(temporary / DIFFERENCES, _csv(_differences(found, language)))
        made = sorted(path.name for path in temporary.iterdir())
        if before_replacing is not None:
            before_replacing()
    for path in folder.iterdir():
        if path.name not in made and _OURS.fullmatch(path.name) and path.is_file():
            path.unlink(missing_ok=True)
    return WrittenAlternatives(folder, tuple(made))


def _plans(found: Alternatives, language: Language) -> Iterable[Sequence[Cell]]:
    """One row a plan: counts, goals, distances."""
    count = len(found.plans)
    titles = [tier_title(place, tier).to(language) for place, tier in enumerate(found.case.tiers)]
    to = [
        Text(f"Số đơn vị khác phương án {n}", f"Units that differ from plan {n}").to(language)
        for n in range(1, count + 1)
    ]
    proven = Text("Đã chứng minh là tốt nhất", "Proven to be the best").to(language)
    heads = (Text("Phương án", "Plan"), Text("Số đầu mối còn", "Units left"))
    yield [*(head.to(language) for head in heads), *titles, *to, proven]
    yes, no = Text("có", "yes").to(language), Text("chưa", "not yet").to(language)
    for place, (result, plan) in enumerate(zip(found.results, found.plans, strict=True)):
        left = sum(plan.after_count.values())
        values = [tier.value for tier in result.tiers]
        known = yes if found.best_possible[place] else no
        yield [place + 1, left, *values, *found.distances[place], known]


def _differences(found: Alternatives, language: Language) -> Iterable[Sequence[Cell]]:
    """One row for each unit of a plan that fares otherwise than in the best one."""
    heads = (
        Text("Phương án", "Plan"),
        Text("Mã đơn vị", "Unit id"),
        Text("Tên đơn vị", "Unit"),
        Text("Cơ quan", "Agency"),
        Text("Trong phương án này", "In this plan"),
        Text("Trong phương án 1", "In plan 1"),
    )
    yield [head.to(language) for head in heads]
    for place, plan in enumerate(found.plans):
        units = found.differing(place)
        for fate in other_fates(found.case, found.plans[0], plan, units):
            here, best = fate.here.to(language), fate.best.to(language)
            yield [place + 1, fate.unit, fate.name, fate.agency, here, best]


def _csv(rows: Iterable[Sequence[Cell]]) -> str:
    """A table for spreadsheets: UTF-8 with BOM, numbers with a decimal point."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in rows:
        writer.writerow(
            [number(cell) if isinstance(cell, Fraction | int) else harmless(cell) for cell in row]
        )
    return BOM + text.getvalue()
