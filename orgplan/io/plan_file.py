"""The plan file, `plan.json`: written from a result, read back without trusting it."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

from orgplan.approval import standing
from orgplan.case import Case, InputFile
from orgplan.io.writing import relative_path, write_text
from orgplan.plan import Move, Plan
from orgplan.result import Result, WayOut
from orgplan.text import Language

Json = dict[str, object]


def exact(value: Fraction | int) -> int | float:
    """A number as JSON writes it: whole if it is whole, else exact to 1e-6."""
    number = Fraction(value)
    return number.numerator if number.denominator == 1 else round(float(number), 6)


def plan_document(result: Result, folder: Path) -> Json:
    """The document of interface section 4, as plain data.

    Parameters
    ----------
    result
        Any answer: without a plan it says so and leaves plan parts out.
    folder
        Folder of the plan file; input paths are relative to it.
    """
    case = result.case
    document: Json = {
        "orgplan": 1,
        "status": result.status,
        "name": case.scenario.name,
        "language": case.language,
        "gap": None if result.gap is None else round(float(result.gap), 9),
        "inputs": _inputs(case, folder),
    }
    if result.plan is not None:
        document["draft"] = standing(result.plan, case).draft
        document |= plan_parts(case, result.plan)
        document["goals"] = [
            {
                "tier": place,
                "terms": {name: exact(value) for name, value in tier.terms.items()},
                "value": exact(tier.value),
                "bound": None if tier.bound is None else exact(tier.bound),
            }
            for place, tier in enumerate(result.tiers, start=1)
        ]
    elif result.status == "infeasible":
        document |= {"conflict": _conflict(result), "repairs": _repairs(result)}
    document["proof"] = _proof(result)
    document["seconds"] = round(result.seconds, 3)
    return document


def _conflict(result: Result) -> list[Json] | None:
    """The rules that clash, where they are known."""
    if result.conflict is None:
        return None
    language = result.case.language
    return [
        {"id": c.id, "rule": c.rule, "units": [*c.units], "message": c.message.to(language)}
        for c in result.conflict
    ]


def _repairs(result: Result) -> list[Json] | None:
    """What opens a plan, as far as it is known; ``orgplan explain`` looks for all."""
    if result.repairs is None:
        return None
    return [way_out(repair, result.case.language) for repair in result.repairs]


def way_out(repair: WayOut, language: Language) -> Json:
    """A way out as plan files and explanations state it."""
    return {
        "change": [dict(edit) for edit in repair.change],
        "message": repair.message.to(language),
        "tiers": [exact(value) for value in repair.tiers],
        "proven": repair.proven,
        "after": repair.after,
    }


def _proof(result: Result) -> Json:
    """Who proved it, and what a second engine said where it was asked."""
    proof: Json = {
        "engine": result.engine,
        "version": result.engine_version,
        "seed": result.seed,
        "equal_optima_decided": result.canonical,
    }
    if result.confirmed:
        proof["confirmed_by"] = result.confirmed_by
    elif result.confirmed is not None:
        proof["confirmed"] = False
    if result.contradicted is not None:
        proof["contradicted"] = result.contradicted
    return proof


def plan_parts(case: Case, plan: Plan) -> Json:
    """Counts, units, moves and the organisation after, as the plan file states them."""
    return {
        "count": _count(case, plan),
        "units": [_unit(plan, unit_id) for unit_id in case.problem.original.ids],
        "moves": [_move(move) for move in plan.moves],
        "after": [_after(case, plan, unit_id) for unit_id in plan.parent_after],
    }


def _inputs(case: Case, folder: Path) -> Json:
    if case.inputs is None:
        return {}
    inputs = case.inputs

    def entry(file: InputFile) -> Json:
        return {"path": relative_path(file.path, folder), "sha256": file.sha256}

    files = [entry(file) for file in inputs.organisation]
    ruleset: Json = {"name": inputs.ruleset_name, "sha256": inputs.ruleset.sha256}
    if not inputs.builtin_ruleset:
        ruleset["path"] = relative_path(inputs.ruleset.path, folder)
    document: Json = {
        "scenario": entry(inputs.scenario),
        "organisation": files[0] if len(files) == 1 else files,
        "ruleset": ruleset,
    }
    if inputs.plans:
        document["plans"] = [entry(file) for file in inputs.plans]
    return document


def _count(case: Case, plan: Plan) -> Json:
    problem = case.problem
    before, after = problem.before_count, plan.after_count
    total_before, total_after = sum(before.values()), sum(after.values())
    cut = Fraction(100 * (total_before - total_after), total_before) if total_before else Fraction()
    return {
        "before": total_before,
        "after": total_after,
        "required_cut": case.required_cut,
        "cut_percent": round(float(cut), 4),
        "before_given": sum(problem.before_given.values()),
        "before_after_given": sum(problem.before_after_given.values()),
        "agencies": [{"id": a, "before": before[a], "after": after[a]} for a in before],
    }


def _unit(plan: Plan, unit_id: str) -> Json:
    given = plan.problem.given
    fate = plan.fate(unit_id)
    into: list[str] = []
    kind: str | None = None
    if fate == "given":
        into = [given.ended[unit_id]]
    elif fate in ("merged", "dissolved"):
        into = list(plan.receivers.get(unit_id, ()))
    else:
        kind = plan.kind_after(unit_id)
    document: Json = {"id": unit_id, "fate": fate, "into": into, "kind_after": kind}
    if unit_id in given.moved:
        document["moved_given"] = True
    return document


def _move(move: Move) -> Json:
    return {
        "from": move.unit,
        "function": move.function,
        "posts": exact(move.posts),
        "to": move.to,
        "given": move.given,
    }


def _after(case: Case, plan: Plan, unit_id: str) -> Json:
    held = plan.posts_after[unit_id]
    heads, deputies = plan.heads_and_deputies[unit_id]
    return {
        "id": unit_id,
        "parent": plan.parent_after[unit_id],
        "name": case.name_after(unit_id),
        "kind": plan.kind_after(unit_id),
        "staff": exact(sum(held.values(), Fraction(0))),
        "heads": heads,
        "deputies": deputies,
        "functions": {f: exact(posts) for f, posts in held.items() if f is not None},
    }


def write_plan(result: Result, path: Path) -> None:
    """Write the plan file of a result, whole or not at all."""
    write_text(path, dump(plan_document(result, path.parent)))


def dump(document: Json) -> str:
    """A document as UTF-8 JSON text, the same bytes for the same content."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
