"""`orgplan trade-off` as users run it: streams, files, exit codes."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from orgplan.cli import main
from orgplan.cli.analysis_progress import Points
from orgplan.cli.exits import Exit
from orgplan.engine.cp_sat import CpSat
from orgplan.trade_off import TradeOffProgress
from tests.cli.running import FIRST_STEPS, orgplan
from tests.test_second_opinion import deny

CUT = ("--between", "cut", "--and", "displaced_staff")
GOALS = ("--between", "displaced_staff", "--and", "surplus_leaders")


def test_it_prints_the_points_and_writes_table_pictures_and_plans(tmp_path: Path) -> None:
    """The default folder is named after the scenario; the last line is a command that works."""
    done = orgplan("trade-off", FIRST_STEPS, *GOALS, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "A. Biên chế bị xáo trộn (biên chế)" in done.stdout
    folder = tmp_path / "out" / "scenario-trade-off"
    names = {path.name for path in folder.iterdir()}
    assert names >= {"trade-off.csv", "trade-off.pdf", "trade-off.png", "plan-1.json"}
    assert orgplan("check", folder / "plan-1.json", cwd=tmp_path).returncode == 0
    words = done.stdout.splitlines()[-1].split(": ", 1)[1].split()
    assert orgplan(*words[1:], "--no-charts", cwd=tmp_path).returncode == 0


def test_json_is_one_document(tmp_path: Path) -> None:
    """The curve of the frontier as points against the cut; files are told of on stderr."""
    arguments = ("trade-off", FIRST_STEPS, *CUT, "--json", "--no-charts", "-o", "here")
    done = orgplan(*arguments, "--language", "en", cwd=tmp_path)
    assert done.returncode == 0
    document = json.loads(done.stdout)
    values = [[1, 4], [2, 9], [3, 17], [4, 25], [5, 33], [6, 41]]
    assert [point["values"] for point in document["points"]] == values
    assert all(point["proven"] and point["plan"] is None for point in document["points"])
    assert [point["supported"] for point in document["points"]] == [True] * 6
    assert document["between"] == ["cut", "displaced_staff"]
    assert done.stderr.endswith("\nWritten to here: trade-off.csv\n")


def test_no_plan_is_4_and_no_time_is_5(impossible: Path, hard: Path, tmp_path: Path) -> None:
    """Nothing is written, and the last line names both measures again."""
    done = orgplan("trade-off", impossible, *GOALS, "-o", "none", cwd=tmp_path)
    assert done.returncode == 4, done.stderr
    assert "không phương án nào giữ được mọi quy tắc" in done.stdout
    short = ("--time-limit", "0.001", "-o", "none")
    stopped = orgplan("trade-off", hard, *GOALS, *short, cwd=tmp_path)
    assert stopped.returncode == 5, stopped.stderr
    last = stopped.stdout.splitlines()[-1]
    assert "--between displaced_staff --and surplus_leaders --time-limit" in last
    assert not (tmp_path / "none").exists()


def test_a_solver_that_was_wrong_is_named_and_the_answer_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """CP-SAT says that there is no plan, HiGHS finds all of them: 0, and files that say so."""
    monkeypatch.setattr(CpSat, "minimise", deny)
    where = ["-o", str(tmp_path / "out"), "--no-charts", "--no-cache", "--language", "en"]
    assert main(["trade-off", str(FIRST_STEPS), *GOALS, *where]) == Exit.DONE
    told = capsys.readouterr().out
    assert "the solver CP-SAT had wrongly concluded that there is no plan" in " ".join(told.split())
    assert "and there is no other" in told
    assert (tmp_path / "out" / "plan-1.json").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["trade-off", "x"], "--between"),
        (
            ["trade-off", FIRST_STEPS, "--between", "cut", "--and", "posts"],
            "không có mục tiêu posts",
        ),
        (["trade-off", FIRST_STEPS, "--between", "cut", "--and", "cut"], "hai lần cut"),
        (["trade-off", "x", *CUT, "--time-limit", "-1"], "cần số giây lớn hơn 0"),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: list[object], told: str) -> None:
    """A message, no traceback, nothing on stdout."""
    done = orgplan(*arguments, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert told in done.stderr
    assert done.stdout == ""


def test_the_line_of_progress() -> None:
    """How many points, and the last one."""
    state = Points("en")
    assert state.line().endswith("looking for a plan")
    state.take(TradeOffProgress(3, (Fraction(198), Fraction(51)), 1.0))
    assert state.line().endswith("3 points, the last one 198 / 51")
    state.take(TradeOffProgress(1, None, 1.0))
    assert state.line().endswith("1 point")
    state.take(TradeOffProgress(4, None, 1.0))
    assert state.line().endswith("4 points")
