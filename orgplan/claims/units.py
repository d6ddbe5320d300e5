"""The part `units` of a plan file: every unit of the input, and its fate."""

from __future__ import annotations

from collections.abc import Iterator

from orgplan.claims.claim import false_claim
from orgplan.io.plan_stated import StatedPlan, UnitLine
from orgplan.plan import Plan, Violation
from orgplan.text import Text


def unit_claims(stated: StatedPlan, plan: Plan) -> Iterator[Violation]:
    """Units that are not listed, and lines that contradict moves or given changes."""
    lines = {line.id: line for line in stated.units}
    for unit_id in plan.problem.original.ids:
        line = lines.get(unit_id)
        if line is None:
            yield false_claim(
                "units",
                [unit_id],
                Text(f"tệp không nêu đơn vị {unit_id}", f"the file does not list {unit_id}"),
            )
            continue
        for vi, en in _contradictions(line, plan):
            yield false_claim("units", [unit_id], Text(f"{unit_id}: {vi}", f"{unit_id}: {en}"))


def _contradictions(line: UnitLine, plan: Plan) -> Iterator[tuple[str, str]]:
    fates = _fates(plan, line.id)
    if line.fate not in fates:
        vi = f"tệp ghi `{line.fate}`, theo các thay đổi thì là `{fates[0]}`"
        yield vi, f"the file says `{line.fate}`, the moves make it `{fates[0]}`"
    into = _into(plan, line.id)
    if sorted(line.into) != sorted(into):
        said, right = ", ".join(line.into) or "–", ", ".join(into) or "–"
        vi = f"tệp ghi nơi nhận {said}, theo các thay đổi thì là {right}"
        yield vi, f"the file says it goes into {said}, the moves say {right}"
    survives = line.fate in ("kept", "receives")
    if survives and line.kind_after is None:
        yield "còn lại nhưng thiếu `kind_after`", "survives but has no `kind_after`"
    if not survives and line.kind_after is not None:
        yield "kết thúc nhưng vẫn có `kind_after`", "ends but has a `kind_after`"
    given = plan.problem.given
    if line.moved_given != (line.id in given.moved) and line.id not in given.ended:
        right = str(not line.moved_given).lower()
        yield f"`moved_given` đúng là {right}", f"`moved_given` is {right}"


def _fates(plan: Plan, unit_id: str) -> tuple[str, ...]:
    """The fate of a unit, and what may be written for it too.

    A unit that got blocks by given changes only is `kept` for us, but the contract lets one call
    it `receives`.
    """
    fate = plan.fate(unit_id)
    if fate == "kept" and unit_id in _given_receivers(plan):
        return fate, "receives"
    return (fate,)


def _given_receivers(plan: Plan) -> frozenset[str]:
    holder = plan.problem.given.holder
    return frozenset(to for (unit_id, _), to in holder.items() if to != unit_id)


def _into(plan: Plan, unit_id: str) -> tuple[str, ...]:
    given = plan.problem.given.ended.get(unit_id)
    if given is not None:
        return (given,)
    return plan.receivers.get(unit_id, ()) if unit_id in plan.ended else ()
