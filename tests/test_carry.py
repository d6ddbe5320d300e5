"""What people filled in before is taken over when files come again; figures never are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.carry import Carried, carry
from orgplan.io.organisation import read_organisation
from orgplan.io.reading import Duty, Guess, Reading
from orgplan.organisation import Organisation, Unit, split_posts
from orgplan.text import same

AGENCY_KINDS = ("department",)
SENT = """\
SỞ NỘI VỤ;;;;
STT;Tên đơn vị;Biên chế;Cấp phó;Nhiệm vụ
1;Văn phòng;12;2;Văn thư, lưu trữ - Hành chính quản trị
2;Phòng Tổ chức;9;1;"Quản lý tổ chức bộ máy; Quản lý biên chế"
3;Chi cục Văn thư;4;1;
3.1;Phòng Nghiệp vụ;3;0;Chỉnh lý tài liệu
"""


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str], Reading]:
    """Read a table as sent."""

    def reader(text: str) -> Reading:
        path = tmp_path / "so-noi-vu.csv"
        path.write_text(text, encoding="utf-8")
        return read_organisation([path])

    return reader


Read = Callable[[str], Reading]


def completed(
    reading: Reading,
    ids: Mapping[str, str] | None = None,
    codes: Mapping[str, tuple[str, str]] | None = None,
    *,
    units: Mapping[str, Mapping[str, Any]] | None = None,
    functions: Mapping[str, str] | None = None,
) -> Reading:
    """A reading after people have worked on it: ids, codes by prose, further fields by unit."""
    named, changed = ids or {}, units or {}
    made = []
    for unit in reading.organisation:
        new = replace(unit, **changed.get(unit.id, {}))
        parent = None if new.parent is None else named.get(new.parent, new.parent)
        made.append(replace(new, id=named.get(unit.id, unit.id), parent=parent))
    duties = []
    for duty in reading.duties:
        code, posts = (codes or {}).get(duty.prose, (duty.code, duty.posts))
        duties.append(replace(duty, unit=named.get(duty.unit, duty.unit), code=code, posts=posts))
    listed = {named.get(u, u): text for u, text in (functions or {}).items()}
    organisation = Organisation(coded(unit, listed.get(unit.id, ""), duties) for unit in made)
    return Reading(organisation, (), (), tuple(duties), listed)


def coded(unit: Unit, listed: str, duties: list[Duty]) -> Unit:
    """The unit with blocks for its codes."""
    entries: dict[str, Fraction | None] = {
        code.strip(): None for code in listed.split(";") if code.strip()
    }
    for duty in duties:
        if duty.unit == unit.id and duty.code:
            entries[duty.code] = Fraction(duty.posts) if duty.posts else None
    return replace(unit, blocks=split_posts(unit.id, unit.staff, list(entries.items())))


def again(new: Reading, old: Reading) -> Carried:
    return carry(new, old, AGENCY_KINDS)


def content(reading: Reading) -> tuple[object, ...]:
    """Everything of a reading but places."""
    duties = [(duty.unit, duty.prose, duty.code, duty.posts) for duty in reading.duties]
    return list(reading.organisation), duties, reading.guesses, dict(reading.functions)


IDS = {
    "so-noi-vu": "snv",
    "snv-van-phong": "vp",
    "snv-chi-cuc-van-thu": "cc",
    "snv-ccvt-phong-nghiep-vu": "nv",
}
CODES = {"Quản lý biên chế": ("org/posts", "5"), "Chỉnh lý tài liệu": ("archive", "")}


def test_the_same_files_again_give_exactly_what_was_completed(read: Read) -> None:
    new = read(SENT)
    old = completed(
        new,
        IDS,
        CODES,
        units={
            "snv-van-phong": {"kind": "inspectorate", "site": "Trụ sở 1", "short": "VP"},
            "snv-phong-to-chuc": {"note": "đã duyệt", "extra": {"Trình độ": "ĐH"}},
        },
        functions={"snv-van-phong": "admin/clerical; admin/it"},
    )
    carried = again(new, old)
    assert content(carried.reading) == content(old)
    assert (carried.added, carried.gone, carried.doubtful, carried.lost) == ((), (), (), ())
    assert (carried.units, carried.codes) == (5, 2)
    assert carried.confirmed == len(new.guesses)


def test_a_new_unit_alone_is_left_to_confirm_and_nothing_of_it_is_taken(read: Read) -> None:
    old = completed(read(SENT), IDS, CODES)
    carried = again(read(f"{SENT}3.2;Phòng Mới;2;0;Việc mới\n"), old)
    assert carried.added == ("snv-ccvt-phong-moi",)
    assert {guess.unit for guess in carried.reading.guesses} == {"snv-ccvt-phong-moi"}
    fields = {guess.field: guess.value for guess in carried.reading.guesses}
    assert fields == {"id": "snv-ccvt-phong-moi", "parent": "cc", "kind": "sub_division"}
    assert carried.reading.organisation["snv-ccvt-phong-moi"].parent == "cc"
    assert carried.reading.duties[-1].code == ""


def test_figures_are_always_those_of_the_new_files(read: Read) -> None:
    first = read(SENT)
    old = completed(
        first, IDS, units={"snv-van-phong": {"present": Fraction(11), "deputies": 7, "heads": 1}}
    )
    carried = again(read(SENT.replace("12;2;", "10;3;")), old)
    office = carried.reading.organisation["vp"]
    assert (office.staff, office.deputies, office.present, office.heads) == (10, 3, None, None)
    assert carried.figures == (("vp", "present"), ("vp", "heads"))


def test_own_posts_made_of_a_total_are_confirmed_only_while_they_stay_the_same(read: Read) -> None:
    total = SENT.replace("3.1;Phòng Nghiệp vụ;3", "3.1;Phòng Nghiệp vụ;1")
    new = read(total)
    old = completed(new, IDS)
    assert [g.field for g in new.guesses if g.field == "staff"] == ["staff"]
    assert again(new, old).reading.guesses == ()
    changed = again(read(total.replace("Văn thư;4;", "Văn thư;6;")), old).reading
    assert [(g.unit, g.field, g.value) for g in changed.guesses] == [("cc", "staff", "5")]
    assert changed.organisation["cc"].staff == 5


def test_a_corrected_parent_stays_where_only_the_numbering_says_otherwise(read: Read) -> None:
    new = read(SENT)
    moved = {"snv-ccvt-phong-nghiep-vu": {"parent": "so-noi-vu"}}
    carried = again(new, completed(new, units=moved))
    assert carried.reading.organisation["snv-ccvt-phong-nghiep-vu"].parent == "so-noi-vu"
    assert carried.reading.guesses == ()
    assert [(v.field, v.value, v.instead) for v in carried.values] == [
        ("parent", "so-noi-vu", "snv-chi-cuc-van-thu")
    ]


def test_a_unit_of_another_id_that_stands_elsewhere_keeps_its_work_but_is_asked_about(
    read: Read,
) -> None:
    old = completed(read(SENT), IDS, CODES)
    carried = again(read(SENT.replace("3.1;", "4;")), old)
    assert carried.reading.organisation["nv"].parent == "cc"
    (guess,) = carried.reading.guesses
    assert (guess.unit, guess.field, guess.value) == ("nv", "parent", "cc")
    assert "snv" in guess.because.vi
    assert [duty.code for duty in carried.reading.duties if duty.unit == "nv"] == ["archive"]


def test_a_unit_of_another_name_and_id_is_doubtful_and_nothing_is_taken_over(read: Read) -> None:
    old = completed(read(SENT), IDS | {"snv-phong-to-chuc": "tc"}, CODES)
    carried = again(read(SENT.replace("Phòng Tổ chức", "Phòng Tổ chức cán bộ")), old)
    (pair,) = carried.doubtful
    assert (pair.old, pair.new) == ("tc", "snv-phong-to-chuc-can-bo")
    assert carried.added == ("snv-phong-to-chuc-can-bo",)
    assert carried.gone == ("tc",)
    duties = [d.code for d in carried.reading.duties if d.unit == "snv-phong-to-chuc-can-bo"]
    assert duties == ["", ""]


def test_units_of_one_name_and_swapped_order_are_told_apart_by_what_stands_above(
    read: Read,
) -> None:
    table = SENT + "4;Chi cục Vật tư;5;1;\n4.1;Phòng Nghiệp vụ;2;0;Mua sắm\n"
    new = read(table)
    assert "snv-ccvt-phong-nghiep-vu-2" in new.organisation
    lines = table.splitlines()
    swapped = [*lines[:4], *(line.replace("4", "3", 1) for line in lines[6:])]
    swapped += [line.replace("3", "4", 1) for line in lines[4:6]]
    carried = again(read("\n".join(swapped) + "\n"), completed(new)).reading
    for unit in new.organisation:
        assert carried.organisation[unit.id].parent == unit.parent
    assert carried.guesses == ()


def test_stated_values_win_over_everything_that_was_filled_in(tmp_path: Path) -> None:
    table = "id,parent,name,kind,staff,site,functions\na,,Sở A,department,1,Số 5,x\n"
    path = tmp_path / "a.csv"
    path.write_text(f"{table}b,a,Phòng B,division,7,,\n", encoding="utf-8")
    new = read_organisation([path])
    changed = {"name": "Khác", "kind": "office", "site": "Số 9", "note": "nhớ"}
    old = completed(new, units={"b": changed}, functions={"b": "y", "a": "z"})
    made = again(new, old).reading
    assert made.organisation["b"] == replace(new.organisation["b"], note="nhớ")
    assert made.functions == {"a": "x"}


def test_a_table_with_ids_of_its_own_keeps_them_and_gets_the_words_of_before(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "id,parent,name,kind\n1,,Sở A,department\n2,1,Phòng B,division\n", encoding="utf-8"
    )
    new = read_organisation([path])
    old = completed(new, {"1": "a", "2": "b"}, units={"2": {"site": "Số 9"}})
    carried = again(new, old)
    assert carried.reading.organisation.ids == ("1", "2")
    assert carried.reading.organisation["2"].site == "Số 9"
    assert (carried.added, carried.gone, carried.doubtful) == ((), (), ())


def test_a_duty_in_other_words_is_open_and_the_old_one_is_told(read: Read) -> None:
    old = completed(read(SENT), IDS, CODES)
    table = SENT.replace("Quản lý biên chế", "«QUẢN LÝ  biên chế»").replace("Chỉnh lý", "Số hóa")
    carried = again(read(table), old)
    codes = {duty.prose: (duty.code, duty.posts) for duty in carried.reading.duties}
    assert codes["«QUẢN LÝ  biên chế»"] == ("org/posts", "5")
    assert codes["Số hóa tài liệu"] == ("", "")
    assert [(duty.prose, duty.code) for duty in carried.lost] == [("Chỉnh lý tài liệu", "archive")]
    blocks = {b.function: b.posts for b in carried.reading.organisation["snv-phong-to-chuc"].blocks}
    assert blocks == {"org/posts": 5, None: 4}


def test_a_duty_that_people_wrote_twice_for_two_codes_stays_twice(read: Read) -> None:
    new = read(SENT)
    once = completed(new, {}, CODES)
    (duty,) = [d for d in once.duties if d.prose == "Chỉnh lý tài liệu"]
    more = (*once.duties, replace(duty, code="digital"), replace(duty, prose="", code="own"))
    carried = again(new, replace(once, duties=more))
    found = [(d.prose, d.code) for d in carried.reading.duties if d.unit == duty.unit]
    assert found == [
        ("Chỉnh lý tài liệu", "archive"),
        ("Chỉnh lý tài liệu", "digital"),
        ("", "own"),
    ]
    assert carried.reading.organisation[duty.unit].functions == ("archive", "digital", "own")
    assert carried.lost == ()


def test_posts_beside_codes_are_left_out_where_they_fit_no_more(read: Read) -> None:
    old = completed(read(SENT), IDS, CODES)
    carried = again(read(SENT.replace("Phòng Tổ chức;9", "Phòng Tổ chức;4")), old)
    assert carried.unfit == ("snv-phong-to-chuc",)
    (duty,) = [d for d in carried.reading.duties if d.prose == "Quản lý biên chế"]
    assert (duty.code, duty.posts) == ("org/posts", "")
    assert carried.reading.organisation["snv-phong-to-chuc"].staff == 4


def test_an_id_of_before_that_a_new_file_states_for_another_unit_is_not_given_twice(
    tmp_path: Path, read: Read
) -> None:
    first = read(SENT)
    old = completed(first, IDS)
    path = tmp_path / "khac.csv"
    path.write_text("id,parent,name,kind\nvp,,Sở Khác,department\n", encoding="utf-8")
    new = read_organisation([tmp_path / "so-noi-vu.csv", path])
    carried = again(new, old)
    assert carried.reading.organisation["vp"].name == "Sở Khác"
    assert sorted(carried.reading.organisation.ids).count("vp") == 1
    assert len(carried.reading.organisation) == len(new.organisation)


def test_parents_that_would_stand_below_themselves_stay_as_concluded() -> None:
    def of(parents: dict[str, str | None], guessed: tuple[str, ...]) -> Reading:
        units = [
            Unit(u, p, f"Phòng {u}", "division", split_posts(u, Fraction(1), ()))
            for u, p in parents.items()
        ]
        guesses = tuple(Guess("x:1:1", u, "parent", "", same("")) for u in guessed)
        return Reading(Organisation(units), guesses=guesses)

    new = of({"a": None, "b": "a", "c": "b"}, ("b",))
    carried = again(new, of({"c": None, "b": "c", "a": "b"}, ()))
    parents = {unit.id: unit.parent for unit in carried.reading.organisation}
    assert parents == {"a": None, "b": "a", "c": "b"}
    assert [guess.unit for guess in carried.reading.guesses] == ["b"]


def test_what_is_still_a_guess_in_the_earlier_reading_is_not_taken_over(read: Read) -> None:
    new = read(SENT)
    carried = again(new, new)
    assert content(carried.reading) == content(new)
    assert carried.confirmed == 0


NAMES = ("Văn phòng", "Thanh tra", "Phòng Một", "Phòng Hai", "Phòng Ba", "Chi cục Bốn")


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A department with units and, below some of them, sub-units; names may come again there."""
    lines = ["SỞ NỘI VỤ;;;", "STT;Tên đơn vị;Biên chế;Nhiệm vụ"]
    duty = st.sampled_from(["", "Việc thứ nhất", '"Việc thứ nhất; Việc thứ hai"'])
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True))
    for number, name in enumerate(names, start=1):
        lines.append(f"{number};{name};{draw(st.integers(20, 40))};{draw(duty)}")
        if name.startswith("Chi cục") or draw(st.booleans()):
            below = draw(st.lists(st.sampled_from(NAMES[2:5]), max_size=3, unique=True))
            for place, sub in enumerate(below, start=1):
                lines.append(f"{number}.{place};{sub};{draw(st.integers(1, 5))};{draw(duty)}")
    return "\n".join(lines) + "\n"


