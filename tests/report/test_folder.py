"""The folder of outputs: complete, without leftovers of earlier runs, foreign files untouched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orgplan.check import check
from orgplan.report import folder as folder_module
from orgplan.report.folder import write_outputs
from orgplan.report.written import next_words, written_words
from orgplan.result import Result

WITHOUT_CHARTS = {"plan.json", "annex.xlsx", "changes.csv"}


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_stale_pages_go_and_foreign_files_stay(two_agencies: Result, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    stale = ("chart-02.png", "chart-137.svg", "chart.pdf", "chart.svg")
    mine = ("chart-final.png", "notes.txt", "chart-2.png", "charts.pdf")
    for name in (*stale, *mine):
        (folder / name).write_text("old", encoding="utf-8")
    written = write_outputs(two_agencies, folder, charts=False)
    assert names(folder) == WITHOUT_CHARTS | set(mine)
    assert set(written.files) == WITHOUT_CHARTS
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_input_paths_are_relative_to_the_final_folder(two_agencies: Result, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "below"
    write_outputs(two_agencies, folder, charts=False)
    document = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    inputs = two_agencies.case.inputs
    assert inputs is not None
    path = folder / document["inputs"]["scenario"]["path"]
    assert path.resolve() == inputs.scenario.path.resolve()
    assert check(folder / "plan.json").ok


@pytest.mark.parametrize("problem", [KeyboardInterrupt, OSError])
def test_a_failure_leaves_the_folder_as_it_was(
    two_agencies: Result,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    problem: type[BaseException],
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "plan.json").write_text("old", encoding="utf-8")

    def fail(*_: object) -> int:
        raise problem

    monkeypatch.setattr(folder_module, "_draw", fail)
    with pytest.raises(problem):
        write_outputs(two_agencies, folder)
    assert (folder / "plan.json").read_text(encoding="utf-8") == "old"
    assert names(folder) == {"plan.json"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_charts_are_drawn_and_counted(two_agencies: Result, tmp_path: Path) -> None:
    written = write_outputs(two_agencies, tmp_path / "out")
    assert {"chart.pdf", "chart.png", "chart.svg"} <= names(tmp_path / "out")
    assert written.pages == sum(1 for name in names(tmp_path / "out") if name.endswith(".svg"))
    assert f"chart.pdf ({written.pages} trang)" in written_words(written).vi


def test_two_runs_give_equal_bytes(two_agencies: Result, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_outputs(two_agencies, tmp_path / name)
    assert names(tmp_path / "a") == names(tmp_path / "b")
    assert {"plan.json", "chart.pdf", "annex.xlsx"} <= names(tmp_path / "a")
    for name in names(tmp_path / "a"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


def test_the_next_command_quotes_odd_paths(two_agencies: Result, tmp_path: Path) -> None:
    written = write_outputs(two_agencies, tmp_path / "my plans", charts=False)
    assert "my plans" in next_words(two_agencies, written).en
    assert next_words(two_agencies, written).en.endswith(("plan.json'", 'plan.json"'))
