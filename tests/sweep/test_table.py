"""The rows of a sweep as tables: pandas, CSV, Parquet, JSON, HTML."""

from __future__ import annotations

import csv
import io
import json
import sys
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

import orgplan
from orgplan.errors import UsageError
from orgplan.report.sweep import write_sweep
from orgplan.report.sweep.table_file import sweep_csv, write_table
from orgplan.result import TierValue
from orgplan.sweep import Row, Sweep, make_grid, sweep
from orgplan.sweep.document import sweep_document
from orgplan.sweep.grid import Changes
from orgplan.sweep.written import read_row, written_row
from orgplan.text import Language
from tests.sweep.pools import Counting


def _row(changes: Changes, number: int) -> Row:
    """One row of each status in turn."""
    tiers = (
        TierValue(
            {"displaced_staff": Fraction(7, 2), "mismatch": Fraction(1, 3)}, Fraction(23, 6), None
        ),
        TierValue({"touched_units": Fraction(4)}, Fraction(4), Fraction(3)),
    )
    rows = [
        Row(changes, "optimal", 6, 4, 2, tiers, Fraction(0), 1.5),
        Row(changes, "feasible", 6, 3, 2, tiers, Fraction(1, 4), 60.125),
        Row(changes, "infeasible", 6, None, 6, (), None, 0.01),
        Row(changes, "unknown", 6, None, 6, (), None, 60.0),
    ]
    return rows[number]


@pytest.fixture
def found(town: Path) -> Sweep:
    """Four points, one of each status; a value of the scenario looks like a formula."""
    return _made(town, "en")


def _made(town: Path, language: Language) -> Sweep:
    grid = make_grid({"rules.max-size.note": ["=1+1", "+x", "-y", "@z"]})
    base = sweep(town, {"rules.max-size.note": ["a"]}, pool=Counting(), language=language)
    rows = tuple(_row(changes, number) for number, changes in enumerate(grid))
    return Sweep(base.case, base.inputs, grid, rows)


def test_a_row_survives_writing_and_reading_exactly(found: Sweep) -> None:
    for row in found.rows:
        again = json.loads(json.dumps(written_row(row)))
        assert read_row(again, row.changes) == row


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("status", "best"),
        ("before", -1),
        ("before", True),
        ("after", "4"),
        ("after", None),
        ("tiers", {}),
        ("tiers", [{"terms": {}, "value": None, "bound": None}]),
        ("tiers", [{"terms": {"x": "1/0"}, "value": "1", "bound": None}]),
        ("gap", 0.5),
        ("seconds", float("nan")),
        ("seconds", "1"),
    ],
)
def test_what_is_no_row_is_refused(found: Sweep, key: str, value: object) -> None:
    row = found.rows[0]
    with pytest.raises(ValueError, match=r"no|plan"):
        read_row({**written_row(row), key: value}, row.changes)


def test_the_table_has_every_quantity_and_numbers_for_numbers(town: Path) -> None:
    table = sweep(town, {"goals.1.low": "6,7.5", "target.cut": "10%,20%"}, pool=Counting()).table
    assert list(table.columns) == [
        "goals.1.low",
        "target.cut",
        "status",
        "before",
        "after",
        "required_cut",
        "cut_percent",
        "tier_1",
        "bound_1",
        "gap",
        "proven",
        "seconds",
    ]
    assert list(table["goals.1.low"]) == [6, 6, 7.5, 7.5]
    assert list(table["target.cut"]) == ["10%", "20%", "10%", "20%"]
    assert pd.api.types.is_numeric_dtype(table["tier_1"])


def test_a_tier_of_several_goals_shows_each_of_them(found: Sweep) -> None:
    table = found.table
    assert list(table["tier_1_displaced_staff"])[:2] == [3.5, 3.5]
    assert table["tier_1_mismatch"][0] == pytest.approx(1 / 3)
    assert "tier_2_touched_units" not in table.columns
    assert list(table["after"].isna()) == [False, False, True, True]


def test_nothing_in_the_csv_is_a_formula(found: Sweep) -> None:
    text = sweep_csv(found)
    assert text.startswith("\ufeff")
    head, *rows = csv.reader(io.StringIO(text[1:]))
    assert [row[0] for row in rows] == ["'=1+1", "'+x", "'-y", "'@z"]
    assert all(cell[:1] not in ("=", "+", "-", "@") for row in [head, *rows] for cell in row)
    assert [row[1] for row in rows] == ["best", "not proven", "none exists", "not found"]
    assert dict(zip(head, rows[1], strict=True))["Tier 2: bound"] == "3"
    assert rows[2][3] == ""


def test_the_csv_speaks_vietnamese(town: Path) -> None:
    head, first, *_ = csv.reader(io.StringIO(sweep_csv(_made(town, "vi"))[1:]))
    assert head[1:4] == ["Phương án", "Đầu mối trước", "Đầu mối sau"]
    assert first[1] == "tốt nhất"


def test_parquet_holds_the_same_table(found: Sweep, tmp_path: Path) -> None:
    path = tmp_path / "out" / "sweep.parquet"
    write_table(found, path)
    pd.testing.assert_frame_equal(pd.read_parquet(path), found.table, check_dtype=False)
    assert [file.name for file in path.parent.iterdir()] == ["sweep.parquet"]


def test_without_its_library_parquet_is_refused_with_what_to_install(
    found: Sweep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"pip install .orgplan\[parquet\]"):
        write_table(found, tmp_path / "sweep.parquet")
    with pytest.raises(UsageError, match=r"\.csv or \.parquet"):
        write_table(found, tmp_path / "sweep.xlsx")
    assert list(tmp_path.glob("sweep*")) == []


def test_the_document_says_what_every_point_is(found: Sweep) -> None:
    document = sweep_document(found)
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    assert document["vary"] == [
        {"field": "rules.max-size.note", "values": ["=1+1", "+x", "-y", "@z"]}
    ]
    points = document["points"]
    assert isinstance(points, list)
    assert points[1] == {
        "change": {"rules.max-size.note": "+x"},
        "status": "feasible",
        "before": 6,
        "after": 3,
        "required_cut": 2,
        "tiers": [3.833333, 4],
        "bounds": [None, 3],
        "terms": [{"displaced_staff": 3.5, "mismatch": 0.333333}, {"touched_units": 4}],
        "gap": 0.25,
        "proven": False,
        "seconds": 60.125,
    }
    assert [point["proven"] for point in points] == [True, False, True, False]
    assert document["complete"] is True


def test_files_of_an_earlier_sweep_do_not_survive_and_others_do(
    found: Sweep, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    for name in ("sweep-07.svg", "sweep.pdf", "mine.txt", "sweep-points.jsonl"):
        (folder / name).write_text("old", encoding="utf-8")
    write_sweep(found, folder, charts=False)
    names = {path.name for path in folder.iterdir()}
    assert names == {"sweep.csv", "mine.txt", "sweep-points.jsonl"}


class _Balance(HTMLParser):
    """Counts open tags, and fails on one that closes another."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag


@pytest.mark.parametrize(
    ("language", "words"), [("vi", "4 điểm: 1 có phương án tốt nhất"), ("en", "4 points: 1 with")]
)
def test_a_notebook_shows_the_table(town: Path, language: Language, words: str) -> None:
    shown = _made(town, language)._repr_html_()
    parser = _Balance()
    parser.feed(shown)
    assert not parser.stack
    assert words in shown
    assert "=1+1" in shown


def test_the_picture_is_drawn_by_the_common_call(found: Sweep) -> None:
    (page,) = orgplan.draw(found)
    assert "rules.max-size.note" in page.title
