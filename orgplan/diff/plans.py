"""The plan files that a scenario names: were they made from the new version?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from orgplan.diff.question import Question
from orgplan.errors import InputError
from orgplan.io.joining import plans_named
from orgplan.io.plan_reading import read_plan_file
from orgplan.io.text_file import fingerprint, is_file

PlanState = Literal["current", "stale", "missing", "unreadable"]


@dataclass(frozen=True, slots=True)
class TouchedPlan:
    """A plan file that the scenario names, and whether it was made from the new version."""

    place: str
    name: str
    state: PlanState


def touched_plans(question: Question, new_files: Sequence[Path]) -> Iterator[TouchedPlan]:
    """Every plan file that the scenario names."""
    prints = {fingerprint(path) for path in new_files}
    for name, path in plans_named(question.scenario, question.ruleset).items():
        place = question.place(path)
        yield TouchedPlan(place, name, _state(question.path.parent / name, prints))


def _state(path: Path, prints: Set[str]) -> PlanState:
    if not is_file(path):
        return "missing"
    try:
        stated = read_plan_file(path).inputs.organisation
    except InputError:
        return "unreadable"
    return "current" if {file.sha256 for file in stated} == prints else "stale"
