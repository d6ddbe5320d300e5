"""The annexes of a scheme as a workbook: six tables in the form that the decrees ask for."""

from __future__ import annotations

from pathlib import Path

from orgplan.plan import Plan
from orgplan.report.annex.changes import changes
from orgplan.report.annex.criteria import criteria
from orgplan.report.annex.form import Annex
from orgplan.report.annex.functions import functions
from orgplan.report.annex.leaders import leaders
from orgplan.report.annex.paper import workbook
from orgplan.report.annex.places import Places
from orgplan.report.annex.posts import posts
from orgplan.report.annex.units import units
from orgplan.result import Result

TABLES = (changes, units, posts, leaders, functions, criteria)
"""One function an annex, in order of their numbers."""


def annexes(result: Result, plan: Plan) -> tuple[Annex, ...]:
    """Every annex as data."""
    places = Places(result.case, plan)
    return tuple(table(places) for table in TABLES)


def annex_xlsx(result: Result, plan: Plan) -> bytes:
    """The workbook; equal results give equal bytes."""
    return workbook(result, annexes(result, plan))


def write_annex(result: Result, plan: Plan, path: Path) -> None:
    """Write the workbook of a plan."""
    path.write_bytes(annex_xlsx(result, plan))
