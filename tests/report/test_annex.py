"""The annexes say what the plan file says: units, fates, posts, counts, moves, leaders."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from orgplan.decisions import Decision, RoadMap
from orgplan.goals.surplus_leaders import surplus_of
from orgplan.io.plan_file import plan_document
from orgplan.io.scenario import load_case
from orgplan.report.annex import annexes
from orgplan.result import Result
from orgplan.solve import solve
from tests.oracle import random_cases
from tests.report.annexes import figure, notes, opened, table

KHANH_HOA = Path(__file__).resolve().parents[2] / "scenarios" / "khanh-hoa"
EVERY = (
    "first_steps",
    "two_agencies",
    "merging",
    pytest.param("khanh_hoa", marks=pytest.mark.slow),
    pytest.param("khanh_hoa_2025", marks=pytest.mark.slow),
)


@pytest.fixture(scope="module")
def khanh_hoa() -> Result:
    return solve(load_case(KHANH_HOA / "scenario.yaml")[0])


@pytest.fixture(scope="module")
def khanh_hoa_2025() -> Result:
    return solve(load_case(KHANH_HOA / "scenario-2025.yaml")[0])


@pytest.fixture(params=EVERY)
def result(request: pytest.FixtureRequest) -> Result:
    found: Result = request.getfixturevalue(request.param)
    assert found.plan is not None
    return found


def document(result: Result) -> dict[str, Any]:
    """The plan file."""
    return plan_document(result, Path())


def names(result: Result) -> set[str]:
    return set(result.case.problem.original.ids)


def test_moves_of_every_unit_stand_in_the_list_of_changes(result: Result) -> None:
    out: dict[str, float] = defaultdict(float)
    into: dict[str, float] = defaultdict(float)
    for move in document(result)["moves"]:
        out[move["from"]] += move["posts"]
        into[move["to"]] += move["posts"]
    rows = table(opened(result)["Phụ lục I"])
    listed = {str(row[2]): row for row in rows if row[2] in names(result)}
    assert {u: figure(row[5]) for u, row in listed.items() if row[5]} == {
        u: posts for u, posts in out.items() if posts
    }
    assert {u: figure(row[6]) for u, row in listed.items() if row[6]} == {
        u: posts for u, posts in into.items() if posts
    }
    total = sum(move["posts"] for move in document(result)["moves"])
    assert (figure(rows[-1][5]), figure(rows[-1][6])) == (total, total)


def test_every_unit_that_ends_or_receives_is_listed_as_a_change(result: Result) -> None:
    changed = {u["id"] for u in document(result)["units"] if u["fate"] != "kept"}
    listed = {row[2] for row in table(opened(result)["Phụ lục I"])}
    assert changed <= listed


def test_units_and_fates_are_those_of_the_plan_file(result: Result) -> None:
    case, after = result.case, {row["id"]: row for row in document(result)["after"]}
    rows: dict[str, list[tuple[object, ...]]] = defaultdict(list)
    for row in table(opened(result)["Phụ lục II"]):
        if row[2] in names(result):
            rows[str(row[2])].append(row)
    units = document(result)["units"]
    outside = {u["id"] for u in units} - set(rows)
    assert outside == set()
    for unit in units:
        last = rows[unit["id"]]
        kinds = [row[6] for row in last if row[6] is not None]
        if unit["kind_after"] is None:
            assert kinds == [], unit
        else:
            assert kinds == [case.problem.ruleset.label_of(unit["kind_after"]).vi], unit
        if unit["fate"] in ("merged", "dissolved"):
            heirs = " ".join(str(row[5]) for row in last)
            assert all(after[heir]["name"] in heirs for heir in unit["into"]), unit


def test_counts_are_those_of_the_plan_file_in_every_sum(result: Result) -> None:
    count, problem = document(result)["count"], result.case.problem
    rows = table(opened(result)["Phụ lục II"])
    total = next(row for row in rows if row[1] == "TỔNG CỘNG")
    expected = [count["before_given"], count["before_after_given"], count["after"]]
    assert list(total[7:10]) == expected
    assert total[10] == count["before"] - count["after"]
    assert figure(total[11]) == pytest.approx(count["cut_percent"], abs=1e-3)
    single = [row for row in rows if row[2] in names(result) and not _is_agency(result, row[2])]
    for column, whole in zip((7, 8, 9), expected, strict=True):
        assert sum(figure(row[column]) for row in single) == whole
    listed = {row[2]: row for row in rows if _is_agency(result, row[2]) and row[9] is not None}
    before = 7 if problem.baseline == "before_given" else 8
    assert {a["id"]: (a["before"], a["after"]) for a in count["agencies"]} == {
        unit: (row[before], row[9]) for unit, row in listed.items()
    }


def _is_agency(result: Result, unit: object) -> bool:
    original = result.case.problem.original
    return unit in original and result.case.problem.ruleset.kind(original[str(unit)].kind).agency


def test_units_of_an_agency_that_ended_stand_where_it_ended(merging: Result) -> None:
    rows = [row for row in table(opened(merging)["Phụ lục II"]) if row[2]]
    place = {row[2]: number for number, row in enumerate(rows)}
    assert place["sa"] < place["sb"] < place["sb-1"] < place["sc"]
    assert "(Sở B)" in str(rows[place["sb-1"]][1])


@pytest.mark.parametrize("seed", range(0, 400, 10))
def test_sums_hold_for_random_plans(seed: int, tmp_path: Path) -> None:
    result = solve(load_case(random_cases.case(seed).write(tmp_path))[0])
    plan = result.plan
    if plan is None:
        return
    changes, units, posts, leaders, _, criteria = annexes(result, plan)
    problem = plan.problem
    moved = sum(move.posts for move in plan.moves)
    assert changes.rows[-1].cells[5:7] == (moved, moved)
    counted = [row.cells[7:10] for row in units.rows if row.weight == "plain"]
    both = (problem.before_given, problem.before_after_given, plan.after_count)
    assert [sum(row[place] or 0 for row in counted) for place in range(3)] == [
        sum(count.values()) for count in both
    ]
    own = [row.cells for row in posts.rows if row.cells[2]]
    staff = sum(unit.staff for unit in problem.original)
    assert sum(cells[4] or 0 for cells in own) == staff
    assert sum(cells[7] or 0 for cells in own) == staff
    surplus = {u: surplus_of(plan, u) or 0 for u in plan.survivors}
    for cells in (row.cells for row in leaders.rows if row.weight == "plain"):
        assert (cells[6] or 0) + (cells[9] or 0) == surplus[str(cells[2])]
    listed = [row.cells[2] for row in criteria.rows if row.weight == "plain"]
    assert sorted(map(str, listed)) == sorted(plan.survivors)


def test_posts_after_are_those_of_the_plan_file(result: Result) -> None:
    rows = table(opened(result)["Phụ lục III"])
    before: dict[object, float] = defaultdict(float)
    after: dict[object, float] = defaultdict(float)
    for row in rows:
        if row[2] in names(result):
            before[row[2]] += figure(row[4])
            after[row[2]] += figure(row[7])
    assert before == {u.id: float(u.staff) for u in result.case.problem.original}
    expected = {row["id"]: float(row["staff"]) for row in document(result)["after"]}
    assert {unit: posts for unit, posts in after.items() if unit in expected} == expected
    assert all(posts == 0 for unit, posts in after.items() if unit not in expected)
    totals = [row for row in rows if str(row[1]).startswith("TỔNG")]
    assert sum(figure(row[4]) for row in totals) == sum(before.values())
    assert sum(figure(row[7]) for row in totals) == sum(after.values())


def test_posts_of_service_units_are_never_added_to_the_others(two_agencies: Result) -> None:
    rows = table(opened(two_agencies)["Phụ lục III"])
    assert [row[7] for row in rows if str(row[1]).startswith("TỔNG")] == [47, 20]
    assert next(row[7] for row in rows if row[0] == "I") == 20


def test_leaders_are_those_of_the_plan_file_and_their_surplus_that_of_the_goal(
    result: Result,
) -> None:
    plan = result.plan
    assert plan is not None
    rows = {
        str(row[2]): row for row in table(opened(result)["Phụ lục IV"]) if row[2] in names(result)
    }
    after = {row["id"]: row for row in document(result)["after"]}
    assert all(
        (row[4], row[7]) == (after[unit]["heads"], after[unit]["deputies"])
        for unit, row in rows.items()
    )
    for unit, row in rows.items():
        surplus = surplus_of(plan, unit)
        assert (surplus is None) == (row[8] is None)
        assert figure(row[6]) + figure(row[9]) == (surplus or 0)
        assert sum(figure(year) for year in row[10:15]) == (surplus or 0)
        assert figure(row[15]) == 0


def test_functions_keep_their_posts_and_change_unit_as_the_moves_say(result: Result) -> None:
    rows = [row for row in table(opened(result)["Phụ lục V"]) if row[3] is not None]
    posts: dict[object, float] = defaultdict(float)
    for row in rows:
        posts[row[2]] += figure(row[5])
    expected: dict[object, float] = defaultdict(float)
    for unit in document(result)["after"]:
        for code, number in unit["functions"].items():
            expected[code] += number
    del posts[None]
    assert posts == expected
    planned = sum(move["posts"] for move in document(result)["moves"] if not move["given"])
    assert planned == sum(figure(row[5]) for row in rows if "phương án" in str(row[6]).lower())
    given = sum(move["posts"] for move in document(result)["moves"] if move["given"])
    assert given == sum(figure(row[5]) for row in rows if "chủ trương" in str(row[6]).lower())


def test_criteria_stand_for_every_unit_and_none_is_missed_by_a_plan_that_keeps_the_rules(
    result: Result,
) -> None:
    assert result.plan is not None
    rows = [row for row in table(opened(result)["Phụ lục VI"]) if row[2] is not None]
    assert {row[2] for row in rows} == set(result.plan.survivors)
    assert {row[6] for row in rows} <= {"Đạt", "Không có mức áp dụng"}
    assert all((row[5] is None) == (row[6] != "Đạt") for row in rows)
    assert {str(row[2]): figure(row[4]) for row in rows} == {
        unit: float(result.plan.total_after[unit]) for unit in result.plan.survivors
    }


def test_a_floor_says_its_basis_and_that_nobody_has_checked_it(two_agencies: Result) -> None:
    rows = table(opened(two_agencies)["Phụ lục VI"])
    division = next(row for row in rows if row[2] == "sa-1")
    assert division[9] == "NĐ 1; chưa đối chiếu Công báo"
    assert "Biên chế tối thiểu [floor]: Phòng 5" in notes(opened(two_agencies)["Phụ lục VI"])


def test_without_a_date_of_decision_the_years_are_relative(first_steps: Result) -> None:
    words = notes(opened(first_steps)["Phụ lục IV"])
    assert "Chưa có ngày quyết định có hiệu lực" in words
    assert "không quá 5 năm (NĐ 370/2025/NĐ-CP, Điều 6; đã thấy trong văn bản)" in words


def test_what_is_taken_over_whole_is_called_so(merging: Result, first_steps: Result) -> None:
    rows = {row[2]: row for row in table(opened(first_steps)["Phụ lục I"])}
    assert rows["tcdt"][4] == "Tiếp nhận nguyên trạng Phòng Giá / Prices Division: 5 biên chế"
    assert rows["gia"][3] == "Sáp nhập"
    rows = {row[2]: row for row in table(opened(merging)["Phụ lục I"])}
    assert "nguyên trạng" in str(rows["sb"][4])
    assert "Chủ trương đã có" in str(rows["sb"][7])


def test_both_languages_have_the_same_figures(merging: Result) -> None:
    assert merging.plan is not None
    for annex in annexes(merging, merging.plan):
        assert all(len(row.cells) == len(annex.columns) for row in annex.rows)
        assert annex.title.vi != annex.title.en


def decided(result: Result, **keys: object) -> Result:
    """The same plan with other keys of the scenario."""
    scenario = result.case.scenario.model_copy(update=keys)
    return dataclasses.replace(result, case=dataclasses.replace(result.case, scenario=scenario))


def test_what_people_decided_stands_beside_the_change(first_steps: Result) -> None:
    decisions = [
        {
            "unit": "tcdt",
            "name": "Phòng Giá và Đầu tư",
            "form": "consolidate",
            "seat": "Số 1",
            "head": "to_be_decided",
            "approved": {"by": "UBND tỉnh", "number": "12/QĐ-UBND", "date": "2026-02-20"},
        },
        {"unit": "kt", "form": "convert"},
    ]
    listed = tuple(Decision.model_validate(decision) for decision in decisions)
    book = opened(decided(first_steps, decisions=listed))
    rows = {row[2]: row for row in table(book["Phụ lục I"])}
    assert rows["tcdt"][3] == rows["gia"][3] == "Hợp nhất"
    assert str(rows["tcdt"][8]).split("\n") == [
        "Tên gọi: Phòng Giá và Đầu tư",
        "Trụ sở: Số 1",
        "Người đứng đầu: sẽ quyết định sau",
        "Phê duyệt: UBND tỉnh, số 12/QĐ-UBND, ngày 20/02/2026",
    ]
    assert "UBND tỉnh" in str(rows["gia"][8])
    assert rows["htdn"][8] == "Chưa phê duyệt"
    assert "loại hình không đổi" in notes(book["Phụ lục I"])
    assert "Phòng Giá và Đầu tư" in {row[5] for row in table(book["Phụ lục II"])}
    for number in ("IV", "VI"):
        assert "Phòng Giá và Đầu tư" in {row[1] for row in table(book[f"Phụ lục {number}"])}


def test_without_decisions_their_column_is_left_free(first_steps: Result) -> None:
    assert {row[8] for row in table(opened(first_steps)["Phụ lục I"])} == {None}


def test_with_a_date_of_decision_the_years_have_their_days(first_steps: Result) -> None:
    result = decided(first_steps, road_map=RoadMap(decided=date(2026, 3, 1), years=2))
    sheet = opened(result)["Phụ lục IV"]
    assert "LỘ TRÌNH 02 NĂM" in str(sheet.cell(2, 1).value)
    words = notes(sheet)
    assert "năm thứ nhất đến 01/03/2027; năm thứ hai đến 01/03/2028" in words
    assert "Thời hạn cuối cùng: 01/03/2028" in words
    last = table(sheet)[-1]
    assert (last[10:12], last[12]) == ((1, 0), 0)
