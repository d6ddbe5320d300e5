"""What an explanation holds."""

from __future__ import annotations

from dataclasses import dataclass

from orgplan.case import Case
from orgplan.explain.conflict import Conflict
from orgplan.explain.floors import Floor
from orgplan.explain.loosening import Loosening
from orgplan.explain.prices import Price
from orgplan.explain.reasons import Reason
from orgplan.explain.repairs import Repairs
from orgplan.explain.why_not import WhyNot
from orgplan.result import Result
from orgplan.shown import Shown


@dataclass(frozen=True)
class Explanation(Shown):
    """Why a case has the plan that it has, or none.

    Parameters
    ----------
    case
        The question.
    result
        Its answer.
    conflict
        Where there is no plan: the rules that clash. None if there is a plan, or time ran out.
    floors
        With a clash about the target: how far each agency can go down.
    repairs
        Ways out of the clash; None where nothing clashes or nothing was asked.
    prices
        What each rule costs, in the order of the rules.
    loosenings
        How far rules that cost something would have to give way before the plan changes.
    reasons
        The changes of the plan, in input order, each with its reasons.
    why_not
        The answer to a wish; None if there was none.
    seconds
        How long it took, the plan included.
    interrupted
        Whether the user stopped it.
    complete
        Whether everything that was asked is answered; if not, time ran out.
    """

    case: Case
    result: Result
    conflict: Conflict | None = None
    floors: tuple[Floor, ...] = ()
    repairs: Repairs | None = None
    prices: tuple[Price, ...] = ()
    loosenings: tuple[Loosening, ...] = ()
    reasons: tuple[Reason, ...] = ()
    why_not: WhyNot | None = None
    seconds: float = 0.0
    interrupted: bool = False
    complete: bool = True

    def __repr__(self) -> str:
        if self.conflict is not None:
            ways = 0 if self.repairs is None else len(self.repairs.repairs)
            return f"Explanation(no plan: {len(self.conflict.rules)} rules clash, {ways} repairs)"
        return (
            f"Explanation({self.result.status}, {len(self.prices)} prices, "
            f"{len(self.reasons)} changes)"
        )
