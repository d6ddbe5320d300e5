"""`orgplan alternatives` as users run it: streams, files, exit codes."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from orgplan.alternatives import AlternativesProgress
from orgplan.cli.analysis_progress import NextPlan, NowAndThen
from orgplan.engine.lexicographic import Progress
from orgplan.io.scenario import load_case
from tests.cli.running import FIRST_STEPS, orgplan

ASKED = ("-n", "3", "--within", "50%", "--min-difference", "2")


def test_it_prints_the_plans_and_writes_their_files(tmp_path: Path) -> None:
    """The default folder is named after the scenario; the last line is a command that works."""
    done = orgplan("alternatives", FIRST_STEPS, *ASKED, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "PHƯƠNG ÁN 3" in done.stdout and "Kém hơn: lệch chức năng" in done.stdout
    folder = tmp_path / "out" / "scenario-alternatives"
    plans = {f"plan-{n}.{kind}" for n in (1, 2, 3) for kind in ("json", "pdf")}
    assert {p.name for p in folder.iterdir()} == plans | {"alternatives.csv", "differences.csv"}
    last = done.stdout.splitlines()[-1]
    assert last.startswith("3 phương án. Tiếp theo: orgplan check ")
    assert orgplan(*last.split(": ", 1)[1].split()[1:], cwd=tmp_path).returncode == 0


def test_json_is_one_document(tmp_path: Path) -> None:
    """Plans and distances on stdout; where the files are on stderr."""
    arguments = ("alternatives", FIRST_STEPS, *ASKED, "--json", "--no-charts", "-o", "here")
    done = orgplan(*arguments, "--language", "en", cwd=tmp_path)
    assert done.returncode == 0
    document = json.loads(done.stdout)
    assert document["distances"] == [[0, 2, 2], [2, 0, 3], [2, 3, 0]]
    assert [plan["goals"][0]["value"] for plan in document["plans"]] == [9, 9, 13]
    assert document["plans"][1] == json.loads((tmp_path / "here/plan-2.json").read_text("utf-8"))
    assert "Written to here: alternatives.csv, differences.csv, plan-1.json" in done.stderr


def test_that_there_are_no_more_is_said(tmp_path: Path) -> None:
    """Eleven units cannot fare otherwise in a forest of ten."""
    arguments = ("alternatives", FIRST_STEPS, "--min-difference", "11", "--no-charts")
    done = orgplan(*arguments, "--language", "en", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "no further plan differs enough from all of these" in done.stdout


def test_no_plan_is_4_and_no_time_is_5(impossible: Path, hard: Path, tmp_path: Path) -> None:
    """Nothing is written, and the last line says what to do."""
    done = orgplan("alternatives", impossible, "-o", "none", cwd=tmp_path)
    assert done.returncode == 4, done.stderr
    assert "không phương án nào giữ được mọi quy tắc" in done.stdout
    stopped = orgplan("alternatives", hard, "--time-limit", "0.001", "-o", "none", cwd=tmp_path)
    assert stopped.returncode == 5, stopped.stderr
    assert "--time-limit" in stopped.stdout.splitlines()[-1]
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["alternatives"], "thiếu SCENARIO"),
        (["alternatives", "x", "--within", "two"], "cần một tỷ lệ như 2%"),
        (["alternatives", "x", "-n", "0"], "-n"),
        (["alternatives", "x", "--time-limit", "-1"], "cần số giây lớn hơn 0"),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: list[str], told: str) -> None:
    """Said before anything is read."""
    done = orgplan(*arguments, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert told in done.stderr
    assert done.stdout == ""


def test_a_plan_that_the_scenario_compares_with_is_not_replaced(tmp_path: Path) -> None:
    """An agreed ``plan-2.json`` stays; another folder is asked for."""
    first = orgplan("alternatives", FIRST_STEPS, *ASKED, "--no-charts", "-o", "old", cwd=tmp_path)
    assert first.returncode == 0
    text = FIRST_STEPS.read_text(encoding="utf-8")
    for path in FIRST_STEPS.parent.iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    text = text.replace("goals:", "goals:\n  - {changed_from: 1, plan: old/plan-2.json}", 1)
    (tmp_path / "scenario.yaml").write_text(text, encoding="utf-8")
    done = orgplan("alternatives", "scenario.yaml", "-o", "old", cwd=tmp_path)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "-o DIR" in done.stderr


def test_the_line_of_progress(capsys: pytest.CaptureFixture[str]) -> None:
    """Which plan, then how far that is; another plan begins anew; plain lines are rare."""
    case, _ = load_case(FIRST_STEPS, language="en")
    state = NextPlan(case)
    assert state.line().endswith("looking for a plan")
    news = Progress(1, Fraction(9), Fraction(8), 1.0)
    state.take(AlternativesProgress(2, 5, news))
    told = state.line().split("  ")[1:]
    assert told[:3] == ["plan 2/5", "best 9", "bound 8"]
    state.take(AlternativesProgress(3, 5, Progress(1, None, Fraction(1), 2.0)))
    assert "best" not in state.line()
    lines = NowAndThen(NextPlan(case))
    with lines.shown():
        lines.take(AlternativesProgress(2, 5, news))
    assert capsys.readouterr().err == ""
