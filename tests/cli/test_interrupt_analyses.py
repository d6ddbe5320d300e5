"""Ctrl-C during `alternatives` and `trade-off`: exit 130, and what is known is written whole."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.running import FIRST_STEPS, SCENARIOS, orgplan
from tests.cli.test_interrupt import no_litter, start

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="signals to one child are POSIX"),
]
KHANH_HOA = SCENARIOS / "khanh-hoa" / "scenario.yaml"
GOALS = ("--between", "displaced_staff", "--and", "mismatch")
ALONE = ("--json", "--no-charts", "--no-cache")
OLD = {"plan-77.json": "old", "mine.txt": "mine"}


def old_folder(folder: Path) -> None:
    """A folder with a file of an earlier run and one of a person."""
    folder.mkdir(parents=True)
    for name, content in OLD.items():
        (folder / name).write_text(content, encoding="utf-8")


def names(folder: Path) -> set[str]:
    """What lies in a folder."""
    return {path.name for path in folder.iterdir()}


def interrupted_at(child: subprocess.Popen[str], words: str) -> tuple[dict[str, object], str]:
    """What a command prints when it is interrupted as soon as its progress says some words."""
    assert child.stderr is not None
    assert any(words in line for line in child.stderr), "it ended before it said so"
    child.send_signal(signal.SIGINT)
    shown, errors = child.communicate(timeout=120)
    assert child.returncode == 130, errors
    assert "Traceback" not in errors
    document = json.loads(shown)
    assert isinstance(document, dict)
    return document, errors


def test_alternatives_that_were_found_are_written(tmp_path: Path) -> None:
    """The best plan is there after a second or two; the sixtieth is far away."""
    folder = tmp_path / "results" / "out"
    old_folder(folder)
    asked = ("-n", "60", "-o", folder)
    child = start("alternatives", KHANH_HOA, *asked, *ALONE, cwd=tmp_path)
    document, errors = interrupted_at(child, "/60  ")
    plans = document["plans"]
    assert isinstance(plans, list) and 1 <= len(plans) < 60
    assert (document["ended"], document["interrupted"]) == ("time", True)
    written = {f"plan-{n}.json" for n in range(1, len(plans) + 1)}
    assert names(folder) == written | {"alternatives.csv", "differences.csv", "mine.txt"}
    assert "Đang dừng" in errors and "Đã ghi vào" in errors
    assert no_litter(folder)
    assert orgplan("check", folder / "plan-1.json", cwd=tmp_path).returncode == 0


def test_points_of_a_trade_off_that_were_found_are_written(tmp_path: Path) -> None:
    """Both ends are there after a few seconds; what lies between them is told as open."""
    folder = tmp_path / "results" / "out"
    old_folder(folder)
    child = start("trade-off", KHANH_HOA, *GOALS, "-o", folder, *ALONE, cwd=tmp_path)
    document, errors = interrupted_at(child, "điểm, vừa xong")
    points = document["points"]
    assert isinstance(points, list) and points
    assert (document["complete"], document["interrupted"]) == (False, True)
    written = {f"plan-{n}.json" for n in range(1, len(points) + 1)}
    assert names(folder) == written | {"trade-off.csv", "mine.txt"}
    assert "Đang dừng" in errors and "Đã ghi vào" in errors
    assert no_litter(folder)
    assert orgplan("check", folder / "plan-1.json", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("arguments", [("alternatives",), ("trade-off", *GOALS)])
def test_interrupted_before_anything_is_known_nothing_is_written(
    arguments: tuple[str, ...], hard: Path, tmp_path: Path
) -> None:
    """The scenario has been read, and no plan can be there yet."""
    folder = tmp_path / "results" / "out"
    old_folder(folder)
    verb, *goals = arguments
    child = start(verb, hard, *goals, "-o", folder, *ALONE, cwd=tmp_path)
    assert child.stderr is not None
    child.stderr.readline()
    child.send_signal(signal.SIGINT)
    _, errors = child.communicate(timeout=120)
    assert child.returncode == 130, errors
    assert "Traceback" not in errors
    assert "hông ghi tệp nào" in errors
    assert names(folder) == set(OLD) and no_litter(folder)


@pytest.mark.parametrize("arguments", [("alternatives",), ("trade-off", *GOALS)])
def test_interruption_while_writing_leaves_the_folder_complete_or_untouched(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    """The search takes a moment here, drawing takes seconds; its files begin in a folder aside."""
    folder = tmp_path / "results" / "out"
    old_folder(folder)
    verb, *goals = arguments
    child = start(verb, FIRST_STEPS, *goals, "-o", folder, cwd=tmp_path)
    while child.poll() is None and not any(folder.parent.glob(".out.*/plan-1.json")):
        time.sleep(0.01)
    child.send_signal(signal.SIGINT)
    _, errors = child.communicate(timeout=120)
    assert child.returncode == 130, errors
    assert "Traceback" not in errors
    assert no_litter(folder)
    pictures = {"plan-1.pdf"} if verb == "alternatives" else {"trade-off.pdf", "trade-off.svg"}
    if names(folder) != set(OLD):
        assert names(folder) >= {"plan-1.json", "mine.txt", *pictures}
        assert "plan-77.json" not in names(folder)
