"""Which changes of a plan somebody competent has approved, and so which documents are drafts.

This is the one place that knows. A change is approved by a decision about the unit itself, about
a receiver of a unit that ends, or about anything above either of them, before or after. An
approval that names the plan it approved covers only what fares as in that plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from orgplan.case import Case
from orgplan.decisions import Decision
from orgplan.goals import EarlierPlan
from orgplan.plan import Plan
from orgplan.text import Text

DRAFT = Text("DỰ THẢO", "DRAFT")


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a plan, or the part of it in one agency, is approved.

    Parameters
    ----------
    changes
        Units that the plan changes, or leaves though another fate was approved [units].
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
    return tuple(unit for unit in plan.problem.before.ids if plan.touches(unit))


def changed(plan: Plan, case: Case) -> tuple[str, ...]:
    """Units that the plan changes, or leaves though another fate was approved."""
    own = set(touched(plan))
    left = {unit for _, units in departures(plan, case) for unit in units}
    return tuple(unit for unit in plan.problem.before.ids if unit in own or unit in left)


def unapproved(plan: Plan, case: Case) -> tuple[str, ...]:
    """Units among the changed ones without an approval, in order of the organisation."""
    return tuple(u for u in changed(plan, case) if covering(plan, case, u) is None)


def covering(plan: Plan, case: Case, unit: str) -> Decision | None:
    """The approved decision that covers the change of a unit, the closest one; or None."""
    for answerable in _answerable(plan, unit):
        decision = case.decided.get(answerable)
        if decision is not None and _covers(plan, case, decision, unit):
            return decision
    return None


def departures(plan: Plan, case: Case) -> tuple[tuple[Decision, tuple[str, ...]], ...]:
    """Approvals of another plan, each with the units that fare otherwise and are not covered."""
    found = []
    for decision in case.scenario.decisions:
        agreed = _agreed(case, decision)
        if agreed is not None:
            units = tuple(
                unit
                for unit in plan.problem.before.ids
                if _departs(plan, agreed, unit)
                and _answers(plan, agreed, decision.unit, unit)
                and covering(plan, case, unit) is None
            )
            if units:
                found.append((decision, units))
    return tuple(found)


def standing(plan: Plan, case: Case, agency: str | None = None) -> Standing:
    """How far a plan is approved.

    Parameters
    ----------
    plan
        The plan.
    case
        What people have decided, and the plans that they approved.
    agency
        Only what changes in this agency, before or after; None means everything.

    Returns
    -------
    standing
        A document is final where there is an approval and no change lacks one. The part of an
        agency is also final with the whole; an agency in which nothing changes needs, before
        that, an approval of its own: the rest of the plan may still change it.
    """
    approved = _approved(case)
    everything = changed(plan, case)
    missing = tuple(unit for unit in everything if covering(plan, case, unit) is None)
    final = bool(approved) and not missing
    if agency is None:
        return Standing(len(everything), missing, not final)
    astray = _astray(plan, case, agency)
    here = [u for u in everything if agency in _agencies(plan, u) or u in astray]
    lacking = tuple(u for u in missing if u in here)
    concerned = bool(here) or any(_concerns(plan, unit, agency) for unit in approved)
    settled = bool(approved) and concerned and not lacking
    return Standing(len(here), lacking, not (final or settled))


def _approved(case: Case) -> frozenset[str]:
    """Units and agencies with an approved decision; a plan that was approved must know them."""
    known = []
    for decision in case.scenario.decisions:
        agreed = _agreed(case, decision)
        if decision.approved is not None and (agreed is None or decision.unit in agreed.kind_after):
            known.append(decision.unit)
    return frozenset(known)


def _agreed(case: Case, decision: Decision) -> EarlierPlan | None:
    """The plan that was approved, empty if it cannot be had; None where none is named."""
    if decision.approved is None or decision.approved.plan is None:
        return None
    return case.earlier.get(decision.approved.plan, EarlierPlan())


def _covers(plan: Plan, case: Case, decision: Decision, unit: str) -> bool:
    """Whether the decision is approved and, if for one plan, the unit fares as in that one."""
    agreed = _agreed(case, decision)
    if agreed is None:
        return decision.approved is not None
    return unit in agreed.kind_after and not agreed.differs(plan, unit)


def _departs(plan: Plan, agreed: EarlierPlan, unit: str) -> bool:
    """Whether a unit fares otherwise than approved; a new one does if the plan changes it."""
    if unit in agreed.kind_after:
        return agreed.differs(plan, unit)
    return plan.touches(unit)


def _answers(plan: Plan, agreed: EarlierPlan, decided: str, unit: str) -> bool:
    """Whether a decision answers for a unit, now or in the plan that was approved."""
    return decided in _answerable(plan, unit) or decided in _answered(agreed, unit)


def _answered(agreed: EarlierPlan, unit: str) -> frozenset[str]:
    """The receivers of a unit in a plan file, or itself, and all that is above them there."""
    found: set[str] = set()
    for heir in agreed.into.get(unit, (unit,)):
        above: str | None = heir
        while above is not None and above not in found:
            found.add(above)
            above = agreed.parents.get(above)
    return frozenset(found)


def _astray(plan: Plan, case: Case, agency: str) -> frozenset[str]:
    """Units that give to an agency, or were approved to, otherwise than in the approved plan."""
    found: set[str] = set()
    for decision, units in departures(plan, case):
        agreed = _agreed(case, decision) or EarlierPlan()
        found.update(unit for unit in units if agency in _ends_in(plan, agreed, unit))
    return frozenset(found)


def _ends_in(plan: Plan, agreed: EarlierPlan, unit: str) -> frozenset[str | None]:
    """The agencies in which the blocks of a unit end, now and as approved."""
    blocks = [block.key for block in plan.problem.before[unit].blocks]
    ends = {plan.ends_in(block) for block in blocks}
    if unit in agreed.kind_after:
        ends.update(to for block in blocks for to in agreed.destinations(block))
    homes = (plan.problem.agency, plan.agency_after)
    return frozenset(home.get(to) for home in homes for to in ends)


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
