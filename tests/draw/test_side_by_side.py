"""Pages of things side by side: readable from one column to twenty, nothing lost between pages."""

from __future__ import annotations

from itertools import combinations

import pytest

from orgplan.draw import Heading, Page
from orgplan.draw.columns import Block, Cell, Row, Table, lengths
from orgplan.draw.scene import Rect
from orgplan.draw.side_by_side import side_by_side

LONG = "Phòng Quản lý đầu tư, doanh nghiệp và lao động thuộc Ban Quản lý Khu kinh tế Vân Phong"


def table(columns: int, rows: int, *, name: str = "Sở {}", words: str = "12 → 9") -> Table:
    """Figures with bars, words, and units under their agencies."""
    places = range(columns)
    bars = [
        Row(name.format(n), tuple(Cell(words, 0.1 * (m % 10), 1.0) for m in places), n == 0)
        for n in range(rows)
    ]
    said = [
        Row(name.format(n), tuple(Cell(LONG, shaded=m % 2 == 0) for m in places)) for n in (1, 2)
    ]
    units = [Row("Sở A"), *bars, Row("Sở B"), *said]
    return Table(
        "SO SÁNH",
        tuple(f"PA {m + 1}" for m in places),
        tuple(f"PA {m + 1}: {LONG}, {LONG}, {LONG}" for m in places),
        (
            Block("SỐ ĐẦU MỐI", tuple(bars), "Cả khung: trước"),
            Block(
                "QUY TẮC: CÒN CÁCH MỨC BAO NHIÊU, Ở ĐƠN VỊ GẦN NHẤT TRONG TỪNG CƠ QUAN", tuple(said)
            ),
            Block("KHÔNG CÓ GÌ", ()),
            Block("ĐƠN VỊ", tuple(units)),
        ),
    )


TABLES = {
    "two plans": table(2, 21),
    "three plans, long names": table(3, 30, name=LONG + " {}"),
    "six plans": table(6, 21, name=LONG + " {}", words="125 → 106"),
    "eight plans": table(8, 40),
    "twenty plans": table(20, 5),
    "one line": table(2, 1),
}


def drawn(name: str, heading: Heading) -> tuple[Page, ...]:
    return side_by_side(TABLES[name], heading, language="vi")


@pytest.mark.parametrize("name", TABLES)
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
        for shape in page.shapes:
            if isinstance(shape, Rect):
                assert shape.x > 5 and shape.x + shape.width < 292
                assert shape.y > 5 and shape.y + shape.height < 205


def test_every_line_stands_on_some_page_below_its_columns(heading: Heading) -> None:
    """Forty lines go over the edge; each page names the columns again."""
    pages = drawn("eight plans", heading)
    assert len(pages) > 2
    told = [[label.text for label in page.labels] for page in pages]
    for n in range(40):
        assert sum(words.count(f"Sở {n}") for words in told) >= 2
    for words in told:
        assert "PA 1" in words and "PA 8" in words
    assert sum("(tiếp)" in word for words in told for word in words) >= 1
    assert [f"Trang {n}/{len(pages)}" in words for n, words in enumerate(told, 1)] == [True] * len(
        pages
    )


def test_more_plans_than_a_page_is_wide_go_to_further_pages(heading: Heading) -> None:
    """Eight, eight and four columns; every column stands somewhere, with its legend."""
    pages = drawn("twenty plans", heading)
    told = [{label.text for label in page.labels} for page in pages]
    for n in range(1, 21):
        assert any(f"PA {n}" in words for words in told)
        assert any(word.startswith(f"PA {n}: ") for words in told for word in words)
    assert all(sum(f"PA {n}" in words for n in range(1, 21)) <= 8 for words in told)


def test_a_group_is_not_left_alone_at_the_foot_of_a_page(heading: Heading) -> None:
    """Below the name of an agency stands at least one of its units."""
    for name in TABLES:
        for page in drawn(name, heading):
            groups = [label for label in page.labels if label.text in ("Sở A", "Sở B")]
            for group in groups:
                assert any(
                    label.y > group.y and label.face in ("regular", "bold") and label.x < 100
                    for label in page.labels
                )


def test_bars_are_as_long_as_their_figures() -> None:
    """Against the longest; what is below zero, or all zero, has none."""
    assert lengths([5, 10, -1], 10) == [0.5, 1.0, 0.0]
    assert lengths([0, 0], 0) == [0.0, 0.0]
