"""Measuring: a process for each run, a hard stop, and a table that shows who contradicts whom."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import run
from benchmarks.folder import write
from benchmarks.measure import Measurement, measure, name_of
from benchmarks.organisations import deep, forest
from benchmarks.table import disagreements, lines, median


def one(
    solver: str,
    *,
    status: str = "proven",
    value: float = 10.0,
    bound: float | None = 10.0,
    seconds: float = 2.0,
    peak_gb: float = 0.1,
    violations: int = 0,
) -> Measurement:
    """A measurement of a made-up run."""
    return Measurement(
        solver, "s", status, value, bound, seconds, peak_gb=peak_gb, violations=violations
    )


def test_a_run_tells_plan_time_and_memory(tmp_path: Path) -> None:
    """The child's answer comes back with value, seconds, peak memory and a clean verdict."""
    found = measure("greedy", write(forest(2, 6, "hard"), tmp_path), 30.0)
    assert (found.status, found.violations, found.comparable) == ("plan", 0, True)
    assert found.seconds is not None and found.seconds > 0
    assert found.value is not None and found.bound is None and found.gap is None
    assert found.loaded_gb is None or (found.peak_gb or 0) >= found.loaded_gb


def test_a_solver_that_runs_over_is_stopped(tmp_path: Path) -> None:
    """The hard stop ends a solver that ignores its limit, and the line says so."""
    scenario = write(forest(2, 10, "light"), tmp_path)
    found = measure("tests.benchmarks.endless:solve", scenario, 1.0)
    assert (found.status, found.value, found.seconds) == ("stopped", None, None)
    assert "over 1 s" in found.remark


def test_a_peer_that_cannot_express_a_case_says_so(tmp_path: Path) -> None:
    """The refusal comes back as a status with its reason, not as a failure."""
    found = measure("greedy", write(deep(12, 3), tmp_path), 10.0)
    assert (found.status, found.remark) == ("cannot express", "units below units")


def test_a_solver_that_fails_tells_why(tmp_path: Path) -> None:
    """An error of a solver is a line with the error in it, not the end of the suite."""
    found = measure("json:loads", write(forest(1, 4, "light"), tmp_path), 10.0)
    assert found.status == "failed"
    assert "TypeError" in found.remark


def test_a_missing_package_is_told_by_name(tmp_path: Path) -> None:
    """Who lacks a package of the extra `bench` reads its name, and the suite goes on."""
    found = measure("no_such_package.peer:solve", write(forest(1, 4, "light"), tmp_path), 10.0)
    assert (found.status, found.remark) == ("missing", "not installed: no_such_package")


def test_contradictions_are_found() -> None:
    """A bound above another's plan, or a proven plan that breaks a rule, cannot be true."""
    assert disagreements([one("orgplan"), one("a"), one("b", status="plan", value=11.0)]) == []
    (sentence,) = disagreements([one("orgplan"), one("a", value=12.0, bound=12.0)])
    assert sentence == "s: a proves 12, but orgplan has a plan worth 10"
    (sentence,) = disagreements([one("a", bound=None, violations=1)])
    assert "breaks a rule" in sentence


def test_a_plan_that_breaks_rules_contradicts_nobody() -> None:
    """Such a plan answers another question: it may cost less than what is proven."""
    broken = one("max-p", status="plan", value=5.0, bound=None, violations=2)
    assert disagreements([one("orgplan"), broken]) == []
    assert lines([one("orgplan"), broken])[3].split("|")[8].strip() == "–"


def test_ratios_are_to_orgplan() -> None:
    """Times and values are divided by those of orgplan on the same question."""
    rows = lines([one("orgplan"), one("a", status="plan", value=15.0, bound=9.0, seconds=5.0)])
    cells = [cell.strip() for cell in rows[3].split("|")[1:-1]]
    assert cells[:8] == ["a", "plan", "15.00", "40.00 %", "5.00", "–", "2.50", "1.50"]


def test_several_runs_become_their_median() -> None:
    """Seconds and memory are medians; a status that was not proven once is shown."""
    runs = [
        one("a", seconds=1.0, peak_gb=3.0),
        one("a", seconds=9.0, peak_gb=1.0, status="plan"),
        one("a", seconds=2.0, peak_gb=2.0),
    ]
    found = median(runs)
    assert (found.status, found.seconds, found.peak_gb) == ("plan", 2.0, 2.0)


@pytest.mark.parametrize(
    "chosen",
    [
        pytest.param(["--solvers", "orgplan", "greedy", "--scenarios", "light-2x6"], id="two"),
        pytest.param([], id="whole", marks=pytest.mark.slow),
    ],
)
def test_the_small_suite_runs(
    chosen: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One command measures, prints the table, and appends a described line for every run."""
    assert run.main(["--suite", "small", "--limit", "30", "--results", str(tmp_path), *chosen]) == 0
    printed = capsys.readouterr().out
    assert "light-2x6" in printed and "| orgplan" in printed and "| greedy" in printed
    rows = [json.loads(line) for line in (tmp_path / "small.jsonl").read_text().splitlines()]
    assert {"orgplan", "greedy"} <= {row["solver"] for row in rows}
    assert all(row["machine"]["packages"]["ortools"] for row in rows)
    proven = [row for row in rows if row["solver"] == "orgplan"]
    assert {row["status"] for row in proven} == {"proven"}


def test_a_scenario_is_called_by_its_file_or_folder() -> None:
    """Generated folders name themselves; a real scenario has its name on the file."""
    assert name_of(Path("results/hard-40x10/scenario.yaml")) == "hard-40x10"
    assert name_of(Path("real/ca-ircc.yaml")) == "ca-ircc"


def test_real_scenarios_are_left_out_with_a_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the real data are not present the suite says so and ends well."""
    wish = ["--suite", "real", "--real", str(tmp_path / "none"), "--results", str(tmp_path)]
    assert run.main(wish) == 0
    assert "left out: ca-ircc" in capsys.readouterr().out
