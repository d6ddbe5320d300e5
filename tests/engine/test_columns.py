"""Large plain families by columns, against all sets and against one model of the whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from benchmarks.folder import write
from benchmarks.organisations import Flavour, wide
from orgplan.engine import columns, plain
from orgplan.engine import wide as wide_module
from orgplan.engine.apart import Division
from orgplan.engine.backend import Watch
from orgplan.engine.columns import FINE, Columns, Duals, WideFamily
from orgplan.engine.cp_sat import CpSat
from orgplan.engine.plain import Plainness, solve_plain
from orgplan.engine.sieve import Sieve
from orgplan.engine.wide import AskWide, wide_part
from orgplan.families import Listed, Sets
from orgplan.io.scenario import load_case
from orgplan.solve import solve

FLAVOURS: tuple[Flavour, ...] = ("light", "hard")


def family(children: int, flavour: Flavour, folder: Path) -> WideFamily:
    """The only family of a generated case."""
    case, _ = load_case(write(wide(children, flavour), folder, tiers=2))
    division = Division(case)
    (units,) = division.components()
    return WideFamily(case, division.candidates, frozenset(), division.scales, units)


def keyed(found: Columns) -> list[tuple[tuple[int, int], ...]]:
    """Columns by receiver and members, and what they cost."""
    rows = zip(found.rows.tolist(), found.costs.tolist(), strict=True)
    return [((row[0], -2), *((m, -1) for m in row[1:] if m >= 0), *enumerate(c)) for row, c in rows]


def counting(
    shaken: Callable[[Sieve, Watch], Sieve | None], calls: list[int]
) -> Callable[[Sieve, Watch], Sieve | None]:
    """The same method, noting what it left."""

    def noted(sieve: Sieve, clock: Watch) -> Sieve | None:
        found = shaken(sieve, clock)
        calls.append(0 if found is None else len(found.columns))
        return found

    return noted


def question(wanted: WideFamily, high: int | None, depth: int, price: int | None = None) -> AskWide:
    part = wide_part(wanted, exactly=False)
    return AskWide(part.terms, part.content, None, high, depth, 60.0, 1, CpSat, wanted, price)


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_listed_sets_are_those_of_all_sets(flavour: Flavour, tmp_path: Path) -> None:
    """What is said of a listed set is what is said of it among all sets."""
    families = family(9, flavour, tmp_path).families
    everything = Sets(families)
    members = [[u for u in range(9) if number >> u & 1] for number in range(1 << 9)]
    rows = np.array([row + [-1] * (9 - len(row)) for row in members])
    listed = Listed(families, rows)
    assert np.array_equal(listed.size, everything.size)
    assert np.array_equal(listed.changed, everything.changed)
    for name in ("posts", "leaders", "subunits", "functions"):
        assert np.array_equal(getattr(listed, name), getattr(everything, name)), name


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("high", [5, 6, 8])
def test_every_count_costs_what_all_sets_cost(flavour: Flavour, high: int, tmp_path: Path) -> None:
    """The lexicographic least with at most so many units is that of the dynamic programme."""
    wanted = family(11, flavour, tmp_path)
    exact = solve_plain(wanted.case, wanted.candidates, frozenset(), (wanted.units,), wanted.scales)
    open_counts = [n for n in range(high) if exact.feasible[0, n]]
    answer = question(wanted, high, 4).do(Watch(60))
    if not open_counts:
        assert answer.impossible
        return
    best = min(tuple(int(c) for c in exact.costs[0, n]) for n in open_counts)
    assert answer.costs == best == answer.bound
    assert answer.proven == 4


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("high", [5, 6, 8])
def test_a_sieve_loses_no_best_plan(
    flavour: Flavour, high: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Objective after objective the columns of the best plan stay, whoever chooses among them."""
    monkeypatch.setattr(wide_module, "_FEW", 0)
    shaken: list[int] = []
    monkeypatch.setattr(Sieve, "shaken", counting(Sieve.shaken, shaken))
    test_every_count_costs_what_all_sets_cost(flavour, high, tmp_path)
    monkeypatch.setattr(wide_module, "_MOST_COLUMNS", -1)  # the exact solver is out of the way
    wanted = family(11, flavour, tmp_path)
    exact = solve_plain(wanted.case, wanted.candidates, frozenset(), (wanted.units,), wanted.scales)
    open_counts = [n for n in range(high) if exact.feasible[0, n]]
    answer = question(wanted, high, 4).do(Watch(60))
    if open_counts and answer.bound is not None:
        best = min(tuple(int(c) for c in exact.costs[0, n]) for n in open_counts)
        assert answer.bound <= best <= answer.costs
        assert answer.bound[: answer.proven] == best[: answer.proven]
        assert shaken or answer.proven == 0


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_no_count_costs_less_than_is_expected(flavour: Flavour, tmp_path: Path) -> None:
    """What is said before any question is a bound at every count, as good as unit by unit."""
    wanted = family(11, flavour, tmp_path)
    exact = solve_plain(wanted.case, wanted.candidates, frozenset(), (wanted.units,), wanted.scales)
    singly = sorted(map(Division(wanted.case).least_if_ended, wanted.units))
    for place, cost in enumerate(exact.costs[0, :, 0]):
        ended = wanted.size - (exact.start + place)
        assert sum(singly[:ended]) <= wanted.least_if_ended[ended]
        assert wanted.least_if_ended[ended] <= cost or not exact.feasible[0, place]


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("price", [0, 7, 40])
def test_a_priced_answer_is_the_least_of_cost_and_price(
    flavour: Flavour, price: int, tmp_path: Path
) -> None:
    """With a price for each unit the least over all counts of the dynamic programme is found."""
    wanted = family(11, flavour, tmp_path)
    exact = solve_plain(wanted.case, wanted.candidates, frozenset(), (wanted.units,), wanted.scales)
    sums = exact.costs[0, :, 0] + price * (exact.start + np.arange(exact.costs.shape[1]))
    answer = question(wanted, None, 1, price).do(Watch(60))
    assert answer.bound == (int(sums[exact.feasible[0]].min()),)
    assert answer.costs[0] + price * answer.count == answer.bound[0]


