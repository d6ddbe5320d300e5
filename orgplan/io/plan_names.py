"""Refusing a plan file that names units or functions which the organisation does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orgplan.io.findings import shown, visible
from orgplan.io.json_reading import Report
from orgplan.io.nearest import Nearest
from orgplan.io.plan_stated import PlanFile, StatedPlan
from orgplan.organisation import Organisation
from orgplan.text import Text, same

_Named = Iterator[tuple[str, str]]


def refuse_unknown_names(file: PlanFile, original: Organisation) -> None:
    """Check every name in a plan file against the organisation as its files have it.

    Raises
    ------
    InputError
        With every unknown unit and function, each with its path inside the file.
    """
    if file.plan is None:
        return
    report = Report(visible(file.path.name))
    functions = dict.fromkeys(b.function for u in original for b in u.blocks if b.function)
    unit = (
        Text("không có đơn vị", "unknown unit"),
        Text("mã của một đơn vị trong tệp đơn vị", "the id of a unit of the organisation"),
    )
    function = (
        Text("không có chức năng", "unknown function"),
        Text("mã của một chức năng trong tệp đơn vị", "a function of the organisation"),
    )
    _refuse(report, _units_named(file.plan), original.ids, *unit)
    _refuse(report, _functions_named(file.plan), functions, *function)
    report.raise_errors()


def _refuse(
    report: Report, named: _Named, known: Iterable[str], what: Text, expected: Text
) -> None:
    words = dict.fromkeys(known)
    nearest = Nearest(words)
    for path, word in named:
        if word not in words:
            near = nearest(word)
            report.error(
                path,
                Text(f"{what.vi} {shown(word)}", f"{what.en} {shown(word)}"),
                expected,
                None if near is None else same(visible(near)),
            )


def _units_named(plan: StatedPlan) -> _Named:
    for agency in plan.count.agencies:
        yield f"{agency.at}.id", agency.id
    for unit in plan.units:
        yield f"{unit.at}.id", unit.id
        for place, receiver in enumerate(unit.into):
            yield f"{unit.at}.into[{place}]", receiver
    for move in plan.moves:
        yield f"{move.at}.from", move.unit
        yield f"{move.at}.to", move.to
    for after in plan.after:
        yield f"{after.at}.id", after.id
        if after.parent is not None:
            yield f"{after.at}.parent", after.parent


def _functions_named(plan: StatedPlan) -> _Named:
    for move in plan.moves:
        if move.function is not None:
            yield f"{move.at}.function", move.function
    for after in plan.after:
        for code in after.functions:
            yield f"{after.at}.functions", code
