"""YAML as texts with places: what is kept, what is refused, and where."""

from __future__ import annotations

import pytest

from orgplan.errors import InputError
from orgplan.io.yaml_tree import locate, parse_yaml, to_data


def refused(text: str) -> list[str]:
    """Places and English words of what is wrong with a text."""
    with pytest.raises(InputError) as problem:
        parse_yaml(text, "f.yaml")
    return [f"{f.place.removeprefix('f.yaml')} {f.found.en}" for f in problem.value.findings]


def test_scalars_stay_texts():
    """Nothing becomes a number, a yes, or a date; only a plain null is nothing."""
    text = "a: 00001\nb: no\nc: 2025-03-01\nd: 1e3\ne: ~\nf:\ng: null\nh: 'null'\ni: ''\nj: 0x1F\n"
    assert to_data(parse_yaml(text, "f")) == {
        "a": "00001",
        "b": "no",
        "c": "2025-03-01",
        "d": "1e3",
        "e": None,
        "f": None,
        "g": None,
        "h": "null",
        "i": "",
        "j": "0x1F",
    }


def test_texts_come_in_normal_form():
    """Keys and values in decomposed letters equal the composed ones."""
    assert to_data(parse_yaml("tê\u0301n: 'Phò\u0300ng '", "f")) == {"t\u1ebfn": "Phò\u0300ng"}
    assert to_data(parse_yaml("a: Pho\u0300ng", "f")) == {"a": "Ph\u00f2ng"}


def test_an_empty_file_is_nothing():
    """No value at all, and a byte order mark, are no error."""
    assert parse_yaml("", "f").value is None
    assert parse_yaml("\ufeff# nothing\n", "f").value is None
    assert to_data(parse_yaml("\ufeffa: 1", "f")) == {"a": "1"}


def test_places_count_from_one():
    """Keys and values know their line and column, in block and in flow."""
    root = parse_yaml("a: 1\nb:\n  - {c: x, d: [y, z]}\n", "f")
    assert root.keys == {"a": (1, 1), "b": (2, 1)}
    assert locate(root, ("b", 0, "d", 1)) == (3, 19)
    assert locate(root, ("b", 0, "d"), at_key=True) == (3, 12)
    assert locate(root, ("b", 0, "missing")) == (3, 5)
    assert locate(root, ("b", 7)) == (3, 3)


def test_every_doubled_key_is_told():
    """All of them in one run, each with the place of the first."""
    with pytest.raises(InputError) as problem:
        parse_yaml("a: 1\na: 2\nb: {c: 1, c: 2, c: 3}\n", "f.yaml")
    told = [(f.place, f.expected.en) for f in problem.value.findings]
    assert told == [
        ("f.yaml:2:1", "keys once; first at :1:1"),
        ("f.yaml:3:11", "keys once; first at :3:5"),
        ("f.yaml:3:17", "keys once; first at :3:5"),
    ]


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: !!python/name:os.system x", ":1:4", "tag"),
        ("a: !x y", ":1:4", "tag"),
        ("!!set {a, b}", ":1:1", "tag"),
        ("a: !foo!bar y", ":1:4", "tag"),
        ("a: 1\n\tb: 2", ":2:1", "tab"),
        ("a: 'x\nb: y\n", ":1:4", "quote"),
        ('a: "x\n', ":1:4", "quote"),
        ("a: [1, 2\nb: 3\n", ":2:2", "list"),
        ("a: [1, 2}", ":1:9", "list"),
        ("a: {b: 1", ":1:9", "brace"),
        ("a: b: c", ":1:5", "colon"),
        ("a: 1\n b: 2", ":2:3", "colon"),
        ("- a\nb", ":2:1", "without a colon"),
        ("a: 1\nb\n", ":2:1", "without a colon"),
        ("- a\nb: c", ":2:1", "does not fit"),
        ("a: @x", ":1:4", "character"),
        ('a: "\\q"', ":1:4", "\\"),
        ("a: *x", ":1:4", "unknown alias"),
        ("a: &x [*x]", ":1:8", "in itself"),
        ("--- a\n--- b", ":2:1", "second"),
        ("? [a]\n: 1", ":1:3", "no text"),
        ("a: \x01", ":1:4", "U+0001"),
    ],
)
def test_what_is_no_plain_yaml_is_refused_at_its_place(text, place, words):
    """Syntax errors, tags and aliases to nothing, told in words."""
    said = refused(text)
    assert said[0].startswith(place + " ")
    assert words in said[0]


def test_tags_of_plain_values_are_allowed():
    """`!!str` says nothing that is not so anyway."""
    assert to_data(parse_yaml("a: !!str 1\nb: !!map {c: !!seq [x]}", "f")) == {
        "a": "1",
        "b": {"c": ["x"]},
    }


def test_aliases_share_what_they_name():
    """An alias stands for its anchor, at the anchor's place."""
    root = parse_yaml("a: &x [1, 2]\nb: *x\n", "f")
    assert to_data(root) == {"a": ["1", "2"], "b": ["1", "2"]}
    assert locate(root, ("b", 1)) == (1, 11)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{a: " * 100_000,
        "- " * 50_000,
        "".join(f"{' ' * n}a:\n" for n in range(1_000)),
    ],
)
def test_depth_is_bounded(text):
    """Nesting is refused before anything can overflow."""
    assert refused(text)


def test_size_is_bounded():
    """A text larger than any real file is not even parsed."""
    assert refused("a" * 16_000_001) == [" a file larger than 16 MB"]
