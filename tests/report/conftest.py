"""Results that the tests of reports share."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgplan.io.scenario import load_case
from orgplan.result import Result
from orgplan.solve import solve
from tests.report.towns import write_merging, write_two_agencies


@pytest.fixture(scope="session")
def two_agencies(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """Two agencies, each with its own target: see `towns.write_two_agencies`."""
    return _solved(write_two_agencies(tmp_path_factory.mktemp("two")))


@pytest.fixture(scope="session")
def merging(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """One agency merged into another by decision: see `towns.write_merging`."""
    return _solved(write_merging(tmp_path_factory.mktemp("merging")))


def _solved(scenario: Path) -> Result:
    case, _ = load_case(scenario)
    return solve(case)
