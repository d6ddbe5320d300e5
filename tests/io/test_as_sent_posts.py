"""The column of posts of tables as sent, whatever it is called, and what if there is none."""

from __future__ import annotations

import pytest

from orgplan.errors import InputError
from orgplan.io.columns import field_of, field_of_lines, match_columns
from orgplan.io.organisation import read_organisation
from tests.io.sent_books import write_book

NAMES = ("Đơn vị",)


@pytest.mark.parametrize(
    "lines",
    [
        ("Biên chế công chức",),
        ("BIÊN CHẾ CÔNG CHỨC NĂM 2026", "ĐƯỢC GIAO"),
        ("Biên chế công chức năm 2026", "Giao"),
        ("Biên chế sự nghiệp", "Giao năm 2026"),
        ("Biên chế công chức được giao năm 2026",),
        ("Biên chế hành chính",),
        ("Tổng biên chế giao 2026",),
        ("Biên chế được giao năm 2025",),
        ("Chỉ tiêu biên chế",),
        ("Số người",),
        ("Tổng số người làm việc",),
        ("Số lượng người làm việc",),
        ("Biên chế (người)",),
        ("Biên chế năm 2026",),
        ("Bien che cong chuc",),
    ],
)
def test_headings_of_posts(lines):
    """Words that do not change which figure is meant do not matter, only in tables as sent."""
    assert field_of_lines(lines, sent=True) == "staff"


@pytest.mark.parametrize(
    "lines",
    [
        ("Biên chế công chức năm 2026", "Có mặt"),
        ("Có mặt đến 31/12/2025",),
        ("Biên chế công chức", "Có mặt tính đến ngày 31/12/2025"),
        ("Số công chức hiện có",),
    ],
)
def test_headings_of_people_present(lines):
    """Dates do not matter."""
    assert field_of_lines(lines, sent=True) == "present"


@pytest.mark.parametrize(
    "lines",
    [
        ("Biên chế sự nghiệp",),
        ("Biên chế giảm năm 2026",),
        ("Biên chế công chức", "Chưa sử dụng"),
        ("Hợp đồng 111/NĐ 68",),
        ("Hợp đồng 111", "Giao"),
        ("Hợp đồng 111", "Có mặt"),
        ("Số lượng cấp phòng",),
        ("Năm 2026",),
    ],
)
def test_headings_of_something_else(lines):
    """Any other word may mean another figure; contracts are no posts."""
    assert field_of_lines(lines, sent=True) is None


def test_only_in_tables_as_sent():
    """In a table with identifiers such a heading may be a column of its own."""
    assert field_of("Biên chế công chức") is None
    assert field_of_lines(("Biên chế công chức", "Giao")) is None


def test_posts_go_before_a_number_of_people():
    """Of two headings the one that speaks of posts counts; the other one is not read."""
    columns = match_columns([NAMES, ("Số người",), ("Biên chế công chức",)], sent=True)
    assert columns.known["staff"] == 2
    assert columns.extra == {1: "Số người"}
    assert columns.doubled == {}


def test_two_columns_of_posts_are_refused(tmp_path):
    """Nobody can tell which of two years counts."""
    lines = [["SỞ Y TẾ"], ["STT", "Đơn vị", "Biên chế năm 2025", "Biên chế năm 2026"]]
    path = write_book(tmp_path / "a.xlsx", [*lines, [1, "Văn phòng", 5, 4]])
    with pytest.raises(InputError) as caught:
        read_organisation([path])
    (finding,) = caught.value.findings
    assert "`Biên chế năm 2025`, `Biên chế năm 2026`" in finding.found.en
    assert finding.place == "a.xlsx!Sheet1!C2, a.xlsx!Sheet1!D2"


def test_a_header_of_two_lines(tmp_path):
    """Posts given and people present below one heading, contracts beside them."""
    lines = [["SỞ Y TẾ"], ["STT", "Đơn vị", "Biên chế công chức năm 2026", "", "Hợp đồng 111", ""]]
    lines += [["", "", "Được giao", "Có mặt đến 31/12/2025", "Giao", "Có mặt"]]
    lines += [[1, "Văn phòng", 9, 8, 2, 1], [2, "Phòng Y", 7, 7, 3, 3]]
    merged = ("A2:A3", "B2:B3", "C2:D2", "E2:F2")
    reading = read_organisation([write_book(tmp_path / "b.xlsx", lines, merged=merged)])
    assert [(unit.staff, unit.present) for unit in reading.organisation][1:] == [(9, 8), (7, 7)]


UNKNOWN = [["SỞ Y TẾ"], ["STT", "Đơn vị", "Tầng", "Chỉ tiêu năm 2026"]]
UNKNOWN += [[1, "Văn phòng", "một", 9], [2, "Phòng Y", "", 7]]


def test_no_column_of_posts_is_told(tmp_path):
    """At the header, with the columns that were not read, those with numbers first."""
    (note,) = read_organisation([write_book(tmp_path / "c.xlsx", UNKNOWN)]).notes
    assert note.place == "c.xlsx!Sheet1!A2"
    assert note.found.vi == (
        "không tìm thấy cột biên chế: mọi đơn vị có 0 biên chế; "
        "các cột chưa đọc: `Chỉ tiêu năm 2026`, `Tầng`"
    )
    assert note.advice is not None
    assert "`Biên chế`" in note.advice.vi


