"""The calls that notebooks use, with paths given as text or `Path`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from orgplan.case import Case
from orgplan.check import Verdict
from orgplan.check import check as _check
from orgplan.compare import Comparison
from orgplan.draw import Page
from orgplan.errors import UsageError
from orgplan.explain import explain
from orgplan.frontier import Frontier, frontier
from orgplan.io.plan_file import write_plan as _write_plan
from orgplan.io.scenario import load_scenario
from orgplan.result import Result
from orgplan.solve import solve
from orgplan.sweep import Sweep
from orgplan.text import Language, Text
from orgplan.trade_off import TradeOff

if TYPE_CHECKING:
    PathText = str | PathLike[str]

__all__ = ["check", "draw", "explain", "frontier", "load", "solve", "write_plan"]


def load(
    path: PathText,
    *,
    language: Language | None = None,
    change: Mapping[str, object] | None = None,
) -> Case:
    """Read a scenario with everything it names.

    Parameters
    ----------
    path
        The scenario file.
    language
        Language of messages and outputs; the scenario's own if None.
    change
        Values of the scenario to change on the way in, such as ``{"target.cut": "20%",
        "rules.max-size.at_most": 14}``: keys joined by dots, a rule by its id, other entries of
        lists by their place from 0; None removes. The file stays as it is, so the plan of a
        changed scenario cannot be checked from a file.

    Raises
    ------
    InputError
        With every finding in every file, each with its place.
    UsageError
        If a change names nothing.
    """
    return load_scenario(Path(path), language=language, change=change).case


def check(path: PathText, *, language: Language | None = None) -> Verdict:
    """Judge a plan file without any solver: re-read its inputs, then structure, rules and goals.

    Raises
    ------
    InputError
        If the file cannot be read, or one of its inputs has changed since.
    """
    return _check(Path(path), language=language)


def write_plan(result: Result, path: PathText) -> None:
    """Write the plan file of a result, whole or not at all."""
    _write_plan(result, Path(path))


def draw(
    result: Result | Frontier | Sweep | Comparison | TradeOff,
    *,
    agencies: Sequence[str] | None = None,
) -> tuple[Page, ...]:
    """Pages of a plan, a frontier, a trade-off, a sweep or a comparison, as they are printed.

    Of a plan: before and after, an overview, then one page or more an agency. Of a frontier: cost
    against cut. Of a trade-off: one goal against the other. Of a sweep: what each value leads to.
    Of a comparison: the plans side by side.

    Parameters
    ----------
    result
        An answer with a plan, a frontier or a trade-off with a point, a sweep, or a comparison.
    agencies
        Ids of the agencies of a plan to draw; all in scope if None.

    Raises
    ------
    UsageError
        If there is nothing to draw.
    """
    if isinstance(result, Frontier):
        from orgplan.report.frontier import frontier_chart

        return frontier_chart(result)
    if isinstance(result, TradeOff):
        from orgplan.report.trade_off import trade_off_chart

        return trade_off_chart(result)
    if isinstance(result, Sweep):
        from orgplan.report.sweep import sweep_picture

        return sweep_picture(result)
    if isinstance(result, Comparison):
        from orgplan.report.compare import comparison_chart

        return comparison_chart(result)
    from orgplan.report.chart import chart_pages

    if result.plan is None:
        raise UsageError(Text(vi="không có phương án để vẽ", en="there is no plan to draw"))
    return chart_pages(result, result.plan, agencies)
