"""Alternatives against full enumeration on random cases: the greedy choice, and "no more"."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from orgplan.alternatives import Alternatives, alternatives
from orgplan.check import check
from orgplan.io.plan_file import write_plan
from orgplan.io.scenario import load_case
from tests.alternatives.enumerated import Asked, next_best, plans_of
from tests.oracle import brute_force, random_cases
from tests.test_engines import FEW, MANY

WITHOUT_PLAN = 6
QUICK = (*FEW[::4], WITHOUT_PLAN)
SLOW = tuple(seed for seed in (*FEW, *MANY) if seed not in QUICK)[::2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the random cases are written."""
    return tmp_path_factory.mktemp("cases")


def found_for(seed: int, folder: Path) -> Alternatives:
    """Up to four plans of a random case."""
    case, _ = load_case(random_cases.case(seed).write(folder / str(seed)))
    asked = Asked(seed)
    return alternatives(case, 4, asked.within, asked.min_difference, kept=False)


def agrees(seed: int, folder: Path) -> Alternatives:
    """Demand the best plan, each greedy choice, the distances, and the truth of "no more"."""
    found, every, asked = found_for(seed, folder), plans_of(seed), Asked(seed)
    drawn = random_cases.case(seed)
    world = brute_force.World(drawn.units, drawn.scenario, drawn.ruleset, drawn.plans)
    if not every:
        assert (found.ended, found.results) == ("no_plan", ())
        return found
    values, optima = brute_force.best_values(world.tiers, {plan.tiers for plan in every})
    assert tuple(tier.value for tier in found.results[0].tiers) == values
    limit = None
    if optima:
        limit = max(optima[0] + asked.share * max(Fraction(1), optima[0]), values[0])
    assert found.limit == limit
    for place, result in enumerate(found.results[1:], start=1):
        best = next_best(every, found.plans[:place], limit, asked.min_difference)
        assert tuple(tier.value for tier in result.tiers) == best
    far = [d for a, row in enumerate(found.distances) for b, d in enumerate(row) if a != b]
    assert all(d >= asked.min_difference for d in far) and all(found.best_possible)
    left = next_best(every, found.plans, limit, asked.min_difference)
    assert found.ended == ("enough" if len(found.plans) == 4 else "no_more")
    assert found.ended == "enough" or (left is None and found.confirmed)
    return found


def passes_check(found: Alternatives, folder: Path) -> None:
    """Demand that the file of each plan is found true in every figure."""
    for place, result in enumerate(found.results):
        path = folder / f"plan-{place}.json"
        write_plan(result, path)
        assert check(path).ok


@pytest.mark.parametrize("seed", QUICK)
def test_alternatives_are_those_of_enumeration(seed: int, folder: Path) -> None:
    """Every plan is the best that differs enough from those before, and its file passes check."""
    passes_check(agrees(seed, folder), folder / str(seed))


@pytest.mark.slow
@pytest.mark.parametrize("seed", SLOW)
def test_alternatives_are_those_of_enumeration_on_all(seed: int, folder: Path) -> None:
    """The same for half of the seeds that the oracle knows."""
    passes_check(agrees(seed, folder), folder / str(seed))


def test_quick_cases_end_in_every_way(folder: Path) -> None:
    """The quick cases include full lists, lists that end early, and no plan at all."""
    ends = {found_for(seed, folder).ended for seed in QUICK}
    assert ends == {"enough", "no_more", "no_plan"}


def test_there_are_enough_cases() -> None:
    """At least 200 random cases are compared in all."""
    assert len(QUICK) + len(SLOW) >= 200
