"""Every rule: documented, kept and broken with the right witness, alike on both sides, from YAML.

Each rule has a case file beside this module. What both sides say of random organisations is
compared in ``tests/test_both_sides.py``.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from orgplan.case import Case
from orgplan.decisions import Lock
from orgplan.io.yaml_tree import parse_yaml, to_data
from orgplan.plan import Plan
from orgplan.rules import RULE_LIST, RULES, LockedAgency, Rule, Target
from orgplan.structure import CLAUSES
from tests.pinned import allows
from tests.test_both_sides import earlier_plan
from tests.tiny import Data, Tiny, decided, read_yaml

HERE = Path(__file__).parent
KEYS = {"target": Target, "lock": Lock}
"""Rules that a scenario writes under a key of their own, and what stands there."""
EVERY: tuple[type[Rule], ...] = (*RULES, Target, LockedAgency)
CLASSES: dict[str, type[Rule]] = {rule.model_fields["rule"].default: rule for rule in EVERY}
HEADINGS = ("Why", "Formulation", "References")
COMMON = {"rule", "id", "cite", "note", "confirmed", "enabled", "measured"}


@dataclass(frozen=True)
class Example:
    """One case of a case file: a rule with parameters, a plan, and what the rule must say."""

    name: str
    number: int
    file: Data
    said: Data

    def __str__(self) -> str:
        return f"{self.name}-{self.number}"

    @property
    def is_broken(self) -> bool:
        """Whether the plan breaks the rule."""
        return "broken" in self.said

    @property
    def parameters(self) -> Data:
        """Parameters of the file, overridden by the case; null takes one away."""
        merged = self.file["rule"] | self.said.get("rule", {})
        return {key: value for key, value in merged.items() if value is not None}

    def judged(self) -> tuple[Case, Rule, Plan]:
        """The case with the one rule, the rule, and the plan."""
        tiny, scenario = Tiny.read(self.file), self.file.get("scenario", {})
        problem = tiny.case(**{k: v for k, v in scenario.items() if k != "goals"}).problem
        earlier = {
            name: earlier_plan(decided(problem, decisions))
            for name, decisions in self.file.get("earlier", {}).items()
        }
        name = self.name
        key = {name: self.parameters} if name in KEYS else {"rules": [self.parameters]}
        case = tiny.case(earlier, **scenario, **key)
        (rule,) = case.rules
        decisions = self.said["broken"] if self.is_broken else self.said["kept"]
        return case, rule, decided(case.problem, decisions)


def examples() -> Iterator[Example]:
    """Every case of every file."""
    for name in CLASSES:
        file = read_yaml(HERE / f"{name}.yaml")
        for number, said in enumerate(file["cases"], start=1):
            yield Example(name, number, file, said)


EXAMPLES = list(examples())


def test_every_rule_has_one_case_file() -> None:
    """No rule without cases, and no cases without a rule."""
    assert sorted(path.stem for path in HERE.glob("*.yaml")) == sorted(CLASSES)


@pytest.mark.parametrize("name", CLASSES)
def test_rule_is_documented(name: str) -> None:
    """A sentence, then the headings of the reference page, each with words below it."""
    text = CLASSES[name].__doc__ or ""
    sentence, *rest = text.split("\n\n", 1)
    assert re.fullmatch(r"[A-Z].*\.", " ".join(sentence.split()))
    found = re.findall(r"^ *(\w+)\n *-+\n *\S", rest[0], re.MULTILINE)
    assert tuple(found) == HEADINGS
    assert CLASSES[name].label.vi and CLASSES[name].label.en


def test_rules_that_the_present_state_cannot_break_say_so() -> None:
    """They ask for a change, or hold the plan against another plan."""
    said = {name for name, rule in CLASSES.items() if rule.about_change}
    assert said == {"target", "agency_cut", "kind_cut", "cap", "together", "lock"}


@pytest.mark.parametrize("name", CLASSES)
def test_rule_has_both_kinds_of_case(name: str) -> None:
    """At least one kept and one broken case, and every parameter is used."""
    mine = [example for example in EXAMPLES if example.name == name]
    assert {example.is_broken for example in mine} == {False, True}
    used = {key for example in mine for key in example.parameters}
    fields = KEYS[name].model_fields if name in KEYS else CLASSES[name].model_fields
    assert set(fields) - COMMON <= used


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_checker_names_the_witness(example: Example) -> None:
    """The checker side finds the witnesses that the case names, or none."""
    _, rule, plan = example.judged()
    found = [(v.units, v.amount) for v in rule.violations(plan)]
    expected = [
        (tuple(w["units"]), Fraction(str(w["amount"])) if "amount" in w else None)
        for w in example.said.get("witness", [])
    ]
    assert found == expected
    assert bool(found) == example.is_broken
    for violation in rule.violations(plan):
        assert (violation.id, violation.rule) == (rule.id, rule.rule)
        assert violation.message.vi and violation.message.en


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_solver_side_agrees(example: Example) -> None:
    """With the decisions fixed the model has a solution iff the rule is kept."""
    _, rule, plan = example.judged()
    assert [v for clause in CLAUSES for v in clause.violations(plan)] == []
    assert allows(plan)
    assert allows(plan, [rule]) != example.is_broken


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_rule_survives_yaml(example: Example) -> None:
    """Written as YAML and read by the product's own reader, it is the same rule."""
    text = io.StringIO()
    YAML(typ="safe").dump(example.parameters, text)
    read = to_data(parse_yaml(text.getvalue(), "rule.yaml"))
    if example.name in KEYS:
        schema = KEYS[example.name]
        assert schema.model_validate(read) == schema.model_validate(example.parameters)
        return
    (first,) = RULE_LIST.validate_python([example.parameters])
    (second,) = RULE_LIST.validate_python([read])
    assert second == first
    assert type(second) is CLASSES[example.name]
