"""Marks can be told apart without colour, and say what the plan does."""

from __future__ import annotations

from itertools import combinations

import pytest

from orgplan.draw.fonts import plain
from orgplan.draw.marks import STYLES, Mark, MarkStyle, marks_of
from orgplan.draw.scene import Part
from orgplan.plan import Plan

PAIRS = list(combinations(Mark, 2))


def grey(colour: str) -> float:
    """Luminance of a colour, 0 to 255."""
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_every_mark_has_a_style() -> None:
    """The table is complete."""
    assert set(STYLES) == set(Mark)


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=lambda mark: mark.value)
def test_two_marks_differ_in_fill_line_and_badge(one: Mark, other: Mark) -> None:
    """Each of the three is enough by itself; the last two survive a bad copy."""
    a, b = STYLES[one], STYLES[other]
    assert a.fill != b.fill
    assert a.badge != b.badge
    assert _line_pattern(a) != _line_pattern(b)
    assert a.label.vi != b.label.vi and a.label.en != b.label.en


def _line_pattern(style: MarkStyle) -> tuple[object, ...]:
    """A pattern of strokes; solid lines differ by their weight."""
    return style.dashes or ("solid", style.line > 2)


@pytest.mark.parametrize("mark", Mark, ids=lambda mark: mark.value)
def test_type_on_a_fill_can_be_read_in_grey(mark: Mark) -> None:
    """Black on the fill and white on the band keep their contrast in a copy."""
    style = STYLES[mark]
    assert grey(style.fill) > 200
    assert grey(style.stroke) < 90


def test_badges_are_letters_of_the_font() -> None:
    """No badge needs another font."""
    for style in STYLES.values():
        assert plain(style.badge) == style.badge


@pytest.mark.parametrize(
    ("unit", "part", "marks"),
    [
        ("vp", "before", (Mark.KEPT,)),
        ("vp", "after", (Mark.RECEIVES,)),
        ("tt", "before", (Mark.DISSOLVED,)),
        ("cc", "before", (Mark.MERGED,)),
        ("luu", "before", (Mark.CONVERTED,)),
        ("luu", "after", (Mark.CONVERTED,)),
        ("kho", "after", (Mark.MOVED,)),
        ("nv", "before", (Mark.GIVES,)),
        ("tam", "after", (Mark.KEPT,)),
    ],
)
def test_marks_follow_the_plan(
    home_affairs: Plan, unit: str, part: Part, marks: tuple[Mark, ...]
) -> None:
    """Before: what will happen; after: what is new."""
    assert marks_of(home_affairs, unit, part) == marks
