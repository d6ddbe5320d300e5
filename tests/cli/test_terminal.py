"""What a real terminal gets: a live line, colours unless they are declined."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.running import FIRST_STEPS, command, environment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
COLOUR = re.compile(r"\x1b\[(?:3[0-7]|9[0-7]|38)[;m]")


def on_terminal(cwd: Path, **changes: str) -> str:
    """Everything that a terminal of 80 columns gets."""
    import pty

    master, slave = pty.openpty()
    child = subprocess.Popen(
        command("solve", FIRST_STEPS, "--no-charts"),
        cwd=cwd,
        env=environment(**{"TERM": "xterm-256color", "COLUMNS": "80", **changes}),
        stdin=slave,
        stdout=slave,
        stderr=slave,
    )
    os.close(slave)
    shown, end = b"", time.monotonic() + 120
    while time.monotonic() < end:
        ready, _, _ = select.select([master], [], [], 0.2)
        try:
            read = os.read(master, 65536) if ready else b""
        except OSError:
            break
        shown += read
        if not read and child.poll() is not None:
            break
    os.close(master)
    assert child.wait(timeout=10) == 0
    return shown.decode("utf-8", "replace")


def test_a_terminal_gets_a_live_line(tmp_path: Path) -> None:
    shown = on_terminal(tmp_path)
    assert "\x1b[?25l" in shown
    assert shown.rindex("\x1b[?25h") > shown.rindex("\x1b[?25l")
    assert "8 → 6 đầu mối" in shown


def test_no_color_is_honoured(tmp_path: Path) -> None:
    assert not COLOUR.search(on_terminal(tmp_path, NO_COLOR="1"))


def test_a_dumb_terminal_gets_no_animation(tmp_path: Path) -> None:
    shown = on_terminal(tmp_path, TERM="dumb")
    assert "\x1b[" not in shown
    assert "mục tiêu 1/3" in shown
