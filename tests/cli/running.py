"""Running the command line as users do, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
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
    """Run a command to its end."""
    return subprocess.run(
        command(*arguments),
        cwd=cwd,
        env=environment(**variables),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
