"""`orgplan sweep` as a command: exit codes, streams, files, resuming, Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import command, environment, orgplan

PICTURES = {"sweep.pdf", "sweep.png", "sweep.svg"}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Six divisions in one department: solved in no time."""
    rows = ["id,parent,name,kind,staff", "s,,Sở,department,2"]
    rows += [f"{u},s,Phòng {u.upper()},division,{n}" for n, u in enumerate("abcdef", start=4)]
    (tmp_path / "units.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (tmp_path / "town.yaml").write_text(
        "orgplan: 1\nname: Thị trấn / Town\nlanguage: vi\norganisation: units.csv\n"
        "ruleset: generic\ntarget: {cut: 20%}\n"
        "rules:\n  - {rule: max_staff, id: max-size, kinds: {division: 40}}\n"
        "goals: [displaced_staff]\n",
        encoding="utf-8",
    )
    return tmp_path


def test_table_and_picture_stand_in_a_folder_named_after_the_scenario(small: Path) -> None:
    done = orgplan("sweep", "town.yaml", "--vary", "target.cut=20%..100%:40%", cwd=small)
    assert done.returncode == 0, done.stderr
    folder = small / "out" / "town-sweep"
    assert {path.name for path in folder.iterdir()} == {
        "sweep.csv",
        "sweep-points.jsonl",
    } | PICTURES
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert "3 điểm: 2 có phương án tốt nhất, đã chứng minh, 1 không có phương án, đã chứng" in lines
    assert "20% tốt nhất 2 6 → 4 33,3 % 9" in lines
    assert "100% không có 6 – – –" in lines
    assert lines[-1] == ("Tiếp theo: ghi giá trị đã chọn vào kịch bản, rồi orgplan solve town.yaml")
    assert "\x1b" not in done.stdout + done.stderr


def test_a_second_run_takes_everything_over_and_writes_the_same_table(small: Path) -> None:
    ask = ("sweep", "town.yaml", "--vary", "target.cut=20%,40%", "--no-charts", "-o", "out")
    first = orgplan(*ask, cwd=small)
    table = (small / "out" / "sweep.csv").read_bytes()
    second = orgplan(*ask, "--language", "vi", cwd=small)
    assert "2/2 điểm lấy từ lần chạy trước" in second.stdout
    assert "lần chạy trước" not in first.stdout
    assert (small / "out" / "sweep.csv").read_bytes() == table
    assert {path.name for path in (small / "out").iterdir()} == {"sweep.csv", "sweep-points.jsonl"}


def test_json_is_the_only_thing_on_stdout(small: Path) -> None:
    done = orgplan(
        "sweep",
        "town.yaml",
        "--vary",
        "target.cut=20%,100%",
        "--vary",
        "rules.max-size.kinds.division=13,40",
        "--json",
        "--no-charts",
        "--language",
        "en",
        "--workers",
        2,
        cwd=small,
    )
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert document["language"] == "en"
    assert [field["field"] for field in document["vary"]] == [
        "target.cut",
        "rules.max-size.kinds.division",
    ]
    assert [(point["status"], point["after"], point["tiers"]) for point in document["points"]] == [
        ("optimal", 4, [9]),
        ("optimal", 4, [9]),
        ("infeasible", None, []),
        ("infeasible", None, []),
    ]
    assert "Written to" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ([], 2, "thiếu --vary"),
        (["--vary", "target.cut=30%..10%:5%"], 2, "gợi ý: `10%..30%:5%`"),
        (["--vary", "targt.cut=10%"], 2, "có phải `target`?"),
        (["--vary", "target.cut=1..9999:1"], 2, "nhiều nhất 2000 điểm"),
        (["--vary", "target.cut=120%"], 3, "town.yaml:6:15: lỗi: với target.cut=120%"),
        (["--vary", "target.cut=10%", "--table", "t.xlsx"], 2, ".csv hoặc .parquet"),
        (["--vary", "target.cut=10%", "--time-limit", "0"], 2, "lớn hơn 0"),
        (["--vary", "target.cut=10%", "--workers", "0"], 2, "số nguyên từ 1"),
        (["--vary", "target.cut=10%", "-o", "units.csv"], 2, "không phải thư mục"),
        (["--vary", "target.cut=10%", "--scheduler", "here"], 2, "here"),
    ],
)
def test_mistakes_are_told_before_anything_is_solved(
    small: Path, arguments: list[str], code: int, told: str
) -> None:
    done = orgplan("sweep", "town.yaml", *arguments, cwd=small)
    assert done.returncode == code, done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert not (small / "out").exists()


