"""Pages of the before-and-after chart: complete, legible, free of overlaps."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.draw import Heading, Page, before_after
from orgplan.draw.fonts import plain
from orgplan.draw.scene import Label, Part, UnitBox
from orgplan.errors import UsageError
from orgplan.plan import Plan
from orgplan.text import Language

MakePlan = Callable[..., Plan]
Row = tuple[str, str | None, str, str, int]
LANGUAGES: tuple[Language, ...] = ("vi", "en")
EDGE = 5.0
HOSTILE = [
    "<script>alert(1)</script>",
    "$x^2$ và $$",
    '=HYPERLINK("http://a")',
    "\u202eđảo ngược\u202c",
    "A" * 400,
    "& < > \" ' ]]> %s {x} \\n",
    "Ký\x00tự\x1b[31m điều khiển",
    "\ufeff\u200b",
    "財務部 😀",
    "--- - – — -",
]


def words_of(box: UnitBox) -> str:
    """What stands in a box, as one line."""
    return " ".join(label.text for label in box.labels)


def overlap(one: Label, other: Label) -> bool:
    """Whether two lines of text touch."""
    left, top, right, bottom = one.extent
    left2, top2, right2, bottom2 = other.extent
    return (
        min(right, right2) - max(left, left2) > 0.01
        and min(bottom, bottom2) - max(top, top2) > 0.01
    )


def assert_legible(page: Page) -> None:
    """No small type, no overlap, nothing outside its box or the page."""
    assert (page.width, page.height) == (297.0, 210.0)
    for label in page.labels:
        assert label.size >= 9.0
        left, top, right, bottom = label.extent
        assert left >= EDGE and right <= page.width - EDGE, label.text
        assert top >= EDGE and bottom <= page.height - EDGE, label.text
    near = sorted(page.labels, key=lambda label: label.extent[1])
    for n, one in enumerate(near):
        for other in near[n + 1 :]:
            if other.extent[1] >= one.extent[3]:
                break
            assert not overlap(one, other), (one.text, other.text)
    for box in page.boxes:
        outline = box.outline
        for label in box.labels:
            left, top, right, bottom = label.extent
            assert left >= outline.x and right <= outline.x + outline.width + 1e-6
            assert top >= outline.y and bottom <= outline.y + outline.height + 1e-6


def assert_complete(pages: Sequence[Page], plan: Plan, agencies: Sequence[str]) -> None:
    """Every unit of the agencies once before, every survivor once after."""
    count: dict[Part, Counter[str]] = {"before": Counter(), "after": Counter()}
    for page in pages:
        for box in page.boxes:
            count[box.part][box.unit] += 1
    chosen = set(agencies)
    assert count["before"] == Counter(u for u, a in plan.problem.agency.items() if a in chosen)
    assert count["after"] == Counter(u for u, a in plan.agency_after.items() if a in chosen)


@pytest.mark.parametrize("language", LANGUAGES)
def test_khanh_hoa_is_complete_and_legible(
    khanh_hoa: Plan, heading: Heading, language: Language
) -> None:
    """242 units on A4: an overview, and a page or two for each of 21 agencies."""
    pages = before_after(khanh_hoa, heading, language=language)
    assert_complete(pages, khanh_hoa, khanh_hoa.problem.agencies_in_scope)
    for page in pages:
        assert_legible(page)
    assert len(pages) < 30
    assert pages[0].agency is None


def test_boxes_say_name_posts_and_where_to(home_affairs: Plan, heading: Heading) -> None:
    """Every mark of the page comes with a short reference."""
    page = before_after(home_affairs, heading, language="vi")[1]
    said = {(box.unit, box.part): words_of(box) for box in page.boxes}
    assert said["snv", "before"] == "Sở Nội vụ (112)"
    assert said["vp", "after"] == "Văn phòng (16) + Thanh tra (4)"
    assert said["cc", "before"] == "Phòng Công chức, viên chức (11) → Phòng Tổ chức, biên chế"
    assert said["tt", "before"].startswith("Thanh tra (7) × → Văn phòng (4)")
    assert said["luu", "before"].endswith("◊ thành Phòng")
    assert said["luu", "after"].endswith("◊ trước là Chi cục")
    assert said["kho", "before"].endswith("▲ về Ban Thi đua - Khen thưởng")
    assert said["nv", "before"].endswith("− → Phòng Tổ chức, biên chế (4)")


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        (
            "vi",
            (
                "A. HIỆN TRẠNG (8 đầu mối, 81 biên chế, 20 người làm việc ở đơn vị sự nghiệp)",
                "B. PHƯƠNG ÁN",
                "giảm 3 đầu mối",
                "DỰ THẢO",
                "Trang 2/2",
            ),
        ),
        ("en", ("A. AS IT IS (", "B. OPTION (", "3 units fewer", "DRAFT", "Page 2/2")),
    ],
)
def test_titles_in_both_languages(
    home_affairs: Plan, heading: Heading, language: Language, titles: tuple[str, ...]
) -> None:
    """Sections name counted units and posts; every page has state, legend and number."""
    page = before_after(home_affairs, heading, language=language)[1]
    text = " | ".join(label.text for label in page.labels)
    for title in titles[1:]:
        assert title in text
    assert heading.provenance in text


def test_units_side_by_side_with_one_name_show_their_ids(
    plan_of: MakePlan, heading: Heading
) -> None:
    """A reference never leaves a choice."""
    rows: list[Row] = [("a", None, "Sở", "department", 1)]
    rows += [(unit, "a", "Phòng Nghiệp vụ", "division", 2) for unit in ("b", "c", "d")]
    page = before_after(plan_of(rows, into={"b": ["d"]}), heading, language="vi")[1]
    said = {(box.unit, box.part): words_of(box) for box in page.boxes}
    assert said["b", "before"] == "Phòng Nghiệp vụ [b] (2) → Phòng Nghiệp vụ [d]"
    assert said["d", "after"] == "Phòng Nghiệp vụ [d] (4) + Phòng Nghiệp vụ [b] (2)"


def test_the_draft_mark_can_be_taken_off(home_affairs: Plan) -> None:
    """An approved plan is no draft."""
    approved = Heading("Đề án", "Nguồn: units.csv", "Đã phê duyệt", draft=False)
    for page in before_after(home_affairs, approved, language="vi"):
        assert "DỰ THẢO" not in {label.text for label in page.labels}


def test_the_legend_shows_only_marks_that_occur(plan_of: MakePlan, heading: Heading) -> None:
    """A plan that changes nothing has no key for changes."""
    rows = [("a", None, "Sở", "department", 1), ("b", "a", "Phòng B", "division", 2)]
    page = before_after(plan_of(rows), heading, language="vi")[1]
    text = [label.text for label in page.labels]
    assert "Giữ nguyên" in text
    assert "Sáp nhập vào đơn vị khác" not in text


def test_the_overview_sums_the_agencies(khanh_hoa: Plan, heading: Heading) -> None:
    """The last row holds the sum of counted units before and after."""
    text = [label.text for label in before_after(khanh_hoa, heading, language="vi")[0].labels]
    total = text[text.index("Tổng cộng") :]
    assert total[1] == str(sum(khanh_hoa.problem.before_count.values()))
    assert total[2] == str(sum(khanh_hoa.after_count.values()))
    assert "Ủy ban nhân dân tỉnh Khánh Hòa" in " ".join(text)


def test_agencies_can_be_chosen_and_must_be_agencies(khanh_hoa: Plan, heading: Heading) -> None:
    """Two departments make an overview and their own pages."""
    chosen = ["so-tu-phap", "so-tai-chinh"]
    pages = before_after(khanh_hoa, heading, language="vi", agencies=chosen)
    assert_complete(pages, khanh_hoa, chosen)
    with pytest.raises(UsageError):
        before_after(khanh_hoa, heading, language="vi", agencies=["stp-vp"])
    with pytest.raises(UsageError):
        before_after(khanh_hoa, heading, language="vi", agencies=["nowhere"])


def test_a_decided_name_stands_after_and_not_before(home_affairs: Plan, heading: Heading) -> None:
    """The unit keeps its old name in the part before."""
    names = {"tc": "Phòng Tổ chức, Công chức"}
    page = before_after(home_affairs, heading, language="vi", names=names)[1]
    said = {(box.unit, box.part): words_of(box) for box in page.boxes}
    assert said["tc", "after"].startswith("Phòng Tổ chức, Công chức (")
    assert said["tc", "before"].startswith("Phòng Tổ chức, biên chế (")


def test_a_new_name_is_told_on_both_sides(home_affairs: Plan, heading: Heading) -> None:
    """Where a unit goes, and its own box before, say the new name; after, the old one."""
    names = {"tc": "Phòng Z"}
    page = before_after(home_affairs, heading, language="vi", names=names)[1]
    said = {(box.unit, box.part): words_of(box) for box in page.boxes}
    assert said["tc", "before"].endswith("• tên mới: Phòng Z")
    assert "• trước là Phòng Tổ chức, biên chế" in said["tc", "after"]


def test_what_is_decided_stands_in_the_box_after_where_there_is_room(
    plan_of: MakePlan, heading: Heading
) -> None:
    """Notes never cost a page."""
    rows: list[Row] = [("a", None, "Sở", "department", 1), ("b", "a", "Phòng B", "division", 2)]
    notes = {"b": ["trụ sở: 12 Lê Lợi"]}
    page = before_after(plan_of(rows), heading, language="vi", notes=notes)[1]
    said = {(box.unit, box.part): words_of(box) for box in page.boxes}
    assert said["b", "after"] == "Phòng B (2) • trụ sở: 12 Lê Lợi"
    assert said["b", "before"] == "Phòng B (2)"
    rows += [(f"u{n}", "a", f"Phòng số {n}", "division", 2) for n in range(60)]
    without = before_after(plan_of(rows), heading, language="vi")
    many = {f"u{n}": ["nơi làm việc rất dài " * 6] for n in range(60)}
    pages = before_after(plan_of(rows), heading, language="vi", notes=many)
    assert len(pages) == len(without)
    assert_complete(pages, plan_of(rows), ["a"])


def test_an_agency_may_have_a_heading_of_its_own(khanh_hoa: Plan, heading: Heading) -> None:
    """One agency is approved: its pages lose the mark, the overview and the others keep it."""
    chosen = ["so-tu-phap", "so-tai-chinh"]
    final = dataclasses.replace(heading, status="đã phê duyệt", draft=False)
    pages = before_after(
        khanh_hoa, heading, language="vi", agencies=chosen, headings={"so-tu-phap": final}
    )
    marked = {page.agency: "DỰ THẢO" in [label.text for label in page.labels] for page in pages}
    assert marked == {None: True, "so-tu-phap": False, "so-tai-chinh": True}


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_names_are_words_like_others(
    plan_of: MakePlan, heading: Heading, language: Language
) -> None:
    """Names that mean something to other programs are drawn as they stand."""
    rows: list[Row] = [("root", None, HOSTILE[0], "department", 1)]
    rows += [(f"u{n}", "root", name, "division", n) for n, name in enumerate(HOSTILE)]
    plan = plan_of(rows, into={"u1": ["u2"], "u4": ["u5"]})
    pages = before_after(plan, heading, language=language)
    assert_complete(pages, plan, ["root"])
    for page in pages:
        assert_legible(page)
    said = {box.unit: words_of(box) for page in pages for box in page.boxes}
    assert said["u2"].startswith(HOSTILE[2])
    assert said["u3"] == "đảo ngược (3)"
    assert said["u4"].split("→")[0].endswith("… (4) ")
    assert said["u7"] == "u7 (7)"


def test_hostile_heading_stays_on_the_page(plan_of: MakePlan) -> None:
    """A title or provenance of any length is shortened, never drawn outside."""
    rows: list[Row] = [("root", None, "Sở " + "dài " * 200, "department", 1)]
    long = Heading("tên " * 300, "nguồn " * 300, "trạng thái\x07 " * 100)
    for page in before_after(plan_of(rows), long, language="vi"):
        assert_legible(page)


def test_a_flat_agency_of_900_units_goes_on_over_pages(plan_of: MakePlan, heading: Heading) -> None:
    """No page is crowded and none is lost."""
    rows: list[Row] = [("root", None, "Sở Lớn", "department", 1)]
    rows += [(f"u{n}", "root", f"Phòng Quản lý số {n}", "division", n % 30) for n in range(900)]
    plan = plan_of(rows, into={f"u{n}": [f"u{n + 1}"] for n in range(0, 900, 5)})
    pages = before_after(plan, heading, language="vi")
    assert_complete(pages, plan, ["root"])
    for page in pages:
        assert_legible(page)
    assert f"(1/{len(pages) - 1})" in pages[1].title


def test_an_agency_inside_an_agency_has_its_own_page(plan_of: MakePlan, heading: Heading) -> None:
    """Units belong to the nearest agency above them."""
    rows = [
        ("a", None, "Bộ A", "department", 1),
        ("b", "a", "Cục B", "department", 2),
        ("c", "b", "Phòng C", "division", 3),
        ("d", "a", "Vụ D", "division", 4),
    ]
    pages = before_after(plan_of(rows), heading, language="vi")
    assert [page.agency for page in pages] == [None, "a", "b"]
    assert {box.unit for box in pages[1].boxes} == {"a", "d"}
    assert {box.unit for box in pages[2].boxes} == {"b", "c"}


def test_an_organisation_without_agencies_has_an_overview(
    plan_of: MakePlan, heading: Heading
) -> None:
    """There is nothing to plan, and nothing breaks."""
    plan = plan_of([("a", None, "Tỉnh", "province", 1)])
    (page,) = before_after(plan, heading, language="vi")
    assert "Tỉnh" in [label.text for label in page.labels]


@st.composite
def random_rows(draw: st.DrawFn) -> tuple[list[Row], set[str]]:
    """An agency with a random tree of units, some of which end in a sibling."""
    size = draw(st.integers(1, 60))
    reach = draw(st.sampled_from([1, 3, 100]))
    rows: list[Row] = [("0", None, "Sở", "department", 1)]
    for n in range(1, size):
        parent = str(draw(st.integers(max(0, n - reach), n - 1)))
        name = draw(st.sampled_from(["Phòng", "Văn phòng Sở", "Trạm Kiểm lâm số", "X" * 50]))
        rows.append((str(n), parent, f"{name} {n}", "division", draw(st.integers(0, 99))))
    ended = draw(st.sets(st.integers(1, max(1, size - 1)), max_size=size // 2))
    return rows, {str(n) for n in ended if n < size}


@settings(deadline=None, max_examples=40)
@given(random_rows())
def test_random_plans_are_complete_and_legible(
    plan_of: MakePlan,
    heading: Heading,
    case: tuple[list[Row], set[str]],
) -> None:
    """Whatever the tree and whatever ends."""
    rows, wanted = case
    into: dict[str, list[str]] = {}
    taken: set[str] = set()
    for one, other in combinations(rows, 2):
        free = one[0] in wanted - taken - into.keys() and other[0] not in into
        if one[1] == other[1] and free:
            into[one[0]] = [other[0]]
            taken.add(other[0])
    plan = plan_of(rows, into=into)
    for language in LANGUAGES:
        pages = before_after(plan, heading, language=language)
        assert_complete(pages, plan, ["0"])
        for page in pages:
            assert_legible(page)
            for box in page.boxes:
                name = plain(plan.problem.before[box.unit].name)
                assert "".join(words_of(box).split()).startswith("".join(name.split()))