@given(tables(), st.data())
@settings(deadline=None, max_examples=60)
def test_any_completed_reading_comes_back_whole_from_the_same_files(
    table: str, data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "so-noi-vu.csv"
        path.write_text(table, encoding="utf-8")
        new = read_organisation([path])
    renamed = data.draw(st.sets(st.sampled_from(new.organisation.ids)))
    ids = {unit_id: f"u{place}" for place, unit_id in enumerate(sorted(renamed))}
    kinds = st.sampled_from(["division", "office", "sub_department"])
    sites = st.sampled_from(["", "Trụ sở 1"])
    units = {
        unit.id: {"kind": data.draw(kinds), "site": data.draw(sites)}
        for unit in new.organisation
        if unit.parent is not None
    }
    codes = data.draw(
        st.dictionaries(
            st.sampled_from(["Việc thứ nhất", "Việc thứ hai"]),
            st.sampled_from([("a/b", ""), ("c", "1")]),
        )
    )
    if len(set(codes.values())) < len(codes):
        codes.popitem()
    small = {unit.id for unit in new.organisation if unit.staff < 1}
    old = completed(new, ids, {} if small else codes, units=units)
    carried = again(new, old)
    assert content(carried.reading) == content(old)
    assert (carried.gone, carried.added, carried.unfit) == ((), (), ())
