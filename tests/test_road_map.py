"""The road map of surplus leaders: who is over, and in which year how many leave."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from orgplan.errors import InputError
from orgplan.goals.surplus_leaders import surplus_of
from orgplan.io.scenario import load_case
from orgplan.plan import Plan
from orgplan.road_map import Leaders, anniversary, decided_on, leaders_of, road_map, years_of
from tests.report.towns import write_two_agencies

DECIDED = date(2025, 3, 1)


def leave(leaders: list[Leaders], years: int) -> list[dict[str, tuple[int, int]]]:
    return [dict(year.leave) for year in road_map(leaders, DECIDED, years)]


@pytest.mark.parametrize(
    ("heads", "deputies", "allowed", "as_deputies", "surplus_heads", "surplus_deputies"),
    [
        (1, 2, 2, 0, 0, 0),
        (2, 2, 2, 0, 1, 0),
        (2, 1, 2, 1, 0, 0),
        (3, 1, 2, 1, 1, 0),
        (2, 4, 2, 0, 1, 2),
        (0, 2, 1, 0, 0, 0),
        (0, 3, 1, 0, 0, 1),
        (0, 0, 2, 0, 0, 0),
        (4, 9, None, 0, 0, 0),
    ],
)
def test_heads_and_deputies_over_the_quota(
    heads: int,
    deputies: int,
    allowed: int | None,
    as_deputies: int,
    surplus_heads: int,
    surplus_deputies: int,
) -> None:
    one = Leaders("u", heads, deputies, allowed)
    assert one.as_deputies == as_deputies
    assert (one.surplus_heads, one.surplus_deputies) == (surplus_heads, surplus_deputies)
    if allowed is not None:
        assert one.surplus == max(0, heads + deputies - 1 - allowed)


def test_the_surplus_is_that_of_the_goal(tmp_path: Path) -> None:
    case, _ = load_case(write_two_agencies(tmp_path))
    plan = Plan(case.problem, frozenset({"sa-2"}), {("sa-2", "x/b"): "sa-1"}, {})
    leaders = leaders_of(plan)
    assert [one.unit for one in leaders] == list(plan.survivors)
    assert [one.surplus for one in leaders] == [surplus_of(plan, u) or 0 for u in plan.survivors]
    assert sum(one.surplus for one in leaders) > 0


def test_the_largest_surplus_leaves_first_and_heads_before_deputies() -> None:
    leaders = [Leaders("a", 1, 3, 2), Leaders("b", 2, 4, 2), Leaders("c", 2, 2, 2)]
    assert leave(leaders, 5) == [
        {"b": (1, 0)},
        {"b": (0, 1)},
        {"a": (0, 1)},
        {"b": (0, 1)},
        {"c": (1, 0)},
    ]


@pytest.mark.parametrize("years", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("surplus", [0, 1, 4, 5, 13])
def test_years_differ_by_one_at_most_and_the_last_ends_without_any(
    surplus: int, years: int
) -> None:
    leaders = [Leaders(f"u{n}", 1, 1 + n % 3, 1) for n in range(surplus)]
    plan = road_map(leaders, DECIDED, years)
    totals = [year.total for year in plan]
    assert len(plan) == years
    assert sum(totals) == sum(one.surplus for one in leaders)
    assert max(totals) - min(totals) <= 1
    assert totals == sorted(totals, reverse=True)


def test_each_year_ends_on_the_anniversary_of_the_decision() -> None:
    ends = [year.ends for year in road_map([], DECIDED, 5)]
    assert ends == [date(2025 + n, 3, 1) for n in range(1, 6)]
    assert [year.ends for year in road_map([], None, 2)] == [None, None]


def test_a_decision_of_29_february_ends_on_the_28th() -> None:
    leap = date(2028, 2, 29)
    assert anniversary(leap, 1) == date(2029, 2, 28)
    assert anniversary(leap, 4) == date(2032, 2, 29)


def written(folder: Path, lines: str, ruleset: str = "") -> Path:
    """The scenario of two agencies with more keys, and a ruleset with more."""
    path = write_two_agencies(folder)
    path.write_text(path.read_text(encoding="utf-8") + lines, encoding="utf-8")
    town = folder / "town.yaml"
    town.write_text(town.read_text(encoding="utf-8") + ruleset, encoding="utf-8")
    return path


STATUTE = "surplus_leaders: {years: 3, cite: NĐ 9, confirmed: true}\n"


def test_years_come_from_the_scenario_else_the_statute_else_five(tmp_path: Path) -> None:
    for name, lines, ruleset, years in (
        ("a", "", "", 5),
        ("b", "road_map: {decided: 2025-03-01}\n", "", 5),
        ("c", "road_map: {decided: 2025-03-01}\n", STATUTE, 3),
        ("d", "road_map: {decided: 2025-03-01, years: 2}\n", STATUTE, 2),
    ):
        (tmp_path / name).mkdir()
        case, _ = load_case(written(tmp_path / name, lines, ruleset))
        assert years_of(case) == years
        assert decided_on(case) == (DECIDED if lines else None)


@pytest.mark.parametrize(
    ("lines", "found", "expected"),
    [
        ("road_map: {decided: 2025-03-01, years: 4}\n", "4 năm", "không quá 3 năm (NĐ 9)"),
        ("road_map: {decided: 9999-03-01}\n", "năm 9999", "từ năm 1945 đến năm 2200"),
    ],
)
def test_more_years_than_the_statute_leaves_are_an_error_at_their_place(
    tmp_path: Path, lines: str, found: str, expected: str
) -> None:
    with pytest.raises(InputError) as caught:
        load_case(written(tmp_path, lines, STATUTE))
    (finding,) = (f for f in caught.value.findings if f.severity == "error")
    assert finding.place.startswith("scenario.yaml:")
    assert found in finding.found.vi
    assert expected in finding.expected.vi
