"""Broken and odd tables and workbooks: place, what was found, what was expected, the advice."""

from __future__ import annotations

import tracemalloc
from fractions import Fraction

import pytest

# For each refused file the places of its errors, in order.
PLACES = {
    "duplicate-ids.csv": [":4:1", ":5:1", ":6:1"],
    "cycle.csv": [":3:2, :4:2, :5:2", ":6:2"],
    "orphan.csv": [":3:2", ":4:2", ":5:2", ":6:2", ":6:4"],
    "numbers.csv": [":3:5", ":4:5", ":5:5", ":6:5", ":7:6", ":8:7", ":9:5", ":10:5", ":11:5"],
    "functions-above-staff.csv": [":3:8", ":5:8", ":6:8", ":7:8", ":7:8", ":8:8", ":9:8"],
    "two-columns.csv": [":1:5, :1:6"],
    "many-errors.csv": [":3:5", ":4:1", ":4:8", ":5:2", ":5:4", ":6:2, :7:2", ":7:5"],
    "ragged.csv": [":3", ":4", ":5:1"],
    "cp1258.csv": [":2:3"],
    "nfd.csv": [":5:1"],
    "empty.csv": [":1"],
    "header-only.csv": [":2"],
    "two-parents.json": [":links[0], :links[1]", ":links[2]"],
    "entities.graphml": [":2"],
    "numeric-ids.xlsx": ["!Đơn vị!B3", "!Đơn vị!E5"],
    "two-sheets.xlsx": [""],
    "inflates.xlsx": [""],
    "not-a-workbook.xlsx": [""],
}

# File, place, words that are said there in English.
SAID = [
    ("duplicate-ids.csv", ":4:1", ["`snv-tc` again", "unique", ":3:1"]),
    ("duplicate-ids.csv", ":5:1", ["empty id", "identifier"]),
    ("duplicate-ids.csv", ":6:1", ["` snv-tc ` is `snv-tc` after trimming", ":3:1"]),
    ("cycle.csv", ":5:2", ["a → c → b → a", "a tree"]),
    ("cycle.csv", ":6:2", ["`d` is its own parent"]),
    ("orphan.csv", ":3:2", ["unknown parent `so-noi-vụ`", "maybe: `so-noi-vu`"]),
    ("orphan.csv", ":4:2", ["`SO-NOI-VU`", "`so-noi-vu`", "distinguish capitals"]),
    ("orphan.csv", ":5:2", ["`so-noivu`", "maybe: `so-noi-vu`"]),
    ("orphan.csv", ":6:2", ["unknown parent `xyz`"]),
    ("orphan.csv", ":6:4", ["unknown kind `phong`", "`department`, `division`, `office`"]),
    ("numbers.csv", ":3:5", ["`-8`", "0 or more"]),
    ("numbers.csv", ":4:5", ["`tám`", "a number"]),
    ("numbers.csv", ":5:5", ["`8.555`", "at most two decimals"]),
    ("numbers.csv", ":6:5", ["`1.234,5`", "without thousands separator"]),
    ("numbers.csv", ":7:6", ["`1.5`", "a whole number"]),
    ("numbers.csv", ":8:7", ["`-1`", "0 or more"]),
    ("numbers.csv", ":9:5", ["`NaN`", "finite"]),
    ("numbers.csv", ":10:5", ["`1e400`", "finite"]),
    ("numbers.csv", ":11:5", ["`8 người`", "maybe: `8`"]),
    ("functions-above-staff.csv", ":3:8", ["9 of 8 posts"]),
    ("functions-above-staff.csv", ":5:8", ["`organisation:x`", "a number after the colon"]),
    ("functions-above-staff.csv", ":6:8", ["`organisation` 2 times", "`organisation:8`"]),
    ("functions-above-staff.csv", ":7:8", ["`/personnel//training`", "empty segments", "`:3`"]),
    ("functions-above-staff.csv", ":8:8", ["`organisation:-2`", "0 or more"]),
    ("functions-above-staff.csv", ":9:8", ["2 of 0 posts", "staff is blank"]),
    ("two-columns.csv", ":1:6", ["`biên chế`, `Biên chế giao`", "`staff`"]),
    ("many-errors.csv", ":5:4", ["`divison`", "maybe: `division`"]),
    ("many-errors.csv", ":7:2", ["p → q → p"]),
    ("many-errors.csv", ":7:5", ["`năm`"]),
    ("ragged.csv", ":3", ["9 fields, the header has 8", '`"Phòng Tổ chức, biên chế"`']),
    ("ragged.csv", ":4", ["3 fields", "8 fields"]),
    ("ragged.csv", ":5:1", ["opened and never closed"]),
    ("cp1258.csv", ":2:3", ["0xF5", "UTF-8", "Windows-1258", "CSV UTF-8"]),
    ("nfd.csv", ":5:1", ["`phòng-tổ-chức`", ":3:1"]),
    ("empty.csv", ":1", ["nothing", "`id`, `parent`, `name`"]),
    ("header-only.csv", ":2", ["no unit", "at least one unit"]),
    ("two-parents.json", ":links[1]", ["`p1` has two parents"]),
    ("two-parents.json", ":links[2]", ["unknown node `p2`", "a node of the file"]),
    ("entities.graphml", ":2", ["document type", "plain GraphML", "nothing is expanded"]),
    ("numeric-ids.xlsx", "!B3", ["`1` shown as `00001`", "`00001` exists", "column as text"]),
    ("numeric-ids.xlsx", "!A4", ["note", "`3`", "text"]),
    ("numeric-ids.xlsx", "!E5", ["a date", "a number of posts", "8/5"]),
    ("two-sheets.xlsx", ".xlsx", ["`Bảng 1`, `Ghi chú`", "only one", "`Bảng 1` has the columns"]),
    ("inflates.xlsx", ".xlsx", ["48 MB", "at most"]),
    ("not-a-workbook.xlsx", ".xlsx", ["no workbook", "`.csv`"]),
]


