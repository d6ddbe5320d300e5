"""Headers as people write them."""

from __future__ import annotations

import unicodedata

import pytest

from orgplan.io.columns import ALIASES, field_of, field_of_lines, fold, match_columns, nearest_field


@pytest.mark.parametrize(("field", "names"), ALIASES.items())
def test_every_alias(field, names):
    """Case, accents, spacing and normal form are ignored."""
    for name in (field, *names):
        assert field_of(name) == field
        assert field_of(name.upper()) == field
        assert field_of(f"  {name.replace(' ', '   ')} ") == field
        assert field_of(unicodedata.normalize("NFD", name)) == field
        assert field_of(fold(name)) == field


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Mã đơn vị cấp trên", "parent"),
        ("ma don vi", "id"),
        ("ĐỊA ĐIỂM", "site"),
        ("Chức năng, nhiệm vụ", "functions"),
        ("Trực\nthuộc", "parent"),
        ("Reports to", "parent"),
        ("màu", None),
        ("", None),
        ("—", None),
    ],
)
def test_field_of(header, field):
    """đ is d; punctuation does not count; unknown is unknown."""
    assert field_of(header) == field


def test_header_of_several_lines():
    """Together first, then the last line; a merged cell counts once."""
    assert field_of_lines(("Biên chế", "Giao")) == "staff"
    assert field_of_lines(("Biên chế", "Có mặt")) == "present"
    assert field_of_lines(("Lãnh đạo", "Cấp phó")) == "deputies"
    assert field_of_lines(("Mã", "Mã")) == "id"
    assert field_of_lines(("Biên chế", "2024")) is None


def test_near_misses():
    """A typing error in a header can be told; a word of its own is none."""
    assert nearest_field("staf") == "staff"
    assert nearest_field("Biên chế (người)") == "staff"
    assert nearest_field("màu") is None


def test_doubled_and_unknown_columns():
    """Unknown headers get unequal names; doubled fields name their columns."""
    columns = match_columns([("mã",), ("màu",), ("màu",), ("",), ("code",)])
    assert columns.doubled == {"id": (0, 4)}
    assert columns.extra == {1: "màu", 2: "màu (2)"}
    assert columns.unnamed == (3,)
