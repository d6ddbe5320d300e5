"""The rule `max_staff`: no unit of a kind grows above its greatest number of posts."""

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
from orgplan.rules.easing import Easing, among, more_posts
from orgplan.rules.rule import complain_kinds
from orgplan.rules.slack import POSTS, Slack, slack_of
from orgplan.rules.staff_rule import StaffRule
from orgplan.text import Text, amount, number

if TYPE_CHECKING:
    from orgplan.candidates import Candidates
    from orgplan.families import Sets, Truth


class MaxStaff(StaffRule):
    """Every surviving internal unit of a listed kind has at most that many posts.

    Why
    ---
    A unit that swallows half of its agency cannot be led; users set the ceiling themselves.

    Formulation
    -----------
    For each unit u and kind k with ceiling m: ``kind_is(u, k)`` implies ``total(u) ≤ m``.

    References
    ----------
    A local choice; no statute seen.
    """

    label: ClassVar[Text] = Text(vi="biên chế tối đa", en="maximum posts")
    summary: ClassVar[Text] = Text(
        vi=(
            "Mỗi đầu mối bên trong còn lại thuộc loại hình nêu tên có nhiều nhất số biên "
            "chế đã định."
        ),
        en="Every surviving internal unit of a listed kind has at most that many posts.",
    )
    example: ClassVar[str] = "{rule: max_staff, kinds: {division: 25}}"
    eased_by_gain: ClassVar[bool] = False
    nested: ClassVar[bool] = True

    rule: Literal["max_staff"] = "max_staff"
    kinds: dict[str, Posts] = Field(min_length=1)

    def post(self, model: PlanModel) -> None:
        """Bound the total of every unit of a listed kind from above."""
        for unit_id in model.units:
            limits = {
                kind: math.floor(model.scaled(self.kinds[kind]))
                for kind in model.problem.kinds_after(unit_id)
                if kind in self.kinds
            }
            if limits:
                self.bound(model, unit_id, limits, -1)

    def couples(self, candidates: Candidates) -> Iterator[Sequence[str]]:
        """Nothing: it looks at one unit and what is below it."""
        yield from ()

    def beyond_sets(self, problem: Problem, family: Sequence[str]) -> bool:
        """Nothing more."""
        return False

    def _in_steps(self, kind: str, problem: Problem) -> int | None:
        """The figure of a kind in whole steps of the problem, rounded down."""
        posts = self.kinds.get(kind)
        return None if posts is None else math.floor(posts * problem.steps)

    def closed_sets(self, sets: Sets, place: int) -> Truth:
        """Sets whose posts are above the ceiling of the receiver's kind."""
        families, most = sets.families, 1 << 62
        ceiling = families.by_kind(lambda kind: self._in_steps(kind, families.problem), most)
        high = sets.posts > ceiling[:, place, None]
        return high & sets.changed if self.applies_to == "changed" else high

    def easings(self, problem: Problem) -> Iterator[Easing]:
        """A higher ceiling for one kind."""
        for kind, ceiling in self.kinds.items():
            values = more_posts(ceiling, problem)
            says = partial(self._higher, problem.ruleset.label_of(kind), ceiling)
            yield from among(values, partial(self._with, kind), says)

    def _with(self, kind: str, ceiling: Fraction) -> MaxStaff:
        return self.model_copy(update={"kinds": {**self.kinds, kind: ceiling}})

    @staticmethod
    def _higher(kind: Text, old: Fraction, ceiling: Fraction) -> Text:
        new, before = amount(ceiling), amount(old)
        return Text(
            vi=f"{kind.vi}: được đến {new.vi} biên chế, thay vì {before.vi}",
            en=f"{kind.en}: up to {new.en} posts instead of {before.en}",
        )

    def violations(self, plan: Plan) -> Iterator[Violation]:
        """Units above the ceiling of their kind; the amount is the excess [posts]."""
        for unit_id in self.judged(plan):
            ceiling = self.kinds.get(plan.kind_after(unit_id))
            posts = plan.total_after[unit_id]
            if ceiling is not None and posts > ceiling:
                name = plan.problem.name(unit_id)
                word = "post" if posts == 1 else "posts"
                yield self.broken(
                    [unit_id],
                    f"{name} có {number(posts, 'vi')} biên chế, tối đa {number(ceiling, 'vi')}",
                    f"{name} has {number(posts)} {word}, at most {number(ceiling)} are allowed",
                    posts - ceiling,
                )

    def slack(self, plan: Plan) -> Iterator[Slack]:
        """The largest unit of each kind [posts]."""
        for kind, ceiling in self.kinds.items():
            mine = (u for u in self.judged(plan) if plan.kind_after(u) == kind)
            measured = ((u, plan.total_after[u]) for u in mine)
            yield from slack_of(("kinds", kind), "most", ceiling, measured, POSTS)

    def complaints(self, problem: Problem) -> Iterator[Complaint]:
        """Kinds that the ruleset does not know."""
        yield from complain_kinds(self.kinds, problem, ("kinds",), at_key=True)