@pytest.mark.parametrize("name", PLACES)
def test_refused_at_the_right_places(name, read):
    """Every error is found in one run, in order of place, and nothing else is."""
    reading = read(name)
    assert reading.organisation is None
    assert reading.places == PLACES[name]


@pytest.mark.parametrize(("name", "place", "words"), SAID)
def test_what_is_said(name, place, words, read):
    """Found, expected and advice hold the substance."""
    said = read(name).said(place)
    for word in words:
        assert word in said


@pytest.mark.parametrize("name", PLACES)
def test_said_in_vietnamese_too(name, read):
    """Every finding has Vietnamese words of its own."""
    for finding in read(name).findings:
        assert finding.found.vi
        assert finding.expected.vi
        assert finding.render("vi") != finding.render("en")


def test_nothing_near_gives_no_suggestion(read):
    """`xyz` looks like no id of the file."""
    assert "maybe" not in read("orphan.csv").said(":6:2")


def test_trimmed_number_is_no_error(read):
    """Line 12 of the numbers, ` 8 `, is a number."""
    assert not any(":12" in place for place in read("numbers.csv").places)


def test_two_roots_is_accepted_with_a_note(read):
    """A blank of a space and U+00A0 is a root; a forest is allowed, and told."""
    reading = read("two-roots.csv")
    assert reading.organisation.roots == ("so-noi-vu", "so-tai-chinh")
    assert [note.place for note in reading.notes] == ["two-roots.csv:4:2"]
    assert "2 roots: `so-noi-vu`, `so-tai-chinh`" in reading.said(":4:2")


def test_utf16_with_tabs(read):
    """UTF-16 with its mark; zeros at the beginning of an id stay."""
    organisation = read("utf16-tab.csv").organisation
    assert organisation.ids == ("so-noi-vu", "00012")
    assert organisation["00012"].staff == 8


def test_bom_semicolons_and_decimal_commas(read):
    """Semicolons, doubled quotes, a quoted line break; 8,5 is 8.5 and never 85."""
    organisation = read("bom-semicolon.csv").organisation
    assert organisation.ids == ("so-noi-vu", "snv-tc", "snv-dt")
    unit = organisation["snv-tc"]
    assert unit.staff == Fraction(17, 2)
    assert [(block.function, block.posts) for block in unit.blocks] == [
        ("organisation", 5),
        ("staffing", Fraction(7, 2)),
    ]
    assert '"Đào tạo"' in organisation["snv-dt"].name


def test_line_after_a_quoted_line_break(read, dirty):
    """The line of an error is that of an editor, also after a line break within quotes."""
    content = (
        dirty / "bom-semicolon.csv"
    ).read_bytes() + "x;so-noi-vu;X;division;tám;1;\n".encode()
    assert read("more.csv", content).places == [":6:5"]


def test_formulas_and_markup_are_text(read):
    """Cells that begin with = + @ - or hold HTML are read as they are; line 8 gets a note."""
    reading = read("formula-cells.csv")
    names = [unit.name for unit in reading.organisation]
    assert names[1].startswith("=HYPERLINK(")
    assert names[5] == "<script>alert(1)</script> & <b>Phòng</b>"
    assert reading.organisation["u4"].functions == ("=1+1",)
    assert [note.place for note in reading.notes] == ["formula-cells.csv:8:3"]
    assert "U+202E" in reading.said(":8:3")
    assert "\u202e" not in reading.said(":8:3")


def test_share_of_nothing_is_no_error(read):
    """A function without a number may get 0 posts."""
    assert not any(":4:" in place for place in read("functions-above-staff.csv").places)


@pytest.mark.parametrize("name", ["merged-header.xlsx", "merged-header-total-row.xlsx"])
def test_merged_header(name, read):
    """Titles, a header of two merged lines and a line of numbers are no units."""
    reading = read(name)
    organisation = reading.organisation
    assert organisation.ids == ("00001", "00002", "00003", "00004", "00005")
    assert sum(unit.staff for unit in organisation) == 33
    assert sum(unit.present for unit in organisation) == 32
    assert sum(unit.deputies for unit in organisation) == 7
    assert organisation["00003"].extra == {"TT": "3"}


def test_total_row_is_skipped_with_a_note(read):
    """A row `Tổng cộng` without id never becomes a unit."""
    reading = read("merged-header-total-row.xlsx")
    assert [note.place for note in reading.notes] == ["merged-header-total-row.xlsx!Đơn vị!B13"]
    assert "row 13 looks like a total" in reading.said("!B13")


def test_inflating_workbook_costs_nothing(read):
    """54 KB that unfold to 48 MB are refused before anything is unfolded."""
    tracemalloc.start()
    read("inflates.xlsx")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8_000_000


def test_ok_is_ok(read):
    """The sound file has five units and nothing to tell."""
    reading = read("ok.csv")
    assert len(reading.organisation) == 5
    assert reading.findings == ()
