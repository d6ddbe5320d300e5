"""The change table: every unit once, posts conserved, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import dataclasses
import io
from fractions import Fraction
from pathlib import Path

import pytest

from orgplan.io.scenario import load_case
from orgplan.report.changes import ChangeRow, change_rows
from orgplan.report.changes_csv import BOM, changes_csv, harmless
from orgplan.report.grounds import grounds
from orgplan.result import Result
from orgplan.text import LANGUAGES, Language
from tests.report.towns import write_two_agencies


def rows_of(result: Result) -> dict[str, ChangeRow]:
    assert result.plan is not None
    return {row.unit.id: row for row in change_rows(result.case, result.plan)}


def test_every_original_unit_has_one_row_in_its_order(merging: Result) -> None:
    assert list(rows_of(merging)) == list(merging.case.problem.original.ids)


@pytest.mark.parametrize("name", ["two_agencies", "merging"])
def test_posts_are_conserved_and_never_mixed(name: str, request: pytest.FixtureRequest) -> None:
    result: Result = request.getfixturevalue(name)
    rows = rows_of(result).values()
    for service in (True, False):
        before = sum((r.own_before for r in rows if r.service is service), Fraction(0))
        after = sum((r.own_after or Fraction(0) for r in rows if r.service is service), Fraction(0))
        assert before == after


def test_the_total_of_an_agency_leaves_its_centre_out(two_agencies: Result) -> None:
    rows = rows_of(two_agencies)
    assert rows["sa"].total_before == 3 + 8 + 3 + 6
    assert rows["sa-tt"].total_before == 20
    assert rows["sb"].total_before == 2 + 7 + 6 + 5 + 4 + 3


def test_given_and_planned_changes_are_told_apart(merging: Result) -> None:
    rows = rows_of(merging)
    assert (rows["sb"].source, rows["sb"].fate.vi) == ("given", "đã sáp nhập theo chủ trương")
    assert [unit.id for unit in rows["sb-vp"].receivers] == ["sa-vp"]
    assert "đổi tên thành Sở AB" in rows["sa"].fate.vi
    assert "passed functions on by earlier decision" in rows["sb-2"].fate.en
    planned = [unit_id for unit_id, row in rows.items() if row.source in ("plan", "both")]
    assert len(planned) >= 2
    assert rows["sa-1"].source in ("", "plan")


def test_moves_of_a_row_add_up_to_its_loss(merging: Result) -> None:
    ending = [row for row in rows_of(merging).values() if row.ends]
    assert ending
    for row in ending:
        assert sum((m.posts for m in row.moves), Fraction(0)) == row.own_before
        assert row.receivers


def test_grounds_name_the_rule_its_basis_and_that_it_is_unconfirmed(two_agencies: Result) -> None:
    rows = rows_of(two_agencies)
    assert "cần ít nhất 5 [floor, NĐ 1, chưa đối chiếu Công báo]" in rows["sa-2"].grounds.vi
    assert rows["sb-2"].grounds.en == "keep [keep-five, đã thống nhất]"
    assert rows["sa-3"].grounds.vi == ""


def test_grounds_call_no_rule_broken_that_asks_for_a_change(tmp_path: Path) -> None:
    path = write_two_agencies(tmp_path)
    text = path.read_text(encoding="utf-8")
    assert "rules:\n" in text
    more = "rules:\n  - {rule: together, units: [sa-1, sa-3]}\n"
    path.write_text(text.replace("rules:\n", more), encoding="utf-8")
    found = grounds(load_case(path)[0])
    assert found["sa-3"].en == "together [together-2]"
    assert "hiện trạng" in found["sa-2"].vi


@pytest.mark.parametrize("language", LANGUAGES)
def test_csv_is_read_back_as_it_was_meant(merging: Result, language: Language) -> None:
    text = changes_csv(rows_of(merging).values(), language)
    assert text.startswith(BOM)
    assert "\r\n" in text
    table = list(csv.reader(io.StringIO(text.removeprefix(BOM))))
    assert {len(line) for line in table} == {17}
    assert [line[0] for line in table[1:]] == list(merging.case.problem.original.ids)


def test_columns_of_the_files_come_out_again(merging: Result) -> None:
    rows = list(rows_of(merging).values())
    extras = ({"Màu": "đỏ"}, {"=Ghi chú": "=1+1", "Màu": "xanh"}, {"Tầng": "3"})
    for place, extra in enumerate(extras):
        unit = dataclasses.replace(rows[place].unit, extra=extra)
        rows[place] = dataclasses.replace(rows[place], unit=unit)
    text = changes_csv(rows, "vi").removeprefix(BOM)
    table = list(csv.reader(io.StringIO(text)))
    assert [line[17:] for line in table[:4]] == [
        ["'=Ghi chú", "Màu", "Tầng"],
        ["", "đỏ", ""],
        ["'=1+1", "xanh", ""],
        ["", "", "3"],
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_an_apostrophe_disarms(start: str) -> None:
    assert harmless(f"{start}1") == f"'{start}1"
    assert harmless(f"a{start}1") == f"a{start}1"


def test_no_cell_of_the_csv_begins_like_a_formula(dangerous: Result) -> None:
    text = changes_csv(rows_of(dangerous).values(), "vi").removeprefix(BOM)
    cells = [cell for line in csv.reader(io.StringIO(text)) for cell in line]
    assert any("=HYPERLINK" in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
