"""The call: files read anew and judged, results, and everything that cannot be compared."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import orgplan
from orgplan.errors import Finding, InputError, UsageError
from orgplan.result import Result

FIRST_STEPS = Path(__file__).resolve().parents[2] / "scenarios/first-steps"


@pytest.fixture(scope="module")
def results() -> tuple[Result, Result]:
    """The first steps at 15 % and at 40 %."""
    first, second = (
        orgplan.load(FIRST_STEPS / "scenario.yaml", change={"target.cut": cut}, language="en")
        for cut in ("15%", "40%")
    )
    return orgplan.solve(first), orgplan.solve(second)


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both as files, `a/plan.json` and `b/plan.json`, each with a scenario of its own."""
    folder = tmp_path_factory.mktemp("solved")
    for name, cut in (("a", "15%"), ("b", "40%")):
        (folder / name).mkdir()
        text = (FIRST_STEPS / "scenario.yaml").read_text(encoding="utf-8")
        written = text.replace("cut: 15%", f"cut: {cut}")
        (folder / name / "scenario.yaml").write_text(written, encoding="utf-8")
        shutil.copy(FIRST_STEPS / "units.csv", folder / name)
        case = orgplan.load(folder / name / "scenario.yaml")
        orgplan.write_plan(orgplan.solve(case), folder / name / "plan.json")
    return folder


@pytest.fixture
def folder(solved: Path, tmp_path: Path) -> Path:
    """The same files, for one test to spoil."""
    return Path(shutil.copytree(solved, tmp_path / "plans"))


def findings(*plans: Path) -> tuple[Finding, ...]:
    """What is wrong with plans that cannot be compared."""
    with pytest.raises(InputError) as caught:
        orgplan.compare(*plans)
    return caught.value.findings


def test_files_folders_and_results_are_plans(folder: Path, results: tuple[Result, Result]) -> None:
    """The same plan in three forms is at distance 0 from itself."""
    found = orgplan.compare(folder / "a", str(folder / "a/plan.json"), *results, language="en")
    assert found.apart == ((0, 0, 0, 3), (0, 0, 0, 3), (0, 0, 0, 3), (3, 3, 3, 0))
    assert [p.source for p in found.plans][2:] == ["", ""]
    assert [p.after for p in found.plans] == [6, 6, 6, 4]
    assert found.language == "en"
    assert orgplan.compare(folder / "a", folder / "b").language == "vi"
    assert len(orgplan.draw(found)) >= 1


def test_a_plan_that_breaks_its_own_rules_is_compared_and_told(folder: Path) -> None:
    """A file with a false count: the verdict of `check` comes with it."""
    path = folder / "b/plan.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["count"]["after"] = 3
    path.write_text(json.dumps(document), encoding="utf-8")
    found = orgplan.compare(folder / "a", folder / "b")
    assert found.plans[0].violations == ()
    assert found.plans[1].violations == orgplan.check(path).violations != ()


def test_all_that_is_wrong_is_told_at_once_with_the_path(folder: Path) -> None:
    """An input that changed in one, a file that is missing, each with its whole path."""
    units = folder / "a/units.csv"
    units.write_text(units.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    stale, missing = findings(folder / "a", folder / "nothing/plan.json")
    assert stale.place == f"{folder / 'a/plan.json'}:inputs.organisation.sha256"
    assert "units.csv" in stale.found.vi and stale.advice is not None
    assert str(folder / "nothing") in missing.place


def test_a_file_without_a_plan_is_refused(folder: Path) -> None:
    """`infeasible` is an answer, but no plan."""
    path = folder / "b/plan.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    kept = {key: document[key] for key in ("orgplan", "name", "language", "inputs", "proof")}
    path.write_text(json.dumps(kept | {"status": "infeasible"}), encoding="utf-8")
    (finding,) = findings(folder / "a", folder / "b")
    assert finding.place == f"{path}:status"
    assert "infeasible" in finding.found.en and finding.advice is not None


def test_another_organisation_is_refused(folder: Path) -> None:
    """Less than half of the units in common: place, finding, expectation, advice."""
    units = folder / "b/units.csv"
    lines = units.read_text(encoding="utf-8").splitlines()
    renamed = [lines[0], *("x" + line.replace(",so,", ",xso,") for line in lines[1:])]
    units.write_text("\n".join(renamed) + "\n", encoding="utf-8")
    case = orgplan.load(folder / "b/scenario.yaml")
    orgplan.write_plan(orgplan.solve(case), folder / "b/plan.json")
    (finding,) = findings(folder / "a", folder / "b")
    assert finding.place.endswith("b:inputs.organisation")
    assert "only 0 of" in finding.found.en
    assert "same organisation" in finding.expected.en
    assert finding.advice is not None and "orgplan diff" in finding.advice.vi


def test_one_plan_is_no_comparison(folder: Path, results: tuple[Result, Result]) -> None:
    """Nor is a result without a plan."""
    with pytest.raises(UsageError):
        orgplan.compare(folder / "a")
    with pytest.raises(UsageError):
        orgplan.compare(results[0], _without_plan(results[1]))


def _without_plan(result: Result) -> Result:
    return Result(
        result.case, "unknown", None, (), None, "CP-SAT", "9", seed=1, seconds=1.0, canonical=False
    )
