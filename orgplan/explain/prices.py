"""What each rule costs: the tiers with it minus the tiers without it.

Rules that cost nothing are found together. Those that the plan leaves room are left out, and the
best plan then shows which of them it breaks; those come back, until the tiers are those of the
whole case, and of tiers with slack the own optimum too. Since leaving out a rule never makes the
best plan dearer within the same limits, none of the rules that are still out costs anything. Each
of the others is left out alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction

from orgplan.case import Case
from orgplan.check import judge
from orgplan.explain.edits import with_rules
from orgplan.result import Result
from orgplan.rules import Cap, Freeze, Keep, LockedAgency, Rule, SameSite, Target, Together

Solve = Callable[[Case], Result]

_MOSTLY_DEAR = (Target, Cap, Freeze, Keep, LockedAgency, SameSite, Together)
"""Rules that mostly cost something: they are not among those that are left out together."""


@dataclass(frozen=True)
class Price:
    """What a rule costs.

    Parameters
    ----------
    rule
        The rule.
    without
        The tiers of the best plan without it; None if time ran out before there was one.
    difference
        With it minus without it, tier by tier, at least 0 in the first that differs; None as above.
    proven
        Whether both are proven.
    """

    rule: Rule
    without: tuple[Fraction, ...] | None
    difference: tuple[Fraction, ...] | None
    proven: bool

    @property
    def costs(self) -> bool | None:
        """Whether the plan would be better without it; None where that is not known."""
        if self.difference is None:
            return None
        return any(self.difference) if self.proven or any(self.difference) else None


def prices(case: Case, result: Result, solve: Solve, workers: int = 1) -> Iterator[Price]:
    """The price of every rule in force, in their order.

    Parameters
    ----------
    case, result
        The case, and its best plan.
    solve
        Solves a changed case; equal optima do not matter.
    workers
        How many cases are solved at once.
    """
    roomy = _with_room(case, result)
    with ThreadPoolExecutor(max(1, workers)) as pool:
        free = pool.submit(_free, case, result, roomy, solve)
        alone = {
            id(rule): pool.submit(solve, _without(case, [rule]))
            for rule in case.rules
            if rule not in roomy
        }
        alone |= {
            id(rule): pool.submit(solve, _without(case, [rule]))
            for rule in roomy
            if rule not in free.result()
        }
    for rule in case.rules:
        if id(rule) in alone:
            yield _price(rule, result, alone[id(rule)].result())
        else:
            values = _values(result)
            yield Price(rule, values, tuple(Fraction(0) for _ in values), proven=True)


def _with_room(case: Case, result: Result) -> Sequence[Rule]:
    """Rules that may cost nothing: those that the best plan leaves room."""
    plan = result.plan
    if plan is None or result.status != "optimal":
        return ()
    return [
        rule
        for rule in case.rules
        if not isinstance(rule, _MOSTLY_DEAR) and all(s.room for s in rule.slack(plan))
    ]


def _free(case: Case, result: Result, out: Sequence[Rule], solve: Solve) -> Sequence[Rule]:
    """Those of some rules of which it is proven together that they cost nothing."""
    while out:
        found = solve(_without(case, out))
        if found.plan is None or found.status != "optimal":
            return ()
        if _optima(found) == _optima(result):
            return out
        broken = {violation.id for violation in judge(case, found.plan)}
        kept = [rule for rule in out if rule.id not in broken]
        if len(kept) == len(out):
            return ()
        out = kept
    return ()


def _without(case: Case, rules: Iterable[Rule]) -> Case:
    gone = {id(rule) for rule in rules}
    return with_rules(case, (rule for rule in case.rules if id(rule) not in gone))


def _price(rule: Rule, result: Result, found: Result) -> Price:
    if found.plan is None:
        return Price(rule, None, None, proven=False)
    without = _values(found)
    difference = tuple(a - b for a, b in zip(_values(result), without, strict=True))
    proven = result.status == found.status == "optimal"
    return Price(rule, without, difference, proven)


def _values(result: Result) -> tuple[Fraction, ...]:
    return tuple(tier.value for tier in result.tiers)


def _optima(result: Result) -> tuple[tuple[Fraction, Fraction | None], ...]:
    """The tiers, and what each could be at best given the earlier ones: slack is measured by it."""
    return tuple((tier.value, tier.bound) for tier in result.tiers)
