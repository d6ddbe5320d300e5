"""Units as the tables of the audit name them."""

from __future__ import annotations

from orgplan.audit import Findings
from orgplan.text import Text, same

OUTSIDE = Text("Ngoài các cơ quan", "Outside agencies")
TOTAL = Text("Cộng", "Total")


def unit_name(found: Findings, unit_id: str) -> Text:
    """The name; below a unit that is no agency also where it stands, as names there repeat."""
    organisation, problem = found.state.organisation, found.state.problem
    unit = organisation[unit_id]
    if unit.parent is None or unit_id not in problem.internal or problem.is_agency(unit.parent):
        return same(unit.name)
    above = organisation[unit.parent].name
    return Text(f"{unit.name} thuộc {above}", f"{unit.name} of {above}")


def agency_name(found: Findings, unit_id: str) -> str:
    """Name of the agency of a unit; empty outside agencies."""
    agency = found.state.problem.agency[unit_id]
    return "" if agency is None else found.state.organisation[agency].name


def kind_name(found: Findings, unit_id: str) -> Text:
    """Name of the kind of a unit."""
    return found.state.problem.ruleset.label_of(found.state.organisation[unit_id].kind)
