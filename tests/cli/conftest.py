"""Scenarios that the tests of the commands share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.hard import write_hard
from tests.cli.running import FIRST_STEPS


@pytest.fixture
def own_steps(tmp_path: Path) -> Path:
    """The first steps in a folder of their own: where a run may leave its log."""
    folder = tmp_path / "steps"
    folder.mkdir()
    for name in ("scenario.yaml", "units.csv"):
        shutil.copy(FIRST_STEPS.parent / name, folder / name)
    return folder / "scenario.yaml"


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
