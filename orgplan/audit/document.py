"""The audit as plain data for JSON: ids and exact figures, words in one language.

Keys: ``orgplan`` (1), ``name``, ``language``, ``ruleset``, ``baselines``, ``moments`` (one entry
as the files have it, a second after the given changes where there are any),
``functions_without_lead``, ``missing``, ``missing_agencies``, ``unconfirmed``. A moment has
``moment``, ``total``, ``kinds``, ``agencies``, ``lines``, ``below_minimum``, ``leaders``,
``kinds_without_quota``, ``directors``, ``ordering``, ``shared_functions``,
``posts_without_function`` and ``broken_rules``. In ``agencies`` an agency of null is what stands
outside agencies, in ``baselines`` and ``posts_without_function`` all of them together, in
``shared_functions`` several of them.
"""

from __future__ import annotations

from fractions import Fraction

from orgplan.audit.counts import Strength
from orgplan.audit.directors import Directors
from orgplan.audit.findings import Audit, Findings
from orgplan.audit.leaders import LeaderRow
from orgplan.audit.ordering import OrderingRemark
from orgplan.audit.sizes import ShortUnit
from orgplan.io.plan_file import exact
from orgplan.text import Language

Json = dict[str, object]


def audit_document(found: Audit, language: Language | None = None) -> Json:
    """The whole audit; `language` None is that of the case."""
    case = found.case
    spoken = language or case.language
    return {
        "orgplan": 1,
        "name": case.scenario.name,
        "language": spoken,
        "ruleset": case.problem.ruleset.name,
        "baselines": [
            {
                "agency": row.agency,
                "before_given": row.before_given,
                "required_before_given": row.required_before,
                "after_given": row.after_given,
                "required_after_given": row.required_after,
            }
            for row in found.baselines
        ],
        "moments": [_moment(findings, spoken) for findings in found.findings],
        "functions_without_lead": list(found.without_lead),
        "missing": [
            {"topic": row.topic, "units": list(row.units), "of": row.of} for row in found.missing
        ],
        "missing_agencies": list(found.missing_agencies),
        "unconfirmed": [
            {"id": row.id, "what": row.what.to(spoken), "note": row.note}
            for row in found.unconfirmed
        ],
    }


def _moment(found: Findings, language: Language) -> Json:
    return {
        "moment": found.state.moment,
        "total": _strength(found.total),
        "kinds": [
            {"kind": row.kind, "counted": row.counted, **_strength(row.strength)}
            for row in found.kinds
        ],
        "agencies": [
            {"agency": row.agency, "lines": dict(row.lines), **_strength(row.strength)}
            for row in found.agencies
        ],
        "lines": [{"line": row.line, **_strength(row.strength)} for row in found.lines],
        "below_minimum": [_short(row) for row in found.short],
        "leaders": [_leaders(row) for row in found.leaders],
        "kinds_without_quota": found.without_quota,
        "directors": None if found.directors is None else _directors(found.directors),
        "ordering": [_remark(row) for row in found.ordering],
        "shared_functions": [
            {
                "function": row.code,
                "agency": row.agency,
                "units": list(row.units),
                "counted_units": row.counted,
            }
            for row in found.shared
        ],
        "posts_without_function": [
            {
                "agency": row.agency,
                "posts": exact(row.posts),
                "without": exact(row.without),
                "percent": _maybe(row.share),
            }
            for row in found.general
        ],
        "broken_rules": [
            {
                "id": row.id,
                "rule": row.rule,
                "units": list(row.units),
                "amount": _maybe(row.amount),
                "message": row.message.to(language),
                "cite": row.cite,
                "note": row.note,
                "confirmed": row.confirmed,
            }
            for row in found.broken
        ],
    }


def _strength(row: Strength) -> Json:
    return {
        "units": row.units,
        "posts": exact(row.posts),
        "present": _maybe(row.present),
        "employees": exact(row.employees),
        "employees_present": _maybe(row.employees_present),
        "heads": row.heads,
        "deputies": row.deputies,
    }


def _short(row: ShortUnit) -> Json:
    return {
        "unit": row.unit,
        "posts": exact(row.posts),
        "minimum": exact(row.floor),
        "missing": exact(row.missing),
        "rule": row.rule,
        "in_force": row.in_force,
        "applies_to": row.applies_to,
        "cite": row.cite,
        "note": row.note,
        "confirmed": row.confirmed,
    }


def _leaders(row: LeaderRow) -> Json:
    return {
        "unit": row.unit,
        "posts": exact(row.posts),
        "subunits": row.subunits,
        "heads": row.heads,
        "deputies": row.deputies,
        "deputies_allowed": row.allowed,
        "deputies_over": row.deputies_over,
        "heads_over": row.heads_over,
        "surplus": row.surplus,
        "cite": row.cite,
        "note": row.note,
        "confirmed": row.confirmed,
    }


def _directors(found: Directors) -> Json:
    return {
        "average_allowed": exact(found.quota.average),
        "average": _maybe(found.average),
        "deputies": found.deputies,
        "allowed": found.allowed,
        "over": found.over,
        "agencies": [
            {"agency": row.agency, "heads": row.heads, "deputies": row.deputies, "more": row.more}
            for row in found.rows
        ],
        "cite": found.quota.cite,
        "note": found.quota.note,
        "confirmed": found.quota.confirmed,
    }


def _remark(row: OrderingRemark) -> Json:
    return {
        "clause": row.rule.clause,
        "unit": row.unit,
        "deputies": row.deputies,
        "other": row.other,
        "other_deputies": row.other_deputies,
        "cite": row.rule.cite,
        "confirmed": row.rule.confirmed,
    }


def _maybe(value: Fraction | None) -> int | float | None:
    return None if value is None else exact(value)
