"""Numbers in front of rows: single labels, sequences, and any tree in any style."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.io.as_sent.labels import LETTERS, read_label, roman, roman_value, split_label
from orgplan.io.as_sent.numbering import read_numbering

CAPITALS = [letter.upper() for letter in LETTERS]


def parents(*labels):
    """Parents of rows with these labels."""
    return read_numbering([read_label(label) for label in labels]).parents


def remarks(*labels):
    """Row, whether it is an error, and what is found."""
    numbered = read_numbering([read_label(label) for label in labels])
    return [(remark.row, remark.error, remark.found.en) for remark in numbered.remarks]


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ("A", "capital", 1),
        ("Đ", "capital", 5),
        ("III", "roman", 3),
        ("XIV.", "roman", 14),
        ("IIII", None, 0),
        ("7", "arabic", 7),
        ("(7)", "arabic", 7),
        ("01", "arabic", 1),
        ("1.10", "dotted", 10),
        ("1,2", "dotted", 2),
        ("I.1", "dotted", 1),
        ("A.1.", "dotted", 1),
        ("a)", "small", 1),
        ("đ", "small", 5),
        ("–", "dash", 0),
        ("+", "plus", 0),
        ("•", "dot", 0),
        ("*", "star", 0),
        ("Phòng", None, 0),
        ("1.a", None, 0),
        ("", None, 0),
        ("x.", "small", 25),
    ],
)
def test_single_labels(text, style, value):
    """Style and value of a label; what is none is none."""
    label = read_label(text)
    assert (label.style, label.value) == (style, value) if style else label is None


@pytest.mark.parametrize(
    ("name", "label", "rest"),
    [
        ("1. Phòng Tổ chức", "1", "Phòng Tổ chức"),
        ("1.2 Phòng Tổ chức", "1.2", "Phòng Tổ chức"),
        ("1.2. Phòng", "1.2", "Phòng"),
        ("2 Phòng Tổ chức", "2", "Phòng Tổ chức"),
        ("II. Sở Nội vụ", "II", "Sở Nội vụ"),
        ("III/ Sở Nội vụ", "III", "Sở Nội vụ"),
        ("a) Phòng", "a", "Phòng"),
        ("- Phòng", "-", "Phòng"),
        ("+Tổ Một", "+", "Tổ Một"),
        ("Phòng 1", None, "Phòng 1"),
        ("A Lưới", None, "A Lưới"),
        ("I Sở", None, "I Sở"),
        ("-", None, "-"),
    ],
)
def test_labels_before_names(name, label, rest):
    """A number before the name is split from it; a name that looks like one is left."""
    found, kept = split_label(name)
    assert (None if found is None else found.written.strip(".")) == label
    assert kept == rest


def test_a_style_that_is_open_closes_what_is_deeper():
    """I, 1, a, 2, II: a sibling where its style is open, one level deeper where it is new."""
    assert parents("I", "1", "a", "b", "2", "II", "1") == [None, 0, 1, 1, 0, None, 5]
    assert parents("A", "I", "1", "-", "+", "-", "2", "B") == [None, 0, 1, 2, 3, 2, 1, None]


def test_dotted_numbers_hang_by_their_prefix():
    """1.1.2 hangs below 1.1, I.1 below I; a prefix may stand some rows above."""
    assert parents("1", "1.1", "1.1.1", "1.1.2", "1.2", "2", "2.1") == [None, 0, 1, 1, 0, None, 5]
    assert parents("I", "I.1", "I.2", "II", "II.1") == [None, 0, 0, None, 3]
    assert parents("1", "2", "1.1", "2.1") == [None, None, 0, 1]
    assert parents("I", "1", "1.1", "II", "1", "1.1") == [None, 0, 1, None, 3, 4]


def test_a_dotted_number_in_the_air_is_an_error():
    """1.1 without 1, and 2.1 whose 2 stands in a branch that is closed."""
    assert remarks("1.1")[0][:2] == (0, True)
    assert remarks("I", "1", "II", "1.1")[0][:2] == (3, True)


def test_skipped_and_repeated_numbers_are_notes():
    """1, 3 and 1, 2, 2 are read, and told."""
    assert remarks("1", "3") == [(1, False, "the number `3` after `1`")]
    assert remarks("1", "2", "2") == [(2, False, "the number `2` after `2`")]
    assert parents("1", "2", "2") == [None, None, None]
    assert remarks("2")[0][2] == "the number `2` comes first"
    assert remarks("I", "1", "2", "II", "3", "4") == []
    assert remarks("I", "1", "2", "II", "1", "2") == []
    assert remarks("a", "b", "c", "d", "đ", "e", "g", "h", "i", "k") == []
    assert remarks("a", "b", "d") == [(2, False, "the number `d` after `b`")]


def test_lost_zeros():
    """1.1 after 1.9 is 1.10, and 1.2 after 1.19 is 1.20."""
    labels = ["1", *(f"1.{n}" for n in range(1, 10)), "1.1", "1.11"]
    assert parents(*labels) == [None, *[0] * 11]
    assert [row for row, _, _ in remarks(*labels)] == [10]
    labels = ["1", *(f"1.{n}" for n in range(1, 20)), "1.2", "1.20.1"]
    assert parents(*labels)[-1] == 20


def test_letters_that_are_roman_numbers():
    """I after H is a letter where J follows, a Roman number where II does; C after B a letter."""
    assert parents("A", "B", "C", "D") == [None] * 4
    letters = "ABCDEFGHIJ"
    assert parents(*letters) == [None] * 10
    assert parents(*"ABCDEFGH", "I", "II") == [*[None] * 8, 7, 7]
    assert parents(*"ABCDEFGH", "I", "I", "II", "J") == [*[None] * 9, 8, 8, None]
    assert parents("A", "I", "II", "III", "IV", "V", "B", "I") == [None, *[0] * 5, None, 6]
    assert parents("C") == [None]
    assert parents("V", "VI") == [None, None]


def test_roman_numbers_round_trip():
    """Every number up to 400 is written and read."""
    assert [roman_value(roman(n)) for n in range(1, 400)] == list(range(1, 400))


TREES = st.recursive(st.just([]), lambda below: st.lists(below, max_size=5), max_leaves=30).filter(
    bool
)

STYLES = {
    "roman": roman,
    "arabic": str,
    "arabic dot": lambda n: f"{n}.",
    "small": lambda n: f"{LETTERS[n - 1]})",
    "capital": lambda n: CAPITALS[n - 1],
    "dash": lambda n: "-",
    "plus": lambda n: "+",
    "dot": lambda n: "•",
}
LADDERS = [
    ["roman", "arabic", "small", "dash", "plus", "dot"],
    ["capital", "roman", "arabic dot", "small", "dash", "plus"],
    ["arabic", "small", "dash", "plus", "dot", "roman"],
]


def numbered(tree, ladder, depth=0, prefix="", parent=None):
    """Labels and parents of a tree; the ladder gives the style of each level."""
    rows = []
    for n, below in enumerate(tree, start=1):
        label = f"{prefix}{n}" if ladder is None else STYLES[ladder[depth]](n)
        mine = len(rows)
        rows.append((label, parent))
        for text, above in numbered(below, ladder, depth + 1, f"{label}.", -1):
            rows.append((text, mine if above == -1 else above + mine + 1))
    return rows


def depth_of(tree):
    """Levels of a tree."""
    return 1 + max((depth_of(below) for below in tree), default=0) if tree else 0


@settings(max_examples=200, deadline=None)
@given(TREES, st.sampled_from([None, *LADDERS]))
def test_any_tree_in_any_style_is_read_back(tree, ladder):
    """A tree, numbered from top to bottom, comes back without a remark."""
    if ladder is not None and depth_of(tree) > len(ladder):
        ladder = None
    rows = numbered(tree, ladder)
    found = read_numbering([read_label(label) for label, _ in rows])
    assert found.parents == [parent for _, parent in rows]
    assert found.remarks == []


ANY = [*"IVABHCabi12-+•", "II", "1.1", "1.2", "1.1.1", "I.1"]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(ANY)))
def test_any_sequence_makes_a_tree(labels):
    """Whatever the numbers are, every parent stands above its row."""
    found = read_numbering([read_label(label) for label in labels])
    assert all(parent is None or parent < row for row, parent in enumerate(found.parents))
    assert len(found.parents) == len(found.labels) == len(labels)