def test_a_scenario_that_is_not_there_is_an_input_error(small: Path) -> None:
    done = orgplan("sweep", "no.yaml", "--vary", "target.cut=10%", cwd=small)
    assert done.returncode == 3
    assert "không tìm thấy tệp" in done.stderr


def test_a_point_that_was_stopped_without_a_plan_is_told_by_the_exit_code(small: Path) -> None:
    scenario = small / "town.yaml"
    text = scenario.read_text(encoding="utf-8")
    slack = text.replace("goals: [displaced_staff]", "goals: [{displaced_staff: 1, slack: 5%}]")
    assert slack != text  # without slack such a town needs no search
    scenario.write_text(slack, encoding="utf-8")
    ask = ("sweep", "town.yaml", "--vary", "target.cut=20%,40%", "--no-charts")
    done = orgplan(*ask, "--time-limit", "0.000001", cwd=small)
    assert done.returncode == 5, done.stderr
    assert "chưa tìm được" in done.stdout
    assert "--time-limit lớn hơn" in done.stdout
    assert (small / "out" / "town-sweep" / "sweep.csv").exists()
    again = orgplan(*ask, cwd=small)
    assert again.returncode == 0, again.stderr


posix = pytest.mark.skipif(sys.platform == "win32", reason="signals to one child are POSIX")


def _hear_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@posix
@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_keeps_what_is_finished(hard: Path, workers: int) -> None:
    """The first point is solved in a moment, the others search until they are stopped."""
    folder = hard.parent / "out"
    easy = "rules.1.at_most=1,7"
    ask = ("sweep", hard, "--vary", easy, "--vary", "target.cut=40%,39%", "-o", folder)
    child = subprocess.Popen(
        command(*ask, "--workers", workers, "--no-charts"),
        cwd=hard.parent,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=_hear_interrupts,  # noqa: PLW1509 - no threads here yet
    )
    _wait_for((folder / "sweep-points.jsonl").exists, child)
    child.send_signal(signal.SIGINT)
    out, errors = child.communicate(timeout=60)
    assert child.returncode == 130, errors
    assert "Traceback" not in errors
    assert out == ""
    assert "được giữ trong" in errors
    assert [path.name for path in folder.iterdir()] == ["sweep-points.jsonl"]


def _wait_for(there: Callable[[], bool], child: subprocess.Popen[str]) -> None:
    while not there():
        assert child.poll() is None, child.communicate()
        try:
            child.wait(0.1)
        except subprocess.TimeoutExpired:
            continue


@posix
def test_a_terminal_shows_a_bar_and_takes_it_away(small: Path) -> None:
    import pty

    main, end = pty.openpty()
    child = subprocess.Popen(
        command("sweep", "town.yaml", "--vary", "target.cut=20%..80%:20%", "--no-charts"),
        cwd=small,
        env=environment(TERM="xterm-256color"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=end,
    )
    os.close(end)
    shown = b""
    try:
        while piece := os.read(main, 65536):
            shown += piece
    except OSError:  # the other end is closed: the command has ended
        pass
    os.close(main)
    assert child.wait(60) == 0
    text = shown.decode("utf-8", "replace")
    assert "━" in text and "4/4" in text
    assert "\x1b[?25h" in text
