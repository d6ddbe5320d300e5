"""The picture of a sweep: everything on paper, nothing over anything else, in both languages."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.draw import Chart, Heading, Page, sweep_pages
from orgplan.draw.fonts import MIN_SIZE
from orgplan.draw.scene import Rect
from orgplan.draw.sweep_data import Axis, Measured, Panel, State, ends, ticks
from orgplan.draw.sweep_table import shade
from orgplan.text import LANGUAGES, Language

STATES: tuple[State, ...] = ("proven", "unproven", "impossible", "open", "missing")
HEADING = Heading(
    "Khánh Hòa, tháng 01/2025: giảm 15 % đầu mối bên trong (số liệu minh họa)",
    "orgplan 0.1.0 · kịch bản scenario.yaml 8004345c · tổ chức units.csv df6330eb",
    "15 điểm: 12 có phương án tốt nhất, đã chứng minh, 3 không có phương án, đã chứng minh",
    draft=False,
)
TITLES = (
    "Đầu mối sau sắp xếp",
    "Bậc 1: biên chế bị xáo trộn + lệch chức năng + nơi tiếp nhận thêm (tổng có trọng số)",
    "Bậc 2: cấp trưởng, cấp phó dôi dư (người)",
    "Bậc 3: chênh lệch quy mô (biên chế)",
    "Bậc 4: số đơn vị bị tác động (đơn vị)",
)


def _axis(name: str, count: int, words: str = "") -> Axis:
    if words:
        return Axis(name, tuple(f"{words}-{n}" for n in range(count)))
    values = tuple(f"{10 + n}%" for n in range(count))
    return Axis(name, values, tuple(Fraction(10 + n) for n in range(count)))


def _chart(axes: tuple[Axis, ...], panels: int, seed: int = 0) -> Chart:
    """Values that rise and fall, states in turn."""
    size = 1
    for axis in axes:
        size *= len(axis.values)
    made = []
    for title in TITLES[:panels]:
        points = []
        for n in range(size):
            state = STATES[(n * 7 + seed) % 11] if (n * 7 + seed) % 11 < 5 else "proven"
            value = Fraction((n * 37 + seed) % 50 * 1733, 60)
            bound = value / 2 if state == "unproven" else None
            empty = state not in ("proven", "unproven")
            points.append(Measured(state, None if empty else value, bound))
        made.append(Panel(title, tuple(points)))
    return Chart("KẾT QUẢ KHI THAY ĐỔI " + ", ".join(a.name for a in axes), axes, tuple(made))


def _sound(page: Page) -> None:
    """On paper, large enough, and no two texts over each other."""
    for label in page.labels:
        left, top, right, bottom = label.extent
        assert label.size >= MIN_SIZE, label.text
        assert left > 5 and top > 5 and right < page.width - 5, (label.text, label.extent)
        assert bottom < page.height - 5, label.text
    ordered = sorted(((label.extent, label.text) for label in page.labels), key=lambda e: e[0][1])
    for place, (a, one) in enumerate(ordered):
        for b, other in ordered[place + 1 :]:
            if b[1] > a[3] - 0.02:
                break
            assert min(a[2], b[2]) - max(a[0], b[0]) < 0.02, (one, other)


SHAPES = [
    (_axis("target.cut", 1),),
    (_axis("target.cut", 5),),
    (_axis("target.cut", 21),),
    (_axis("target.cut", 150),),
    (_axis("organisation", 4, "tệp-đơn-vị-của-tỉnh-sau-khi-thu-thập.xlsx"),),
    (_axis("organisation", 40, "tệp-đơn-vị.xlsx"),),
    (_axis("target.cut", 5), _axis("rules.absorb-at-most-three.at_most", 3)),
    (_axis("rules.absorb-at-most-three.at_most", 40), _axis("target.cut", 50)),
    (_axis("organisation", 3, "tệp-đơn-vị-của-tỉnh.xlsx"), _axis("ruleset", 3, "vn-provincial")),
    (_axis("target.cut", 3), _axis("goals.0.displaced_staff", 2), _axis("goals.1.low", 4)),
]


@pytest.mark.parametrize(
    "axes", SHAPES, ids=lambda axes: "x".join(str(len(a.values)) for a in axes)
)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("panels", [1, 4, 5])
def test_no_text_lies_over_another_or_off_the_page(
    axes: tuple[Axis, ...], language: Language, panels: int
) -> None:
    chart = _chart(axes, panels)
    pages = sweep_pages(chart, HEADING, language)
    for number, page in enumerate(pages, start=1):
        _sound(page)
        word = "Trang" if language == "vi" else "Page"
        assert f"{word} {number}/{len(pages)}" in [label.text for label in page.labels]


@settings(max_examples=40, deadline=None)
@given(
    numbers=st.lists(st.integers(0, 400), min_size=1, max_size=25, unique=True),
    seed=st.integers(0, 10_000),
)
def test_lines_over_any_numbers_are_legible(numbers: list[int], seed: int) -> None:
    """Values close to each other, far apart, and in any order."""
    axis = Axis("x", tuple(str(n) for n in numbers), tuple(Fraction(n) for n in numbers))
    for page in sweep_pages(_chart((axis,), 3, seed), HEADING, "vi"):
        _sound(page)


def test_every_cell_of_a_table_says_its_value_or_its_sign() -> None:
    axes = (_axis("target.cut", 3), _axis("goals.1.low", 4))
    points = (
        *(Measured("proven", Fraction(100 + n)) for n in range(9)),
        Measured("unproven", Fraction(109), Fraction(90)),
        Measured("impossible"),
        Measured("open"),
    )
    (page,) = sweep_pages(Chart("x", axes, (Panel("y", points),)), HEADING, "en")
    words = [label.text for label in page.labels]
    assert [word for word in words if len(word.rstrip("*")) == 3 and word[:3].isdigit()] == [
        *(str(100 + n) for n in range(9)),
        "109*",
    ]
    assert words.count("×") == 2  # in its cell and in the legend
    assert words.count("?") == 2


def test_marks_differ_in_more_than_colour() -> None:
    """Filled, hollow with a stroke to the bound, and bands with a sign."""
    points = (
        Measured("proven", Fraction(5)),
        Measured("unproven", Fraction(6), Fraction(2)),
        Measured("impossible"),
        Measured("open"),
    )
    chart = Chart("x", (_axis("target.cut", 4),), (Panel("y", points),))
    (page,) = sweep_pages(chart, HEADING, "vi")
    squares = [s for s in page.shapes if isinstance(s, Rect) and s.width == s.height]
    assert len({square.fill for square in squares}) == 2
    words = [label.text for label in page.labels]
    assert "5" in words and "6" in words
    assert words.count("×") == 2 and words.count("?") == 2


def test_long_values_that_begin_alike_can_be_told_apart() -> None:
    words = _axis("organisation", 4, "tệp-đơn-vị-của-tỉnh-sau-khi-thu-thập-lần-thứ.xlsx")
    down = _axis("ruleset", 3, "quy-định-của-tỉnh-áp-dụng-từ-năm-hai-nghìn-không-trăm")
    for axes in ((words,), (down, words), (words, down)):
        (page,) = sweep_pages(_chart(axes, 1), HEADING, "vi")
        shown = [label.text for label in page.labels]
        for axis in axes:
            assert all(f"…{n}" in shown for n in range(len(axis.values)))


def test_darker_means_larger_even_without_colour() -> None:
    scale = (Fraction(0), Fraction(10))
    shades = [shade(Fraction(n), scale) for n in range(11)]
    light = [sum(int(s[n : n + 2], 16) for n in (1, 3, 5)) for s in shades]
    assert light == sorted(light, reverse=True) and len(set(light)) == 11
    assert light[-1] > 3 * 128  # black type on it can be read


@given(st.fractions(0, 10**6), st.fractions(0, 10**6))
def test_ticks_are_round_and_hold_everything(one: Fraction, other: Fraction) -> None:
    low, high = min(one, other), max(one, other)
    marks = ticks(low, high)
    assert marks[0] <= low and marks[-1] >= high
    assert marks[0] >= 0 and 2 <= len(marks) <= 8
    steps = {b - a for a, b in pairwise(marks)}
    assert len(steps) == 1


def test_the_scale_holds_bounds_as_well() -> None:
    points = [Measured("unproven", Fraction(9), Fraction(4)), Measured("impossible")]
    assert ends(points) == (4, 9)
    assert ends([Measured("open")]) is None
