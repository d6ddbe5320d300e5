"""Two versions of an organisation: nothing is missed, nothing invented, guesses are guesses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.diff import Difference, diff
from orgplan.organisation import Block, Organisation, Unit, split_posts

KINDS = ("division", "office", "sub_department")
CODES = ("budget", "records", "licensing")
AGENCY = frozenset({"department"})


def unit(
    unit_id: str,
    parent: str | None = "so",
    name: str | None = None,
    posts: int = 5,
    functions: tuple[str, ...] = (),
    kind: str = "division",
) -> Unit:
    """A unit with the posts shared out over its functions."""
    blocks = split_posts(unit_id, Fraction(posts), [(code, None) for code in functions])
    return Unit(unit_id, parent, name or unit_id.upper(), kind, blocks)


def town(*units: Unit) -> Organisation:
    """One department `so` with units below it."""
    return Organisation([unit("so", None, "Sở", 2, kind="department"), *units])


@st.composite
def organisations(draw: st.DrawFn) -> Organisation:
    """Up to three departments with up to eight units below them, some below others."""
    agencies = [f"s{n}" for n in range(draw(st.integers(1, 3)))]
    units = [unit(agency, None, f"Sở {agency}", 1, kind="department") for agency in agencies]
    for place in draw(st.lists(st.integers(0, 11), max_size=8, unique=True)):
        above = draw(st.sampled_from([one.id for one in units]))
        codes = draw(st.lists(st.sampled_from(CODES), max_size=2, unique=True))
        made = unit(
            f"u{place}",
            above,
            draw(st.sampled_from([f"Phòng {place}", "Phòng Chung", "Văn phòng"])),
            draw(st.integers(0, 9)),
            tuple(codes),
            draw(st.sampled_from(KINDS)),
        )
        units.append(
            replace(
                made,
                heads=draw(st.sampled_from([None, 0, 1])),
                deputies=draw(st.sampled_from([None, 2])),
                present=draw(st.sampled_from([None, Fraction(4), Fraction(9, 2)])),
                site=draw(st.sampled_from(["", "Nha Trang"])),
                note=draw(st.sampled_from(["", "x"])),
                extra=draw(st.sampled_from([{}, {"Cột": "a"}, {"Cột": "b", "Hai": "c"}])),
            )
        )
    return Organisation(units)


def content(organisation: Organisation) -> dict[str, object]:
    """Everything of an organisation but the order of units, blocks and columns."""
    return {
        one.id: (
            replace(one, blocks=(), extra={}),
            {block.function: block.posts for block in one.blocks},
            {name: text for name, text in one.extra.items() if text},
        )
        for one in organisation
    }


def rebuilt(difference: Difference) -> Organisation:
    """The new version from the old one and what is listed as changed, nothing else."""
    listed = {change.old.id: change.changes for change in difference.changed}
    units = []
    for old_id, new_id in difference.pairs.items():
        old = difference.old[old_id]
        above = None if old.parent is None else difference.pairs.get(old.parent)
        posts: dict[str | None, Fraction] = {b.function: b.posts for b in old.blocks}
        extra, fields = dict(old.extra), {"id": old_id, "parent": above}
        for change in listed.get(old_id, ()):
            assert change.before != change.after
            if change.field == "function":
                if change.after is None:
                    del posts[change.about]
                else:
                    assert isinstance(change.after, Fraction)
                    posts[change.about] = change.after
            elif change.field == "column":
                extra[str(change.about)] = str(change.after)
            elif change.field != "staff":
                fields[change.field] = change.after
        assert fields["id"] == new_id
        blocks = tuple(Block(new_id, code, value) for code, value in posts.items())
        units.append(replace(old, **fields, blocks=blocks, extra=extra))
    units += [difference.new[u] for u in difference.added]
    return Organisation(units)


@given(organisations())
@settings(deadline=None)
def test_a_version_does_not_differ_from_itself(version: Organisation) -> None:
    found = diff(version, version, AGENCY)
    assert found.is_empty
    assert not found.guesses
    assert all(line.is_same for line in found.agencies)


@given(organisations())
@settings(deadline=None)
def test_the_order_of_units_is_no_difference(version: Organisation) -> None:
    assert diff(version, Organisation(reversed(list(version))), AGENCY).is_empty


@given(organisations(), organisations())
@settings(deadline=None, max_examples=200)
def test_old_and_the_listed_changes_make_new(old: Organisation, new: Organisation) -> None:
    assert content(rebuilt(diff(old, new, AGENCY))) == content(new)


@given(organisations(), st.data())
@settings(deadline=None)
def test_units_under_another_id_are_found(old: Organisation, data: st.DataObject) -> None:
    """Names that stand twice in one place are left out: nothing could tell them apart."""
    places: dict[tuple[str | None, str], list[str]] = {}
    for one in old:
        places.setdefault((one.parent, one.name), []).append(one.id)
    single = [ids[0] for ids in places.values() if len(ids) == 1]
    chosen = data.draw(st.sets(st.sampled_from(single), max_size=3)) if single else set()
    renamed = {unit_id: f"moi-{unit_id}" for unit_id in chosen}
    found = diff(old, Organisation(_with_ids(old, renamed)), AGENCY)
    assert {guess.old: guess.new for guess in found.guesses} == renamed
    assert not found.removed
    assert not found.added
    assert {change.field for one in found.changed for change in one.changes} <= {"id"}


def _with_ids(version: Organisation, renamed: Mapping[str, str]) -> list[Unit]:
    return [
        replace(
            one,
            id=renamed.get(one.id, one.id),
            parent=None if one.parent is None else renamed.get(one.parent, one.parent),
            blocks=tuple(replace(b, unit=renamed.get(one.id, one.id)) for b in one.blocks),
        )
        for one in version
    ]


def test_a_guess_says_how_sure_it_is_and_why() -> None:
    old = town(unit("a", name="Phòng Tài chính đầu tư", posts=8, functions=("budget",)))
    new = town(unit("b", name="Phòng Tài chính và Đầu tư", posts=9, functions=("budget",)))
    (guess,) = diff(old, new, AGENCY).guesses
    assert (guess.old, guess.new) == ("a", "b")
    assert Fraction(3, 5) <= guess.likeness < 1
    assert guess.because.vi == (
        "tên gần giống, cùng loại hình, cùng nơi trực thuộc, biên chế 8 và 9, chung 1/1 chức năng"
    )


def test_a_namesake_is_surer_than_a_similar_name() -> None:
    old = town(unit("a", name="Phòng Giá"), unit("b", name="Phòng Giá và Công sản"))
    new = town(unit("c", name="Phòng Giá và Công sản"), unit("d", name="Phòng Giá"))
    found = diff(old, new, AGENCY)
    assert found.pairs == {"so": "so", "a": "d", "b": "c"}
    assert all(guess.is_sure for guess in found.guesses)


def test_units_that_share_only_their_kind_are_not_taken_for_the_same() -> None:
    old = town(unit("a", name="Phòng Kế hoạch"), unit("x", name="Phòng Giá"))
    new = town(unit("b", name="Phòng Pháp chế"), unit("x", name="Phòng Giá"))
    found = diff(old, new, AGENCY)
    assert (found.removed, found.added, found.guesses) == (("a",), ("b",), ())


def test_a_namesake_in_another_agency_is_not_taken_for_the_same() -> None:
    other = unit("khac", None, "Sở Khác", kind="department")
    old = Organisation([*town(unit("a", name="Phòng Giá")), other])
    new = Organisation([*town(), other, unit("b", "khac", "Phòng Giá")])
    found = diff(old, new, AGENCY)
    assert (found.removed, found.added) == (("a",), ("b",))


def test_units_of_a_renamed_agency_are_looked_for_in_it() -> None:
    old = Organisation(
        [unit("so-a", None, "Sở A", kind="department"), unit("a-vp", "so-a", "Văn phòng")]
    )
    new = Organisation(
        [unit("sa", None, "Sở A", kind="department"), unit("sa-vp", "sa", "Văn phòng")]
    )
    found = diff(old, new, AGENCY)
    assert found.pairs == {"so-a": "sa", "a-vp": "sa-vp"}
    assert [change.field for one in found.changed for change in one.changes] == ["id", "id"]


def test_agencies_that_come_and_go_have_lines_of_their_own() -> None:
    gone = [unit("cu", None, "Sở Cũ", kind="department"), unit("cu-1", "cu", "Phòng Cũ", 7)]
    come = [unit("moi", None, "Ban Mới", kind="department")]
    found = diff(Organisation([*town(), *gone]), Organisation([*town(), *come]), AGENCY)
    lines = [(line.old, line.new, line.units_before, line.posts_before) for line in found.agencies]
    assert lines == [("so", "so", 0, 2), ("cu", None, 1, 12), (None, "moi", 0, 0)]


def test_employees_of_public_service_units_are_not_among_the_posts() -> None:
    centre = unit("tt", posts=20, kind="public_service_unit")
    (line,) = diff(town(centre), town(), AGENCY).agencies
    assert (line.posts_before, line.posts_after) == (2, 2)
    assert (line.employees_before, line.employees_after) == (20, 0)


def test_without_kinds_of_agencies_every_root_is_one() -> None:
    found = diff(town(unit("a")), town(unit("b", name="Khác")), frozenset({"nothing"}))
    assert [(line.old, line.new) for line in found.agencies] == [("so", "so")]


@pytest.mark.parametrize(("old_parent", "new_parent"), [("so", "a"), ("so", None), (None, "so")])
def test_another_parent_is_one_change(old_parent: str | None, new_parent: str | None) -> None:
    old, new = town(unit("a"), unit("b", old_parent)), town(unit("a"), unit("b", new_parent))
    (change,) = diff(old, new, AGENCY).changed
    assert [(one.field, one.before, one.after) for one in change.changes] == [
        ("parent", old_parent, new_parent)
    ]


def test_among_very_many_units_only_equal_names_are_looked_for() -> None:
    old = town(*(unit(f"a{n}", name=f"Phòng {n}") for n in range(400)))
    new = town(*(unit(f"b{n}", name=f"Phòng {n if n < 10 else n + 1000}") for n in range(400)))
    assert len(diff(old, new, AGENCY).guesses) == 10
