"""Every goal: documented, and of the value computed by hand on both sides.

Each goal has a case file beside this module. What both sides say of random organisations is
compared in ``tests/test_both_sides.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from orgplan.goals import GOALS, EarlierPlan, Goal
from orgplan.plan import Plan
from orgplan.problem import Problem
from orgplan.structure import CLAUSES
from tests.pinned import minima, pinned
from tests.test_both_sides import earlier_plan
from tests.tiny import Data, Tiny, decided, read_yaml

HERE = Path(__file__).parent
CLASSES: dict[str, type[Goal]] = {goal.name: goal for goal in GOALS}


@dataclass(frozen=True)
class Example:
    """One case of a case file: a goal with parameters, a plan, and its value by hand."""

    name: str
    number: int
    file: Data
    said: Data

    def __str__(self) -> str:
        return f"{self.name}-{self.number}"

    def valued(self) -> tuple[Goal, Plan]:
        """The goal, made the way a scenario makes it, and the plan."""
        tiny = Tiny.read({**self.file, **self.said})
        scenario = self.file.get("scenario", {})
        parameters = self.file.get("parameters", {}) | self.said.get("parameters", {})
        tier = {self.name: 1} | {key: v for key, v in parameters.items() if v is not None}
        problem = tiny.case(**scenario).problem
        earlier = {
            name: _earlier(problem, said) for name, said in self.file.get("earlier", {}).items()
        }
        case = tiny.case(earlier, goals=[tier], **scenario)
        (goal, _), *_ = case.tiers[0].terms
        return goal, decided(case.problem, self.said.get("plan"))


def _earlier(problem: Problem, said: Data) -> EarlierPlan:
    """An earlier plan; `units` names those that its file knows, `into` ends units loosely."""
    made = earlier_plan(decided(problem, said))
    into = {**made.into, **{unit: tuple(to) for unit, to in said.get("into", {}).items()}}
    kinds = {
        u: None if u in into else made.kind_after[u] for u in said.get("units", problem.before.ids)
    }
    return EarlierPlan(kinds, into, made.moves)


def examples() -> Iterator[Example]:
    """Every case of every file."""
    for name in CLASSES:
        file = read_yaml(HERE / f"{name}.yaml")
        for number, said in enumerate(file["cases"], start=1):
            yield Example(name, number, file, said)


EXAMPLES = list(examples())


def test_every_goal_has_one_case_file() -> None:
    """No goal without cases, and no cases without a goal."""
    assert sorted(path.stem for path in HERE.glob("*.yaml")) == sorted(CLASSES)


@pytest.mark.parametrize("name", CLASSES)
def test_goal_is_documented(name: str) -> None:
    """A sentence, then the formulation; a label and a unit in both languages."""
    goal = CLASSES[name]
    text = goal.__doc__ or ""
    assert re.match(r"[A-Z][^\n]*(\n[^\n]+)*\.\n\n", text)
    assert re.search(r"\n *Formulation\n *-----------\n *\S", text)
    assert goal.label.vi and goal.label.en and goal.unit.vi and goal.unit.en


@pytest.mark.parametrize("name", CLASSES)
def test_goal_has_several_values(name: str) -> None:
    """The cases of a goal tell at least two values apart."""
    assert len({str(e.said["value"]) for e in EXAMPLES if e.name == name}) >= 2


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_checker_side_has_the_value(example: Example) -> None:
    """The value of the finished plan is that computed by hand."""
    goal, plan = example.valued()
    assert [v for clause in CLAUSES for v in clause.violations(plan)] == []
    assert goal.value(plan) == Fraction(str(example.said["value"]))


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_solver_side_has_the_value(example: Example) -> None:
    """With the decisions fixed the minimum of the term is the same value."""
    goal, plan = example.valued()
    model = pinned(plan)
    assert minima(model, [goal.term(model)]) == [Fraction(str(example.said["value"]))]
