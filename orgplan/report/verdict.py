"""The verdict of the judge on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rich.console import Console, RenderableType

from orgplan.check import Verdict
from orgplan.goals import Goal
from orgplan.plan import Violation
from orgplan.report.layout import capital, heading, item, measured, title
from orgplan.text import Language, Text


def print_verdict(verdict: Verdict, language: Language, console: Console) -> None:
    """Print what the judge found, as wide as the console is."""
    for part in _parts(verdict, language):
        console.print(part)


def _parts(verdict: Verdict, language: Language) -> Iterator[RenderableType]:
    yield title(verdict.case.scenario.name)
    if verdict.violations:
        count = len(verdict.violations)
        many = "violation" if count == 1 else "violations"
        yield heading(Text(f"KHÔNG ĐẠT: {count} vi phạm", f"NOT VALID: {count} {many}"), language)
        for violation in verdict.violations:
            yield item(_violation(violation).to(language), mark="• ")
    elif verdict.judged:
        yield heading(Text("ĐẠT", "VALID"), language)
        yield item(
            Text(
                "Phương án giữ mọi quy tắc; các con số trong tệp khớp với dữ liệu.",
                "The plan keeps every rule, and the figures in its file are true to the inputs.",
            ).to(language)
        )
    else:
        yield heading(Text("KHÔNG CÓ GÌ ĐỂ XÉT", "NOTHING TO JUDGE"), language)
        yield item(_without_plan(verdict).to(language))
    if verdict.judged:
        yield from _goals(verdict, language)


def _violation(violation: Violation) -> Text:
    return Text(
        f"{violation.message.vi} [{violation.id}]", f"{violation.message.en} [{violation.id}]"
    )


def _without_plan(verdict: Verdict) -> Text:
    if verdict.status == "infeasible":
        return Text(
            "Tệp nói rằng không có phương án nào; điều đó chỉ bộ giải mới chứng minh được "
            "(orgplan solve).",
            "The file says that no plan exists; only a solver can prove that (orgplan solve).",
        )
    return Text("Tệp không chứa phương án.", "The file holds no plan.")


def _goals(verdict: Verdict, language: Language) -> Iterator[RenderableType]:
    if verdict.goals:
        yield heading(Text("MỤC TIÊU ƯU TIÊN, tính lại", "GOALS, computed again"), language)
    for place, (tier, found) in enumerate(
        zip(verdict.case.tiers, verdict.goals, strict=True), start=1
    ):
        terms = [_term(goal, found.terms[goal.name], weight) for goal, weight in tier.terms]
        words = "; ".join(term.to(language) for term in terms)
        yield item(capital(words), mark=f"{place}. ")
    if verdict.status == "optimal" and verdict.ok:
        yield item(
            Text(
                "Việc phương án là tốt nhất do bộ giải chứng minh; ở đây không xét lại điều đó.",
                "That the plan is the best was proven by the solver; that is not judged here.",
            ).to(language)
        )


def _term(goal: Goal, value: Fraction, weight: int) -> Text:
    times = f" × {weight}" if weight > 1 else ""
    words = measured(value, goal.unit)
    return Text(f"{goal.label.vi}: {words.vi}{times}", f"{goal.label.en}: {words.en}{times}")
