"""Ctrl-C in every phase: exit 130, and the folder is complete or as it was."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.running import FIRST_STEPS, command, environment, orgplan

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="signals to one child are POSIX"),
]
COMPLETE = {"plan.json", "annex.xlsx", "changes.csv"}
CHARTS = {"chart.pdf", "chart.png", "chart.svg"}
OLD = {"plan.json": "old", "chart-99.svg": "old", "mine.txt": "mine"}


def start(*arguments: object, cwd: Path) -> subprocess.Popen[str]:
    """A child that hears Ctrl-C even where the tests run in the background and do not."""
    return subprocess.Popen(
        command(*arguments),
        cwd=cwd,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=_hear_interrupts,  # noqa: PLW1509 - no threads here yet
    )


def _hear_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def old_folder(folder: Path) -> None:
    folder.mkdir(parents=True)
    for name, content in OLD.items():
        (folder / name).write_text(content, encoding="utf-8")


def is_untouched(folder: Path) -> bool:
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    return found == {name: content.encode() for name, content in OLD.items()}


def no_litter(folder: Path) -> bool:
    return [path.name for path in folder.parent.iterdir()] in ([folder.name], [])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("seconds", [0.1, 0.4, 0.8, 1.2, 2.0])
def test_early_interruption_saves_a_plan_or_nothing(
    hard: Path, tmp_path: Path, seconds: float, number: signal.Signals
) -> None:
    """Before and just after the first plan: 130, and all files or none."""
    folder = tmp_path / "out" / "plan"
    child = start("solve", hard, "-o", folder, "--no-charts", cwd=tmp_path)
    time.sleep(seconds)
    child.send_signal(number)
    _, errors = child.communicate(timeout=60)
    # the interpreter itself may still be starting: then the signal ends it before any code of ours
    if child.returncode not in (130, -number):
        assert "init_import_site" in errors
        assert "orgplan" not in errors
    assert "Traceback" not in errors or child.returncode != 130
    if folder.exists():
        assert {path.name for path in folder.iterdir()} == COMPLETE
        assert no_litter(folder)
    else:
        assert not folder.parent.exists() or not any(folder.parent.iterdir())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interruption_in_a_later_tier_saves_the_best_plan(
    hard: Path, tmp_path: Path, number: signal.Signals
) -> None:
    """The second tier runs when the line of the first has been printed."""
    folder = tmp_path / "out"
    child = start("solve", hard, "-o", folder, "--no-charts", cwd=tmp_path)
    assert child.stderr is not None
    for line in child.stderr:
        if "mục tiêu 1/3" in line or "mục tiêu 2/3" in line:
            break
    time.sleep(2)
    child.send_signal(number)
    _, errors = child.communicate(timeout=60)
    assert child.returncode == 130, errors
    document = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    assert document["status"] == "feasible"
    assert document["goals"][0]["bound"] is not None
    verdict = orgplan("check", folder / "plan.json", cwd=tmp_path)
    assert verdict.returncode == 0, verdict.stdout


@pytest.mark.parametrize("step", range(6))
def test_interruption_while_writing_leaves_the_folder_complete_or_untouched(
    tmp_path: Path, step: int
) -> None:
    """The solve takes a moment here, drawing takes seconds."""
    folder = tmp_path / "results" / "out"
    old_folder(folder)
    child = start("solve", FIRST_STEPS, "-o", folder, cwd=tmp_path)
    assert child.stderr is not None
    child.stderr.readline()
    time.sleep(0.4 * step)
    child.send_signal(signal.SIGINT)
    _, errors = child.communicate(timeout=60)
    assert child.returncode in (0, 130), errors
    assert "Traceback" not in errors
    assert no_litter(folder)
    names = {path.name for path in folder.iterdir()}
    if not is_untouched(folder):
        assert names >= COMPLETE | CHARTS | {"mine.txt"}
        assert "chart-99.svg" not in names


def test_interrupted_without_a_plan_writes_nothing(hard: Path, tmp_path: Path) -> None:
    """The signal waits for the process before its first line of code of ours has run."""
    folder = tmp_path / "out"
    child = start("solve", hard, "-o", folder, "--time-limit", "2", cwd=tmp_path)
    os.kill(child.pid, signal.SIGSTOP)
    child.send_signal(signal.SIGINT)
    os.kill(child.pid, signal.SIGCONT)
    child.communicate(timeout=60)
    assert not folder.exists()
