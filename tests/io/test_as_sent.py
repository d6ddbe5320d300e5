"""Three true-to-form workbooks of different layout load as the clean table would."""

from __future__ import annotations

from datetime import date

import pytest

from orgplan.errors import InputError
from orgplan.io.organisation import read_organisation
from tests.io.sent_books import write_book

CLEAN = """\
id,parent,name,kind,staff,present,heads,deputies,site
{ubnd}so-noi-vu,{above},Sở Nội vụ,department,4,4,1,3,
snv-van-phong,so-noi-vu,Văn phòng,office,9,8,1,2,
snv-thanh-tra,so-noi-vu,Thanh tra,inspectorate,4,4,1,0,
snv-phong-to-chuc-bien-che,so-noi-vu,"Phòng Tổ chức, biên chế",division,7,7,1,1,
snv-chi-cuc-van-thu-luu-tru,so-noi-vu,Chi cục Văn thư - Lưu trữ,sub_department,3,3,1,1,
snv-ccvtlt-phong-hanh-chinh,snv-chi-cuc-van-thu-luu-tru,Phòng Hành chính,sub_division,5,5,1,0,
snv-ccvtlt-phong-nghiep-vu,snv-chi-cuc-van-thu-luu-tru,Phòng Nghiệp vụ,sub_division,6,5,1,1,
snv-trung-tam-luu-tru-lich-su,so-noi-vu,Trung tâm Lưu trữ lịch sử,public_service_unit,15,14,1,1,
"""
BODY = "ubnd-tinh-khanh-hoa,,Ủy ban nhân dân tỉnh Khánh Hòa,province,,,,,\n"


def clean(tmp_path, body=True):
    """The organisation of the clean table, written by hand."""
    text = CLEAN.format(ubnd=BODY if body else "", above="ubnd-tinh-khanh-hoa" if body else "")
    path = tmp_path / "clean.csv"
    path.write_text(text, encoding="utf-8")
    return read_organisation([path]).organisation


def guessed(reading):
    """The guesses as a set, and how many there are."""
    found = [(guess.unit, guess.field, guess.value) for guess in reading.guesses]
    assert len(found) == len(set(found))
    return set(found)


def concluded(organisation, but=()):
    """What a table without ids and kinds leaves open of every unit."""
    made = set()
    for unit in organisation:
        made |= {(unit.id, "id", unit.id), (unit.id, "kind", unit.kind)}
        if unit.parent is not None:
            made.add((unit.id, "parent", unit.parent))
    return made - set(but)


def same(one, other):
    """Whether two organisations are equal unit by unit, in order."""
    return list(one) == list(other)


