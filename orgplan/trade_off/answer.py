"""The plan of a point as an answer to the case, to be written to a plan file."""

from __future__ import annotations

from fractions import Fraction

from orgplan.result import Result, TierValue
from orgplan.solve import tier_value
from orgplan.trade_off.front import TradeOff, TradeOffPoint


def answer_at(found: TradeOff, point: TradeOffPoint) -> Result:
    """A point as a result of the scenario's own goals, of which nothing is proven but ``≥ 0``.

    Raises
    ------
    ValueError
        If the point carries no plan.
    """
    if point.plan is None:
        raise ValueError("a point of the frontier carries no plan")
    tiers: list[TierValue] = []
    gap = Fraction(0)
    bound: Fraction | None = Fraction(0)  # no goal is negative
    for place in range(len(found.case.tiers)):
        value = tier_value(found.case, place, point.plan, bound)
        tiers.append(value)
        if bound is not None and value.value:
            gap, bound = value.value / max(Fraction(1), value.value), None
    return Result(
        case=found.case,
        status="feasible",
        plan=point.plan,
        tiers=tuple(tiers),
        gap=gap,
        engine=found.engine,
        engine_version=found.engine_version,
        seed=found.seed,
        seconds=found.seconds,
        canonical=False,
        interrupted=found.interrupted,
        contradicted=found.contradicted,
    )
