"""Blocks, totals and the forest, against cases computed by hand (problem.md, section 2)."""

from __future__ import annotations

from fractions import Fraction

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.errors import OrgplanError
from orgplan.organisation import Block, Organisation, Unit, split_posts


def unit(unit_id, parent=None, staff=0, functions=()):
    """A division with the posts and functions given."""
    blocks = split_posts(unit_id, Fraction(staff), functions)
    return Unit(unit_id, parent, unit_id.upper(), "division", blocks)


@pytest.fixture
def forest():
    """Two trees, in an order that puts a child before its parent.

    ::

        a 4 ── b 8 ── d 2
          └─── c 5
        e 1
    """
    return Organisation(
        [
            unit("d", "b", 2, [("x/y", None)]),
            unit("a", None, 4),
            unit("b", "a", 8, [("x", None), ("z", Fraction(3))]),
            unit("c", "a", 5, [("z", Fraction(5))]),
            unit("e", None, 1),
        ]
    )


H = Fraction(1, 100)

# Staff, functions with their posts, the blocks that follow; None is the general block.
SPLITS = [
    pytest.param(8, [], [(None, 8)], id="no function: one general block"),
    pytest.param(0, [], [(None, 0)], id="no function and no posts: still one block"),
    pytest.param(8, [("a", 5), ("b", 3)], [("a", 5), ("b", 3)], id="all posts are taken"),
    pytest.param(8, [("a", 5), ("b", 1)], [("a", 5), ("b", 1), (None, 2)], id="a rest is general"),
    pytest.param(8, [("a", None)], [("a", 8)], id="one function takes all"),
    pytest.param(
        8, [("a", 5), ("b", 3), ("c", None)], [("a", 5), ("b", 3), ("c", 0)], id="share 0"
    ),
    pytest.param(
        8,
        [("a", None), ("b", None), ("c", None)],
        [("a", 3), ("b", 3), ("c", 2)],
        id="earlier functions take the remainder, one step each",
    ),
    pytest.param(
        8,
        [("a", None), ("b", 3), ("c", None)],
        [("a", 3), ("b", 3), ("c", 2)],
        id="numbers first, whatever their place",
    ),
    pytest.param(
        Fraction(17, 2),
        [("a", None), ("b", None), ("c", None)],
        [("a", 284 * H), ("b", 283 * H), ("c", 283 * H)],
        id="hundredths when staff is not whole",
    ),
    pytest.param(
        8,
        [("a", Fraction(5, 2)), ("b", None), ("c", None)],
        [("a", Fraction(5, 2)), ("b", Fraction(11, 4)), ("c", Fraction(11, 4))],
        id="hundredths when the rest is not whole",
    ),
    pytest.param(
        Fraction(17, 2),
        [("a", Fraction(1, 2)), ("b", None), ("c", None), ("d", None)],
        [("a", Fraction(1, 2)), ("b", 267 * H), ("c", 267 * H), ("d", 266 * H)],
        id="hundredths when only the rest is whole",
    ),
    pytest.param(
        2, [("a", None), ("b", None), ("c", None)], [("a", 1), ("b", 1), ("c", 0)], id="few"
    ),
    pytest.param(0, [("a", None), ("b", None)], [("a", 0), ("b", 0)], id="nothing to share"),
    pytest.param(0, [("a", 0)], [("a", 0)], id="no rest, no general block"),
]


@pytest.mark.parametrize(("staff", "functions", "blocks"), SPLITS)
def test_split_posts(staff, functions, blocks):
    """Every case of the rule."""
    given_functions = [
        (code, None if posts is None else Fraction(posts)) for code, posts in functions
    ]
    found = split_posts("u", Fraction(staff), given_functions)
    assert [(block.function, block.posts) for block in found] == blocks
    assert {block.unit for block in found} == {"u"}


