"""The part `count` of a plan file: how many units before and after, in total and by agency."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from orgplan.case import Case
from orgplan.claims.claim import TOLERANCE, false_claim, instead
from orgplan.io.plan_stated import CountLine, StatedPlan
from orgplan.plan import Plan, Violation
from orgplan.text import Text

_ROUNDING = Fraction(5, 100) + TOLERANCE
"""`cut_percent` is rounded to 0.1 or finer."""


def count_claims(stated: StatedPlan, plan: Plan, case: Case) -> Iterator[Violation]:
    """Counts that are not those of the plan."""
    line, problem = stated.count, plan.problem
    before, after = sum(problem.before_count.values()), sum(plan.after_count.values())
    figures = {
        "before": (line.before, before),
        "after": (line.after, after),
        "before_given": (line.before_given, sum(problem.before_given.values())),
        "before_after_given": (line.before_after_given, sum(problem.before_after_given.values())),
    }
    if line.required_cut is not None or case.scenario.target is not None:
        figures["required_cut"] = (line.required_cut or 0, case.required_cut)
    for name, (said, right) in figures.items():
        if said != right:
            yield _false(name, said, right)
    percent = Fraction(100 * (before - after), before) if before else Fraction(0)
    unasked = line.cut_percent is None and not before
    if not unasked and (line.cut_percent is None or abs(line.cut_percent - percent) > _ROUNDING):
        yield _false("cut_percent", line.cut_percent, percent)
    yield from _agencies(line, plan)


def _agencies(line: CountLine, plan: Plan) -> Iterator[Violation]:
    """Agencies with a wrong count; one without counted units need not be listed."""
    before, after = plan.problem.before_count, plan.after_count
    said = {agency.id: (agency.before, agency.after) for agency in line.agencies}
    for agency in dict.fromkeys([*before, *said]):
        right = (before.get(agency, 0), after.get(agency, 0))
        found = said.get(agency, (0, 0))
        for name, one, other in zip(("before", "after"), found, right, strict=True):
            if one != other:
                yield _false(f"agencies, {agency}, {name}", one, other, agency)


def _false(
    name: str, said: Fraction | int | None, right: Fraction | int, agency: str | None = None
) -> Violation:
    what = Text(f"`count`, {name}", f"`count`, {name}")
    amount = None if said is None else abs(Fraction(said) - right)
    return false_claim(
        "count", [] if agency is None else [agency], instead(what, said, right), amount
    )