def test_any_dual_values_give_a_true_bound(tmp_path: Path) -> None:
    """The bound holds for dual values drawn at random, with few members listed too."""
    wanted = family(11, "hard", tmp_path)
    exact = solve_plain(wanted.case, wanted.candidates, frozenset(), (wanted.units,), wanted.scales)
    best = min(int(exact.costs[0, n, 0]) for n in range(6) if exact.feasible[0, n])
    draw = np.random.default_rng(1)
    for listed, seen in ((3, 2), (5, 4), (10, None)):
        for _ in range(40):
            members = draw.integers(-20 * FINE, 40 * FINE, wanted.size)
            duals = Duals(members, int(draw.integers(-40 * FINE, 40 * FINE)))
            least = wanted.priced(duals, 0, listed, seen).least
            assert wanted.bound(duals, least, 1, 6, 0) <= best


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_every_column_up_to_a_ceiling_is_found(flavour: Flavour, tmp_path: Path) -> None:
    """Dual values drawn at random: the columns are those of all sets, and so are the least."""
    wanted = family(9, flavour, tmp_path)
    places = [np.array(r)[None, :] for n in range(1, 5) for r in permutations(range(9), n)]
    sets = [np.pad(r, ((0, 0), (0, 4 - r.shape[1])), constant_values=-1) for r in places]
    rows = np.concatenate([row for row in sets if np.all(np.diff(row[0][row[0] >= 0][1:]) > 0)])
    everything = wanted.columns(rows)[1]
    draw = np.random.default_rng(2)
    for _ in range(20):
        members = draw.integers(-20 * FINE, 40 * FINE, wanted.size)
        duals = Duals(members, int(draw.integers(-40 * FINE, 40 * FINE)))
        ceiling = int(draw.integers(-10 * FINE, 20 * FINE))
        reduced = wanted.reduced(everything, duals)
        found = wanted.every(duals, ceiling)
        assert found is not None and found.complete
        assert {tuple(sorted(r)) for r in keyed(found.columns)} == {
            tuple(sorted(r)) for r in keyed(everything.taken(reduced <= ceiling))
        }
        for receiver in range(wanted.size):
            mine = reduced[everything.rows[:, 0] == receiver]
            assert found.least[receiver] == min(ceiling + 1, mine.min())


def test_a_ceiling_that_lets_too_many_sets_in_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is left out unsaid where more sets are cheap than may be held at once."""
    wanted = family(9, "light", tmp_path)
    duals = Duals(np.zeros(9, dtype=np.int64), 0)
    found = wanted.every(duals, 1 << 40)
    assert found is not None and len(found.columns) > 100
    monkeypatch.setattr(columns, "_MOST_SETS", 100)
    assert wanted.every(duals, 1 << 40) is None


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_a_solve_by_columns_writes_the_plan_of_one_model(
    flavour: Flavour, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Families above a lowered limit get the same proven plan as from one model of the whole."""
    case, _ = load_case(write(wide(12, flavour), tmp_path))
    monkeypatch.setattr(plain, "MOST_SIBLINGS", 4)
    division = Division(case)
    (units,) = division.components()
    assert Plainness(case, division.candidates, frozenset()).large(units)
    mine, whole = solve(case, time_limit=60), solve(case, engine="cp-sat-whole", time_limit=60)
    assert mine.status == whole.status == "optimal"
    assert mine.plan is not None and whole.plan is not None
    assert replace(mine.plan).moved == whole.plan.moved
    assert mine.plan.ended == whole.plan.ended
