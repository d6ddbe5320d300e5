"""Duties in prose, the sheet on which they get codes, the list of functions, suggestions."""

from __future__ import annotations

import pytest

from orgplan.errors import InputError
from orgplan.io.function_list import read_function_list
from orgplan.io.organisation import read_organisation
from orgplan.io.prose import is_prose, split_duties
from orgplan.io.suggestions import Suggestions
from orgplan.text import Text
from tests.io.sent_books import write_book

UNITS = [
    ["Mã đơn vị", "Mã đơn vị cấp trên", "Tên đơn vị", "Loại hình", "Biên chế", "Chức năng"],
    ["so", "", "Sở Y tế", "department", 4, ""],
    ["p1", "so", "Phòng Y", "division", 8, "health/care:3; health/drugs"],
    ["p2", "so", "Phòng Dược", "division", 5, ""],
]
HEAD = ["Mã đơn vị", "Tên đơn vị", "Nhiệm vụ", "Mã chức năng", "Biên chế", "Gợi ý 1"]


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("a/b; c:3", False),
        ("a / b; c : 3", False),
        ("to chuc:5", False),
        ("a:3, b:4", False),
        ("organisation:x", False),
        ("Tham mưu công tác tổ chức", True),
        ("a; Tham mưu tổ chức", True),
        ("- a\n- b", True),
        ("Các nhiệm vụ sau:", True),
        ("lưu-trữ", False),
        ("", False),
    ],
)
def test_what_is_prose(text, prose):
    """An entry without posts that has white space inside."""
    assert is_prose(text) == prose


def test_prose_is_split():
    """At line breaks and semicolons; dashes and dots in front are dropped."""
    text = "- Tham mưu A;\n+ Tham mưu B.\n• C - D v.v.\n\n1. E;"
    assert list(split_duties(text)) == ["Tham mưu A", "Tham mưu B", "C - D v.v.", "1. E"]


def test_prose_in_a_table_with_ids(tmp_path):
    """Prose is never taken for codes, also where there are ids; codes beside it stay."""
    path = tmp_path / "a.csv"
    path.write_text(
        "id,parent,name,kind,staff,functions\n"
        'a,,A,department,4,"Quản lý dược; Quản lý khám bệnh"\nb,a,B,division,5,x:2; y\n',
        encoding="utf-8",
    )
    reading = read_organisation([path])
    assert reading.organisation["a"].functions == ()
    assert [(duty.place, duty.unit, duty.prose) for duty in reading.duties] == [
        ("a.csv:2:6", "a", "Quản lý dược"),
        ("a.csv:2:6", "a", "Quản lý khám bệnh"),
    ]
    assert reading.functions == {"b": "x:2; y"}
    (note,) = reading.notes
    assert note.place == "a.csv:2:6"
    assert "2 duties" in note.found.en
    assert reading.guesses == ()


def book(tmp_path, *rows, sheet="Nhiệm vụ", head=HEAD):
    """A completed workbook with some duties."""
    more = {sheet: [["Nhiệm vụ của các đơn vị"], head, *rows], "Cần xác nhận": [["x"]]}
    return write_book(tmp_path / "units.xlsx", UNITS, sheet="Đơn vị", more=more)


def test_codes_of_the_sheet_of_duties(tmp_path):
    """Codes become functions after those of the column; the same code counts once."""
    path = book(
        tmp_path,
        ["p1", "Phòng Y", "Khám bệnh", "health/care", "", "x"],
        ["p1", "Phòng Y", "Thuốc", "health/drugs", 2, ""],
        ["p1", "Phòng Y", "Dân số", "health/population:1", "", ""],
        ["p2", "Phòng Dược", "Thuốc", "health/drugs; health/price", "", ""],
        ["p2", "Phòng Dược", "Chưa rõ", "", "", ""],
    )
    reading = read_organisation([path])
    blocks = {
        unit.id: [(b.function, b.posts) for b in unit.blocks] for unit in reading.organisation
    }
    assert blocks["p1"] == [
        ("health/care", 3),
        ("health/drugs", 2),
        ("health/population", 1),
        (None, 2),
    ]
    assert blocks["p2"] == [("health/drugs", 3), ("health/price", 2)]
    assert [(duty.unit, duty.code, duty.posts) for duty in reading.duties] == [
        ("p1", "health/care", ""),
        ("p1", "health/drugs", "2"),
        ("p1", "health/population:1", ""),
        ("p2", "health/drugs; health/price", ""),
        ("p2", "", ""),
    ]
    assert reading.functions == {"p1": "health/care:3; health/drugs"}
    assert ["1 " in note.found.en for note in reading.notes] == [True]


