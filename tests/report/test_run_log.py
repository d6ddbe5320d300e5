"""The log of runs: one line each, safe in a spreadsheet, and never in the way of a solve."""

from __future__ import annotations

import csv
import dataclasses
import errno
import hashlib
import os
import sys
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, datetime
from pathlib import Path

import pytest

from orgplan.io.holding import holding
from orgplan.io.organisation_files import find_files
from orgplan.io.scenario import load_case
from orgplan.report.changes_csv import BOM
from orgplan.report.run_log import HEADINGS, log_run, run_cells
from orgplan.result import Result
from orgplan.solve import solve
from tests.report.towns import write_two_agencies

NOW = datetime(2026, 3, 1, 7, 5, 9, tzinfo=UTC)


@pytest.fixture
def own(two_agencies: Result, tmp_path: Path) -> Result:
    """The two agencies again, in a folder of their own."""
    case, _ = load_case(write_two_agencies(tmp_path))
    return dataclasses.replace(two_agencies, case=case)


def lines(log: Path) -> list[list[str]]:
    with log.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def cell(cells: list[str], head: str) -> str:
    return cells[[heading.en for heading in HEADINGS].index(head)]


def logged(result: Result, plan: Path | None = None) -> Path:
    log = log_run(result, plan, NOW)
    assert log is not None
    return log


def test_the_first_run_writes_mark_head_and_line_and_later_ones_a_line(
    own: Result, tmp_path: Path
) -> None:
    log = logged(own)
    assert log == tmp_path / "orgplan-runs.csv"
    assert logged(own) == log
    head, first, second = lines(log)
    assert head[0] == "Thời điểm (UTC) / Time (UTC)"
    assert len(head) == len(first) == len(HEADINGS)
    assert first == second
    assert log.read_text(encoding="utf-8").count(BOM) == 1


def test_a_line_says_from_what_the_plan_came(own: Result, tmp_path: Path) -> None:
    plan = tmp_path / "out" / "plan.json"
    plan.parent.mkdir()
    plan.write_text("{}", encoding="utf-8")
    cells = run_cells(own, plan, NOW)
    scenario = hashlib.sha256((tmp_path / "scenario.yaml").read_bytes()).hexdigest()
    assert cell(cells, "Time (UTC)") == "2026-03-01T07:05:09Z"
    assert cell(cells, "Scenario") == "scenario.yaml"
    assert cell(cells, "Scenario hash") == f"sha256:{scenario[:12]}"
    assert cell(cells, "Number of files") == "1"
    assert cell(cells, "Status") == "optimal"
    assert (cell(cells, "Units before"), cell(cells, "Units after")) == ("6", "4")
    assert cell(cells, "Goal values").startswith("1) ")
    assert cell(cells, "Proven") == "có"
    assert cell(cells, "Plan file") == "out/plan.json"
    assert cell(cells, "Plan hash") == f"sha256:{hashlib.sha256(b'{}').hexdigest()[:12]}"
    assert cell(cells, "Language") == "vi"


