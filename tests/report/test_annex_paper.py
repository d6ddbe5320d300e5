"""The annex workbook on paper: the form of the decree, nothing cut off, nothing that runs."""

from __future__ import annotations

import dataclasses
import re
from fractions import Fraction
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from orgplan.organisation import Block
from orgplan.report.annex import annexes
from orgplan.report.annex.form import Annex, Column, Row, roman
from orgplan.report.annex.paper import ROOM, broken, workbook
from orgplan.report.annex.places import Numbering
from orgplan.result import Result
from orgplan.text import Text
from tests.report.annexes import content, head_ends, opened

MILLIMETRES = 25.4


def test_six_annexes_in_roman_numbers_each_with_its_form(two_agencies: Result) -> None:
    book = opened(two_agencies)
    assert book.sheetnames == [f"Phụ lục {n}" for n in ("I", "II", "III", "IV", "V", "VI")]
    for sheet in book:
        name, title, belongs = (sheet.cell(row, 1) for row in (1, 2, 3))
        assert (name.value, name.font.sz, name.font.b) == (sheet.title, 14, True)
        assert str(title.value) == str(title.value).upper()
        assert (title.font.sz, title.font.b) == (13, True)
        assert str(belongs.value).startswith("(Kèm theo Đề án/Quyết định số ……")
        assert belongs.font.i
        assert name.alignment.horizontal == "center"


def test_paper_margins_and_repeated_heads(two_agencies: Result) -> None:
    for sheet in opened(two_agencies):
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.page_setup.useFirstPageNumber
        margins = sheet.page_margins
        sides = (margins.top, margins.bottom, margins.left, margins.right)
        top, bottom, left, right = (round(side * MILLIMETRES, 3) for side in sides)
        assert 20 <= top <= 25
        assert 20 <= bottom <= 25
        assert 30 <= left <= 35
        assert 15 <= right <= 20
        assert sheet.freeze_panes == f"C{head_ends(sheet) + 1}"


def test_the_page_number_is_above_and_not_on_the_first_page(two_agencies: Result) -> None:
    for sheet in opened(two_agencies):
        assert sheet.HeaderFooter.differentFirst
        assert sheet.oddHeader.center.text == "&P"
        assert (sheet.oddHeader.center.font, sheet.oddHeader.center.size) == (
            "Times New Roman,Regular",
            13,
        )
        assert sheet.firstHeader.center.text is None
        assert sheet.oddHeader.right.text == sheet.firstHeader.right.text == "DỰ THẢO"
        assert sheet.oddFooter.left.text == sheet.firstFooter.left.text
        assert "scenario.yaml" in sheet.oddFooter.left.text
        assert "phương án tốt nhất, đã chứng minh" in sheet.oddFooter.left.text


def test_all_type_is_times_new_roman_of_9_points_at_least(merging: Result) -> None:
    for sheet in opened(merging):
        for row in sheet.iter_rows():
            for cell in row:
                assert (cell.font.name, cell.font.sz >= 11) == ("Times New Roman", True)
        assert sheet.oddFooter.left.size >= 9


def test_tables_fill_the_paper_without_being_shrunk(two_agencies: Result) -> None:
    assert two_agencies.plan is not None
    for annex in annexes(two_agencies, two_agencies.plan):
        assert ROOM - 6 <= sum(column.width for column in annex.columns) <= ROOM


def test_every_row_is_as_tall_as_its_words(merging: Result) -> None:
    assert merging.plan is not None
    book = opened(merging)
    for annex, sheet in zip(annexes(merging, merging.plan), book, strict=True):
        start = head_ends(sheet)
        for place, row in enumerate(annex.rows, start=start + 1):
            words = [
                broken(cell.vi if isinstance(cell, Text) else cell, column.width, "regular", 11)
                for cell, column in zip(row.cells, annex.columns, strict=True)
                if isinstance(cell, Text | str)
            ]
            assert sheet.row_dimensions[place].height >= 12.7 * max(map(len, words))


