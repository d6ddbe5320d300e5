"""Running the command line as users do, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hard import write_hard

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = ROOT / "scenarios"
FIRST_STEPS = SCENARIOS / "first-steps" / "scenario.yaml"


def environment(**changes: str) -> dict[str, str]:
    """The variables of a child process: Vietnamese, no colours asked for, the source tree."""
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    return {**kept, "PYTHONPATH": str(ROOT), "ORGPLAN_LANG": "vi", "LANG": "C.UTF-8", **changes}


def command(*arguments: object) -> list[str]:
    """The command line of a child process."""
    return [sys.executable, "-m", "orgplan", *map(str, arguments)]


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


@pytest.fixture
def hard(tmp_path: Path) -> Path:
    """Five agencies of sixteen divisions each: a search that goes on for a minute."""
    return write_hard(tmp_path / "hard")


@pytest.fixture
def impossible(tmp_path: Path) -> Path:
    """Two divisions of which one must go and both must stay: no plan."""
    (tmp_path / "units.csv").write_text(
        "id,parent,name,kind,staff\ns,,Sở,department,1\na,s,Phòng A,division,5\n"
        "b,s,Phòng B,division,5\n",
        encoding="utf-8",
    )
    scenario = tmp_path / "none.yaml"
    scenario.write_text(
        "orgplan: 1\nname: Không có / None\norganisation: units.csv\nruleset: generic\n"
        "target: {cut: 50%}\nrules:\n  - {rule: keep, units: [a, b], id: keep-both}\n",
        encoding="utf-8",
    )
    return scenario
