"""Deep trees solved with settled superiors: the same answer as one model, or a true bound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from orgplan.case import Case
from orgplan.check import judge
from orgplan.engine import apart, by_parts
from orgplan.engine.assembly import Assembly
from orgplan.engine.by_parts import PartsSearch
from orgplan.engine.component import Answer
from orgplan.engine.parts import RichPart
from orgplan.engine.prices import Forced, Option, Prices
from orgplan.io.scenario import load_case
from orgplan.plan import Plan
from orgplan.result import Result
from orgplan.solve import solve
from tests.oracle.trees import tree

LARGE, SMALL = 10, 4
LONG = 600.0
MET = (8, 11, 15, 26)
"""Trees of which a superior ends only together with another, or sub-units meet others'."""
FEW = (*MET, 9, 18)
MANY = tuple(seed for seed in range(60) if seed not in FEW)
CHUNK = 20


@pytest.fixture
def paths(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """How often each way of the search is gone; small trees go them all."""
    gone: Counter[str] = Counter()
    monkeypatch.setattr(apart, "LARGE", LARGE)
    monkeypatch.setattr(by_parts, "LARGE", LARGE)
    monkeypatch.setattr(apart, "SMALL", SMALL)
    priced, sharpened = PartsSearch._priced, Prices.sharpened
    learn_priced = RichPart.learn_priced

    def count_priced(
        self: PartsSearch, shop: apart.Workshop, assembly: Assembly, settled: frozenset[str]
    ) -> tuple[frozenset[str], int]:
        loosened, bound = priced(self, shop, assembly, settled)
        gone["settled"] += 1
        gone["taken back" if loosened < settled else "left alone"] += 1
        return loosened, bound

    def count_sharpened(
        self: Prices, options: Sequence[Option], room: int, forced: Forced
    ) -> list[Option]:
        found = sharpened(self, options, room, forced)
        gone["sharpened"] += found != options
        return found

    def count_learnt(self: RichPart, price: int, answer: Answer) -> None:
        gone["asked with a price"] += 1
        learn_priced(self, price, answer)

    monkeypatch.setattr(PartsSearch, "_priced", count_priced)
    monkeypatch.setattr(Prices, "sharpened", count_sharpened)
    monkeypatch.setattr(RichPart, "learn_priced", count_learnt)
    yield gone


def drawn(seed: int, folder: Path, **size: int) -> Case:
    """A random tree as the product reads it."""
    case, _ = load_case(tree(seed, **size).write(folder / str(seed)))
    return case


def decided(plan: Plan | None) -> object:
    """What a plan decides."""
    return plan and (plan.ended, dict(plan.moved), dict(plan.converted))


def same(seed: int, folder: Path) -> Result:
    """Demand that parts and one model answer the same."""
    case = drawn(seed, folder)
    found = solve(case, kept=False, time_limit=LONG)
    whole = solve(case, kept=False, time_limit=LONG, engine="cp-sat-whole")
    assert found.status == whole.status
    assert [tier.value for tier in found.tiers] == [tier.value for tier in whole.tiers]
    assert [tier.bound for tier in found.tiers] == [tier.bound for tier in whole.tiers]
    assert decided(found.plan) == decided(whole.plan)
    assert found.canonical is whole.canonical
    return found


def test_settled_superiors_change_no_answer(paths: Counter[str], tmp_path: Path) -> None:
    """Status, tiers, bounds and plan of one model, whichever way the search goes; it goes all."""
    for seed in FEW:
        same(seed, tmp_path)
    assert min(paths[way] for way in WAYS) > 0, paths


WAYS = ("settled", "taken back", "left alone", "sharpened", "asked with a price")


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, len(MANY), CHUNK))
def test_settled_superiors_change_no_answer_on_more(
    first: int, paths: Counter[str], tmp_path: Path
) -> None:
    """The same for more trees."""
    results = [same(seed, tmp_path) for seed in MANY[first : first + CHUNK]]
    assert any(result.status == "optimal" for result in results)
    assert min(paths[way] for way in WAYS) > 0, paths


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0.2, 0.5, 1.0])
@pytest.mark.parametrize("seed", [1000, 1001, 1002])
def test_a_clock_that_runs_out_leaves_a_sound_plan_and_a_true_bound(
    seed: int, seconds: float, paths: Counter[str], tmp_path: Path
) -> None:
    """On 60 to 80 units: the plan keeps all rules, and no bound is above the true optimum."""
    case = drawn(seed, tmp_path, fewest=60, most=80)
    short = solve(case, kept=False, time_limit=seconds)
    full = solve(case, kept=False, time_limit=LONG)
    assert full.status in ("optimal", "infeasible")
    if full.status == "infeasible":
        assert short.plan is None
    if short.plan is None:
        return
    assert judge(case, short.plan) == ()
    first, best = short.tiers[0], full.tiers[0].value
    assert Fraction(0) <= (first.bound or Fraction(0)) <= best <= first.value
    assert [tier.value for tier in full.tiers] <= [tier.value for tier in short.tiers]
