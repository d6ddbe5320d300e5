"""The workbook of units is read back as it was written, and helps people to fill it in."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from orgplan.errors import InputError
from orgplan.io.organisation import read_organisation
from orgplan.io.reading import Duty, Guess, Reading
from orgplan.io.ruleset import read_ruleset
from orgplan.organisation import Organisation, Unit, split_posts
from orgplan.report.unit_workbook import Contents, unit_workbook, write_unit_workbook
from orgplan.ruleset import Ruleset, builtin_path
from orgplan.text import LANGUAGES, Language, Text, nfc

NAMES: Mapping[str, Text] = {
    "admin/clerical": Text("Văn thư, hành chính", "Clerical work"),
    "admin/it": Text("Công nghệ thông tin", "Information technology"),
    "organisation/posts": Text("Quản lý biên chế", "Staff quotas"),
    "reform": Text("Cải cách hành chính", "Administrative reform"),
}
FUNCTIONS = {"vp": "admin/clerical:4; admin/it", "+84": "organisation/posts"}


def ruleset() -> Ruleset:
    path = builtin_path("vn-provincial-2026-01")
    assert path is not None
    return read_ruleset(path)


def unit(
    id_: str, parent: str | None, name: str, kind: str, staff: Fraction | int, **more: Any
) -> Unit:
    entries: list[tuple[str, Fraction | None]] = []
    if id_ == "vp":
        entries = [("admin/clerical", Fraction(4)), ("admin/it", None)]
    if id_ == "+84":
        entries = [("organisation/posts", None), ("reform", Fraction(2))]
    made = Unit(id_, parent, name, kind, split_posts(id_, Fraction(staff), entries))
    return replace(made, **more)


def town() -> Reading:
    """A province above one department: an office, a division, a sub-department with a division."""
    organisation = Organisation(
        [
            unit("001", None, "UBND tỉnh", "province", 0),
            unit("so", "001", "Sở «Nội vụ» & Lao động", "department", 3, heads=1, deputies=3),
            unit(
                "vp",
                "so",
                "=1+1",
                "office",
                11,
                present=Fraction(10),
                heads=1,
                deputies=2,
                extra={"Trình độ": "=SUM(A1:A9)", "Điện thoại": "0258 382"},
            ),
            unit("+84", "so", "-Phòng Tổ chức", "division", Fraction(17, 2), short="@P. TC"),
            unit("cc", "so", "Chi cục <b>Văn thư</b>", "sub_department", 4, site="Trụ sở 2"),
            unit(
                "0010",
                "cc",
                "Phòng một",
                "sub_division",
                Fraction(13, 4),
                note="https://example.org\ndòng hai",
                extra={"Điện thoại": "+84 258"},
            ),
        ]
    )
    guesses = tuple(
        Guess(f"so.xlsx!Bảng 1!B{row}", "vp", field, value, Text(f"vì {field}", f"as {field}"))
        for row, (field, value) in enumerate(
            (("id", "vp"), ("parent", "so"), ("kind", "office"), ("staff", "11")), start=5
        )
    )
    duties = (
        Duty("so.xlsx!Bảng 1!F5", "vp", "Tổng hợp, điều phối công tác"),
        Duty("so.xlsx!Bảng 1!F6", "+84", "=Theo dõi cải cách hành chính", "reform", "2"),
    )
    return Reading(organisation, guesses=guesses, duties=duties, functions=FUNCTIONS)


def contents(reading: Reading | None = None, language: Language = "vi") -> Contents:
    return Contents(reading or town(), language, ruleset(), NAMES)


def read_back(path: Path, *, totals: bool = False) -> Reading:
    return read_organisation(
        [path], ruleset=ruleset(), function_names=NAMES, staff_includes_subunits=totals
    )


def stated(duties: tuple[Duty, ...]) -> list[tuple[str, str, str, str]]:
    return [(duty.unit, duty.prose, duty.code, duty.posts) for duty in duties]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_written_workbook_loads_without_a_guess_and_gives_the_same_units(
    tmp_path: Path, language: Language
) -> None:
    path = tmp_path / "units.xlsx"
    there = town()
    write_unit_workbook(contents(there, language), path)
    again = read_back(path)
    assert again.guesses == ()
    assert [u.id for u in again.organisation] == [u.id for u in there.organisation]
    assert tuple(again.organisation) == tuple(there.organisation)
    assert dict(again.functions) == FUNCTIONS
    assert stated(again.duties) == stated(there.duties)


def test_reading_and_writing_twice_changes_nothing(tmp_path: Path) -> None:
    first, second = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    write_unit_workbook(contents(replace(town(), guesses=())), first)
    write_unit_workbook(contents(read_back(first)), second)
    assert first.read_bytes() == second.read_bytes()


def test_posts_with_those_of_sub_units_come_back_direct(tmp_path: Path) -> None:
    path = tmp_path / "units.xlsx"
    write_unit_workbook(replace(contents(), totals=True), path)
    assert openpyxl.load_workbook(path)["Đơn vị"]["E7"].value == 29.75
    assert tuple(read_back(path, totals=True).organisation) == tuple(town().organisation)


def test_nothing_in_the_workbook_is_a_formula_or_a_link() -> None:
    book = _book(contents())
    kinds = {
        cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value
    }
    assert kinds == {"s", "n"}
    assert not any(cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row)


def test_equal_contents_give_equal_bytes() -> None:
    assert unit_workbook(contents()) == unit_workbook(contents())


def test_guessed_cells_are_marked_in_grey_too_and_say_why() -> None:
    sheet = _book(contents())["Đơn vị"]
    marked = {c.coordinate for row in sheet.iter_rows(min_row=6) for c in row if c.comment}
    assert marked == {"A8", "B8", "D8", "E8"}
    for place in marked:
        cell = sheet[place]
        assert cell.font.italic
        assert cell.fill.patternType == "gray0625"
    assert "vì kind" in sheet["D8"].comment.text
    assert not sheet["C8"].font.italic
    assert sheet["C8"].fill.patternType is None


def test_every_guess_stands_in_the_list_with_its_cell() -> None:
    sheet = _book(contents())["Cần xác nhận"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
    assert rows[2] == [
        "so.xlsx!Bảng 1!B7",
        "D8",
        "vp",
        "=1+1",
        "Loại hình",
        "office",
        "vì kind",
        None,
    ]
    assert len(rows) == 4


def test_drop_downs_offer_what_may_stand_there() -> None:
    book = _book(contents())
    rules = _rules(book["Đơn vị"])
    assert set(rules) == {"A", "B", "D", "E", "F", "G", "H"}
    assert rules["B"].formula1.startswith("OFFSET($A$6,0,0")
    assert rules["D"].formula1 == "'Loại hình'!$A$6:$A$18"
    assert book["Loại hình"]["A18"].value == "commune_division"
    assert book["Loại hình"]["A19"].value is None
    assert (rules["E"].type, rules["E"].operator, rules["E"].formula1) == (
        "decimal",
        "greaterThanOrEqual",
        "0",
    )
    assert rules["G"].type == rules["H"].type == "whole"
    of_duties = _rules(book["Nhiệm vụ"])
    assert of_duties["D"].formula1 == "'Danh mục chức năng'!$A$6:$A$9"
    assert of_duties["D"].errorStyle in (None, "stop")
    assert "'Đơn vị'!" in of_duties["A"].formula1
    assert book["Đơn vị"]["A6"].number_format == "@"


def test_codes_may_be_added_where_there_is_no_function_list() -> None:
    bare = replace(contents(), function_names={})
    book = _book(bare)
    assert _rules(book["Nhiệm vụ"])["D"].errorStyle == "information"
    assert [cell.value for cell in book["Nhiệm vụ"][5]] == [
        "Mã đơn vị",
        "Tên đơn vị",
        "Nhiệm vụ",
        "Mã chức năng",
        "Biên chế",
    ]


def test_an_open_duty_gets_suggestions_and_a_coded_one_none() -> None:
    sheet = _book(contents())["Nhiệm vụ"]
    reading = replace(town(), duties=(Duty("x", "vp", "Quản lý biên chế công chức"),))
    told = _book(contents(reading))["Nhiệm vụ"]
    assert told["F6"].value == "organisation/posts – Quản lý biên chế"
    assert told["D6"].value is None
    assert [sheet.cell(7, column).value for column in (4, 5, 6)] == ["reform", 2, None]


def test_sheets_with_nothing_to_say_are_left_out() -> None:
    plain = Reading(Organisation([unit("so", None, "Sở", "department", 3)]))
    book = _book(Contents(plain, "en", ruleset()))
    assert book.sheetnames == ["units", "kinds", "instructions"]


def test_instructions_are_in_both_languages_and_name_the_sheets_as_they_are() -> None:
    book = _book(contents(language="en"))
    words = " ".join(str(c.value) for row in book["instructions"].iter_rows() for c in row)
    assert "HƯỚNG DẪN NHẬP LIỆU" in words
    assert "trang «kinds»" in words
    assert words.index("INSTRUCTIONS") < words.index("HƯỚNG DẪN")
    assert "{" not in words


def test_every_sheet_prints_on_a4_one_page_wide_with_its_head_repeated() -> None:
    book = _book(contents())
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        if sheet.title != "Hướng dẫn":
            assert sheet.print_title_rows == "$5:$5"
            assert sheet.freeze_panes is not None
            assert sheet.auto_filter.ref is not None


_letters = st.characters(blacklist_categories=("Cc", "Cs", "Cn", "Cf", "Zl", "Zp", "Co"))


@settings(max_examples=40, deadline=None)
@given(name=st.text(_letters, min_size=1, max_size=30), note=st.text(_letters, max_size=30))
def test_any_name_and_any_remark_come_back_as_they_were(name: str, note: str) -> None:
    name, note = nfc(name) or "x", nfc(note)
    there = Reading(Organisation([unit("a", None, name, "department", 1, note=note)]))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "units.xlsx"
        write_unit_workbook(Contents(there, "vi", ruleset()), path)
        (one,) = read_back(path).organisation
    assert (one.name, one.note) == (name, note)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_workbook_saved_again_by_libreoffice_still_loads(tmp_path: Path) -> None:
    path = tmp_path / "units.xlsx"
    write_unit_workbook(contents(), path)
    (tmp_path / "saved").mkdir()
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            *("--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "saved")),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    again = read_back(tmp_path / "saved" / "units.xlsx")
    assert again.guesses == ()
    assert tuple(again.organisation) == tuple(town().organisation)
    assert stated(again.duties) == stated(town().duties)


def _book(made: Contents) -> Workbook:
    return openpyxl.load_workbook(BytesIO(unit_workbook(made)))


def _rules(sheet: Worksheet) -> dict[str, DataValidation]:
    """Column letter → the drop-down or limit of its cells."""
    return {str(rule.sqref)[0]: rule for rule in sheet.data_validations.dataValidation}


def test_a_list_of_functions_that_would_not_come_back_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "many.json"
    codes = {f"function/number-{n}-of-many": 1 for n in range(600)}
    units = [
        {"id": "so", "parent": None, "name": "Sở", "kind": "department", "staff": 0},
        {"id": "p", "parent": "so", "name": "Phòng", "kind": "division", "staff": 600}
        | {"functions": codes},
    ]
    path.write_text(json.dumps(units, ensure_ascii=False), encoding="utf-8")
    reading = read_organisation([path])
    ruleset_file = builtin_path("generic")
    assert ruleset_file is not None
    contents = Contents(reading, "vi", read_ruleset(ruleset_file))
    with pytest.raises(InputError) as problem:
        unit_workbook(contents)
    assert problem.value.findings[0].place == "p.functions"
