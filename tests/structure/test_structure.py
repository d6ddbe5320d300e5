"""Every clause of section 4: documented, kept and broken with the right witness, on both sides.

Each clause has a case file beside this module; `parents` and `leaders` are clauses 4.5 and 4.10,
which define what follows from a plan. What both sides say of random organisations is compared in
``tests/test_both_sides.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from orgplan.plan import Plan
from orgplan.structure import CLAUSES, Clause
from tests.pinned import allows, minima, pinned
from tests.tiny import Data, Tiny, decided, read_yaml

HERE = Path(__file__).parent
BY_NAME: dict[str, Clause] = {clause.name: clause for clause in CLAUSES}
DERIVED = ("parents", "leaders")


@dataclass(frozen=True)
class Example:
    """One case of a case file."""

    name: str
    number: int
    file: Data
    said: Data

    def __str__(self) -> str:
        return f"{self.name}-{self.number}"

    @property
    def is_broken(self) -> bool:
        """Whether the plan breaks the clause."""
        return "broken" in self.said

    def plan(self) -> Plan:
        """The plan of the case."""
        scenario = self.file.get("scenario", {}) | self.said.get("scenario", {})
        problem = Tiny.read(self.file).case(**scenario).problem
        key = next(key for key in ("kept", "broken", "plan") if key in self.said)
        return decided(problem, self.said[key])


def examples(names: tuple[str, ...]) -> Iterator[Example]:
    """Every case of some files."""
    for name in names:
        file = read_yaml(HERE / f"{name}.yaml")
        for number, said in enumerate(file["cases"], start=1):
            yield Example(name, number, file, said)


EXAMPLES = list(examples(tuple(BY_NAME)))


def test_every_clause_has_one_case_file() -> None:
    """No clause without cases, and no cases without a clause."""
    assert sorted(path.stem for path in HERE.glob("*.yaml")) == sorted([*BY_NAME, *DERIVED])


@pytest.mark.parametrize("name", BY_NAME)
def test_clause_is_documented(name: str) -> None:
    """A sentence, then the formulation."""
    text = type(BY_NAME[name]).__doc__ or ""
    assert re.match(r"[A-Z][^\n]*(\n[^\n]+)*\.\n\n", text)
    assert re.search(r"\n *Formulation\n *-----------\n *\S", text)


@pytest.mark.parametrize("name", BY_NAME)
def test_clause_has_both_kinds_of_case(name: str) -> None:
    """At least one kept and one broken case."""
    assert {example.is_broken for example in EXAMPLES if example.name == name} == {False, True}


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_checker_names_the_witness(example: Example) -> None:
    """The clause finds the witnesses of the case; only clauses that it names complain too."""
    plan = example.plan()
    found = {name: [v.units for v in c.violations(plan)] for name, c in BY_NAME.items()}
    witness = [tuple(w["units"]) for w in example.said.get("witness", [])]
    assert found.pop(example.name) == witness
    assert bool(witness) == example.is_broken
    assert [name for name, units in found.items() if units] == example.said.get("also", [])


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_solver_side_agrees(example: Example) -> None:
    """With the decisions fixed the model has a solution iff the plan is allowed."""
    assert allows(example.plan()) != example.is_broken


@pytest.mark.parametrize("example", list(examples(("parents",))), ids=str)
def test_parents_follow_a_merger(example: Example) -> None:
    """Parents, totals and agencies after, on both sides (clause 4.5)."""
    plan, said = example.plan(), example.said
    model = pinned(plan)
    totals = {unit: Fraction(str(posts)) for unit, posts in said["totals"].items()}
    assert {unit: plan.parent_after[unit] for unit in said["parents"]} == said["parents"]
    assert {unit: plan.total_after[unit] for unit in totals} == totals
    assert {unit: plan.agency_after[unit] for unit in said["agencies"]} == said["agencies"]
    is_there = [model.parent_is(unit, parent) for unit, parent in said["parents"].items()]
    is_there += [model.in_agency(unit, agency) for unit, agency in said["agencies"].items()]
    posts = [model.total_posts(unit) * Fraction(1, model.scale) for unit in totals]
    found = minima(model, [*is_there, *posts])
    assert found == [*[Fraction(1)] * len(is_there), *totals.values()]


@pytest.mark.parametrize("example", list(examples(("leaders",))), ids=str)
def test_leaders_follow_the_lead_block(example: Example) -> None:
    """Leaders after, on both sides (clause 4.10)."""
    plan, leaders = example.plan(), example.said["leaders"]
    assert {unit: plan.leaders_after[unit] for unit in plan.survivors} == leaders
    model = pinned(plan)
    assert minima(model, [model.leaders(unit) for unit in leaders]) == [*leaders.values()]
