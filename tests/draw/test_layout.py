"""Boxes never overlap, stay in their area, and each node has exactly one."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.draw.hanging import Spot, Tree
from orgplan.draw.layout import Sheet, column_counts, columns, row

WIDTH, HEIGHT = 269.0, 150.0


@st.composite
def trees(draw: st.DrawFn, most: int = 120) -> Tree:
    """Random trees, shallow and deep ones, chains and stars among them."""
    size = draw(st.integers(1, most))
    reach = draw(st.sampled_from([1, 2, 5, 1000]))
    children: dict[str, list[str]] = {}
    for n in range(1, size):
        parent = draw(st.integers(max(0, n - reach), n - 1))
        children.setdefault(str(parent), []).append(str(n))
    return Tree("0", children)


def measure(node: str, width: float) -> float:
    """Heights that differ from node to node and shrink with the width."""
    return 6.0 + (int(node) * 7919 % 23) * 40.0 / width


def note(node: str, width: float) -> float:
    """Height of the words that repeat a node."""
    return 4.0 if width > 30 else 8.0


def overlap(one: Spot, other: Spot) -> bool:
    """Whether two boxes share more than an edge."""
    return (
        min(one.x + one.width, other.x + other.width) - max(one.x, other.x) > 1e-6
        and min(one.y + one.height, other.y + other.height) - max(one.y, other.y) > 1e-6
    )


def assert_sound(sheets: tuple[Sheet, ...], tree: Tree, height: float) -> None:
    """The invariants of every layout."""
    nodes = {tree.root, *(node for below in tree.children.values() for node in below)}
    placed = [spot.node for sheet in sheets for spot in sheet.spots]
    assert sorted(placed) == sorted(nodes)
    for sheet in sheets:
        boxes = [*sheet.spots, *sheet.notes]
        assert not any(overlap(a, b) for a, b in combinations(boxes, 2))
        for box in boxes:
            assert box.x >= -1e-6 and box.x + box.width <= WIDTH + 1e-6
            assert box.y >= -1e-6 and box.y + box.height <= height + 1e-6
        for points in sheet.links:
            assert all(-1e-6 <= x <= WIDTH + 1e-6 for x, _ in points)


@settings(deadline=None, max_examples=60)
@given(trees(), st.data())
def test_columns_place_every_node_once_without_overlap(tree: Tree, data: st.DataObject) -> None:
    """However many columns, whatever the tree."""
    count = data.draw(st.sampled_from(list(column_counts(tree, WIDTH))))
    keep = data.draw(st.booleans())
    sheets = columns(tree, measure, note, WIDTH, HEIGHT, count, keep)
    assert_sound(sheets, tree, HEIGHT)


@settings(deadline=None, max_examples=60)
@given(trees(most=25))
def test_a_row_places_every_node_once_without_overlap(tree: Tree) -> None:
    """A row may be refused, but is never wrong."""
    sheet = row(tree, measure, WIDTH)
    if sheet is not None:
        assert_sound((sheet,), tree, sheet.height)


def test_a_row_of_a_few_children_stands_on_one_line() -> None:
    """Five divisions stand side by side, equally wide and high."""
    sheet = row(Tree("0", {"0": ["1", "2", "3", "4", "5"]}), measure, WIDTH)
    assert sheet is not None
    heads = sheet.spots[1:]
    assert len({(spot.y, spot.width, spot.height) for spot in heads}) == 1


def test_a_parent_is_not_left_alone_at_the_foot_of_a_column() -> None:
    """A box with sub-units shares its column with the first of them."""
    children = {"0": [str(n) for n in range(1, 9)], "8": [str(n) for n in range(9, 40)]}
    for sheet in columns(Tree("0", children), lambda *_: 10.0, note, WIDTH, 100.0, 5):
        place = {spot.node: spot for spot in sheet.spots}
        if "8" in place:
            assert place["9"].y > place["8"].y
            assert abs(place["9"].x - place["8"].x) < 10


def test_900_children_of_one_parent_go_on_over_sheets() -> None:
    """A flat organisation makes many sheets, each with its full height."""
    tree = Tree("0", {"0": [str(n) for n in range(1, 901)]})
    count = column_counts(tree, WIDTH)[0]
    sheets = columns(tree, measure, note, WIDTH, HEIGHT, count)
    assert_sound(sheets, tree, HEIGHT)
    assert 5 < len(sheets) < 40


def test_a_chain_of_2000_units_is_laid_out() -> None:
    """Depth neither exhausts the stack nor the width of the page."""
    tree = Tree("0", {str(n): [str(n + 1)] for n in range(2000)})
    sheets = columns(tree, measure, note, WIDTH, HEIGHT, 2)
    placed = [spot for sheet in sheets for spot in sheet.spots]
    assert len(placed) == 2001
    assert min(spot.width for spot in placed) > 27
