"""The differences of two versions, and what they touch, as one JSON document."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from orgplan.audit.broken import BrokenRule
from orgplan.diff import AgencyLine, Difference, SameUnit, UnitChange
from orgplan.diff.cuts import CutLine
from orgplan.diff.difference import Value
from orgplan.diff.plans import TouchedPlan
from orgplan.diff.touched import Touched, TouchedLock
from orgplan.errors import Finding
from orgplan.organisation import Organisation
from orgplan.text import Language

Json = dict[str, object]


def diff_document(difference: Difference, touched: Touched | None, language: Language) -> Json:
    """Everything that changed, and what it touches where there is a scenario."""
    return {
        "same": difference.is_empty,
        "units": {"old": len(difference.old), "new": len(difference.new)},
        "agencies": [_agency(line) for line in difference.agencies],
        "removed": [_unit(difference.old, u) for u in difference.removed],
        "added": [_unit(difference.new, u) for u in difference.added],
        "guesses": [_guess(guess, language) for guess in difference.guesses],
        "changed": [_change(change) for change in difference.changed],
        "touched": None if touched is None else _touched(touched, language),
    }


def _agency(line: AgencyLine) -> Json:
    return {
        "old": line.old,
        "new": line.new,
        "name": line.name,
        "units": [line.units_before, line.units_after],
        "posts": [_figure(line.posts_before), _figure(line.posts_after)],
        "employees": [_figure(line.employees_before), _figure(line.employees_after)],
    }


def _unit(version: Organisation, unit_id: str) -> Json:
    unit = version[unit_id]
    return {
        "id": unit_id,
        "parent": unit.parent,
        "name": unit.name,
        "kind": unit.kind,
        "staff": _figure(unit.staff),
    }


def _guess(guess: SameUnit, language: Language) -> Json:
    return {
        "old": guess.old,
        "new": guess.new,
        "likeness": round(float(guess.likeness), 3),
        "because": guess.because.to(language),
    }


def _change(change: UnitChange) -> Json:
    return {
        "old": change.old.id,
        "new": change.new.id,
        "name": change.new.name,
        "changes": [
            {
                "field": one.field,
                "about": one.about,
                "old": _figure(one.before),
                "new": _figure(one.after),
            }
            for one in change.changes
        ],
    }


def _figure(value: Value) -> str | int | float | None:
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else float(value)
    return value


def _touched(touched: Touched, language: Language) -> Json:
    return {
        "complete": touched.complete,
        "findings": [_finding(finding, language) for finding in touched.findings],
        "locks": [_lock(lock) for lock in touched.locks],
        "broken": _broken(touched.broken, language),
        "mended": _broken(touched.mended, language),
        "cuts": [_cut(line) for line in touched.cuts],
        "plans": [_plan(plan) for plan in touched.plans],
    }


def _finding(finding: Finding, language: Language) -> Json:
    return {
        "place": finding.place,
        "severity": finding.severity,
        "found": finding.found.to(language),
        "expected": finding.expected.to(language),
        "advice": None if finding.advice is None else finding.advice.to(language),
    }


def _lock(lock: TouchedLock) -> Json:
    return {
        "place": lock.place,
        "agency": lock.agency,
        "units": list(lock.shape),
        "figures": lock.figures,
        "holds": lock.holds,
    }


def _broken(broken: Sequence[BrokenRule], language: Language) -> list[Json]:
    return [
        {
            "id": one.id,
            "rule": one.rule,
            "units": list(one.units),
            "amount": _figure(one.amount),
            "message": one.message.to(language),
        }
        for one in broken
    ]


def _cut(line: CutLine) -> Json:
    return {
        "agency": line.agency,
        "counted": [line.counted_before, line.counted_after],
        "required": [line.required_before, line.required_after],
    }


def _plan(plan: TouchedPlan) -> Json:
    return {"place": plan.place, "plan": plan.name, "state": plan.state}
