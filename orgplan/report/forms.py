"""In which legal form a unit ends: as people decided it, where they did."""

from __future__ import annotations

from collections.abc import Mapping

from orgplan.case import Case
from orgplan.decisions import Form
from orgplan.plan import Plan

_SHARED: tuple[Form, ...] = ("merge", "consolidate", "reorganise")
"""Forms that say of a receiver how the others end in it."""
_ENDING: tuple[Form, ...] = (*_SHARED, "dissolve")
"""Forms that say how a unit ends; any other on one that ends does not fit the plan."""


def is_flattened(plan: Plan, unit_id: str) -> bool:
    """Whether a unit ended because the unit above it, or its heir, lost its sub-units."""
    parent = plan.problem.before[unit_id].parent
    return parent is not None and plan.receivers.get(unit_id) == (plan.successor(parent),)


def form_of_end(case: Case, plan: Plan, unit_id: str) -> Form | None:
    """The form decided for a unit that ends, else the one that its only receiver gives it."""
    decision = case.decided.get(unit_id)
    if decision is not None and decision.form in _ENDING:
        return decision.form
    heirs = plan.receivers.get(unit_id, ())
    if len(heirs) != 1 or is_flattened(plan, unit_id):
        return None
    decision = case.decided.get(heirs[0])
    form = None if decision is None else decision.form
    return form if form in _SHARED else None


def consolidations(case: Case, plan: Plan) -> Mapping[str, str]:
    """Units that end in one other, and that one, where people call it consolidation."""
    return {
        unit_id: plan.receivers[unit_id][0]
        for unit_id in case.problem.before.ids
        if plan.fate(unit_id) == "merged"
        and len(plan.receivers.get(unit_id, ())) == 1
        and form_of_end(case, plan, unit_id) == "consolidate"
    }
