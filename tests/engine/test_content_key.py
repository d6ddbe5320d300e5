"""Keys of contents: equal for equal contents in every process, different for different ones."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.engine.cache import content_key
from tests.cli.running import environment


@dataclass(frozen=True)
class Point:
    x: int
    y: int


@dataclass(frozen=True)
class Place:
    x: int
    y: int


PINNED = "a892e73048f1c6de467effa483ca366eb6a004934745c79d20716cd11b72e209"
PLAIN = st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.binary(), st.fractions())
CONTENT = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(tuple), st.dictionaries(st.text(), inner, max_size=3)
    ),
    max_leaves=5,
)


def exact(value: object) -> object:
    """A value of which Python's `==` also looks at the types."""
    if isinstance(value, dict):
        return {key: exact(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return tuple(map(exact, value))
    return type(value).__name__, value


def test_the_key_of_a_content_is_pinned() -> None:
    """The same on every computer; a change here makes every cache worthless, which is no harm."""
    parts = ["a", 1, (2, "ở", None), {"b": Fraction(1, 3)}, {3, 4}, Point(5, 6), b"\0"]
    assert content_key(*parts) == PINNED
    code = (
        "from fractions import Fraction\n"
        "from orgplan.engine.cache import content_key\n"
        "from tests.engine.test_content_key import Point\n"
        "print(content_key('a', 1, [2, 'ở', None], {'b': Fraction(1, 3)}, {4, 3}, Point(5, 6), "
        "b'\\0'))"
    )
    for seed in "1", "2":
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=environment(PYTHONHASHSEED=seed),
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        assert done.stdout.strip() == PINNED


@settings(max_examples=60, deadline=None)
@given(CONTENT, CONTENT)
def test_keys_are_equal_exactly_for_equal_contents(one: object, two: object) -> None:
    assert (content_key(one) == content_key(two)) is (exact(one) == exact(two))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (("ab",), ("a", "b")),
        ((1,), ("1",)),
        ((1,), (True,)),
        ((1,), ([1],)),
        (([1, 2],), ([1], [2])),
        (([],), ({},)),
        (("a",), (b"a",)),
        (({1: 2},), ({"1": 2},)),
        ((Fraction(2),), (2,)),
        (([1, [2, 3]],), ([[1, 2], 3],)),
        ((Point(1, 2),), (Place(1, 2),)),
        ((Point(1, 2),), (Point(2, 1),)),
        (([10**5000],), ([10**5000 + 1],)),
        ((None,), ()),
    ],
)
def test_what_looks_alike_has_different_keys(
    one: tuple[object, ...], two: tuple[object, ...]
) -> None:
    assert content_key(*one) != content_key(*two)


def test_order_counts_in_lists_and_not_in_mappings_and_sets() -> None:
    assert content_key([1, 2]) == content_key((1, 2)) != content_key([2, 1])
    assert content_key({"a": 1, "b": 2}) == content_key({"b": 2, "a": 1})
    assert content_key(frozenset("abc")) == content_key(set("cba"))


@pytest.mark.parametrize("value", [1.5, object(), [1.0], {"a": 2.0}, Point])
def test_what_has_no_exact_content_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="no content"):
        content_key("a", value)
