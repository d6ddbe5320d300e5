"""Numbers and lists of functions as people write them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.io.findings import Trouble
from orgplan.io.numbers import plain_number, read_functions, read_posts, read_whole


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        ("0", 0),
        (" 8 ", 8),
        ("007", 7),
        ("+3", 3),
        ("-0", 0),
        ("8,5", Fraction(17, 2)),
        ("8.25", Fraction(33, 4)),
    ],
)
def test_posts(text, posts):
    """Whole numbers and up to two decimals behind a point or a comma."""
    assert read_posts(text) == posts


@pytest.mark.parametrize(
    "text",
    [
        *("", "-8", "−8", "tám", "8.555", "1.234", "1,234", "1.234,5", "1 234", "1e3", "NaN"),
        *("inf", "1e400", "8 người", "8/5", "--8", "8-", "٨", "²", "1_000", "0x8", "9" * 5000),
        *("=8", "8.", ".5"),
    ],
)
def test_no_posts(text):
    """Everything else is refused, and nothing is taken for a thousands mark."""
    trouble = read_posts(text)
    assert isinstance(trouble, Trouble)
    assert trouble.found.vi
    assert trouble.expected.en


def test_advice():
    """What was probably meant is offered, not assumed."""
    assert "`8`" in read_posts("8 người").advice.en
    assert "`1234`" in read_posts("1.234").advice.en
    assert read_posts("tám").advice is None


def test_whole():
    """Leaders are whole people."""
    assert read_whole("3") == 3
    assert read_whole("3,0") == 3
    assert isinstance(read_whole("1.5"), Trouble)


@given(st.text(max_size=30))
def test_any_text(text):
    """No text makes a reader fail."""
    read_posts(text)
    read_whole(text)
    read_functions(text)
    plain_number(text)


@given(st.fractions(min_value=0, max_value=10**6, max_denominator=100))
def test_written_posts_come_back(value):
    """A number with two decimals is read as it was written, with either mark."""
    rounded = Fraction(round(value * 100), 100)
    written = f"{int(rounded)}.{round(rounded * 100) % 100:02d}"
    assert read_posts(written) == rounded
    assert read_posts(written.replace(".", ",")) == rounded


def test_functions():
    """Codes with and without posts, in their order."""
    entries, troubles = read_functions("a/b: 5; c ;\n d:3,5;")
    assert [tuple(entry) for entry in entries] == [
        ("a/b", 5),
        ("c", None),
        ("d", Fraction(7, 2)),
    ]
    assert troubles == ()


@pytest.mark.parametrize(
    "text", ["a:x", "a:1; a:2", "a//b", "/a", "a/", ":3", "a:-1", "a:1,2,3", "a:", "a:1, b:2"]
)
def test_wrong_functions(text):
    """Each mistake is one trouble."""
    entries, troubles = read_functions(text)
    assert len(troubles) == 1
    assert entries == ()


def test_comma_between_functions():
    """A comma between entries is a common mistake, and named."""
    assert "`;`" in read_functions("a:1, b:2")[1][0].advice.en


@pytest.mark.parametrize(
    ("stored", "plain"), [("4.0", "4"), ("1e2", "100"), ("8.50", "8.5"), ("NaN", "NaN"), ("0", "0")]
)
def test_plain_number(stored, plain):
    """Stored numbers are written as people write them."""
    assert plain_number(stored) == plain
