"""`orgplan frontier` as users run it: streams, files, exit codes."""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path

import pytest

from orgplan.cli.progress import Counted, CountedLines
from orgplan.frontier import FrontierPoint, FrontierProgress
from tests.cli.running import FIRST_STEPS, orgplan
from tests.cli.test_interrupt import start

FILES = {"frontier.csv", "frontier.pdf", "frontier.png", "frontier.svg"}


def test_it_prints_the_curve_and_writes_table_and_pictures(tmp_path: Path) -> None:
    """The default folder is named after the scenario; the last line is a command that works."""
    done = orgplan("frontier", FIRST_STEPS, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Mục tiêu 15 %: giảm ít nhất 2; tốt nhất: 9 / 6 / 1, khi giảm 2." in done.stdout
    folder = tmp_path / "out" / "scenario-frontier"
    assert {path.name for path in folder.iterdir()} == FILES
    last = done.stdout.splitlines()[-1]
    assert last.startswith("Mọi mức đã chứng minh. Tiếp theo: orgplan solve ")
    words = last.split(": ", 1)[1].split()
    assert orgplan(*words[1:], "--no-charts", cwd=tmp_path).returncode == 0


def test_json_is_one_document(tmp_path: Path) -> None:
    """Points with tiers and proof on stdout; where the files are on stderr."""
    arguments = ("frontier", FIRST_STEPS, "--json", "--no-charts", "-o", "here")
    done = orgplan(*arguments, "--language", "en", cwd=tmp_path)
    assert done.returncode == 0
    document = json.loads(done.stdout)
    told = {point["after"]: (point["tiers"], point["proven"]) for point in document["points"]}
    assert told[7] == ([4, 4, 2], True) and told[6] == ([9, 6, 1], True)
    assert list(told) == [2, 3, 4, 5, 6, 7] and document["complete"] is True
    assert done.stderr.endswith("\nWritten to here: frontier.csv\n")
    assert [path.name for path in (tmp_path / "here").iterdir()] == ["frontier.csv"]


def test_english_and_the_second_solver(tmp_path: Path) -> None:
    done = orgplan(
        "frontier",
        FIRST_STEPS,
        "--engine",
        "highs",
        "--language",
        "en",
        "--no-charts",
        cwd=tmp_path,
    )
    assert done.returncode == 0
    assert "Proven: at each count in the table no plan is better" in done.stdout
    assert "Solver: HiGHS " in done.stdout


def test_no_plan_even_without_the_target_is_4(impossible: Path, tmp_path: Path) -> None:
    """Keeping both divisions is no obstacle without the target; staff that nobody has is."""
    assert orgplan("frontier", impossible, "--no-charts", cwd=tmp_path).returncode == 0
    text = impossible.read_text(encoding="utf-8")
    impossible.write_text(text + "  - {rule: min_staff, kinds: {division: 99}}\n", encoding="utf-8")
    done = orgplan("frontier", impossible, "-o", "none", cwd=tmp_path)
    assert done.returncode == 4, done.stderr
    assert "kể cả khi bỏ mục tiêu cắt giảm" in done.stdout
    assert done.stdout.splitlines()[-1].endswith(f": orgplan frontier {impossible}")
    assert not (tmp_path / "none").exists()
    as_json = orgplan("frontier", impossible, "--json", cwd=tmp_path)
    assert as_json.returncode == 4
    document = json.loads(as_json.stdout)
    assert (document["points"], document["complete"]) == ([], True)


def test_stopped_without_a_plan_is_5(hard: Path, tmp_path: Path) -> None:
    """Nothing is written, and the last line offers more time."""
    whole = ("--engine", "cp-sat-whole", "--time-limit", "0.001")
    done = orgplan("frontier", hard, *whole, "-o", "out", cwd=tmp_path)
    assert done.returncode == 5, done.stderr
    assert "cũng chưa chứng minh là không có" in done.stdout
    assert "--time-limit" in done.stdout.splitlines()[-1]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["frontier"], "thiếu SCENARIO"),
        (["frontier", "x", "--time-limit", "-1"], "cần số giây lớn hơn 0"),
        (["frontier", "x", "--scheduler", "here"], "--scheduler: cần local"),
        (["frontier", "x", "--engine", "foo"], "--engine"),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: list[str], told: str) -> None:
    done = orgplan(*arguments, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert told in done.stderr
    assert done.stdout == ""


@pytest.fixture
def broad(tmp_path: Path) -> Path:
    """Twelve departments of ten divisions under a cap: 109 counts, each asked by itself."""
    lines = ["id,parent,name,kind,staff"]
    for agency in range(12):
        lines.append(f"s{agency},,Sở {agency},department,1")
        lines += [f"s{agency}p{n},s{agency},Phòng {n},division,{3 + n}" for n in range(10)]
    (tmp_path / "units.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    scenario = tmp_path / "broad.yaml"
    scenario.write_text(
        "orgplan: 1\nname: Rộng / Broad\norganisation: units.csv\nruleset: generic\n"
        "target: {cut: 15%}\ngoals: [displaced_staff]\nsettings: {time_limit: 600}\n"
        "rules: [{rule: cap, goal: displaced_staff, at_most: 5000}]\n",
        encoding="utf-8",
    )
    return scenario


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals to one child are POSIX")
def test_an_interruption_saves_what_is_known(broad: Path, tmp_path: Path) -> None:
    """After the first news Ctrl-C ends the search with 130; counts not looked at are not listed."""
    folder = tmp_path / "out"
    child = start("frontier", broad, "-o", folder, "--no-charts", "--json", cwd=tmp_path)
    assert child.stderr is not None
    for line in child.stderr:
        if "đã xong" in line:
            break
    child.send_signal(signal.SIGINT)
    shown, errors = child.communicate(timeout=120)
    assert child.returncode == 130, errors
    assert "Traceback" not in errors
    document = json.loads(shown)
    assert document["interrupted"] and not document["complete"]
    assert 0 < len(document["points"]) < 109
    rows = (folder / "frontier.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 1 + len(document["points"])


def test_the_line_of_progress(capsys: pytest.CaptureFixture[str]) -> None:
    """How many counts are settled, and the last point; plain lines are rare."""
    state = Counted("en")
    assert state.line().endswith("looking for a plan")
    state.take(FrontierProgress(3, 9, FrontierPoint(7, (4, 4), (4, 4), True), 1.0))
    assert state.line().split("  ")[1:] == ["settled 3/9", "left 7: 4"]
    lines = CountedLines(Counted("vi"))
    with lines.shown():
        for settled in range(50):
            lines.take(FrontierProgress(settled, 50, None, 1.0))
    assert capsys.readouterr().err == ""