def test_a_row_that_is_too_tall_goes_on_below(first_steps: Result) -> None:
    words = " ".join(f"chữ{n}" for n in range(600))
    columns = (Column(Text("Một", "One"), 40), Column(Text("Hai", "Two"), 20))
    annex = Annex(Text("DÀI", "LONG"), columns, (Row((words, 7)),))
    sheet = openpyxl.load_workbook(BytesIO(workbook(first_steps, [annex]))).active
    assert sheet is not None
    rows = [
        (row[0].value, row[1].value, sheet.row_dimensions[row[0].row].height)
        for row in sheet.iter_rows(min_row=head_ends(sheet) + 1)
        if row[0].value
    ]
    assert len(rows) > 1
    assert " ".join(str(said) for said, _, _ in rows).split() == words.split()
    assert [number for _, number, _ in rows] == [7, *[None] * (len(rows) - 1)]
    assert all(height <= 409 for _, _, height in rows)


def test_what_looks_like_a_formula_stays_text(dangerous: Result) -> None:
    found = [
        cell
        for sheet in opened(dangerous)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert {cell.data_type for cell in found} <= {"s", "n"}
    assert all(cell.hyperlink is None for cell in found)
    names = {unit.name for unit in dangerous.case.problem.original}
    assert any(name.startswith("=") for name in names)
    assert names <= {cell.value for cell in found}
    with ZipFile(BytesIO(content(dangerous))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert not any(b"<f>" in part or b"hyperlink" in part for part in parts.values())
    assert not any(name.startswith("xl/externalLinks") for name in parts)


def test_marks_of_the_footer_in_a_file_name_stay_letters(two_agencies: Result) -> None:
    inputs = two_agencies.case.inputs
    assert inputs is not None
    path = inputs.scenario.path.with_name("A&P &D" + "x" * 300 + "&")
    scenario = dataclasses.replace(inputs.scenario, path=path)
    case = dataclasses.replace(
        two_agencies.case, inputs=dataclasses.replace(inputs, scenario=scenario)
    )
    data = content(dataclasses.replace(two_agencies, case=case))
    with ZipFile(BytesIO(data)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    footer = re.findall(r"<oddFooter>(.*?)</oddFooter>", sheet, re.DOTALL)[0].replace("&amp;", "&")
    assert len(footer) <= 255
    words = footer.removeprefix('&L&"Times New Roman,Italic"&9')
    assert inputs.scenario.sha256[:8] in words
    assert words.endswith("đã chứng minh")
    assert "A&&P &&D" in words
    assert re.sub("&&", "", words).count("&") == 0


def test_equal_results_give_equal_bytes(merging: Result) -> None:
    assert content(merging) == content(merging)


def test_the_other_language_is_complete(merging: Result) -> None:
    result = dataclasses.replace(merging, case=dataclasses.replace(merging.case, language="en"))
    book = opened(result)
    assert book.sheetnames[0] == "Annex I"
    assert book["Annex I"].cell(3, 1).value.startswith("(Attached to")
    assert book["Annex I"].oddHeader.right.text == "DRAFT"


@pytest.mark.parametrize(
    ("number", "written"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (48, "XLVIII")]
)
def test_roman_numbers(number: int, written: str) -> None:
    assert roman(number) == written


def test_rows_are_numbered_below_their_superior() -> None:
    numbering = Numbering()
    assert numbering.agency() == "I"
    assert [numbering.unit(depth) for depth in (0, 1, 1, 0, 2, 0)] == [
        "1",
        "1.1",
        "1.2",
        "2",
        "2.1",
        "3",
    ]
    assert (numbering.agency(), numbering.unit(1)) == ("II", "1")


def test_half_posts_are_shown(first_steps: Result) -> None:
    block = Block("x", None, Fraction(5, 2))
    columns = (Column(Text("Một", "One"), 40), Column(Text("Hai", "Two"), 20))
    annex = Annex(Text("LẺ", "HALF"), columns, (Row(("", block.posts)),))
    sheet = openpyxl.load_workbook(BytesIO(workbook(first_steps, [annex]))).active
    assert sheet is not None
    cell = sheet.cell(head_ends(sheet) + 1, 2)
    assert (cell.value, cell.number_format) == (2.5, "#,##0.##")
