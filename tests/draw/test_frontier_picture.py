"""Pages of a frontier: readable from one point to thousands, what is proven told by form."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import cache
from itertools import combinations, pairwise

import pytest

from orgplan.draw import Heading, Page
from orgplan.draw.frontier import frontier_pages
from orgplan.draw.scale import Scale, rounded, step_for, ticks
from orgplan.draw.scene import Line, Rect
from orgplan.draw.traces import BAND, DASHES, Dot, mark, thinned, trace
from orgplan.errors import UsageError
from orgplan.frontier import Frontier, FrontierPoint
from orgplan.text import Language
from tests.tiny import Tiny

Value = Callable[[int], tuple[int, ...]]
GOALS = ["displaced_staff", "mismatch", {"surplus_leaders": 2, "touched_units": 1}]


def curve(
    units: int,
    cuts: Iterable[int],
    value: Value,
    *,
    goals: list[object] | None = None,
    bounded: Iterable[int] = (),
    unknown: Iterable[int] = (),
    target: str | None = "20%",
    per: str = "total",
    language: Language = "en",
) -> Frontier:
    """A made-up curve over so many units: half of the value is proven where a cut is `bounded`."""
    rows = [{"id": "so"}, *({"id": f"u{n}", "staff": 1} for n in range(units))]
    said: dict[str, object] = {"goals": GOALS if goals is None else goals}
    if target is not None:
        said["target"] = {"cut": target, "per": per}
    case = dataclasses.replace(Tiny.read({"units": rows}).case(**said), language=language)
    points = []
    for cut in cuts:
        values = tuple(map(Fraction, value(cut)))
        bounds: tuple[Fraction | None, ...] = values
        if cut in bounded or cut in unknown:
            bounds = (values[0] / 2, *(None for _ in values[1:]))
        known = None if cut in unknown else values
        points.append(FrontierPoint(units - cut, known, bounds, bounds == values))
    required = None if target is None else units - case.required_cut
    listed = tuple(sorted(points, key=lambda point: point.after))
    return Frontier(case, listed, True, required, "CP-SAT", "9.15", 1.0)


def squares(cut: int) -> tuple[int, ...]:
    return cut * cut, 3 * cut, cut % 4


CURVES: dict[str, Callable[[], Frontier]] = {
    "one point": lambda: curve(3, [2], squares),
    "two points": lambda: curve(4, [1, 2], squares, language="vi"),
    "open points": lambda: curve(20, range(1, 15), squares, bounded=range(9, 13), unknown=(13, 14)),
    "per agency": lambda: curve(20, range(8), squares, per="agency", language="vi"),
    "no target": lambda: curve(20, range(8), squares, target=None),
    "no goals": lambda: curve(6, [0, 2, 3], lambda cut: (), goals=[], language="vi"),
    "all alike": lambda: curve(6, range(5), lambda cut: (0, 7, 7)),
    "more units than before": lambda: curve(6, range(-3, 3), lambda cut: (9 - cut, 1, 1)),
    "nine tiers": lambda: curve(9, range(8), lambda cut: (cut,) * 9, goals=["displaced_staff"] * 9),
    "huge figures": lambda: curve(9, range(8), lambda cut: (10**7 * cut, 1, 1), language="vi"),
    "thousands": lambda: curve(
        3600,
        [cut for cut in range(3000) if not 1200 < cut < 1230],
        squares,
        bounded=range(2000, 2900),
        unknown=range(2900, 3000),
    ),
    "six thousand": lambda: curve(6000, range(6000), lambda cut: (cut, cut % 2, cut % 7)),
}


@cache
def made(name: str) -> Frontier:
    """A curve, made when it is first drawn: not by every process that only lists the tests."""
    return CURVES[name]()


def drawn(name: str, heading: Heading) -> tuple[Page, ...]:
    """The pages of a curve."""
    return frontier_pages(made(name), heading, language=made(name).case.language)


@pytest.mark.parametrize("name", CURVES)
def test_words_are_readable_apart_and_on_the_paper(name: str, heading: Heading) -> None:
    """A4 landscape, no type under 9 pt, no two words on each other, nothing past the margins."""
    for page in drawn(name, heading):
        assert (page.width, page.height) == (297, 210)
        assert all(label.size >= 9 for label in page.labels)
        for label in page.labels:
            left, top, right, bottom = label.extent
            assert left > 5 and top > 5 and right < 292 and bottom < 205, label.text
        for one, other in combinations(page.labels, 2):
            a, b = one.extent, other.extent
            across = min(a[2], b[2]) - max(a[0], b[0])
            down = min(a[3], b[3]) - max(a[1], b[1])
            assert across < 0.02 or down < 0.02, (one.text, other.text)


@pytest.mark.parametrize("name", CURVES)
def test_shapes_stay_on_the_paper_and_are_few(name: str, heading: Heading) -> None:
    """Thousands of points do not make thousands of shapes, nor lines of thousands of places."""
    for page in drawn(name, heading):
        assert len(page.shapes) < 1200
        for shape in page.shapes:
            if isinstance(shape, Rect):
                assert shape.x > 5 and shape.x + shape.width < 292
                assert shape.y > 5 and shape.y + shape.height < 205
            elif isinstance(shape, Line):
                assert len(shape.points) < 5000
                assert all(5 < x < 292 and 5 < y < 205 for x, y in shape.points)


def test_every_tier_has_a_panel_in_order(heading: Heading) -> None:
    """The first page has four of nine tiers and the price, the second the other five."""
    first, second = drawn("nine tiers", heading)
    titles = [[t.text for t in page.labels if t.face == "bold"] for page in (first, second)]
    assert [words.split(".")[0] for words in titles[1] if words[0].isdigit()] == list("56789")
    assert [words.split(".")[0] for words in titles[0] if words[0].isdigit()] == list("1234")
    assert any(words.startswith("Price of each further unit cut") for words in titles[0])


def test_the_target_is_marked_with_its_value(heading: Heading) -> None:
    """20 % of 20 units is 4; the best plan within it costs 16."""
    (page,) = drawn("open points", heading)
    words = [label.text for label in page.labels]
    assert "Target 20 %: at least 4 fewer; best: 16 / 12 / 0, with 4 fewer" in words
    (vi,) = drawn("per agency", heading)
    assert any("ở từng cơ quan: cộng lại giảm ít nhất 4" in label.text for label in vi.labels)
    (none,) = drawn("no target", heading)
    assert not any("arget" in label.text for label in none.labels)


def test_what_is_not_proven_is_hollow_with_a_bar_down_to_its_bound() -> None:
    """Form tells it, in any colour: filled or hollow, bar or none, arrow where no plan is known."""
    (proven,) = mark(Dot(10, 50, 50, "proven"))
    assert isinstance(proven, Rect) and proven.fill == proven.stroke
    *bar, hollow = mark(Dot(10, 50, 80, "open"))
    assert isinstance(hollow, Rect) and hollow.fill == "#FFFFFF"
    assert isinstance(bar[0], Line) and bar[0].points == ((10, 50), (10, 80))
    arrow = list(mark(Dot(10, None, 80, "unknown")))
    assert all(isinstance(shape, Line) for shape in arrow)
    assert list(mark(Dot(10, None, None, "unknown"))) == []


def test_thousands_of_points_are_lines_drawn_through_dashed_or_a_band() -> None:
    """Proven drawn through, open dashed over grey, unknown grey up to the edge of the panel."""
    dots = [Dot(n / 10, 100 - n / 20, None, "proven", n > 0) for n in range(1000)]
    dots += [Dot(n / 10, 100 - n / 20, 90, "open", True) for n in range(1000, 1500)]
    dots += [Dot(n / 10, None, 60, "unknown", True) for n in range(1500, 1600)]
    shapes = list(trace(dots, 0.1, top=5.0))
    lines = [shape for shape in shapes if isinstance(shape, Line)]
    assert [line.dashes for line in lines] == [(), DASHES]
    bands = [shape for shape in shapes if isinstance(shape, Rect) and shape.fill == BAND]
    assert bands[-1].y == 5.0 and bands[-1].y + bands[-1].height == 60
    assert bands[0].y == pytest.approx(50, abs=0.2)
    assert bands[0].y + bands[0].height == 90


def test_a_hole_in_the_curve_stays_open() -> None:
    """Where no count is attained nothing is drawn, in marks as in lines."""
    ends = [
        Dot(x, 50, None, "proven", joined) for x, joined in ((0, False), (5, True), (20, False))
    ]
    joints = [shape for shape in trace(ends, 5.0, 0.0) if isinstance(shape, Line)]
    assert [line.points for line in joints] == [((0, 50), (5, 50))]
    long = [
        Dot(n / 10, 50, None, "proven", n not in (0, 100)) for n in range(200) if n < 80 or n > 99
    ]
    runs = [shape for shape in trace(long, 0.1, 0.0) if isinstance(shape, Line)]
    assert [(line.points[0][0], line.points[-1][0]) for line in runs] == [(0, 7.9), (10, 19.9)]


def test_thinning_keeps_the_ends_and_every_peak() -> None:
    """One high point among thousands is still there, and so are both ends."""
    places = [(n / 500, 0.0 if n != 4321 else 9.0) for n in range(10_000)]
    kept = list(thinned(places))
    assert len(kept) < 400
    assert kept[0] == places[0] and kept[-1] == places[-1]
    assert max(y for _, y in kept) == 9.0
    assert all(a[0] <= b[0] for a, b in pairwise(kept))


@pytest.mark.parametrize(
    ("span", "most", "whole", "step"),
    [
        (10, 5, False, 2),
        (7, 5, False, 2),
        (1, 4, False, "0.5"),
        (1, 4, True, 1),
        (3000, 14, True, 500),
    ],
)
def test_steps_are_round(span: int, most: int, whole: bool, step: object) -> None:
    """1, 2 or 5 times a power of ten, and never below 1 for whole things."""
    assert step_for(Fraction(span), most, whole=whole) == Fraction(str(step))


@pytest.mark.parametrize(
    "values", [[0], [5], [-5], [3, 4], [100, 104], [0, 10**9], [-3, 8], [Fraction(1, 3)]]
)
def test_an_axis_holds_its_values_and_two_figures(values: list[Fraction]) -> None:
    """Whatever the values are, two figures at least are written and all values lie inside."""
    exact = [Fraction(value) for value in values]
    low, high, step = rounded(exact, 3)
    assert low <= min(exact) and max(exact) < high
    assert len(ticks(low, high, step)) >= 2
    scale = Scale(low, high, 100.0, 0.0)
    assert all(0 <= scale.at(value) <= 100 for value in exact)


def test_an_axis_begins_at_0_unless_all_values_are_far_above() -> None:
    """From 20 to 100 it does, from 100 to 104 it does not."""
    assert rounded([Fraction(20), Fraction(100)], 4)[0] == 0
    assert rounded([Fraction(100), Fraction(104)], 4)[0] == 100


def test_nothing_to_draw_is_told(heading: Heading) -> None:
    """A curve without a point has no page."""
    with pytest.raises(UsageError):
        frontier_pages(curve(3, [], squares), heading, language="vi")
