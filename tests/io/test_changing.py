"""Single values of a scenario can be changed on the way in; the file stays as it is."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import orgplan
from orgplan.errors import InputError, UsageError

FIRST_STEPS = Path(__file__).resolve().parents[2] / "scenarios/first-steps/scenario.yaml"


def test_a_value_a_rule_and_a_new_key_are_changed_and_the_file_is_not() -> None:
    before = FIRST_STEPS.read_bytes()
    case = orgplan.load(
        FIRST_STEPS,
        change={
            "target.cut": "40%",
            "goals.0": {"displaced_staff": 2},
            "rules.no-self-inspection.note": "thử",
            "settings": {"time_limit": 5},
        },
    )
    assert case.scenario.target is not None
    assert case.scenario.target.cut == Fraction(2, 5)
    assert case.scenario.tiers[0].weights == {"displaced_staff": 2}
    assert case.scenario.rules[0].note == "thử"
    assert case.scenario.settings.time_limit == 5
    assert case.inputs is None
    assert FIRST_STEPS.read_bytes() == before


def test_none_removes_a_key_or_an_entry() -> None:
    case = orgplan.load(FIRST_STEPS, change={"target": None, "rules.no-self-inspection": None})
    assert case.scenario.target is None
    assert case.scenario.rules == ()


def test_a_change_gives_the_answer_of_the_changed_file(tmp_path: Path) -> None:
    folder = tmp_path / "first"
    folder.mkdir()
    for file in FIRST_STEPS.parent.iterdir():
        text = file.read_text(encoding="utf-8")
        (folder / file.name).write_text(text.replace("cut: 15%", "cut: 30%"), encoding="utf-8")
    written = orgplan.solve(orgplan.load(folder / "scenario.yaml"))
    changed = orgplan.solve(orgplan.load(FIRST_STEPS, change={"target.cut": "30%"}))
    assert written.plan is not None
    assert changed.plan is not None
    assert written.plan.moved == changed.plan.moved
    assert [tier.value for tier in written.tiers] == [tier.value for tier in changed.tiers]
    unchanged = orgplan.solve(orgplan.load(FIRST_STEPS))
    assert unchanged.plan is not None
    assert changed.plan.moved != unchanged.plan.moved


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("targt.cut", "target"),
        ("rules.no-self-inspektion.note", "no-self-inspection"),
        ("rules.9.note", "no-self-inspection"),
        ("name.first", "first"),
    ],
)
def test_a_change_that_leads_nowhere_is_refused_with_what_there_is(name: str, words: str) -> None:
    with pytest.raises(UsageError) as problem:
        orgplan.load(FIRST_STEPS, change={name: 1})
    assert words in problem.value.message.en


def test_a_wrong_new_value_is_told_at_the_place_of_the_old_one() -> None:
    with pytest.raises(InputError) as problem:
        orgplan.load(FIRST_STEPS, change={"target.cut": "150%"})
    lines = FIRST_STEPS.read_text(encoding="utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, start=1) if text.startswith("target:"))
    assert problem.value.findings[0].place.startswith(f"scenario.yaml:{line}:")


def _endless() -> list[object]:
    inside: list[object] = []
    inside.append(inside)
    return inside


@pytest.mark.parametrize(
    "value", [object(), float("nan"), "\ud800", "x\x00y", _endless(), {1, 2}, {"a": object()}]
)
def test_what_no_file_could_hold_is_refused(value: object) -> None:
    with pytest.raises(UsageError):
        orgplan.load(FIRST_STEPS, change={"name": value})
