"""A scenario that says how posts are counted is believed, whatever a table suggests."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgplan.errors import InputError
from orgplan.io.organisation import read_organisation

TABLE = """STT,Tên đơn vị,Số biên chế
I,Sở Nội vụ,{agency}
1,Văn phòng,8
2,Chi cục Lưu trữ,12
a,Phòng Hành chính,5
b,Phòng Lưu trữ,4
"""


def _posts(folder: Path, agency: int, totals: bool | None) -> dict[str, int]:
    path = folder / "so.csv"
    path.write_text(TABLE.format(agency=agency), encoding="utf-8")
    read = read_organisation([path], staff_includes_subunits=totals)
    return {unit.name: int(unit.staff) for unit in read.organisation}


def test_figures_that_look_like_totals_stay_own_posts_where_the_scenario_says_so(
    tmp_path: Path,
) -> None:
    assert _posts(tmp_path, 30, None)["Sở Nội vụ"] == 10
    assert _posts(tmp_path, 30, False) == {
        "Sở Nội vụ": 30,
        "Văn phòng": 8,
        "Chi cục Lưu trữ": 12,
        "Phòng Hành chính": 5,
        "Phòng Lưu trữ": 4,
    }


def test_a_table_that_seems_to_count_in_two_ways_is_settled_by_the_scenario(tmp_path: Path) -> None:
    with pytest.raises(InputError) as problem:
        _posts(tmp_path, 4, None)
    advice = problem.value.findings[0].advice
    assert advice is not None
    assert "`false`" in advice.vi
    assert _posts(tmp_path, 4, False)["Chi cục Lưu trữ"] == 12
