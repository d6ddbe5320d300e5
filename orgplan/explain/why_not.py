"""What would come of a wish: the best plan that keeps it, tier by tier, or why there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from orgplan.case import Case
from orgplan.explain.conflict import Conflict
from orgplan.explain.edits import with_rules
from orgplan.fates import differing
from orgplan.result import Result
from orgplan.rules import Rule

Solve = Callable[[Case], Result]
Clash = Callable[[Rule], Conflict | None]


@dataclass(frozen=True)
class WhyNot:
    """The answer to a wish.

    Parameters
    ----------
    wish
        The rule that it amounts to.
    result
        The best plan with it, or the proof that there is none.
    difference
        Tiers with it minus tiers of the plan as it is; None without a plan.
    differing
        Units that fare otherwise than in the plan as it is.
    conflict
        Where there is no plan: what the wish clashes with, the wish included.
    """

    wish: Rule
    result: Result
    difference: tuple[Fraction, ...] | None
    differing: tuple[str, ...]
    conflict: Conflict | None

    @property
    def forbidden(self) -> bool:
        """Whether it is proven that no plan keeps the wish."""
        return self.result.status == "infeasible"

    @property
    def free(self) -> bool:
        """Whether the wish costs nothing: it holds already, or an equally good plan keeps it."""
        return self.difference is not None and not any(self.difference)


def ask(case: Case, result: Result, wish: Rule, solve: Solve, clash: Clash) -> WhyNot:
    """Solve the case with one more rule.

    Parameters
    ----------
    case, result
        The case, and its best plan.
    wish
        The rule.
    solve
        Solves a changed case.
    clash
        A conflict of the case with one more rule.
    """
    if result.plan is not None and not any(wish.violations(result.plan)):
        return WhyNot(wish, result, tuple(Fraction(0) for _ in result.tiers), (), None)
    found = solve(with_rules(case, (*case.rules, wish)))
    if found.plan is None:
        return WhyNot(wish, found, None, (), clash(wish) if found.status == "infeasible" else None)
    pairs = zip(found.tiers, result.tiers, strict=True)
    difference = tuple(new.value - old.value for new, old in pairs)
    others = () if result.plan is None else differing(result.plan, found.plan)
    return WhyNot(wish, found, difference, others, None)
