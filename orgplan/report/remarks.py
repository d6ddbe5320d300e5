"""What a plan could not look at: said beside its goals, so that nobody takes it for looked at."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from orgplan.case import Case
from orgplan.text import Text, amount

_MUCH = Fraction(1, 5)
"""Share of posts without a function from which on it is said."""


def remarks(case: Case) -> Iterator[Text]:
    """Sentences on functions that are unknown, or known and not asked for by any goal."""
    problem = case.problem
    blocks = [b for b in problem.blocks.values() if b.unit in problem.movable]
    posts = sum((block.posts for block in blocks), Fraction(0))
    without = sum((block.posts for block in blocks if block.function is None), Fraction(0))
    if not posts:
        return
    if without >= _MUCH * posts:
        share = amount(round(100 * without / posts, 1))
        yield Text(
            f"{share.vi} % biên chế chưa gắn với chức năng: không xét được phần này có về nơi làm "
            "việc gần với việc cũ hay không",
            f"{share.en} % of the posts have no function: whether they go where similar work is "
            "done could not be looked at",
        )
    asked = any(goal.name == "mismatch" for tier in case.tiers for goal, _ in tier.terms)
    if case.tiers and not asked and without < posts:
        yield Text(
            "không mục tiêu nào xét độ lệch chức năng (mismatch): đơn vị có thể về nơi làm việc "
            "khác xa việc cũ",
            "no goal looks at mismatch: units may go where quite different work is done",
        )
