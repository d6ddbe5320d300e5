"""The independent judge: a plan against structure, rules, goals and its own file; no solver."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from orgplan.case import Case
from orgplan.plan import Plan, Status, Violation
from orgplan.result import TierValue
from orgplan.shown import Shown
from orgplan.structure import CLAUSES
from orgplan.text import Language, Text

if TYPE_CHECKING:
    from orgplan.io.plan_stated import PlanFile, StatedPlan


@dataclass(frozen=True)
class Verdict(Shown):
    """What the judge says of a plan file.

    `ok` means that nothing in the file was found false. Where the status is `infeasible` or
    `unknown` there is no plan and so nothing to find: the verdict is then `ok` with `plan` None,
    and whoever prints it says that nothing was judged (`judged` is False). That no plan exists is
    a claim that only a solver can test.

    Parameters
    ----------
    case
        What the plan answers.
    status
        What the file claims to be.
    violations
        Everything that is broken or false: clauses of the structure, rules and target in the
        order of the case, then the parts of the file.
    goals
        The true value of each tier, with the bound that the file states.
    plan
        The plan that the file decides, or None.
    """

    case: Case
    status: Status
    violations: tuple[Violation, ...]
    goals: tuple[TierValue, ...]
    plan: Plan | None

    @property
    def ok(self) -> bool:
        """Whether nothing was found false."""
        return not self.violations

    @property
    def judged(self) -> bool:
        """Whether there was a plan to judge."""
        return self.plan is not None


def judge(case: Case, plan: Plan) -> tuple[Violation, ...]:
    """Every way in which a plan breaks the structure or a rule of its case."""
    structure = tuple(v for clause in CLAUSES for v in clause.violations(plan))
    rules = tuple(v for rule in case.rules for v in rule.violations(plan))
    return structure + rules


def check(path: Path | str, *, language: Language | None = None) -> Verdict:
    """Judge a plan file against its inputs, which are read anew.

    Parameters
    ----------
    path
        A `plan.json`, of orgplan or of any program that keeps the same contract.
    language
        Language of the verdict; the scenario's own if None.

    Raises
    ------
    InputError
        If the file, or an input, is missing, malformed or has changed since the plan was made.
    """
    from orgplan.io.plan_inputs import open_inputs
    from orgplan.io.plan_names import refuse_unknown_names
    from orgplan.io.plan_reading import read_plan_file

    file = read_plan_file(Path(path))
    case = open_inputs(file, language=language)
    refuse_unknown_names(file, case.problem.original)
    if file.plan is None:
        return Verdict(case, file.status, tuple(_stray(file)), (), None)
    return _judge_file(file, file.plan, case)


def _judge_file(file: PlanFile, stated: StatedPlan, case: Case) -> Verdict:
    from orgplan import claims

    plan = claims.decided(stated, case.problem)
    violations = [
        *judge(case, plan),
        *claims.unit_claims(stated, plan),
        *claims.move_claims(stated, plan),
        *claims.after_claims(stated, plan, case),
        *claims.count_claims(stated, plan, case),
        *claims.goal_claims(stated, plan, case),
        *claims.proof_claims(file, stated, plan, case),
        *claims.draft_claims(stated, plan, case),
    ]
    bounds = {line.tier: line.bound for line in stated.goals}
    goals = (
        TierValue(
            {goal.name: goal.value(plan) for goal, _ in tier.terms},
            tier.value(plan),
            bounds.get(number),
        )
        for number, tier in enumerate(case.tiers, start=1)
    )
    return Verdict(case, file.status, tuple(violations), tuple(goals), plan)


def _stray(file: PlanFile) -> list[Violation]:
    """A plan in a file that says there is none."""
    if not file.stray:
        return []
    parts = ", ".join(f"`{key}`" for key in file.stray)
    said = Text(
        f"trạng thái là `{file.status}` nhưng tệp vẫn có {parts}",
        f"the status is `{file.status}`, but the file has {parts}",
    )
    return [Violation("file-status", "file", (), None, said)]


def verdict_document(verdict: Verdict, *, language: Language | None = None) -> dict[str, object]:
    """The verdict as plain data for JSON, its messages in one language."""
    chosen = language or verdict.case.language
    return {
        "ok": verdict.ok,
        "status": verdict.status,
        "violations": [_violation(violation, chosen) for violation in verdict.violations],
        "goals": [
            {
                "tier": number,
                "terms": {name: _exact(value) for name, value in tier.terms.items()},
                "value": _exact(tier.value),
                "bound": None if tier.bound is None else _exact(tier.bound),
            }
            for number, tier in enumerate(verdict.goals, start=1)
        ],
    }


def _violation(violation: Violation, language: Language) -> dict[str, object]:
    return {
        "id": violation.id,
        "rule": violation.rule,
        "units": list(violation.units),
        "amount": None if violation.amount is None else _exact(violation.amount),
        "message": violation.message.to(language),
    }


def _exact(value: Fraction) -> int | float:
    """A number as JSON writes it: whole if it is whole, else exact to 1e-6."""
    return value.numerator if value.denominator == 1 else round(float(value), 6)