def test_no_cell_names_a_folder_above_or_a_person(
    own: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan in the home of somebody is named by its folder alone."""
    home = tmp_path / "home" / "thi-hoa"
    plan = home / "secret" / "out" / "plan.json"
    plan.parent.mkdir(parents=True)
    plan.write_text("{}", encoding="utf-8")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    cells = run_cells(own, plan, NOW)
    assert cell(cells, "Plan file") == "…/out/plan.json"
    assert not any("thi-hoa" in value or str(tmp_path) in value for value in cells)


@pytest.mark.skipif(sys.platform == "win32", reason="one root only where there are no drives")
def test_a_plan_that_shares_only_the_root_is_named_by_its_folder(own: Result) -> None:
    assert cell(run_cells(own, Path("/bin/sh"), NOW), "Plan file").startswith("…/")


def test_runs_without_a_plan_are_logged_too(own: Result) -> None:
    none = dataclasses.replace(own, plan=None, tiers=(), status="infeasible")
    stopped = dataclasses.replace(
        own, plan=None, tiers=(), status="unknown", gap=None, interrupted=True
    )
    logged(none)
    _, first, second = lines(logged(stopped))
    assert (cell(first, "Status"), cell(first, "Proven")) == ("infeasible", "có")
    assert (cell(second, "Status"), cell(second, "Proven")) == ("unknown, interrupted", "chưa")
    assert cell(second, "Outcome") == "chưa tìm được phương án"
    assert cell(second, "Plan file") == cell(second, "Goal values") == ""


@pytest.mark.skipif(sys.platform == "win32", reason="such names cannot be given there")
@pytest.mark.parametrize("name", ["=1+1.yaml", "-2.yaml", "@x.yaml", "+3.yaml", " =4.yaml"])
def test_no_cell_is_a_formula(tmp_path: Path, name: str) -> None:
    write_two_agencies(tmp_path).rename(tmp_path / name)
    case, _ = load_case(tmp_path / name)
    _, cells = lines(logged(solve(case)))
    assert cell(cells, "Scenario") == f"'{name.strip()}"
    assert not any(value.startswith(("=", "+", "-", "@")) for value in cells)


@pytest.mark.skipif(sys.platform == "win32", reason="such names cannot be given there")
def test_a_name_with_semicolons_and_line_ends_stays_in_its_cell(tmp_path: Path) -> None:
    write_two_agencies(tmp_path).rename(tmp_path / 'a;b"\n=c\x1b.yaml')
    case, _ = load_case(tmp_path / 'a;b"\n=c\x1b.yaml')
    log = logged(solve(case))
    assert cell(lines(log)[1], "Scenario") == 'a;b" =c\\u{1B}.yaml'
    assert log.read_bytes().count(b"\n") == 2


def test_a_log_with_other_columns_is_left_alone(own: Result, tmp_path: Path) -> None:
    old = tmp_path / "orgplan-runs.csv"
    old.write_text("time,plan\r\n", encoding="utf-8")
    assert logged(own) == tmp_path / "orgplan-runs-2.csv"
    assert logged(own) == tmp_path / "orgplan-runs-2.csv"
    assert old.read_text(encoding="utf-8") == "time,plan\n"
    assert len(lines(tmp_path / "orgplan-runs-2.csv")) == 3


def test_a_line_never_joins_one_without_an_end(own: Result) -> None:
    """Editors may leave out the last line end."""
    log = logged(own)
    log.write_bytes(log.read_bytes().rstrip())
    assert len(lines(logged(own))) == 3


def test_an_empty_log_gets_its_head(own: Result, tmp_path: Path) -> None:
    (tmp_path / "orgplan-runs.csv").touch()
    assert len(lines(logged(own))) == 2


def test_a_folder_or_a_pipe_of_that_name_is_passed_over(own: Result, tmp_path: Path) -> None:
    (tmp_path / "orgplan-runs.csv").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "orgplan-runs-2.csv")
    assert logged(own).is_file()


def test_lines_of_many_runs_at_a_time_stay_whole(own: Result) -> None:
    logged(own)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: logged(own), range(40)))
    found = lines(logged(own))
    assert len(found) == 43
    assert {len(line) for line in found} == {len(HEADINGS)}


@pytest.mark.parametrize("place", [0, 10, -10], ids=["no head", "half a head", "half a line"])
def test_a_run_waits_for_another_that_is_writing(own: Result, tmp_path: Path, place: int) -> None:
    """The other has the log open, and has written nothing of it, or not all, when ours comes."""
    log = logged(own)
    whole = log.read_bytes()
    log.write_bytes(whole[:place])
    handle = os.open(log, os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0))
    with ThreadPoolExecutor(1) as pool:
        with holding(handle):
            ours = pool.submit(logged, own)
            wait([ours], timeout=0.5)
            os.write(handle, whole[place:])
        assert ours.result() == log
    os.close(handle)
    assert lines(log)[1:] == lines(log)[1:2] * 2
    assert log.read_bytes().startswith(whole)


def test_half_a_head_that_nobody_is_writing_is_left_alone(own: Result, tmp_path: Path) -> None:
    """A disk that was full may leave one behind."""
    log = logged(own)
    log.write_bytes(log.read_bytes()[:10])
    assert logged(own) == tmp_path / "orgplan-runs-2.csv"


def test_a_log_on_a_drive_without_locks_is_written(
    own: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(handle: int) -> bool:
        raise OSError(errno.ENOLCK, "no locks available")

    monkeypatch.setattr("orgplan.io.holding._take", refuse)
    assert len(lines(logged(own))) == 2


def test_a_log_that_is_held_for_too_long_is_told(
    own: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orgplan.io.holding._PATIENCE", 0)
    handle = os.open(logged(own), os.O_RDWR)
    with holding(handle), pytest.raises(TimeoutError):
        logged(own)
    os.close(handle)


def test_a_glob_never_takes_the_log_for_units(own: Result, tmp_path: Path) -> None:
    logged(own)
    paths, complaints = find_files("*.csv", tmp_path)
    assert [path.name for path in paths] == ["units.csv"]
    assert complaints == []


def test_a_case_from_memory_has_no_log(own: Result) -> None:
    case = dataclasses.replace(own.case, inputs=None)
    assert log_run(dataclasses.replace(own, case=case), None, NOW) is None
