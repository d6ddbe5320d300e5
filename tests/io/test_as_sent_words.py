"""Names, ids, kinds and titles of tables as sent, word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.io.as_sent.ids import initials, internal_id, slug, unequal
from orgplan.io.as_sent.kinds import KindWords, built_in_words
from orgplan.io.as_sent.names import in_capitals, written_out
from orgplan.io.as_sent.spelling import Spelling
from orgplan.io.as_sent.titles import read_titles
from orgplan.io.findings import LineSource
from orgplan.io.ruleset import read_ruleset
from orgplan.io.table import Row, Table
from orgplan.ruleset import builtin_names, builtin_path


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Sở Nội vụ", "so-noi-vu"),
        ("UBND tỉnh Khánh Hòa", "ubnd-tinh-khanh-hoa"),
        ("Ủy ban nhân dân tỉnh Khánh Hòa", "ubnd-tinh-khanh-hoa"),
        ("Uỷ ban nhân dân tỉnh", "ubnd-tinh"),
        ("Văn phòng Ủy ban nhân dân tỉnh", "van-phong-ubnd-tinh"),
        ("Sở Văn hóa, Thể thao và Du lịch", "so-van-hoa-the-thao-va-du-lich"),
        ("Phòng Đo đạc - Bản đồ (số 1)", "phong-do-dac-ban-do-so-1"),
        ("—", "don-vi"),
        (
            "Trung tâm Công nghệ thông tin và Dịch vụ hành chính công trực tuyến tỉnh",
            "trung-tam-cong-nghe-thong-tin-va-dich-vu-hanh-chinh-cong",
        ),
        ("a" * 70, "a" * 60),
    ],
)
def test_slugs(name, expected):
    """Small letters, digits and dashes; at most 60, cut at a dash."""
    assert slug(name) == expected


def test_initials_take_every_word():
    """Also the small ones."""
    assert initials("Sở Nông nghiệp và Phát triển nông thôn") == "snnvptnt"
    assert initials("Sở Văn hóa, Thể thao và Du lịch") == "svhttvdl"
    assert initials("Phòng Nghiệp vụ 1") == "pnv1"


def test_ids_of_internal_units():
    """Initials of the agency, of the unit directly above, then the name."""
    assert internal_id("Văn phòng", "Sở Nội vụ", None) == "snv-van-phong"
    above = "Chi cục Thủy lợi"
    assert internal_id("Phòng Y", "Sở Nội vụ", above) == "snv-cctl-phong-y"
    assert internal_id("Trung tâm Y", None, None) == "trung-tam-y"


def test_unequal_ids():
    """The second one gets 2, the third one 3."""
    taken = set()
    assert [unequal("a", taken) for _ in range(3)] == ["a", "a-2", "a-3"]


@given(st.text(max_size=200))
def test_slugs_of_anything(name):
    """Whatever a name is, its slug is an id, and stays one."""
    made = slug(name)
    assert 0 < len(made) <= 60
    assert all(letter in "abcdefghijklmnopqrstuvwxyz0123456789-" for letter in made)
    assert slug(made.replace("-", " ")) == made or "ubnd" in made


@pytest.mark.parametrize(
    ("loud", "ordinary"),
    [
        ("VĂN PHÒNG", "Văn phòng"),
        ("SỞ TƯ PHÁP", "Sở Tư pháp"),
        ("UBND TỈNH KHÁNH HÒA", "Ủy ban nhân dân tỉnh Khánh Hòa"),
        ("ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA", "Ủy ban nhân dân tỉnh Khánh Hòa"),
        ("VĂN PHÒNG UBND TỈNH", "Văn phòng Ủy ban nhân dân tỉnh"),
        ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", "Sở Khoa học và Công nghệ"),
        ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Sở Văn hóa, Thể thao và Du lịch"),
        ("SỞ NỘI VỤ TỈNH KHÁNH HÒA", "Sở Nội vụ tỉnh Khánh Hòa"),
        ("PHÒNG TỔ CHỨC, BIÊN CHẾ", "Phòng Tổ chức, biên chế"),
        ("PHÒNG KẾ HOẠCH - TÀI CHÍNH", "Phòng Kế hoạch - Tài chính"),
        ("PHÒNG CNTT", "Phòng CNTT"),
        ("PHÒNG NGHIỆP VỤ II", "Phòng Nghiệp vụ II"),
        ("THANH TRA SỞ", "Thanh tra Sở"),
        ("THANH TRA TỈNH", "Thanh tra tỉnh"),
        ("UBND tỉnh Khánh Hòa", "Ủy ban nhân dân tỉnh Khánh Hòa"),
        ("Phòng CNTT", "Phòng CNTT"),
    ],
)
def test_names_in_capitals(loud, ordinary):
    """Capitals become names, and UBND is written out; ordinary names stay."""
    name, because = Spelling([], built_in_words()).of(loud)
    assert name == ordinary
    assert (because is None) == (loud == ordinary)


def test_another_spelling_wins():
    """What another file writes in ordinary letters is right."""
    spelling = Spelling(["Phòng Tổ chức - Biên chế", "Phòng Y Tế"], built_in_words())
    assert spelling.of("PHÒNG Y TẾ")[0] == "Phòng Y Tế"


def test_capitals():
    """An abbreviation alone is not a name in capitals; UBND does not count."""
    assert in_capitals("SỞ Y TẾ")
    assert not in_capitals("UBND tỉnh")
    assert not in_capitals("CNTT")
    assert written_out("Văn phòng UBND tỉnh") == "Văn phòng Ủy ban nhân dân tỉnh"


KINDS = [
    ("Phòng Tổ chức", "department", "division"),
    ("Phòng Tổ chức", "sub_department", "sub_division"),
    ("Phòng Tổ chức", "public_service_unit", "psu_division"),
    ("Phòng Tổ chức", None, "division"),
    ("Phòng Công chứng số 1", "department", "public_service_unit"),
    ("Ban Tiếp công dân", "department_equivalent", "division"),
    ("Ban Dân tộc", "province", "department_equivalent"),
    ("Ban Quản lý Khu kinh tế Vân Phong", "province", "management_board"),
    ("Ban Quản lý dự án đầu tư xây dựng", "province", "public_service_unit"),
    ("Văn phòng", "department", "office"),
    ("Văn phòng UBND tỉnh", "province", "department_equivalent"),
    ("Văn phòng Đăng ký đất đai", "department", "public_service_unit"),
    ("Thanh tra Sở", "department", "inspectorate"),
    ("Thanh tra tỉnh", "province", "department_equivalent"),
    ("Chi cục Thủy lợi", "department", "sub_department"),
    ("Hạt Kiểm lâm", "sub_department", "sub_division"),
    ("Trạm Y tế", "department", "public_service_unit"),
    ("Uỷ ban nhân dân tỉnh Khánh Hoà", None, "province"),
    ("UBND xã Diên Khánh", None, "commune"),
    ("SO NOI VU", "province", "department"),
    ("Phong To chuc", "department", "division"),
]


@pytest.mark.parametrize(("name", "parent", "kind"), KINDS)
def test_kinds_by_first_words(name, parent, kind):
    """The longest fit, then what the parent may contain; accents may stand or be missing."""
    words = built_in_words()
    assert words.choose(words.of_name(name).kinds, parent) == kind


@pytest.mark.parametrize("name", ["Số liệu", "Bảo vệ", "Lãnh đạo Sở", "", "Nhóm 1"])
def test_names_that_say_nothing(name):
    """Số is not Sở, Bảo is not Báo."""
    assert built_in_words().of_name(name) is None


@pytest.mark.parametrize("name", [n for n in builtin_names() if n.startswith("vn")])
def test_every_statute_has_words_for_its_kinds(name):
    """Each kind is called something; the generic ruleset says nothing."""
    path = builtin_path(name)
    words = {"province_class": "2"} if "2025-07" not in name and "2026" not in name else {}
    ruleset = read_ruleset(path, words)
    assert all(kind.called for kind in ruleset.kinds.values())
    assert not KindWords(read_ruleset(builtin_path("generic"))).listed


def titled(*lines, names=("Sheet1", "bieu 01")):
    """What titles say: body, agency, unit within."""
    rows = tuple(Row(n, (line,)) for n, line in enumerate(lines, start=1))
    table = Table(LineSource("x"), 0, 1, (), (), sent=True, titles=rows, names=names)
    found = read_titles(table, built_in_words())
    parts = (found.body, found.agency, found.within)
    return tuple(None if part is None else part.cell.text for part in parts)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["UBND TỈNH KHÁNH HÒA", "SỞ NỘI VỤ"], ("UBND TỈNH KHÁNH HÒA", "SỞ NỘI VỤ", None)),
        (["UBND TỈNH KHÁNH HÒA\nSỞ NỘI VỤ"], ("UBND TỈNH KHÁNH HÒA", "SỞ NỘI VỤ", None)),
        (["DANH SÁCH CÁC PHÒNG CỦA SỞ NỘI VỤ NĂM 2025"], (None, "SỞ NỘI VỤ", None)),
        (
            ["Biên chế của Sở Văn hóa, Thể thao và Du lịch tính đến 31/7"],
            (None, "Sở Văn hóa, Thể thao và Du lịch", None),
        ),
        (
            ["SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"],
            (None, "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", None),
        ),
        (["(Kèm theo Công văn số 1 của Sở Tài chính)"], (None, None, None)),
        (["Kính gửi: Sở Nội vụ"], (None, None, None)),
        (["BIÊN CHẾ CÁC SỞ, BAN, NGÀNH"], (None, None, None)),
        (["CÁC SỞ, BAN, NGÀNH THUỘC UBND TỈNH"], (None, None, None)),
        (["UBND TỈNH", "SỞ Y TẾ", "CHI CỤC DÂN SỐ"], ("UBND TỈNH", "SỞ Y TẾ", "CHI CỤC DÂN SỐ")),
        (["THANH TRA TỈNH"], (None, "THANH TRA TỈNH", None)),
        (["SỐ LIỆU BIÊN CHẾ"], (None, None, None)),
    ],
)
def test_titles(lines, expected):
    """Lines that begin with a name, or contain one; letters and legal references say nothing."""
    assert titled(*lines) == expected


@pytest.mark.parametrize(
    ("names", "agency"),
    [
        (("Sở Nội vụ", "x"), "Sở Nội vụ"),
        (("Sheet1", "so-noi-vu"), "Sở Nội vụ"),
        (("Sheet1", "02 Sở Y tế 2025"), "Sở Y tế"),
        (("Sheet1", "so lieu"), None),
        (("Sheet1", "bieu so 1"), None),
        (("Sheet1", "So Nong nghiep va Moi truong (sua)"), "Sở Nông nghiệp và Môi trường"),
    ],
)
def test_names_of_sheets_and_files(names, agency):
    """The sheet, else the file; known departments also without accents."""
    assert titled(names=names)[1] == agency