@pytest.mark.parametrize(
    "functions",
    [
        [("a", Fraction(9))],
        [("a", Fraction(5)), ("b", Fraction(4))],
        [("a", Fraction(9)), ("b", None)],
        [("a", None), ("a", None)],
    ],
)
def test_impossible_splits(functions):
    """More than there is, or a code that stands twice."""
    with pytest.raises(OrgplanError):
        split_posts("u", Fraction(8), functions)


hundredths = st.integers(0, 5_000).map(lambda steps: steps * H)


@given(
    st.lists(st.one_of(st.none(), hundredths), max_size=8),
    hundredths,
)
def test_blocks_always_sum_to_staff(posts, more):
    """A unit has at least one block, its blocks sum to its posts, and shares differ by a step."""
    functions = [(f"f{place}", value) for place, value in enumerate(posts)]
    taken = sum((value for value in posts if value is not None), Fraction(0))
    staff = taken + more
    blocks = split_posts("u", staff, functions)
    assert blocks
    assert sum(block.posts for block in blocks) == staff
    assert all(block.posts >= 0 for block in blocks)
    by_code = {block.function: block.posts for block in blocks}
    assert all(by_code[code] == value for code, value in functions if value is not None)
    shares = [by_code[code] for code, value in functions if value is None]
    step = 1 if staff.denominator == 1 and more.denominator == 1 else H
    assert shares == sorted(shares, reverse=True)
    assert not shares or max(shares) - min(shares) <= step
    assert all((share / step).denominator == 1 for share in shares)


def test_lead_block():
    """The general block if there is one, else the largest, the first listed of equals."""
    assert unit("u", None, 8, [("a", Fraction(3)), ("b", Fraction(4))]).lead_block.function is None
    lead = unit(
        "u", None, 8, [("a", Fraction(2)), ("b", Fraction(3)), ("c", Fraction(3))]
    ).lead_block
    assert lead == Block("u", "b", Fraction(3))
    assert lead.key == ("u", "b")


def test_unit_sums_its_blocks():
    """Posts are those of the blocks; the general block is no function."""
    made = unit("u", None, 8, [("a", Fraction(3))])
    assert made.staff == 8
    assert made.functions == ("a",)


def test_totals(forest):
    """A total holds everything below, at any depth."""
    assert forest.total == {"d": 2, "a": 19, "b": 10, "c": 5, "e": 1}


def test_tree_questions(forest):
    """Input order is kept everywhere."""
    assert forest.ids == ("d", "a", "b", "c", "e")
    assert forest.position == {"d": 0, "a": 1, "b": 2, "c": 3, "e": 4}
    assert forest.roots == ("a", "e")
    assert forest.children("a") == ("b", "c")
    assert forest.ancestors("d") == ("b", "a")
    assert forest.parents_first == ("a", "b", "d", "c", "e")
    assert forest.depth == {"a": 0, "b": 1, "d": 2, "c": 1, "e": 0}
    assert forest.subtree("a") == ("a", "b", "d", "c")
    assert forest.functions_below["a"] == {"x", "x/y", "z"}
    assert "d" in forest
    assert len(forest) == 5


@pytest.mark.parametrize(
    "units",
    [
        [unit("a"), unit("a")],
        [unit("a", "b")],
        [unit("a", "a")],
        [unit("a", "b"), unit("b", "c"), unit("c", "a"), unit("d")],
    ],
)
def test_no_forest(units):
    """A double id, an unknown parent, a cycle."""
    with pytest.raises(OrgplanError):
        Organisation(units)


def test_graph_is_read_only(forest):
    """The graph can be shared because nobody can change it."""
    assert set(forest.graph.edges) == {("a", "b"), ("a", "c"), ("b", "d")}
    with pytest.raises(nx.NetworkXError):
        forest.graph.add_node("x")


def test_tables(forest):
    """One row a unit, one row a block."""
    assert list(forest.units["total"]) == [2, 19, 10, 5, 1]
    assert len(forest.blocks) == 6
    assert forest.blocks["posts"].sum() == 20
