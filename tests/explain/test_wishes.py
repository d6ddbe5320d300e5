"""What would come of a wish is what brute force finds among the plans that keep it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from orgplan.errors import UsageError
from orgplan.explain import explain
from orgplan.io.scenario import load_case
from tests.oracle import brute_force, random_cases

Keeps = Callable[[brute_force.Found], bool]


def wishes(units: Sequence[str], rng: Random) -> dict[str, Keeps]:
    """A wish of each kind, with what it asks of a plan."""
    one, other = rng.sample(list(units), 2)

    def places(plan: brute_force.Found, unit: str) -> set[str]:
        return {to for (owner, _), to in plan.moves.items() if owner == unit}

    return {
        f"keep {one}": lambda plan: one not in plan.ended,
        f"dissolve {one}": lambda plan: one in plan.ended,
        f"merge {one} {other}": lambda plan: len(places(plan, one) | places(plan, other)) == 1,
        f"merge {one} {other} into {other}": lambda plan: (
            places(plan, one) | places(plan, other) == {other}
        ),
        f"apart {one} {other}": lambda plan: not places(plan, one) & places(plan, other),
    }


def check(seeds: Sequence[int], folder: Path) -> int:
    """Every wish of some random cases; their number."""
    seen = 0
    for seed in seeds:
        drawn = random_cases.case(seed)
        if any(isinstance(t, dict) and "slack" in t for t in drawn.scenario.get("goals", [])):
            continue
        plans = list(
            brute_force.enumerate_plans(drawn.units, drawn.scenario, drawn.ruleset, drawn.plans)
        )
        case, _ = load_case(drawn.write(folder / str(seed)))
        if not plans or len(case.problem.in_scope) < 2:
            continue
        best = min(plan.tiers for plan in plans)
        for words, keeps in wishes(case.problem.in_scope, Random(seed)).items():
            wanted = [plan.tiers for plan in plans if keeps(plan)]
            found = explain(case, why_not=words, workers=1, kept=False, time_limit=60).why_not
            assert found is not None
            seen += 1
            if not wanted:
                assert found.forbidden
                assert found.conflict is not None
                assert found.wish in found.conflict.rules
                continue
            assert found.difference == tuple(
                Fraction(a) - Fraction(b) for a, b in zip(min(wanted), best, strict=True)
            )
    return seen


def test_wishes_are_answered_as_by_brute_force(tmp_path: Path) -> None:
    assert check(range(0, 24), tmp_path) > 40


@pytest.mark.slow
@pytest.mark.parametrize("start", range(24, 120, 24))
def test_more_wishes_are_answered_as_by_brute_force(start: int, tmp_path: Path) -> None:
    assert check(range(start, start + 24), tmp_path) > 20


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("fuse a b", "is no wish"),
        ("merge", "a unit is missing"),
        ('keep "nobody at all"', "there is no unit"),
        ('keep "', "is no wish"),
    ],
)
def test_a_wish_that_is_none_is_refused(words: str, said: str, tmp_path: Path) -> None:
    case, _ = load_case(random_cases.case(0).write(tmp_path))
    with pytest.raises(UsageError, match=said):
        explain(case, why_not=words)
