"""The rule `min_staff`: no unit of a kind falls below its least number of posts."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from orgplan.errors import Complaint
from orgplan.figures import Posts
from orgplan.model import PlanModel
from orgplan.plan import Plan, Violation
from orgplan.problem import Problem
from orgplan.rules.rule import complain_kinds
from orgplan.rules.staff_rule import StaffRule
from orgplan.text import Text, number


class MinStaff(StaffRule):
    """Every surviving internal unit of a listed kind has at least that many posts.

    Why
    ---
    A unit below the floor may not be set up: the decrees give the least number of posts of a
    division, an office and a sub-department.

    Formulation
    -----------
    For each unit u and kind k with floor m: ``kind_is(u, k)`` implies ``total(u) ≥ m``; posts of
    sub-units count.

    References
    ----------
    Decree 45/2025/NĐ-CP, article 5 (see `docs/law.md`).
    """

    label: ClassVar[Text] = Text(vi="biên chế tối thiểu", en="minimum posts")
    summary: ClassVar[Text] = Text(
        vi="Mỗi đầu mối bên trong còn lại thuộc loại hình nêu tên có ít nhất số biên chế đã định.",
        en="Every surviving internal unit of a listed kind has at least that many posts.",
    )
    example: ClassVar[str] = "{rule: min_staff, kinds: {division: 7, sub_department: 12}}"

    rule: Literal["min_staff"] = "min_staff"
    kinds: dict[str, Posts] = Field(min_length=1)

    def post(self, model: PlanModel) -> None:
        """Bound the total of every unit of a listed kind from below."""
        for unit_id in model.units:
            limits = {
                kind: math.ceil(model.scaled(self.kinds[kind]))
                for kind in model.problem.kinds_after(unit_id)
                if kind in self.kinds
            }
            if limits:
                self.bound(model, unit_id, limits, 1)

    def violations(self, plan: Plan) -> Iterator[Violation]:
        """Units below the floor of their kind; the amount is what is missing [posts]."""
        for unit_id in self.judged(plan):
            floor = self.kinds.get(plan.kind_after(unit_id))
            posts = plan.total_after[unit_id]
            if floor is not None and posts < floor:
                name = plan.problem.name(unit_id)
                word = "post" if posts == 1 else "posts"
                yield self.broken(
                    [unit_id],
                    f"{name} có {number(posts, 'vi')} biên chế, cần ít nhất {number(floor, 'vi')}",
                    f"{name} has {number(posts)} {word}, at least {number(floor)} are needed",
                    floor - posts,
                )

    def complaints(self, problem: Problem) -> Iterator[Complaint]:
        """Kinds that the ruleset does not know."""
        yield from complain_kinds(self.kinds, problem, ("kinds",), at_key=True)
