"""Values and grids: what texts stand for, exactly, and what is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.errors import UsageError
from orgplan.sweep import make_grid, read_grid
from orgplan.sweep.grid import Grid
from orgplan.sweep.values import MOST_POINTS, values_of


def _values(text: str) -> tuple[str, ...]:
    (field,) = read_grid([f"target.cut={text}"]).fields
    return field.values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("10%..30%:5%", ["10%", "15%", "20%", "25%", "30%"]),
        ("10%..12%:0.5%", ["10%", "10.5%", "11%", "11.5%", "12%"]),
        ("0.1..0.3:0.1", ["0.1", "0.2", "0.3"]),
        ("10..14:3", ["10", "13"]),
        ("7..7:1", ["7"]),
        ("10,12,14", ["10", "12", "14"]),
        ("10, 12..16:2 ,20", ["10", "12", "14", "16", "20"]),
        ("8 .. 10 : 1", ["8", "9", "10"]),
        ("generic,vn-provincial-2026-01", ["generic", "vn-provincial-2026-01"]),
        ("../a/plan.json,../b/plan.json", ["../a/plan.json", "../b/plan.json"]),
        ("0010,0012", ["0010", "0012"]),
    ],
)
def test_lists_and_ranges_are_read_as_written(text: str, values: list[str]) -> None:
    assert list(_values(text)) == values


@given(
    low=st.integers(0, 5_000),
    step=st.integers(1, 700),
    count=st.integers(1, 40),
    rest=st.integers(0, 699),
    digits=st.integers(0, 3),
    percent=st.booleans(),
)
def test_a_range_has_every_step_up_to_its_end_and_nothing_else(
    low: int, step: int, count: int, rest: int, digits: int, percent: bool
) -> None:
    """The numbers are those of exact fractions, whatever the decimals."""
    sign = "%" if percent else ""
    high = low + step * (count - 1) + min(rest, step - 1)

    def written(number: int) -> str:
        whole, part = divmod(number, 10**digits)
        return f"{whole}.{part:0{digits}}{sign}" if digits else f"{whole}{sign}"

    values = values_of(f"{written(low)}..{written(high)}:{written(step)}")
    unit = Fraction(1, 10**digits)
    assert [Fraction(value.removesuffix("%")) for value in values] == [
        (low + step * place) * unit for place in range(count)
    ]
    assert all(value.endswith("%") is percent for value in values)


@given(
    st.lists(
        st.lists(st.integers(0, 999), min_size=1, max_size=4, unique=True), min_size=1, max_size=4
    )
)
def test_a_grid_has_every_combination_once_the_last_field_fastest(sizes: list[list[int]]) -> None:
    grid = make_grid({f"f{place}": values for place, values in enumerate(sizes)})
    points = list(grid)
    assert len(points) == len(grid) == len(set(points))
    places = [
        tuple(grid.fields[n].values.index(value) for n, (_, value) in enumerate(point))
        for point in points
    ]
    assert places == sorted(places)


@given(st.text(alphabet="0123456789.,%:=abc -/\t", max_size=24))
def test_no_text_does_more_than_make_a_grid_or_a_usage_error(text: str) -> None:
    try:
        grid = read_grid([text])
    except UsageError as problem:
        assert "expected: " in problem.message.en
        assert "cần: " in problem.message.vi
    else:
        assert 0 < len(grid) <= MOST_POINTS


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("target.cut", "no field name"),
        ("=10%", "no field name"),
        ("target..cut=1", "no field name"),
        ("target.cut=", "empty value"),
        ("target.cut=10%,,20%", "empty value"),
        ("target.cut=30%..10%:5%", "maybe: `10%..30%:5%`"),
        ("target.cut=10%..30%", "maybe: `10%..30%:1%`"),
        ("target.cut=10..30:5%", "maybe: `10%..30%:5%`"),
        ("target.cut=10%..30%:0%", "a step of 0"),
        ("target.cut=a..b:c", "the range `a..b:c`"),
        ("target.cut=10%,15%,10%", "the value `10%` twice"),
        ("target.cut=0..100:0.001", "100001 values"),
    ],
)
def test_what_makes_no_grid_is_told_with_what_to_write(text: str, words: str) -> None:
    with pytest.raises(UsageError) as problem:
        read_grid([text])
    assert words in problem.value.message.en
    assert text in problem.value.message.en


def test_everything_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(UsageError) as problem:
        read_grid(["target.cut=3..1:1", "rules.x.at_most=", "name=a"])
    assert problem.value.message.en.count("error:") == 2


def test_too_many_points_and_a_field_twice_are_refused() -> None:
    with pytest.raises(UsageError, match=r"50 × 50 = 2500 points"):
        read_grid(["a.b=1..50:1", "c.d=1..50:1"])
    with pytest.raises(UsageError, match="the field `a` twice"):
        read_grid(["a=1", "a=2"])
    with pytest.raises(UsageError, match="no field"):
        read_grid([])
    assert len(read_grid(["a=1..50:1", "b=1..40:1"])) == MOST_POINTS


def test_python_values_are_written_as_a_scenario_has_them() -> None:
    grid = make_grid({"a": [1, 2.5, 1e-3, True, "x y"], "b": range(2), "c": "10%..20%:5%"})
    assert isinstance(grid, Grid)
    assert [field.values for field in grid.fields] == [
        ("1", "2.5", "0.001", "true", "x y"),
        ("0", "1"),
        ("10%", "15%", "20%"),
    ]


@pytest.mark.parametrize("values", [[], [""], [float("nan")], ["\x00"], [1, 1]])
def test_python_values_that_no_scenario_could_hold_are_refused(values: list[str]) -> None:
    with pytest.raises(UsageError):
        make_grid({"a": values})
