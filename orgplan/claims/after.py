"""The part `after` of a plan file: the organisation as the decisions leave it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from orgplan.case import Case
from orgplan.claims.claim import false_claim, instead, near
from orgplan.io.plan_stated import AfterLine, StatedPlan
from orgplan.plan import Plan, Violation
from orgplan.text import Text


def after_claims(stated: StatedPlan, plan: Plan, case: Case) -> Iterator[Violation]:
    """Units that are missing or should be, and figures that do not follow from the decisions."""
    lines = {line.id: line for line in stated.after}
    for unit_id in plan.parent_after:
        line = lines.pop(unit_id, None)
        if line is None:
            said = Text(f"{unit_id} còn lại nhưng không có", f"{unit_id} survives but is missing")
            yield _false(unit_id, said)
            continue
        for said, amount in _differences(line, plan, case):
            yield _false(unit_id, said, amount)
    for unit_id in lines:
        said = Text(f"{unit_id} đã kết thúc nhưng vẫn có", f"{unit_id} ends but is there")
        yield _false(unit_id, said)


def _false(unit_id: str, said: Text, amount: Fraction | None = None) -> Violation:
    named = Text(f"`after`, {unit_id}: {said.vi}", f"`after`, {unit_id}: {said.en}")
    return false_claim("after", [unit_id], named, amount)


def _differences(line: AfterLine, plan: Plan, case: Case) -> Iterator[tuple[Text, Fraction | None]]:
    held = plan.posts_after[line.id]
    words = [
        (Text("cấp trên", "parent"), line.parent, plan.parent_after[line.id]),
        (Text("tên", "name"), line.name, case.name_after(line.id)),
        (Text("loại hình", "kind"), line.kind, plan.kind_after(line.id)),
    ]
    for what, said, right in words:
        if said != right:
            vi = f"{what.vi}: tệp ghi {said or '–'}, đúng là {right or '–'}"
            yield Text(vi, f"{what.en}: the file says {said or '–'}, {right or '–'} is right"), None
    staff = sum(held.values(), Fraction(0))
    if not near(line.staff, staff):
        yield instead(Text("biên chế", "staff"), line.staff, staff), abs(line.staff - staff)
    yield from _leaders(line, plan)
    for code in dict.fromkeys([*line.functions, *(f for f in held if f is not None)]):
        said_posts, posts = line.functions.get(code), held.get(code)
        if said_posts is None or posts is None or not near(said_posts, posts):
            what = Text(f"biên chế cho {code}", f"posts for {code}")
            yield instead(what, said_posts, posts), abs((said_posts or 0) - (posts or Fraction(0)))


def _leaders(line: AfterLine, plan: Plan) -> Iterator[tuple[Text, Fraction | None]]:
    """Heads and deputies that differ; null is right where the input says nothing of them."""
    problem = plan.problem
    unit = problem.before[line.id]
    heads, deputies = plan.heads_and_deputies[line.id]
    internal = line.id in problem.internal
    for what, said, right, given in (
        (Text("cấp trưởng", "heads"), line.heads, heads, unit.heads),
        (Text("cấp phó", "deputies"), line.deputies, deputies, unit.deputies),
    ):
        silent = said is None and given is None and not internal and not right
        if said != right and not silent:
            yield instead(what, said, right), None if said is None else Fraction(abs(said - right))
