"""The picture of a sweep: which quantities it shows, and what stands round them."""

from __future__ import annotations

import dataclasses
from fractions import Fraction

from orgplan.draw import Chart, Heading, Page, sweep_pages
from orgplan.draw.sweep_data import Axis, Measured, Panel, State
from orgplan.plan import Status
from orgplan.report.provenance import source
from orgplan.report.sweep.words import AFTER, tally_words, tier_title, tiers_of
from orgplan.sweep import Row, Sweep
from orgplan.sweep.grid import Field
from orgplan.text import Text

_STATES: dict[Status, State] = {
    "optimal": "proven",
    "feasible": "unproven",
    "infeasible": "impossible",
    "unknown": "open",
}
_PERCENT = "%"


def sweep_picture(sweep: Sweep) -> tuple[Page, ...]:
    """The pages of a sweep: units after and every tier against the fields that vary."""
    language = sweep.language
    fields = ", ".join(field.path for field in sweep.grid.fields)
    title = Text(f"KẾT QUẢ KHI THAY ĐỔI {fields}", f"RESULTS FOR DIFFERENT {fields}")
    case = dataclasses.replace(sweep.case, inputs=sweep.inputs)
    heading = Heading(
        title=case.scenario.name,
        provenance=source(case, language),
        status=tally_words(sweep).to(language),
        draft=False,
    )
    points = [sweep.row_at.get(changes) for changes in sweep.grid]
    panels = [Panel(AFTER.to(language), tuple(_after(row) for row in points))]
    for place in range(tiers_of(sweep.rows)):
        named = tier_title(sweep.rows, place).to(language)
        panels.append(Panel(named, tuple(_tier(row, place) for row in points)))
    axes = tuple(_axis(field) for field in sweep.grid.fields)
    return sweep_pages(Chart(title.to(language), axes, tuple(panels)), heading, language)


def _axis(field: Field) -> Axis:
    bare = [value.removesuffix(_PERCENT) for value in field.values]
    percents = {value.endswith(_PERCENT) for value in field.values}
    try:
        places = tuple(Fraction(value) for value in bare) if len(percents) == 1 else ()
    except ValueError:
        places = ()
    return Axis(field.path, field.values, places)


def _after(row: Row | None) -> Measured:
    """Units after are a fact of the plan; whether the plan is the best is known of its goals."""
    if row is None:
        return Measured("missing")
    return Measured(_STATES[row.status], None if row.after is None else Fraction(row.after))


def _tier(row: Row | None, place: int) -> Measured:
    if row is None or (row.after is not None and place >= len(row.tiers)):
        return Measured("missing")
    state = _STATES[row.status]
    if row.after is None:
        return Measured(state)
    tier = row.tiers[place]
    low = tier.bound if state == "unproven" else None
    return Measured(state, tier.value, low)
