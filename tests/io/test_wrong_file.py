"""A table given where a scenario is needed is told for what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgplan.errors import InputError
from orgplan.io.scenario import load_case

UNITS = Path(__file__).resolve().parents[2] / "scenarios/first-steps/units.csv"


def test_a_table_is_no_scenario_and_the_way_from_one_to_the_other_is_named() -> None:
    with pytest.raises(InputError) as problem:
        load_case(UNITS)
    (finding,) = problem.value.findings
    assert finding.place == "units.csv"
    assert finding.advice is not None
    assert "orgplan init DIR --from units.csv" in finding.advice.en
