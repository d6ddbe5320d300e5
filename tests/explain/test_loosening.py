"""How far a rule must give way is what trying every step from scratch says."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from orgplan.case import Case
from orgplan.explain import Loosening
from orgplan.explain.loosening import loosenings
from orgplan.explain.prices import prices
from orgplan.result import Result
from orgplan.rules import Cap, Rule
from orgplan.solve import solve
from tests.explain.clashes import clash

Values = tuple[Fraction, ...]

_TRIED = 12
"""So many steps below the one that is told are tried."""


def best(case: Case) -> Result:
    """The best plan of a case; which of equal ones does not matter."""
    return solve(case, time_limit=60, kept=False, workers=1, equal_optima=False)


def values(case: Case, rule: Rule, new: Rule | None) -> tuple[Fraction, ...]:
    """The tiers of the best plan with another rule instead of one, by another engine."""
    rules = tuple(new if each is rule else each for each in case.rules)
    changed = dataclasses.replace(case, rules=tuple(each for each in rules if each is not None))
    result = solve(changed, time_limit=60, kept=False, workers=1, engine="cp-sat-whole")
    assert result.status == "optimal"
    return tuple(tier.value for tier in result.tiers)


def ways(case: Case, rule: Rule) -> Iterator[list[Rule | None]]:
    """The steps of every parameter of a rule, the nearest first."""
    parts = rule.instances()
    if len(parts) > 1:
        yield from ([rule.without(part)] for part in parts)
        return
    for easing in rule.easings(case.problem):
        if easing.at(1) is not None:
            yield [easing.at(step) for step in range(1, easing.steps + 1)]


def check_told(case: Case, now: Values, told: Loosening, steps: Sequence[Rule | None]) -> None:
    """The plan changes at the step that is told, as it is told, and at none before it."""
    rule, new = told.edit.old, told.edit.new
    assert values(case, rule, new) == told.values != now
    assert told.difference == tuple(a - b for a, b in zip(told.values, now, strict=True))
    less = steps[: steps.index(new)]
    slack = any(tier.slack for tier in case.tiers)
    for step in less[-1:] if slack else less[-_TRIED:]:
        assert values(case, rule, step) == now


def check_cap(case: Case, now: Values, cap: Cap, told: Sequence[Loosening]) -> None:
    """A cap is told in hundredths."""
    (loosening,) = told
    assert isinstance(loosening.edit.new, Cap)
    hundredths = range(math.floor(cap.at_most * 100) + 1, int(loosening.edit.new.at_most * 100) + 1)
    nearest = [cap.model_copy(update={"at_most": Fraction(n, 100)}) for n in hundredths[-2:]]
    check_told(case, now, loosening, nearest)


def check(case: Case) -> tuple[int, int]:
    """Every parameter of every rule that costs something; how many change the plan, and not."""
    result = best(case)
    now = tuple(tier.value for tier in result.tiers)
    dear = [price.rule for price in prices(case, result, best) if price.costs]
    found = loosenings(case, result, dear, best)
    assert found.complete
    changing, unchanging = len(found.found), 0
    for rule in dear:
        mine = [each for each in found.found if each.edit.old is rule]
        if isinstance(rule, Cap):
            check_cap(case, now, rule, mine)
        else:
            unchanging += check_parameters(case, now, rule, mine)
    assert all(each.edit.old in dear for each in found.found)
    return changing, unchanging


def check_parameters(case: Case, now: Values, rule: Rule, told: Sequence[Loosening]) -> int:
    """The parameters of one rule; how many of them change nothing."""
    unchanging, left = 0, [*told]
    for steps in ways(case, rule):
        here = [each for each in left if each.edit.new in steps]
        if here:
            check_told(case, now, here[0], steps)
            left.remove(here[0])
        else:
            unchanging += 1
            assert values(case, rule, steps[-1]) == now
    assert not left
    return unchanging


def check_some(seeds: Sequence[int], folder: Path) -> tuple[int, int]:
    """The same of random cases that have a plan."""
    changing = unchanging = 0
    for seed in seeds:
        drawn = clash(seed)
        if drawn.impossible:
            continue
        one, other = check(drawn.load(folder / str(seed)))
        changing, unchanging = changing + one, unchanging + other
    return changing, unchanging


def test_the_nearest_step_that_changes_the_plan_is_told(tmp_path: Path) -> None:
    changing, unchanging = check_some(range(24), tmp_path)
    assert changing >= 8
    assert unchanging >= 4


@pytest.mark.slow
@pytest.mark.parametrize("start", range(24, 344, 80))
def test_more_nearest_steps_are_told(start: int, tmp_path: Path) -> None:
    changing, unchanging = check_some(range(start, start + 80), tmp_path)
    assert changing >= 8
    assert unchanging >= 1
