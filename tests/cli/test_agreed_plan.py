"""The plan that a scenario compares with is safe from the solve that reads it."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.cli.running import FIRST_STEPS, orgplan


def test_solve_never_writes_over_the_plan_that_is_locked(tmp_path: Path) -> None:
    folder = tmp_path / "first"
    shutil.copytree(FIRST_STEPS.parent, folder)
    solve = ("solve", "scenario.yaml", "-o", "out", "--no-charts")
    assert orgplan(*solve, cwd=folder).returncode == 0
    agreed = (folder / "out/plan.json").read_bytes()
    with (folder / "scenario.yaml").open("a", encoding="utf-8") as file:
        file.write("\nlock: {plan: out/plan.json, agencies: [so]}\n")
    again = orgplan(*solve, cwd=folder)
    assert again.returncode == 2
    assert "plan.json" in again.stderr
    assert (folder / "out/plan.json").read_bytes() == agreed
    elsewhere = orgplan("solve", "scenario.yaml", "-o", "next", "--no-charts", cwd=folder)
    assert elsewhere.returncode == 0
