"""Figures in use that the department must still check against the official gazette."""

from __future__ import annotations

from collections.abc import Iterable

from orgplan.case import Case
from orgplan.plan import Plan
from orgplan.rules import Cap
from orgplan.text import Text


def unconfirmed_figures(case: Case, plan: Plan | None) -> tuple[Text, ...]:
    """One entry for rules, one for leader quotas, one for kinds; those that were used only."""
    entries: list[Text] = []
    if case.unconfirmed:
        rules = [Text(f"{r.label.vi} ({r.id})", f"{r.label.en} ({r.id})") for r in case.unconfirmed]
        entries.append(_listed(Text("quy tắc:", "rules:"), rules))
    kinds = _kinds_used(case, plan)
    ruleset = case.problem.ruleset
    if _counts_leaders(case):
        quotas = [
            ruleset.label_of(kind)
            for kind in kinds
            if (quota := ruleset.quota(kind)) is not None and quota.confirmed is False
        ]
        if quotas:
            entries.append(_listed(Text("số lượng cấp phó:", "numbers of deputies:"), quotas))
    shown = [ruleset.label_of(kind) for kind in kinds if ruleset.kind(kind).confirmed is False]
    if shown:
        heading = Text(
            "quan hệ chứa và tiếp nhận giữa các loại hình:", "what kinds may contain and absorb:"
        )
        entries.append(_listed(heading, shown))
    return tuple(entries)


def _counts_leaders(case: Case) -> bool:
    goals = {goal.name for tier in case.tiers for goal, _ in tier.terms}
    caps = {rule.goal for rule in case.rules if isinstance(rule, Cap)}
    return "surplus_leaders" in goals | caps


def _kinds_used(case: Case, plan: Plan | None) -> tuple[str, ...]:
    """Kinds of the units in scope, before and after, in order of the organisation."""
    problem = case.problem
    found = [problem.before[u].kind for u in problem.in_scope]
    if plan is not None:
        found += [plan.kind_after(u) for u in plan.survivors]
    return tuple(dict.fromkeys(found))


def _listed(heading: Text, items: Iterable[Text]) -> Text:
    listed = list(items)
    vi, en = "; ".join(i.vi for i in listed), "; ".join(i.en for i in listed)
    return Text(f"{heading.vi} {vi}", f"{heading.en} {en}")
