"""Results that the tests of reports share."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgplan.io.scenario import load_case
from orgplan.result import Result
from orgplan.solve import solve
from tests.report.towns import write_merging, write_two_agencies

ROOT = Path(__file__).resolve().parents[2]
DIRTY = ROOT / "tests" / "data" / "dirty" / "formula-cells.csv"


@pytest.fixture(scope="session")
def two_agencies(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """Two agencies, each with its own target: see `towns.write_two_agencies`."""
    return _solved(write_two_agencies(tmp_path_factory.mktemp("two")))


@pytest.fixture(scope="session")
def merging(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """One agency merged into another by decision: see `towns.write_merging`."""
    return _solved(write_merging(tmp_path_factory.mktemp("merging")))


@pytest.fixture(scope="session")
def first_steps() -> Result:
    """The ten units of the first example."""
    return _solved(ROOT / "scenarios" / "first-steps" / "scenario.yaml")


@pytest.fixture(scope="session")
def dangerous(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """Names and a function that look like formulas; one unit has to go."""
    folder = tmp_path_factory.mktemp("dangerous")
    (folder / "units.csv").write_bytes(DIRTY.read_bytes())
    scenario = folder / "scenario.yaml"
    scenario.write_text(
        'orgplan: 1\nname: "=cmd()"\nlanguage: vi\norganisation: units.csv\nruleset: generic\n'
        "target: {cut: 40%}\ngoals: [displaced_staff]\n",
        encoding="utf-8",
    )
    return _solved(scenario)


def _solved(scenario: Path) -> Result:
    case, _ = load_case(scenario)
    return solve(case)
