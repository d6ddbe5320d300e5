"""Running the command line as users do, in a process of its own."""

from __future__ import annotations

import atexit
import functools
import json
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = ROOT / "scenarios"
FIRST_STEPS = SCENARIOS / "first-steps" / "scenario.yaml"


def environment(**changes: str) -> dict[str, str]:
    """The variables of a child process: Vietnamese, no colours asked for, the source tree."""
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    return {**kept, "PYTHONPATH": str(ROOT), "ORGPLAN_LANG": "vi", "LANG": "C.UTF-8", **changes}


def command(*arguments: object) -> list[str]:
    """The command line of a child process; a solve leaves no log among our own scenarios."""
    words = list(map(str, arguments))
    if words[:1] == ["solve"] and any(Path(w).is_relative_to(SCENARIOS) for w in words[1:]):
        words.append("--no-log")
    return [sys.executable, "-m", "orgplan", *words]


def orgplan(*arguments: object, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, forked from a process that has loaded orgplan where there is fork.

    A command of which the loading itself matters is run by `fresh`.
    """
    if not hasattr(os, "fork"):
        return fresh(*arguments, cwd=cwd, **variables)
    words = command(*arguments)
    with tempfile.TemporaryDirectory() as folder:
        told = [Path(folder) / name for name in ("stdout", "stderr")]
        write = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        streams = [(os.devnull, os.O_RDONLY), *((str(path), write) for path in told)]
        code = _warm().ask([words[3:], str(cwd), environment(**variables), streams])
        return subprocess.CompletedProcess(words, code, *map(_text, told))


def fresh(*arguments: object, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end in a process that has loaded nothing yet."""
    return subprocess.run(
        command(*arguments),
        cwd=cwd,
        env=environment(**variables),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


class _Warm:
    """The process that forks, and one question to it at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.warm"],
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        atexit.register(self._process.communicate)

    def ask(self, request: object) -> int:
        """The exit code of a command."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None and stdout is not None
        with self._lock:
            stdin.write(json.dumps(request) + "\n")
            stdin.flush()
            return int(stdout.readline())


_warm = functools.cache(_Warm)


def _text(path: Path) -> str:
    """What was written to a stream, with the line ends of every system read as one."""
    return path.read_text(encoding="utf-8")
