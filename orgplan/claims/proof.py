"""Status, bounds and gap of a plan file: whether they are consistent with each other.

That a bound is true cannot be seen without a solver; that a claim contradicts itself can.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from orgplan.case import Case
from orgplan.claims.claim import TOLERANCE, false_claim, near
from orgplan.io.plan_stated import PlanFile, StatedPlan
from orgplan.plan import Plan, Status, Violation
from orgplan.text import Text, amount


@dataclass(frozen=True, slots=True)
class _Tier:
    """One tier: the true value of the plan, its slack, and the bound that the file states."""

    number: int
    value: Fraction
    slack: Fraction
    bound: Fraction | None

    @property
    def reached(self) -> bool:
        """Whether the value is what the bound allows at an optimum.

        With slack: at most ``floor((1 + slack) · bound)`` in the tier's smallest unit. The value
        is whole in that unit, so the floor changes nothing.
        """
        if self.bound is None:
            return False
        return self.value <= (1 + self.slack) * (self.bound + TOLERANCE)


def proof_claims(file: PlanFile, stated: StatedPlan, plan: Plan, case: Case) -> Iterator[Violation]:
    """Bounds above values, `optimal` without proof, a false gap, bounds that nobody can have."""
    bounds = {line.tier: line.bound for line in stated.goals}
    tiers = [
        _Tier(number, tier.value(plan), tier.slack, bounds.get(number))
        for number, tier in enumerate(case.tiers, start=1)
    ]
    yield from _bounds(tiers, file.status)
    if not _gap_is_true(file.status, stated.gap, tiers):
        said = "null" if stated.gap is None else str(float(stated.gap))
        vi = f"`gap` là {said}: không khớp với giá trị và cận"
        yield _false(vi, f"`gap` is {said}: values and bounds say otherwise")


def _bounds(tiers: Sequence[_Tier], status: Status) -> Iterator[Violation]:
    for tier in tiers:
        bound = tier.bound
        if bound is not None and bound > tier.value + TOLERANCE:
            value, low = amount(tier.value), amount(bound)
            vi = f"bậc {tier.number}: cận {low.vi} lớn hơn giá trị {value.vi}"
            en = f"tier {tier.number}: the bound {low.en} is above the value {value.en}"
            yield _false(vi, en, bound - tier.value)
        if status == "optimal" and not tier.reached:
            vi = f"bậc {tier.number}: `optimal` nhưng cận chưa chứng minh được giá trị"
            en = f"tier {tier.number}: `optimal`, but the bound does not prove the value"
            yield _false(vi, en, None if bound is None else tier.value - bound)
    first = _first_open(tiers)
    for tier in tiers if first is None else tiers[first + 1 :]:
        if first is not None and tier.bound is not None:
            vi = f"bậc {tier.number}: có cận dù bậc {first + 1} chưa được chứng minh"
            en = f"tier {tier.number}: has a bound although tier {first + 1} is unproven"
            yield _false(vi, en)


def _first_open(tiers: Sequence[_Tier]) -> int | None:
    """Place of the first tier that its bound leaves open, or None."""
    return next((place for place, tier in enumerate(tiers) if not tier.reached), None)


def _gap_is_true(status: Status, gap: Fraction | None, tiers: Sequence[_Tier]) -> bool:
    """Whether the gap is that of the first unproven tier.

    Which tier that is can be seen, except for tiers with slack: within its slack a value may be
    final or not.
    """
    if status == "optimal":
        return gap is not None and near(gap, 0)
    first = _first_open(tiers)
    if first is None:
        open_tiers = [tier for tier in tiers if tier.slack]
        if not open_tiers or all(near(t.value, t.bound or Fraction(0)) for t in open_tiers):
            return gap is None or near(gap, 0)
    else:
        open_tiers = [tiers[first]]
        before = tiers[first - 1] if first else None
        if before is not None and before.slack and tiers[first].bound is None:
            open_tiers.append(before)
    return any(_gap_of(tier, gap) for tier in open_tiers)


def _gap_of(tier: _Tier, gap: Fraction | None) -> bool:
    if tier.bound is None or gap is None:
        return tier.bound is None and gap is None
    return near(gap, (tier.value - tier.bound) / max(Fraction(1), abs(tier.value)))


def _false(vi: str, en: str, away: Fraction | None = None) -> Violation:
    return false_claim("proof", [], Text(vi, en), away)
