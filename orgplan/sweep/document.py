"""A sweep as the JSON document of `--json`: numbers exact to 1e-6."""

from __future__ import annotations

from fractions import Fraction

from orgplan.case import InputFile
from orgplan.io.plan_file import Json, exact
from orgplan.sweep.row import Row
from orgplan.sweep.swept import Sweep
from orgplan.version import __version__


def sweep_document(sweep: Sweep) -> Json:
    """The varied fields and one entry a finished point, in the order of the grid."""
    inputs = sweep.inputs
    return {
        "orgplan": 1,
        "version": __version__,
        "name": sweep.case.scenario.name,
        "language": sweep.language,
        "complete": not sweep.interrupted,
        "inputs": {
            "scenario": _file(inputs.scenario),
            "organisation": [_file(file) for file in inputs.organisation],
            "ruleset": {"name": inputs.ruleset_name, "sha256": inputs.ruleset.sha256},
        },
        "vary": [{"field": f.path, "values": list(f.values)} for f in sweep.grid.fields],
        "points": [_point(row) for row in sweep.rows],
    }


def _file(file: InputFile) -> Json:
    return {"path": file.path.name, "sha256": file.sha256}


def _point(row: Row) -> Json:
    return {
        "change": dict(row.changes),
        "status": row.status,
        "before": row.before,
        "after": row.after,
        "required_cut": row.required_cut,
        "tiers": [exact(tier.value) for tier in row.tiers],
        "bounds": [_exact(tier.bound) for tier in row.tiers],
        "terms": [{n: exact(value) for n, value in tier.terms.items()} for tier in row.tiers],
        "gap": None if row.gap is None else round(float(row.gap), 9),
        "proven": row.proven,
        "seconds": row.seconds,
    }


def _exact(value: Fraction | None) -> int | float | None:
    return None if value is None else exact(value)