NUMBERED = [
    ["UBND TỈNH KHÁNH HÒA", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["SỞ NỘI VỤ", "", "", "Độc lập - Tự do - Hạnh phúc"],
    ["DANH SÁCH CÁC PHÒNG, ĐƠN VỊ THUỘC SỞ NĂM 2025"],
    ["(Kèm theo Công văn số 12/STC-VP ngày 5/3/2025 của Sở Tài chính)"],
    [],
    ["STT", "Tên phòng, đơn vị", "Số biên chế", "Hiện có", "Trưởng", "Phó", "Nhiệm vụ được giao"],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
    ["", "SỞ NỘI VỤ", 4, 4, 1, 3, ""],
    ["I", "VĂN PHÒNG", 9, 8, 1, 2, "- Tham mưu tổng hợp;\n- Quản trị công sở"],
    ["", "", "", "", "", "", "+ Công tác văn thư"],
    ["II", "Thanh tra", 4, 4, 1, "-", "Thanh tra chuyên ngành nội vụ."],
    ["III", "Phòng Tổ chức, biên chế", 7, 7, 1, 1, ""],
    ["IV", "Chi cục Văn thư - Lưu trữ", 3, 3, 1, 1, ""],
    [1, "Phòng Hành chính", 5, 5, 1, "–", ""],
    [2, "Phòng Nghiệp vụ", 6, 5, 1, 1, ""],
    ["V", "Trung tâm Lưu trữ lịch sử", 15, 14, 1, 1, ""],
    ["", "", "", "", "Khánh Hòa, ngày 5 tháng 3 năm 2025"],
    ["", "Người lập biểu", "", "", "GIÁM ĐỐC"],
    ["", "Nguyễn Văn A", "", "", "Trần Thị B"],
]


def test_numbered(tmp_path):
    """Roman and Arabic numbers below a title block, prose duties, signatures; own posts."""
    path = write_book(tmp_path / "bieu-01.xlsx", NUMBERED)
    reading = read_organisation([path])
    expected = clean(tmp_path)
    assert same(reading.organisation, expected)
    names = {
        ("ubnd-tinh-khanh-hoa", "name", "Ủy ban nhân dân tỉnh Khánh Hòa"),
        ("so-noi-vu", "name", "Sở Nội vụ"),
        ("snv-van-phong", "name", "Văn phòng"),
    }
    assert guessed(reading) == concluded(expected) | names
    assert [(duty.unit, duty.prose) for duty in reading.duties] == [
        ("snv-van-phong", "Tham mưu tổng hợp"),
        ("snv-van-phong", "Quản trị công sở"),
        ("snv-van-phong", "Công tác văn thư"),
        ("snv-thanh-tra", "Thanh tra chuyên ngành nội vụ"),
    ]
    assert [duty.place.rpartition("!")[2] for duty in reading.duties] == ["G9", "G9", "G10", "G11"]
    assert [note.place.rpartition("!")[2] for note in reading.notes] == ["A17", "G9"]
    assert "rows 17–19" in reading.notes[0].found.en
    assert "4 duties without a code" in reading.notes[1].found.en


OUTLINED = [
    ["DANH SÁCH BIÊN CHẾ CỦA SỞ NỘI VỤ NĂM 2025"],
    ["Đơn vị", "Biên chế giao năm 2025 (người)", "Có mặt", "Cấp trưởng", "Cấp phó", "Loại hình"],
    ["Sở Nội vụ", 38, 36, 1, 3, "Sở"],
    ["Văn phòng", 9, 8, 1, 2, "office"],
    ["Thanh tra", 4, 4, 1, "", "inspectorate"],
    ["Phòng Tổ chức, biên chế", 7, 7, 1, 1, "division"],
    ["Chi cục Văn thư - Lưu trữ", 14, 13, 1, 1, "Chi cục"],
    ["Phòng Hành chính", 5, 5, 1, "", "Phòng"],
    ["Phòng Nghiệp vụ", 6, 5, 1, 1, ""],
    ["Trung tâm Lưu trữ lịch sử", 15, 14, 1, 1, "public_service_unit"],
]


def test_outlined(tmp_path):
    """Indents of cells; totals without the service unit become own posts; a column of kinds."""
    indents = {f"A{row}": 1 for row in (4, 5, 6, 7, 10)} | {"A8": 2, "A9": 2}
    path = write_book(tmp_path / "a.xlsx", OUTLINED, indents=indents)
    reading = read_organisation([path])
    expected = clean(tmp_path, body=False)
    assert same(reading.organisation, expected)
    stated = ["snv-van-phong", "snv-thanh-tra", "snv-phong-to-chuc-bien-che"]
    stated.append("snv-trung-tam-luu-tru-lich-su")
    kinds = [(unit, "kind", expected[unit].kind) for unit in stated]
    posts = {
        ("so-noi-vu", "staff", "4"),
        ("so-noi-vu", "present", "4"),
        ("snv-chi-cuc-van-thu-luu-tru", "staff", "3"),
        ("snv-chi-cuc-van-thu-luu-tru", "present", "3"),
    }
    assert guessed(reading) == concluded(expected, kinds) | posts
    assert reading.notes == ()
    because = {g.place: g.because.en for g in reading.guesses if g.field == "staff"}
    assert because["a.xlsx!Sheet1!B3"] == "38 is the total; 4 of its own"


DOTTED = [
    ["PHỤ LỤC 1"],
    ["UBND TỈNH KHÁNH HÒA - SỞ NỘI VỤ"],
    [],
    ["TT", "Tên cơ quan, đơn vị", "Biên chế", "", "Lãnh đạo", ""],
    ["", "", "Giao", "Có mặt", "Cấp trưởng", "Cấp phó"],
    ["A", "Sở Nội vụ", 4, 4, 1, 3],
    [1, "Văn phòng", 9, 8, 1, 2],
    [2, "Thanh tra", 4, 4, 1, ""],
    [3, "Phòng Tổ chức, biên chế", 7, 7, 1, 1],
    [4, "Chi cục Văn thư - Lưu trữ", 3, 3, 1, 1],
    [4.1, "Phòng Hành chính", 5, 5, 1, ""],
    [4.2, "Phòng Nghiệp vụ", 6, 5, 1, 1],
    [5, "Trung tâm Lưu trữ lịch sử", 15, 14, 1, 1],
    ["Tổng cộng", "", 53, 50, 8, 9],
]


def test_dotted(tmp_path):
    """A header of two merged lines, dotted numbers stored as numbers, a total that fits."""
    merged = ("A4:A5", "B4:B5", "C4:D4", "E4:F4", "A14:B14")
    path = write_book(tmp_path / "b.xlsx", DOTTED, merged=merged)
    reading = read_organisation([path])
    expected = clean(tmp_path)
    assert same(reading.organisation, expected)
    names = {
        ("ubnd-tinh-khanh-hoa", "name", "Ủy ban nhân dân tỉnh Khánh Hòa"),
    }
    assert guessed(reading) == concluded(expected) | names
    (note,) = reading.notes
    assert note.place.endswith("!A14")
    assert "looks like a total and was skipped" in note.found.en


def test_wrong_total_is_told_with_both_figures(tmp_path):
    """A total that does not fit the rows is a note."""
    lines = [*DOTTED[:-1], ["Tổng cộng", "", 55, 50, "", ""]]
    path = write_book(tmp_path / "b.xlsx", lines, merged=("A4:A5", "B4:B5", "C4:D4", "E4:F4"))
    (note,) = read_organisation([path]).notes
    assert "55, the rows 53" in note.found.en
    assert "50" not in note.found.en


def test_ten_after_nine(tmp_path):
    """Excel stores 1.10 as 1.1: it is told from 1.1 by its place, and noted."""
    divisions = [[float(f"1.{n}"), f"Phòng Số {n}"] for n in range(1, 10)]
    lines = [["STT", "Tên đơn vị"], [1, "Sở Tư pháp"], *divisions, [1.1, "Phòng Mười"]]
    lines.append([1.11, "Phòng Mười một"])
    reading = read_organisation([write_book(tmp_path / "c.xlsx", lines)])
    assert reading.organisation.children("so-tu-phap")[-2:] == (
        "stp-phong-muoi",
        "stp-phong-muoi-mot",
    )
    (note,) = reading.notes
    assert note.place == "c.xlsx!Sheet1!A12"
    assert "`1.1` after `1.9`" in note.found.en


@pytest.mark.parametrize(
    ("lines", "places", "words"),
    [
        ([["1", "Sở Y tế"], ["", "Phòng Y"]], ["B3"], "has no number"),
        (
            [["1", "Sở Y tế"], [date(2026, 2, 1), "Phòng Y"]],
            ["A3"],
            "turns numbers like 1.2 into dates",
        ),
        ([["1", "Sở Y tế"], ["2.1", "Phòng Y"]], ["A3"], "without `2` above it"),
        ([["1", "Sở Y tế"], ["1.1", ""]], ["B3"], "empty name"),
        ([["1", "Sở Y tế"], ["??", "Phòng Y"]], ["A3"], "one of the styles"),
        ([["1", "Sở Y tế"], ["1.1", "Nhóm Y"]], ["B3"], "nothing tells the kind of `Nhóm Y`"),
        ([["", "Phòng Y"], ["", "Văn phòng"]], ["A1"], "nothing says whose table it is"),
        (
            [["1", "Sở Y tế"], ["2", "Sở Nội vụ"], ["3", "Phòng Y"]],
            ["B4"],
            "on the level of agencies",
        ),
    ],
)
def test_refused_at_its_cell(tmp_path, lines, places, words):
    """What cannot be concluded is an error at its cell, with words that help."""
    path = write_book(tmp_path / "d.xlsx", [["STT", "Tên đơn vị"], *lines])
    with pytest.raises(InputError) as caught:
        read_organisation([path])
    assert [finding.place.rpartition("!")[2] for finding in caught.value.findings] == places
    assert words in caught.value.findings[0].render("en")
    assert caught.value.findings[0].found.vi


def test_mixed_totals_are_refused(tmp_path):
    """A table that counts in both ways is refused at each figure that may be either."""
    lines = [
        ["STT", "Đơn vị", "Biên chế"],
        ["I", "Sở Y tế", 40],
        [1, "Chi cục Dân số", 3],
        ["a", "Phòng Dân số", 5],
        [2, "Phòng Y", 8],
    ]
    with pytest.raises(InputError) as caught:
        read_organisation([write_book(tmp_path / "e.xlsx", lines)])
    places = [finding.place for finding in caught.value.findings]
    assert places == ["e.xlsx!Sheet1!C2", "e.xlsx!Sheet1!C3"]
    assert "staff_includes_subunits" in caught.value.findings[0].advice.en


def test_totals_by_the_scenario(tmp_path):
    """With staff_includes_subunits figures are totals and no guess, service units included."""
    lines = [
        ["STT", "Đơn vị", "Biên chế", "Có mặt"],
        ["I", "Sở Y tế", 40, 33],
        [1, "Phòng Y", 8, 7],
        [2, "Trung tâm Y tế", 20, 20],
    ]
    path = write_book(tmp_path / "e.xlsx", lines)
    reading = read_organisation([path], staff_includes_subunits=True)
    unit = reading.organisation["so-y-te"]
    assert (unit.staff, unit.present) == (12, 6)
    assert not [guess for guess in reading.guesses if guess.field in ("staff", "present")]


CSV = """\
UBND TỈNH KHÁNH HÒA;;
SỞ NỘI VỤ;;
;;
STT;Tên phòng, ban;Số biên chế
1;Văn phòng;9
2;Phòng Tổ chức, biên chế;8,5
Người lập biểu;;
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_as_sent(tmp_path, encoding):
    """A text table with titles above its header, as Excel saves it."""
    path = tmp_path / "x.csv"
    path.write_bytes(CSV.replace("\n", "\r\n").encode(encoding))
    organisation = read_organisation([path]).organisation
    assert organisation.ids == (
        "ubnd-tinh-khanh-hoa",
        "so-noi-vu",
        "snv-van-phong",
        "snv-phong-to-chuc-bien-che",
    )
    assert organisation["snv-phong-to-chuc-bien-che"].staff * 2 == 17


def test_csv_with_the_agency_in_its_name(tmp_path):
    """Neither title nor row: the name of the file tells the agency, with or without accents."""
    for name in ("so-noi-vu.csv", "Sở Nội vụ 2025.csv", "01_So Noi vu (gui lai).csv"):
        path = tmp_path / name
        path.write_text("Đơn vị,Biên chế\nVăn phòng,9\n", encoding="utf-8")
        organisation = read_organisation([path]).organisation
        assert organisation.ids == ("so-noi-vu", "snv-van-phong")
        assert organisation["so-noi-vu"].name == "Sở Nội vụ"


def test_blanks_grouping_and_columns(tmp_path):
    """Blanks before the name, grouped rows, and a column for each level tell the same tree."""
    head = ["Đơn vị", "Biên chế"]
    blanks = [
        head,
        ["Sở Y tế", 4],
        ["  Chi cục Dân số", 3],
        ["    Phòng Dân số", 5],
        ["  Phòng Y", 8],
    ]
    plain = [head, *([line[0].strip(), line[1]] for line in blanks[1:])]
    staggered = [
        ["Cấp 1", "Cấp 2", "Cấp 3", "Biên chế"],
        ["Sở Y tế", "", "", 4],
        ["", "Chi cục Dân số", "", 3],
        ["", "", "Phòng Dân số", 5],
        ["", "Phòng Y", "", 8],
    ]
    merged = [["Tên đơn vị", "", "", "Biên chế"], *staggered[1:]]
    made = [
        write_book(tmp_path / "1.xlsx", blanks),
        write_book(tmp_path / "2.xlsx", plain, levels={3: 1, 4: 2, 5: 1}),
        write_book(tmp_path / "3.xlsx", staggered),
        write_book(tmp_path / "4.xlsx", merged, merged=("A1:C1",)),
    ]
    first, *others = [read_organisation([path]).organisation for path in made]
    assert first.ids == ("so-y-te", "syt-chi-cuc-dan-so", "syt-ccds-phong-dan-so", "syt-phong-y")
    assert first.parent("syt-ccds-phong-dan-so") == "syt-chi-cuc-dan-so"
    assert first["syt-ccds-phong-dan-so"].kind == "sub_division"
    assert all(same(first, other) for other in others)


def test_a_jump_of_two_levels_is_refused(tmp_path):
    """An indent two levels deeper is an error where the levels between occur."""
    lines = [["Đơn vị"], ["Sở Y tế"], ["Phòng A"], ["Chi cục B"], ["Phòng C"]]
    path = write_book(tmp_path / "f.xlsx", lines, indents={"A3": 2, "A4": 1, "A5": 2})
    with pytest.raises(InputError) as caught:
        read_organisation([path])
    assert [finding.place for finding in caught.value.findings] == ["f.xlsx!Sheet1!A3"]


def test_several_names_in_one_row(tmp_path):
    """A row filled in two columns of names is no unit of one level."""
    lines = [["Cấp 1", "Cấp 2"], ["Sở Y tế", "Phòng A"], ["", "Phòng B"]]
    with pytest.raises(InputError) as caught:
        read_organisation([write_book(tmp_path / "g.xlsx", lines)])
    assert caught.value.findings[0].place == "g.xlsx!Sheet1!B2"


def test_a_body_above_several_files_is_one_unit(tmp_path):
    """Two agencies send a file each; the people's committee above is made once."""
    for name, title in (("a.xlsx", "SỞ NỘI VỤ"), ("b.xlsx", "SỞ TƯ PHÁP")):
        lines = [["UBND TỈNH KHÁNH HÒA"], [title], ["TT", "Đơn vị"], [1, "Văn phòng"]]
        write_book(tmp_path / name, lines)
    reading = read_organisation([tmp_path / "a.xlsx", tmp_path / "b.xlsx"])
    assert reading.organisation.ids == (
        *("ubnd-tinh-khanh-hoa", "so-noi-vu", "snv-van-phong", "so-tu-phap", "stp-van-phong"),
    )
    assert reading.organisation.roots == ("ubnd-tinh-khanh-hoa",)
    assert reading.notes == ()


def test_a_body_with_an_id_elsewhere_is_not_made_again(tmp_path):
    """A table with ids gives the body above; the table as sent hangs below it."""
    (tmp_path / "top.csv").write_text(
        "id,parent,name,kind\nubnd,,Ủy ban nhân dân tỉnh Khánh Hòa,province\n", encoding="utf-8"
    )
    lines = [["UBND TỈNH KHÁNH HÒA"], ["SỞ NỘI VỤ"], ["TT", "Đơn vị"], [1, "Văn phòng"]]
    write_book(tmp_path / "a.xlsx", lines)
    organisation = read_organisation([tmp_path / "top.csv", tmp_path / "a.xlsx"]).organisation
    assert organisation.ids == ("ubnd", "so-noi-vu", "snv-van-phong")
    assert organisation.parent("so-noi-vu") == "ubnd"


def test_the_title_of_a_sub_department(tmp_path):
    """Three levels of titles: the rows stand below the last one."""
    lines = [["UBND TỈNH KHÁNH HÒA"], ["SỞ Y TẾ"], ["CHI CỤC DÂN SỐ"], ["TT", "Đơn vị"]]
    lines += [[1, "Phòng Hành chính"], [2, "Phòng Dân số"]]
    organisation = read_organisation([write_book(tmp_path / "h.xlsx", lines)]).organisation
    assert organisation.parent("syt-ccds-phong-dan-so") == "syt-chi-cuc-dan-so"
    assert organisation["syt-ccds-phong-dan-so"].kind == "sub_division"


def test_ids_kept_without_parents(tmp_path):
    """With ids and without parents the structure comes from numbers, and ids are no guess."""
    lines = [["STT", "Mã", "Đơn vị"], ["I", "x1", "Sở Y tế"], [1, "x2", "Phòng Y"]]
    reading = read_organisation([write_book(tmp_path / "i.xlsx", lines)])
    assert reading.organisation.parent("x2") == "x1"
    assert {guess.field for guess in reading.guesses} == {"kind", "parent"}


def test_ids_without_any_structure_are_refused_as_before(tmp_path):
    """With ids, without parents, numbers and outline: the missing column is told."""
    lines = [["Mã", "Tên đơn vị"], ["x1", "Sở Y tế"], ["x2", "Phòng Y"]]
    with pytest.raises(InputError) as caught:
        read_organisation([write_book(tmp_path / "j.xlsx", lines)])
    (finding,) = caught.value.findings
    assert "no column `parent`" in finding.found.en


def test_two_units_of_one_name(tmp_path):
    """The later one gets a number, with a note."""
    lines = [["STT", "Đơn vị"], ["I", "Sở Y tế"], [1, "Phòng Y"], [2, "Phòng Y"]]
    reading = read_organisation([write_book(tmp_path / "k.xlsx", lines)])
    assert reading.organisation.ids[1:] == ("syt-phong-y", "syt-phong-y-2")
    assert "`syt-phong-y` is taken (k.xlsx!Sheet1!B3)" in reading.notes[0].found.en


def test_hidden_rows_are_read_and_told(tmp_path):
    """Nobody sees a hidden row; it counts, and is told."""
    lines = [["STT", "Đơn vị"], ["I", "Sở Y tế"], [1, "Phòng Y"]]
    reading = read_organisation([write_book(tmp_path / "l.xlsx", lines, hidden=(3,))])
    assert len(reading.organisation) == 2
    assert reading.notes[0].place == "l.xlsx!Sheet1!A3"
    assert "1 hidden" in reading.notes[0].found.en


def test_merged_cells_among_the_rows(tmp_path):
    """A name merged over rows of duties is one unit; an agency may take the whole row."""
    lines = [
        ["STT", "Đơn vị", "Biên chế", "Nhiệm vụ"],
        ["SỞ Y TẾ"],
        [1, "Phòng Y", 8, "Quản lý khám bệnh"],
        ["", "", "", "Quản lý dược"],
        [2, "Phòng Dược", 5, "pharmacy/control:5"],
    ]
    merged = ("A2:D2", "A3:A4", "B3:B4", "C3:C4")
    reading = read_organisation([write_book(tmp_path / "m.xlsx", lines, merged=merged)])
    assert reading.organisation.ids == ("so-y-te", "syt-phong-y", "syt-phong-duoc")
    assert reading.organisation["syt-phong-y"].staff == 8
    assert [duty.prose for duty in reading.duties] == ["Quản lý khám bệnh", "Quản lý dược"]
    assert reading.functions == {"syt-phong-duoc": "pharmacy/control:5"}


def test_one_figure_for_several_units_is_refused(tmp_path):
    """A figure merged over two units cannot be shared out."""
    lines = [["STT", "Đơn vị", "Biên chế"], ["I", "Sở Y tế", 4], [1, "Phòng Y", 8], [2, "Phòng D"]]
    with pytest.raises(InputError) as caught:
        read_organisation([write_book(tmp_path / "n.xlsx", lines, merged=("C3:C4",))])
    assert [finding.place for finding in caught.value.findings] == ["n.xlsx!Sheet1!C4"]


def test_empty_sheets_beside_the_table(tmp_path):
    """Old workbooks have empty second and third sheets; they do not matter."""
    lines = [["STT", "Đơn vị"], ["I", "Sở Y tế"], [1, "Phòng Y"]]
    path = write_book(tmp_path / "o.xlsx", lines, more={"Sheet2": [], "Sheet3": []})
    assert len(read_organisation([path]).organisation) == 2


def test_misspelt_columns_stay_an_error(tmp_path):
    """What looks like a misspelt id is no table as sent: the advice is to rename it."""
    path = tmp_path / "p.csv"
    path.write_text("mã đơn v,trực thuộc,tên đơn vị,loại hình\na,,A,office\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_organisation([path])
    assert "rename columns" in caught.value.findings[0].advice.en


def test_a_default_kind_is_a_guess(tmp_path):
    """A name that says nothing takes the default kind of the scenario."""
    lines = [["STT", "Đơn vị"], ["I", "Sở Y tế"], [1, "Nhóm Y"]]
    path = write_book(tmp_path / "q.xlsx", lines)
    reading = read_organisation([path], default_kind="division")
    assert ("syt-nhom-y", "kind", "division") in guessed(reading)


def test_a_counter_with_indents(tmp_path):
    """Numbers that only count the rows say nothing; the indents do."""
    lines = [
        ["STT", "Đơn vị"],
        [1, "Sở Y tế"],
        [2, "  Phòng Y"],
        [3, "Sở Nội vụ"],
        [4, "  Văn phòng"],
    ]
    organisation = read_organisation([write_book(tmp_path / "r.xlsx", lines)]).organisation
    assert organisation.parent("snv-van-phong") == "so-noi-vu"


def test_rows_for_leaders_are_no_units(tmp_path):
    """Lãnh đạo Sở, Ban Giám đốc: their posts are those of the agency itself."""
    lines = [["SỞ Y TẾ"], ["STT", "Đơn vị", "Biên chế", "Cấp phó"]]
    lines += [[1, "Ban Giám đốc", 4, 3], [2, "Phòng Y", 8, 1], [3, "Trung tâm Y tế", 20, 2]]
    path = write_book(tmp_path / "s.xlsx", [*lines, ["", "Tổng cộng", 32, 6]])
    reading = read_organisation([path])
    assert reading.organisation.ids == ("so-y-te", "syt-phong-y", "syt-trung-tam-y-te")
    assert reading.organisation["so-y-te"].staff == 4
    assert reading.organisation["so-y-te"].deputies == 3
    assert ("so-y-te", "staff", "4") in guessed(reading)
    assert "skipped" in reading.notes[0].found.en
    totals = read_organisation([path], staff_includes_subunits=True).organisation
    assert totals["so-y-te"].staff == 4
    with_total = [*lines[:2], ["", "Sở Y tế", 12, ""], *lines[2:]]
    reading = read_organisation([write_book(tmp_path / "t.xlsx", with_total)])
    assert [unit.staff for unit in reading.organisation] == [4, 8, 20]


def test_leaders_above_units_are_refused(tmp_path):
    """Nothing can stand below leaders."""
    lines = [["STT", "Đơn vị"], ["I", "Sở Y tế"], [1, "Lãnh đạo Sở"], ["a", "Phòng Y"]]
    with pytest.raises(InputError) as caught:
        read_organisation([write_book(tmp_path / "u.xlsx", lines)])
    (finding,) = caught.value.findings
    assert finding.place == "u.xlsx!Sheet1!B3"
    assert "is no unit" in finding.found.en


def test_a_header_repeated_on_every_page(tmp_path):
    """A header among the rows is skipped with its line of numbers."""
    head = [["STT", "Đơn vị", "Biên chế"], ["(1)", "(2)", "(3)"]]
    lines = [*head, ["I", "Sở Y tế", 4], [1, "Phòng Y", 8], *head, [2, "Phòng Dược", 7]]
    reading = read_organisation([write_book(tmp_path / "v.xlsx", lines)])
    assert reading.organisation.ids == ("so-y-te", "syt-phong-y", "syt-phong-duoc")
    assert reading.notes == ()


def test_headings_of_groups_are_skipped(tmp_path):
    """A row that names a group is no unit; what is below it stands below the agency."""
    lines = [["SỞ Y TẾ"], ["STT", "Đơn vị"], ["A", "KHỐI HÀNH CHÍNH"], [1, "Văn phòng"]]
    lines += [["B", "Các đơn vị sự nghiệp"], [1, "Trung tâm Y tế"]]
    reading = read_organisation([write_book(tmp_path / "w.xlsx", lines)])
    assert reading.organisation.ids == ("so-y-te", "syt-van-phong", "syt-trung-tam-y-te")
    assert reading.organisation.parent("syt-trung-tam-y-te") == "so-y-te"
    assert [note.place for note in reading.notes] == ["w.xlsx!Sheet1!B3", "w.xlsx!Sheet1!B5"]


def test_a_body_that_has_a_row_is_not_made_from_the_title(tmp_path):
    """A row for the people's committee is the one unit above; the title says it again."""
    lines = [["UBND TỈNH KHÁNH HÒA"], ["STT", "Đơn vị"], ["I", "UBND tỉnh"], [1, "Sở Y tế"]]
    organisation = read_organisation([write_book(tmp_path / "x.xlsx", lines)]).organisation
    assert organisation.ids == ("ubnd-tinh", "so-y-te")


def test_an_id_that_another_file_states_is_told_with_its_place(tmp_path):
    """A table with ids beside a table as sent: the one that has the id is named."""
    (tmp_path / "a.csv").write_text(
        "id,parent,name,kind\nsyt-phong-y,,Phòng Y,division\n", encoding="utf-8"
    )
    lines = [["STT", "Đơn vị"], ["I", "Sở Y tế"], [1, "Phòng Y"]]
    sent = write_book(tmp_path / "b.xlsx", lines)
    reading = read_organisation([tmp_path / "a.csv", sent])
    assert "syt-phong-y-2" in reading.organisation
    told = [note.found.en for note in reading.notes]
    assert any("`syt-phong-y` is taken (a.csv:2:1)" in words for words in told)