def test_a_column_of_numbers_without_heading_is_told(tmp_path):
    """By its letter; a list of names alone has no figures that could be lost."""
    lines = [["SỞ Y TẾ"], ["STT", "Đơn vị", ""], [1, "Văn phòng", 9], [2, "Phòng Y", 7]]
    (note,) = read_organisation([write_book(tmp_path / "i.xlsx", lines)]).notes
    assert "columns not read: `(C)`" in note.found.en
    names = [line[:2] for line in lines]
    assert read_organisation([write_book(tmp_path / "j.xlsx", names)]).notes == ()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ([[1, "Văn phòng", "", 9], [2, "Phòng Y", "", 7]], True),
        ([[1, "Văn phòng", "", ""], [2, "Phòng Y", "", ""], ["", "Tổng cộng", 16, ""]], True),
        ([[1, "Văn phòng", "", ""], [2, "Phòng Y", "", ""], ["", "Tổng cộng", "", 16]], True),
        ([[1, "Văn phòng", "", "x"], [2, "Phòng Y", "", ""]], False),
        ([[1, "Văn phòng", 9, 9], [2, "Phòng Y", "", 7]], False),
    ],
)
def test_an_empty_column_of_posts(tmp_path, more, told):
    """It is told where another column, or the row of totals, has numbers."""
    lines = [["SỞ Y TẾ"], ["STT", "Đơn vị", "Biên chế", "Kế hoạch"], *more]
    notes = read_organisation([write_book(tmp_path / "d.xlsx", lines)]).notes
    assert any("empty in every row" in note.found.en for note in notes) == told


LEADERS = [["SỞ Y TẾ", "", "", ""], ["STT", "Đơn vị", "Biên chế", "Cấp phó"]]
LEADERS += [["", "Ban Giám đốc", 4, 3], [1, "Văn phòng", 9, 1], [2, "Phòng Y", 8, 1]]
LEADERS += [["", "Tổng cộng", 21, 5]]


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
@pytest.mark.parametrize("name", ["Ban Giám đốc", "Lãnh đạo Sở"])
def test_leaders_without_number_above_the_first_one(tmp_path, suffix, name):
    """Their posts are those of the agency that only the title names; the rows stand below it."""
    lines = [[name if cell == "Ban Giám đốc" else cell for cell in line] for line in LEADERS]
    path = tmp_path / f"e.{suffix}"
    if suffix == "csv":
        text = "\n".join(",".join(str(cell) for cell in line) for line in lines)
        path.write_text(text + "\n", encoding="utf-8")
    else:
        write_book(path, lines)
    reading = read_organisation([path])
    units = [(u.id, u.parent, u.staff, u.deputies) for u in reading.organisation]
    assert units == [
        ("so-y-te", None, 4, 3),
        ("syt-van-phong", "so-y-te", 9, 1),
        ("syt-phong-y", "so-y-te", 8, 1),
    ]
    assert ("so-y-te", "staff", "4") in {(g.unit, g.field, g.value) for g in reading.guesses}
    assert [note.found.en for note in reading.notes] == ["row 6 looks like a total and was skipped"]


def test_leaders_below_an_agency_without_number(tmp_path):
    """The numbered rows stand below the agency, not below its leaders."""
    lines = [*LEADERS[:2], ["", "Sở Y tế", "", ""], *LEADERS[2:]]
    organisation = read_organisation([write_book(tmp_path / "f.xlsx", lines)]).organisation
    assert [(unit.parent, unit.staff) for unit in organisation] == [
        (None, 4),
        ("so-y-te", 9),
        ("so-y-te", 8),
    ]


DUTIES = {"Nhiệm vụ": [["Mã đơn vị", "Nhiệm vụ", "Mã chức năng"], ["so", "Quản lý dược", ""]]}
TABLE = [["Mã đơn vị", "Mã đơn vị cấp trên", "Tên đơn vị", "Loại hình", "Chức năng"]]
TABLE += [["so", "", "Sở Y tế", "department", ""]]


def test_duties_on_their_sheet_get_codes_there(tmp_path):
    """No other workbook is needed where the sheet of duties is there already."""
    path = write_book(tmp_path / "g.xlsx", TABLE, sheet="Đơn vị", more=DUTIES)
    advice = read_organisation([path]).notes[-1].advice
    assert advice is not None
    assert advice.vi == "điền mã ở trang tính `Nhiệm vụ` của tệp này"
    assert advice.en == "fill in the codes on the sheet `duties` of this file"


def test_duties_in_prose_need_the_completed_workbook(tmp_path):
    """As long as any duty stands among the units only."""
    lines = [TABLE[0], [*TABLE[1][:4], "Quản lý khám bệnh; Quản lý dược"]]
    path = write_book(tmp_path / "h.xlsx", lines, sheet="Đơn vị", more=DUTIES)
    note = read_organisation([path]).notes[-1]
    assert note.advice is not None
    assert "--complete units.xlsx" in note.advice.en
    assert "3 duties" in note.found.en
