"""How far a rule would have to give way before the plan changes.

A rule that costs something is loosened by one parameter at a time (`Rule.easings`), a list of units
by one unit. Of each parameter the first step is sought at which the best plan has other values.
Every plan that is found on the way tells by itself from which step on it is allowed, so that few
steps have to be solved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction

from orgplan.case import Case
from orgplan.explain.edits import Edit, applied
from orgplan.plan import Plan
from orgplan.result import Result
from orgplan.rules import Cap, Rule
from orgplan.rules.easing import Easing, only

Solve = Callable[[Case], Result]


@dataclass(frozen=True)
class Loosening:
    """The nearest step of one parameter at which the plan changes.

    Parameters
    ----------
    edit
        What becomes of the rule.
    values
        The tiers of the best plan then.
    difference
        These minus those of the plan as it is, tier by tier.
    """

    edit: Edit
    values: tuple[Fraction, ...]
    difference: tuple[Fraction, ...]


@dataclass(frozen=True)
class Loosenings:
    """What was found for some rules.

    Parameters
    ----------
    found
        In the order of the rules and their parameters; a parameter that changes nothing by itself
        is not here.
    complete
        Whether every parameter was looked at to the end; if not, time ran out.
    """

    found: tuple[Loosening, ...] = ()
    complete: bool = True


def loosenings(
    case: Case, result: Result, rules: Sequence[Rule], solve: Solve, workers: int = 1
) -> Loosenings:
    """How far each of some rules would have to give way.

    Where a tier has slack, a looser rule may also bring the old plan back. Then the step that is
    told is one at which the plan changes while it does not one step before, not always the first.

    Parameters
    ----------
    case, result
        The case, and its best plan, which is proven.
    rules
        Rules of the case that are known to cost something.
    solve
        Solves a changed case; equal optima do not matter.
    workers
        How many parameters are looked at at once.
    """
    ways = [(rule, easing) for rule in rules for easing in _easings(case, rule, solve)]
    with ThreadPoolExecutor(max(1, workers)) as pool:
        searches = [_Search(case, rule, easing, _values(result), solve) for rule, easing in ways]
        found = list(pool.map(_Search.run, searches))
    told = tuple(loosening for loosening in found if loosening is not None)
    return Loosenings(told, all(search.complete for search in searches))


def _easings(case: Case, rule: Rule, solve: Solve) -> Iterator[Easing]:
    """The parameters of a rule; that it may be given up altogether is told by its price."""
    parts = rule.instances()
    if len(parts) > 1:
        for part in parts:
            says = next(iter(part.easings(case.problem))).says(1)
            yield only(rule.without(part), says)
        return
    if isinstance(rule, Cap):
        free = solve(applied(case, [Edit(rule, None, rule.label)]))
        if free.plan is not None:
            yield from rule.rising(rule.measured_goal.value(free.plan))
        return
    yield from (easing for easing in rule.easings(case.problem) if easing.at(1) is not None)


@dataclass
class _Search:
    """The search along one parameter."""

    case: Case
    rule: Rule
    easing: Easing
    now: tuple[Fraction, ...]
    solve: Solve
    complete: bool = True

    def run(self) -> Loosening | None:
        """The nearest step that changes the plan; None if none does, or time ran out."""
        low, high = 0, self.easing.steps
        best = self._changed(high)
        beside = True
        while best is not None and high - low > 1:
            step = self._kept_from(best, low, high)
            if step == high:  # this plan needs all of it: is there another one just below?
                step = high - 1 if beside else (low + high) // 2
                beside = not beside
            closer = self._changed(step)
            if not self.complete:
                return None
            if closer is None:
                low = step
            else:
                best, high = closer, step
        if best is None:
            return None
        values = _values(best)
        difference = tuple(a - b for a, b in zip(values, self.now, strict=True))
        return Loosening(self._edit(high), values, difference)

    def _edit(self, step: int) -> Edit:
        return Edit(self.rule, self.easing.at(step), self.easing.says(step))

    def _changed(self, step: int) -> Result | None:
        """The best plan at a step, if it is another one."""
        result = self.solve(applied(self.case, [self._edit(step)]))
        if result.status != "optimal":
            self.complete = False
            return None
        return result if _values(result) != self.now else None

    def _kept_from(self, result: Result, low: int, high: int) -> int:
        """The first step above `low` at which a plan is allowed, which it is at `high`."""
        assert result.plan is not None
        while high - low > 1:
            middle = (low + high) // 2
            if self._keeps(result.plan, middle):
                high = middle
            else:
                low = middle
        return high

    def _keeps(self, plan: Plan, step: int) -> bool:
        rule = self.easing.at(step)
        return rule is None or next(iter(rule.violations(plan)), None) is None


def _values(result: Result) -> tuple[Fraction, ...]:
    return tuple(tier.value for tier in result.tiers)
