"""The full check: format, lint, types, layers, generated docs, tests, notebooks, mutations.

``python tools/check.py`` runs all of it, ``python tools/check.py --fast`` leaves out what takes
minutes, ``--tested`` the fast tests where they have just run. Every step is an ordinary command
that can be run by itself; the first failure ends it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
TESTS = [PYTHON, "-m", "pytest", "-q", "-n", "2", "--dist", "worksteal"]
"""Neighbours stay in one process, so that what a file or a case needs is made once."""
FAST = [
    ["ruff", "format", "--check", "."],
    ["ruff", "check", "."],
    ["mypy"],
    ["lint-imports"],
    [PYTHON, "tools/reference.py", "--check"],
    TESTS,
]
SLOW = [
    [*TESTS, "-m", "slow"],
    [PYTHON, "-m", "pytest", "-q", "--nbmake", "notebooks"],
    [PYTHON, "tools/mutation.py"],
]


def main() -> int:
    """Run the steps in order; the exit code of the first that fails, else 0."""
    path = os.pathsep.join([str(Path(PYTHON).parent), os.environ.get("PATH", "")])
    steps = FAST if "--fast" in sys.argv[1:] else FAST + SLOW
    for step in steps:
        if step is TESTS and "--tested" in sys.argv[1:]:
            continue
        shown = " ".join(step).replace(PYTHON, "python")
        print(f"== {shown}", flush=True)
        started = time.monotonic()
        code = subprocess.run(step, cwd=ROOT, env={**os.environ, "PATH": path}, check=False)
        print(f"   {time.monotonic() - started:.0f} s", flush=True)
        if code.returncode:
            return code.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
