"""The public names: few, documented, and fast to import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import orgplan
from orgplan.errors import OrgplanError, UsageError

FIRST_STEPS = Path(__file__).resolve().parent.parent / "scenarios/first-steps/scenario.yaml"


def test_the_public_names_are_pinned() -> None:
    assert orgplan.__all__ == sorted(orgplan.__all__, key=lambda name: (name.islower(), name))
    assert {"load", "solve", "check", "draw", "frontier", "write_plan"} <= set(orgplan.__all__)
    assert len(orgplan.__all__) <= 24


@pytest.mark.parametrize("name", [n for n in orgplan.__all__ if not n.startswith("_")])
def test_every_public_name_is_there_and_documented(name: str) -> None:
    assert getattr(orgplan, name).__doc__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        _ = orgplan.nothing


def test_import_brings_in_nothing_heavy() -> None:
    code = (
        "import sys, orgplan; "
        "heavy = {'ortools', 'pandas', 'matplotlib', 'pydantic', 'networkx'} & set(sys.modules); "
        "sys.exit(', '.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_calls_of_the_readme_work(tmp_path: Path) -> None:
    case = orgplan.load(FIRST_STEPS)
    result = orgplan.solve(case)
    orgplan.write_plan(result, tmp_path / "plan.json")
    assert orgplan.check(tmp_path / "plan.json").ok
    pages = orgplan.draw(result)
    assert len(pages) >= 2
    assert list(case.problem.before.units.columns[:4]) == ["id", "parent", "name", "kind"]
    assert case.problem.before.blocks["posts"].sum() == pytest.approx(
        float(sum(unit.staff for unit in case.problem.before))
    )


def test_there_is_nothing_to_draw_without_a_plan() -> None:
    result = orgplan.solve(orgplan.load(FIRST_STEPS), engine="highs", time_limit=0.000001)
    assert result.plan is None
    with pytest.raises(UsageError):
        orgplan.draw(result)
    assert issubclass(UsageError, OrgplanError)
