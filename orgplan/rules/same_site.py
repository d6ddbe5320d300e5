"""The rule `same_site`: nobody moves to another town."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from orgplan.linear import total
from orgplan.model import PlanModel
from orgplan.plan import Plan, Violation
from orgplan.problem import Problem
from orgplan.rules.easing import Easing, given_up
from orgplan.rules.rule import Rule
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.candidates import Candidates
    from orgplan.families import Families, Truth


class SameSite(Rule):
    """A block moves only between units with the same site; an empty site matches every site.

    Why
    ---
    A merger on paper must not move a family.

    Formulation
    -----------
    No ``gives(u, r)`` and no transfer where both sites are known and differ.

    References
    ----------
    A local choice.
    """

    label: ClassVar[Text] = Text(vi="cùng trụ sở", en="same site")
    summary: ClassVar[Text] = Text(
        vi=(
            "Nhiệm vụ chỉ chuyển giữa các đơn vị cùng trụ sở; đơn vị không ghi trụ sở được "
            "coi là cùng nơi với mọi đơn vị."
        ),
        en=(
            "A block moves only between units with the same site; an empty site matches every site."
        ),
    )
    example: ClassVar[str] = "{rule: same_site}"
    eased_by_gain: ClassVar[bool] = False
    nested: ClassVar[bool] = True

    rule: Literal["same_site"] = "same_site"

    def post(self, model: PlanModel) -> None:
        """Close every pair of units in different places."""
        for unit_id in model.units:
            for receiver in model.receivers(unit_id):
                if not model.problem.same_site(unit_id, receiver):
                    gone = [v for _, r, v in model.transfers(unit_id) if r == receiver]
                    model.linear.add(total([model.gives(unit_id, receiver), *gone]), high=0)

    def couples(self, candidates: Candidates) -> Iterator[Sequence[str]]:
        """Nothing: it looks at pairs."""
        yield from ()

    def beyond_sets(self, problem: Problem, family: Sequence[str]) -> bool:
        """Nothing more."""
        return False

    def closed_pairs(self, families: Families) -> Truth:
        """Pairs in different places."""
        return families.other_site

    def easings(self, problem: Problem) -> Iterator[Easing]:
        """To let duties move elsewhere."""
        yield given_up(
            Text(vi="nhiệm vụ được chuyển sang trụ sở khác", en="duties may move to another site")
        )

    def violations(self, plan: Plan) -> Iterator[Violation]:
        """Moves to another site."""
        problem = plan.problem
        for unit_id, receivers in plan.receivers.items():
            for receiver in receivers:
                if not problem.same_site(unit_id, receiver):
                    a, b = problem.before[unit_id], problem.before[receiver]
                    yield self.broken(
                        [unit_id, receiver],
                        f"{problem.name(unit_id)} ở {a.site}, {problem.name(receiver)} ở {b.site}",
                        f"{problem.name(unit_id)} is in {a.site}, "
                        f"{problem.name(receiver)} in {b.site}",
                    )