@pytest.mark.parametrize(
    ("row", "place", "words"),
    [
        (["px", "", "Khám", "a", "", ""], "A3", "unknown unit `px`"),
        (["", "", "Khám", "a", "", ""], "A3", "no unit"),
        (["p2", "", "Khám", "a", "năm", ""], "E3", "`năm`"),
        (["p2", "", "Khám", "", "5", ""], "E3", "posts without a function code"),
        (["p2", "", "Khám", "a; b", "5", ""], "E3", "posts of 2 codes"),
        (
            ["p1", "", "Khám", "health/care", "4", ""],
            "E3",
            "4 posts for `health/care`, elsewhere 3",
        ),
        (["p2", "", "Khám", "a//b", "", ""], "D3", "empty segments"),
    ],
)
def test_wrong_rows_of_the_sheet(tmp_path, row, place, words):
    """Unknown units, unreadable posts and contradictions are errors at their cell."""
    with pytest.raises(InputError) as caught:
        read_organisation([book(tmp_path, row)])
    (finding,) = caught.value.findings
    assert finding.place == f"units.xlsx!Nhiệm vụ!{place}"
    assert words in finding.render("en")


def test_codes_that_the_list_does_not_have(tmp_path):
    """They are read, and told with the nearest code."""
    names = {"health/care": Text("Khám bệnh", "Care")}
    path = book(tmp_path, ["p2", "", "Khám", "health/car", "", ""])
    (note,) = read_organisation([path], function_names=names).notes
    assert note.place == "units.xlsx!Nhiệm vụ!D3"
    assert note.advice.en == "`health/care`"


def test_another_sheet_of_that_name(tmp_path):
    """Without the columns of the sheet it is somebody's own, and ignored."""
    path = book(tmp_path, ["px", "y", "z"], head=["Mã đơn vị", "Tên", "Nội dung"])
    assert len(read_organisation([path]).organisation) == 3


def test_posts_above_those_of_the_unit(tmp_path):
    """The posts of codes from the sheet are held against those of the unit."""
    with pytest.raises(InputError) as caught:
        read_organisation([book(tmp_path, ["p2", "", "Khám", "a", "6", ""])])
    assert "6 of 5 posts" in caught.value.findings[0].found.en


def test_function_list(tmp_path):
    """Columns in either language; a name that is missing comes from the other one."""
    path = tmp_path / "f.csv"
    path.write_text("Mã;Tên;Tiếng Anh\na/b;Lưu trữ;Archives\nc;Văn thư;\n", encoding="utf-8-sig")
    assert read_function_list(path) == {
        "a/b": Text("Lưu trữ", "Archives"),
        "c": Text("Văn thư", "Văn thư"),
    }


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        ("code,vi\na,A\na,B\n", "f.csv:3:1", "`a` again"),
        ("code,vi\n,A\n", "f.csv:2:1", "empty code"),
        ("x,y\na,A\n", "f.csv:1", "code, vi, en"),
        ("", "f.csv:1", "nothing"),
        ("PK\x03\x04", "f.csv", "workbook"),
    ],
)
def test_wrong_function_lists(tmp_path, content, place, words):
    """Each mistake at its place."""
    path = tmp_path / "f.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_function_list(path)
    assert caught.value.findings[0].place == place
    assert words in caught.value.findings[0].render("en")


LIST = {
    "records/archive": Text("Lưu trữ", "Archives"),
    "records/management": Text("Quản lý hồ sơ, tài liệu", "Records management"),
    "admin/clerical": Text("Văn thư, hành chính", "Clerical work"),
    "organisation/structure": Text("Tổ chức bộ máy", "Structure of the administration"),
    "organisation/staffing": Text("Biên chế, vị trí việc làm", "Staffing"),
    "personnel/training": Text("Đào tạo, bồi dưỡng", "Training"),
}


@pytest.mark.parametrize(
    ("prose", "first"),
    [
        ("Thực hiện công tác văn thư của sở", "admin/clerical"),
        ("Tham mưu về tổ chức bộ máy và biên chế", "organisation/structure"),
        ("Theo doi cong tac luu tru", "records/archive"),
        ("Đào tạo công chức", "personnel/training"),
        ("ARCHIVES of the province", "records/archive"),
    ],
)
def test_suggestions(prose, first):
    """The name with most in common comes first, accents or not."""
    assert Suggestions(LIST)(prose)[0] == first


def test_suggestions_only_with_something_in_common():
    """Common words are nothing in common, and there are at most as many as asked for."""
    asked = Suggestions(LIST)
    assert asked("Cấp phép xây dựng") == ()
    assert asked("Thực hiện công tác của sở") == ()
    assert len(asked("Văn thư, lưu trữ, đào tạo, biên chế", most=2)) == 2
    assert Suggestions({})("Văn thư") == ()
