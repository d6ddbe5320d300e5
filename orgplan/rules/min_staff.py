"""The rule `min_staff`: no unit of a kind falls below its least number of posts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from orgplan.errors import Complaint
from orgplan.figures import Posts
from orgplan.model import PlanModel
from orgplan.plan import Plan, Violation
from orgplan.problem import Problem
from orgplan.rules.easing import Easing, among, less_posts
from orgplan.rules.rule import complain_kinds
from orgplan.rules.slack import POSTS, Slack, slack_of
from orgplan.rules.staff_rule import StaffRule
from orgplan.text import Text, amount, number

if TYPE_CHECKING:
    from orgplan.candidates import Candidates
    from orgplan.families import Sets, Truth


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
    nested: ClassVar[bool] = True

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

    def couples(self, candidates: Candidates) -> Iterator[Sequence[str]]:
        """Nothing: it looks at one unit and what is below it."""
        yield from ()

    def beyond_sets(self, problem: Problem, family: Sequence[str]) -> bool:
        """Nothing more."""
        return False

    def _in_steps(self, kind: str, problem: Problem) -> int | None:
        """The figure of a kind in whole steps of the problem, rounded up."""
        posts = self.kinds.get(kind)
        return None if posts is None else math.ceil(posts * problem.steps)

    def closed_sets(self, sets: Sets, place: int) -> Truth:
        """Sets whose posts are below the floor of the receiver's kind."""
        families = sets.families
        floor = families.by_kind(lambda kind: self._in_steps(kind, families.problem), 0)
        low = sets.posts < floor[:, place, None]
        return low & sets.changed if self.applies_to == "changed" else low

    def easings(self, problem: Problem) -> Iterator[Easing]:
        """A lower floor for one kind."""
        for kind, floor in self.kinds.items():
            values = less_posts(floor, problem)
            says = partial(self._lower, problem.ruleset.label_of(kind), floor)
            yield from among(values, partial(self._with, kind), says)

    def _with(self, kind: str, floor: Fraction) -> MinStaff:
        return self.model_copy(update={"kinds": {**self.kinds, kind: floor}})

    @staticmethod
    def _lower(kind: Text, old: Fraction, floor: Fraction) -> Text:
        new, before = amount(floor), amount(old)
        return Text(
            vi=f"{kind.vi}: từ {new.vi} biên chế là đủ, thay vì {before.vi}",
            en=f"{kind.en}: {new.en} posts are enough instead of {before.en}",
        )

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

    def slack(self, plan: Plan) -> Iterator[Slack]:
        """The smallest unit of each kind [posts]."""
        for kind, floor in self.kinds.items():
            mine = (u for u in self.judged(plan) if plan.kind_after(u) == kind)
            measured = ((u, plan.total_after[u]) for u in mine)
            yield from slack_of(("kinds", kind), "least", floor, measured, POSTS)

    def complaints(self, problem: Problem) -> Iterator[Complaint]:
        """Kinds that the ruleset does not know."""
        yield from complain_kinds(self.kinds, problem, ("kinds",), at_key=True)
