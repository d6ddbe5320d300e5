"""A row of totals announces a sum; a unit whose name is like that is a unit."""

from __future__ import annotations

import pytest

from orgplan.io.table import says_total


@pytest.mark.parametrize(
    "text", ["Tổng cộng", "TỔNG CỘNG:", "Cộng", "Tổng số (1+2)", "tong cong", "Grand total", "Tổng"]
)
def test_words_of_a_sum_are_known(text: str) -> None:
    assert says_total(text)


@pytest.mark.parametrize(
    "text", ["Tổng công ty Khánh Việt", "Cộng đồng", "Phòng Tổng hợp", "Tổng đài", ""]
)
def test_units_with_like_names_are_units(text: str) -> None:
    assert not says_total(text)
