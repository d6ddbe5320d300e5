"""The rule behind the key `lock`: an agency comes out as in an earlier plan.

A scenario does not list it: each agency under `lock` makes one instance (`orgplan.case`), so that
each can be named in a conflict and given up alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field, SkipValidation

from orgplan.errors import Complaint
from orgplan.figures import UnitId
from orgplan.goals import EarlierPlan
from orgplan.model import PlanModel
from orgplan.organisation import BlockKey
from orgplan.plan import Plan, Violation
from orgplan.problem import Problem
from orgplan.rules.easing import Easing, given_up
from orgplan.rules.rule import Rule
from orgplan.rules.unlockable import agreed_agency, complain_lock, was_agency
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.candidates import Candidates


class LockedAgency(Rule):
    """The agency comes out as in an earlier plan: its units, what enters them, what stands in it.

    Why
    ---
    What has been agreed with an agency stays as it is while others are still planned.

    Formulation
    -----------
    Every unit that stands in the agency, before or in the earlier plan, survives or ends, has the
    kind and sends each block as there: ``kind_is(u, k) = 1`` or ``survives(u) = 0``,
    ``ends_in(b, r) = 1``. A block of any other unit ends in one of these if and only if it does
    so there, and no other unit comes to stand below them. Posts may differ.

    References
    ----------
    A local choice; docs/decisions/0006-locks.md.
    """

    label: ClassVar[Text] = Text(vi="giữ như phương án đã thống nhất", en="locked as agreed")
    summary: ClassVar[Text] = Text(
        vi=(
            "Cơ quan được sắp xếp đúng như trong một phương án trước: các đơn vị của nó, những "
            "gì chuyển vào đó, những gì trực thuộc đó."
        ),
        en=(
            "The agency comes out as in an earlier plan: its units, what enters them, what "
            "stands in it."
        ),
    )
    example: ClassVar[str] = "{plan: agreed/plan.json, agencies: [so-tu-phap]}"
    about_change: ClassVar[bool] = True

    rule: Literal["lock"] = "lock"
    agency: UnitId
    plan: str
    agreed: Annotated[EarlierPlan, SkipValidation] = Field(exclude=True, repr=False)

    @classmethod
    def id_of(cls, agency: str) -> str:
        """Id of the instance for an agency."""
        return f"lock-{agency}"

    def post(self, model: PlanModel) -> None:
        """Fix every decision about the agency's units, and keep everything else out of them."""
        problem = model.problem
        mine = dict.fromkeys(u for u in model.units if self._is_mine(u, problem))
        for unit_id in mine:
            kind = self.agreed.kind_after[unit_id]
            same = model.ends(unit_id) if kind is None else model.kind_is(unit_id, kind)
            model.linear.add(same, low=1)
            self._keep_out(model, unit_id)
        for unit_id in model.units:
            for block in model.before[unit_id].blocks:
                receiver = self._receiver(block.key)
                if receiver is not None and (unit_id in mine or self._is_mine(receiver, problem)):
                    model.linear.add(model.ends_in(block.key, receiver), low=1)

    def units(self, problem: Problem) -> tuple[str, ...]:
        """The units that stand in the agency before."""
        return tuple(u for u in problem.in_scope if problem.agency[u] == self.agency)

    def _is_mine(self, unit_id: str, problem: Problem) -> bool:
        """Whether a unit in scope stands in the agency before, or is expected there after."""
        if unit_id not in problem.movable:
            return False
        return problem.agency[unit_id] == self.agency or self._is_expected(unit_id, problem)

    def _is_expected(self, unit_id: str, problem: Problem) -> bool:
        """Whether the earlier plan, carried out now, leaves a unit in the agency."""
        lives = self.agreed.kind_after.get(unit_id) is not None
        return lives and agreed_agency(unit_id, self.agreed, problem) == self.agency

    def _keep_out(self, model: PlanModel, unit_id: str) -> None:
        """Let no block end in a unit, and no unit come under it, that was not agreed."""
        for block, condition in model.incoming(unit_id):
            if (
                not self._is_mine(block.unit, model.problem)
                and self._receiver(block.key) != unit_id
            ):
                model.linear.add(condition, high=0)
        for child in model.possible_children(unit_id):
            if not self._is_mine(child, model.problem) and child in model.problem.internal:
                model.linear.forbid([model.survives(child), model.parent_is(child, unit_id)])

    def _receiver(self, block: BlockKey) -> str | None:
        """Where the earlier plan has a block end; None if it does not say."""
        known = block[0] in self.agreed.kind_after
        there = self.agreed.destinations(block) if known else ()
        return there[0] if len(there) == 1 else None

    def couples(self, candidates: Candidates) -> Iterator[Sequence[str]]:
        """Nothing: it fixes single units."""
        yield from ()

    def beyond_sets(self, problem: Problem, family: Sequence[str]) -> bool:
        """Whether one of the family is locked."""
        return any(
            problem.agency[u] == self.agency or self._is_expected(u, problem) for u in family
        )

    def easings(self, problem: Problem) -> Iterator[Easing]:
        """To plan the agency anew."""
        name = problem.name(self.agency)
        yield given_up(
            Text(
                vi=f"{name}: sắp xếp lại, không giữ như phương án đã thống nhất",
                en=f"{name} is planned anew, not kept as agreed",
            )
        )

    def violations(self, plan: Plan) -> Iterator[Violation]:
        """Units of the agency that fare otherwise, then others that give to it or stand in it."""
        problem = plan.problem
        own = {u for u in problem.internal if problem.agency[u] == self.agency}
        standing = self.agreed.standing_in(
            self.agency, lambda u: was_agency(u, self.agreed, problem)
        )
        inside = own | set(standing)
        for unit_id in problem.before.ids:
            name = problem.name(unit_id)
            if unit_id in inside:
                if self._differs(plan, unit_id):
                    yield self.broken(
                        [unit_id],
                        f"{name} không được sắp xếp như phương án đã thống nhất",
                        f"{name} does not come out as agreed",
                    )
            elif self._strays(plan, unit_id, inside):
                yield self.broken(
                    [unit_id],
                    f"{name} chuyển vào {problem.name(self.agency)} khác với phương án đã "
                    "thống nhất",
                    f"what {name} gives to {problem.name(self.agency)} is not what was agreed",
                )
            elif unit_id in problem.internal and self._stands(plan, unit_id):
                yield self.broken(
                    [unit_id],
                    f"{name} về trực thuộc {problem.name(self.agency)}, phương án đã thống nhất "
                    "không có việc này",
                    f"{name} comes under {problem.name(self.agency)}, which was not agreed",
                )

    def _differs(self, plan: Plan, unit_id: str) -> bool:
        """Whether a unit of the agency has another fate than agreed."""
        kind = None if unit_id in plan.ended else plan.kind_after(unit_id)
        return kind != self.agreed.kind_after.get(unit_id) or any(
            (plan.ends_in(block.key),) != self.agreed.destinations(block.key)
            for block in plan.problem.before[unit_id].blocks
        )

    def _strays(self, plan: Plan, unit_id: str, inside: Collection[str]) -> bool:
        """Whether another unit gives something to the agency, or not, that was agreed otherwise."""
        for block in plan.problem.before[unit_id].blocks:
            known = unit_id in self.agreed.kind_after
            there = set(self.agreed.destinations(block.key)) if known else set()
            agreed = there & set(inside) if len(there) == 1 else set()
            if agreed != {plan.ends_in(block.key)} & set(inside):
                return True
        return False

    def _stands(self, plan: Plan, unit_id: str) -> bool:
        return unit_id not in plan.ended and plan.agency_after[unit_id] == self.agency

    def complaints(self, problem: Problem) -> Iterator[Complaint]:
        """Why the agency cannot come out as agreed, whatever the plan; paths start at its name."""
        yield from complain_lock(self.agency, self.agreed, problem)
