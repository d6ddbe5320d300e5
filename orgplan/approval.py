"""Which changes of a plan somebody competent has approved, and so which documents are drafts.

This is the one place that knows. A change is approved by a decision about the unit itself, about
a receiver of a unit that ends, or about anything above either of them, before or after.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from orgplan.decisions import Decision
from orgplan.goals.touched_units import is_touched
from orgplan.plan import Plan
from orgplan.text import Text

DRAFT = Text("DỰ THẢO", "DRAFT")


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a plan, or the part of it in one agency, is approved.

    Parameters
    ----------
    changes
        Units that the plan changes [units].
    missing
        Those among them whose change nobody has approved.
    draft
        Whether documents about it are drafts.
    """

    changes: int
    missing: tuple[str, ...]
    draft: bool

    @property
    def approved(self) -> int:
        """Units whose change is approved [units]."""
        return self.changes - len(self.missing)


def touched(plan: Plan) -> tuple[str, ...]:
    """Units that the plan itself changes, in order of the organisation; given changes are none."""
    return tuple(unit for unit in plan.problem.before.ids if is_touched(plan, unit))


def unapproved(plan: Plan, decisions: Iterable[Decision]) -> tuple[str, ...]:
    """Units that the plan changes without an approval, in order of the organisation."""
    decided = {decision.unit: decision for decision in decisions}
    return tuple(unit for unit in touched(plan) if covering(plan, decided, unit) is None)


def covering(plan: Plan, decided: Mapping[str, Decision], unit: str) -> Decision | None:
    """The approved decision that covers the change of a unit, the closest one; or None."""
    for answerable in _answerable(plan, unit):
        decision = decided.get(answerable)
        if decision is not None and decision.approved is not None:
            return decision
    return None


def standing(plan: Plan, decisions: Iterable[Decision], agency: str | None = None) -> Standing:
    """How far a plan is approved.

    Parameters
    ----------
    plan
        The plan.
    decisions
        What people have decided.
    agency
        Only what changes in this agency, before or after; None means everything.

    Returns
    -------
    standing
        A document is final where there is an approval and no change lacks one. The part of an
        agency is also final with the whole; an agency in which nothing changes needs, before
        that, an approval of its own: the rest of the plan may still change it.
    """
    listed = tuple(decisions)
    approved = _approved(listed)
    missing = unapproved(plan, listed)
    everything = touched(plan)
    final = bool(approved) and not missing
    if agency is None:
        return Standing(len(everything), missing, not final)
    here = [u for u in everything if agency in _agencies(plan, u)]
    lacking = tuple(u for u in missing if u in here)
    concerned = bool(here) or any(_concerns(plan, unit, agency) for unit in approved)
    settled = bool(approved) and concerned and not lacking
    return Standing(len(here), lacking, not (final or settled))


def _approved(decisions: Iterable[Decision]) -> frozenset[str]:
    """Units and agencies with an approved decision."""
    return frozenset(d.unit for d in decisions if d.approved is not None)


def _answerable(plan: Plan, unit: str) -> Iterator[str]:
    """Every unit whose approval covers the change of this one, the closest first."""
    heirs = _heirs(plan, unit)
    yield unit
    yield from heirs
    yield from plan.problem.before.ancestors(unit)
    for heir in heirs:
        yield from plan.ancestors_after(heir)


def _heirs(plan: Plan, unit: str) -> tuple[str, ...]:
    """The unit itself if it lives on, else its receivers."""
    return (unit,) if plan.survives(unit) else plan.receivers.get(unit, ())


def _agencies(plan: Plan, unit: str) -> tuple[str | None, str | None]:
    """The agency in which a unit stands before, and after if it lives on."""
    return plan.problem.agency[unit], plan.agency_after.get(unit)


def _concerns(plan: Plan, unit: str, agency: str) -> bool:
    """Whether a decision about a unit speaks of an agency: it stands in it, or above it."""
    before = plan.problem.before
    if unit not in before:
        return False
    return unit in (agency, *before.ancestors(agency)) or agency in _agencies(plan, unit)
