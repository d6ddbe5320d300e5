"""The JSON of an explanation: what `orgplan explain --json` prints."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from fractions import Fraction

from orgplan.case import Case
from orgplan.explain import Conflict, Explanation, Floor, Loosening, Price, Reason, Repair, WhyNot
from orgplan.io.plan_file import exact, way_out
from orgplan.report.explain.clash import structure_faults
from orgplan.report.explain.demand import demand
from orgplan.report.explain.edit_words import edit_words, repair_words
from orgplan.result import Clash, Result, WayOut
from orgplan.rules import LockedAgency, Rule

Json = dict[str, object]


def explanation_document(found: Explanation) -> Json:
    """The document of interface section 5, with what else is known.

    `tiers` of a repair are those of the best plan that it opens; `tiers_without` of a price those
    of the best plan without the rule, and `difference` the tiers with the rule minus these.
    """
    document: Json = {"status": found.result.status}
    if found.result.status == "infeasible":
        document |= _without_plan(found)
    elif found.result.plan is not None:
        document |= _with_plan(found)
    return document | {
        "complete": found.complete,
        "interrupted": found.interrupted,
        "name": found.case.scenario.name,
        "language": found.case.language,
        "seconds": round(found.seconds, 3),
    }


def _without_plan(found: Explanation) -> Json:
    conflict, repairs, case = found.conflict, found.repairs, found.case
    document: Json = {
        "conflict": None if conflict is None else _rules(conflict, case),
        "minimal": None if conflict is None else conflict.minimal,
        "confirmed": None if conflict is None else conflict.confirmed,
        "repairs": []
        if repairs is None
        else [way_out(_way_out(r, case), case.language) for r in repairs.repairs],
        "repairs_complete": repairs is not None and repairs.complete,
        "floors": [_floor(floor) for floor in found.floors],
    }
    if conflict is not None and not conflict.rules:
        document["structure"] = [words.to(case.language) for words in structure_faults(case)]
    return document


def _with_plan(found: Explanation) -> Json:
    document: Json = {
        "tiers": [exact(tier.value) for tier in found.result.tiers],
        "prices": [_price(price) for price in found.prices],
        "loosenings": [_loosening(each, found.case) for each in found.loosenings],
        "changes": [_reason(reason, found.case) for reason in found.reasons],
    }
    if found.why_not is not None:
        document["why_not"] = _wish(found.why_not, found.case)
    return document


def told(found: Explanation) -> Result:
    """The answer with the clash and the ways out that an explanation has found."""
    conflict, repairs, case = found.conflict, found.repairs, found.case
    result = found.result
    if conflict is not None:
        clash = (
            Clash(rule.id, rule.rule, tuple(_units(rule)), demand(rule, case))
            for rule in conflict.rules
        )
        result = dataclasses.replace(result, conflict=tuple(clash))
    if repairs is not None:
        ways = (_way_out(repair, case) for repair in repairs.repairs)
        result = dataclasses.replace(result, repairs=tuple(ways))
    return result


def _way_out(repair: Repair, case: Case) -> WayOut:
    plan = repair.result.plan
    assert plan is not None
    return WayOut(
        tuple(edit.as_json() for edit in repair.edits),
        repair_words(repair, case),
        repair.values,
        repair.result.status == "optimal",
        sum(plan.after_count.values()),
    )


def _rules(conflict: Conflict, case: Case) -> list[Json]:
    return [
        {
            "id": rule.id,
            "rule": rule.rule,
            "units": _units(rule),
            "message": demand(rule, case).to(case.language),
            "cite": rule.cite,
        }
        for rule in conflict.rules
    ]


def _units(rule: Rule) -> list[str]:
    """The units that a rule names."""
    if isinstance(rule, LockedAgency):
        return [rule.agency]
    return list(getattr(rule, "units", ()))


def _floor(floor: Floor) -> Json:
    return {
        "agency": floor.agency,
        "before": floor.before,
        "wanted": floor.wanted,
        "least": floor.least,
        "holding": [{"id": rule.id, "units": _units(rule)} for rule in floor.holding],
    }


def _price(price: Price) -> Json:
    return {
        "id": price.rule.id,
        "rule": price.rule.rule,
        "tiers_without": _values(price.without),
        "difference": _values(price.difference),
        "proven": price.proven,
    }


def _loosening(loosening: Loosening, case: Case) -> Json:
    return {
        "id": loosening.edit.old.id,
        "change": loosening.edit.as_json(),
        "message": edit_words(loosening.edit, case).to(case.language),
        "tiers": _values(loosening.values),
        "difference": _values(loosening.difference),
    }


def _reason(reason: Reason, case: Case) -> Json:
    return {
        "unit": reason.unit,
        "into": list(reason.receivers),
        "kind_after": reason.kind_after,
        "shared": list(reason.shared),
        "grounds": [
            {"id": rule.id, "rule": rule.rule, "message": found.message.to(case.language)}
            for rule, found in reason.grounds
        ],
        "named_by": [rule.id for rule in reason.named_by],
        "instead": None if reason.instead is None else _wish(reason.instead, case),
    }


def _wish(asked: WhyNot, case: Case) -> Json:
    result = asked.result
    return {
        "wish": demand(asked.wish, case).to(case.language),
        "rule": asked.wish.rule,
        "units": _units(asked.wish),
        "status": result.status,
        "tiers": None if result.plan is None else _values([t.value for t in result.tiers]),
        "difference": _values(asked.difference),
        "differing": list(asked.differing),
        "conflict": None if asked.conflict is None else _rules(asked.conflict, case),
    }


def _values(values: Sequence[Fraction] | None) -> list[int | float] | None:
    return None if values is None else [exact(value) for value in values]
