"""The part `draft` of a plan file: whether everything that it changes is approved."""

from __future__ import annotations

from collections.abc import Iterator

from orgplan.approval import standing
from orgplan.case import Case
from orgplan.claims.claim import false_claim
from orgplan.io.plan_stated import StatedPlan
from orgplan.plan import Plan, Violation
from orgplan.text import Text


def draft_claims(stated: StatedPlan, plan: Plan, case: Case) -> Iterator[Violation]:
    """A draft that says it is approved, or the other way round; a silent file claims nothing."""
    if stated.draft is None:
        return
    known = standing(plan, case)
    if stated.draft != known.draft:
        said, right = str(stated.draft).lower(), str(known.draft).lower()
        share = f"{known.approved}/{known.changes}"
        vi = f"`draft` là {said}, đúng là {right}: đã phê duyệt {share} thay đổi"
        en = f"`draft` is {said}, {right} is right: {share} changes are approved"
        yield false_claim("draft", known.missing, Text(vi, en))
