"""Every rule and every clause has a plan file that breaks it, and the judge names it.

The files are true to their decisions, so nothing else is wrong with them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from orgplan.check import check
from orgplan.plan import Violation
from orgplan.rules import RULES
from orgplan.structure import CLAUSES

from .town import Json, decide, town

Moves = dict[tuple[str, str | None], str]


@dataclass(frozen=True)
class Broken:
    """Decisions over the town that break one rule or clause, and who shows it."""

    says: str
    id: str
    units: tuple[str, ...]
    rule: Json | None = None
    scenario: Json = field(default_factory=dict)
    merge: dict[str, str] = field(default_factory=dict)
    move: Moves = field(default_factory=dict)
    convert: dict[str, str] = field(default_factory=dict)

    def violations(self, folder: Path) -> tuple[Violation, ...]:
        """What the judge finds."""
        rules = [] if self.rule is None else [self.rule | {"id": self.id}]
        scenario = town(folder, **({"rules": rules} | self.scenario))
        return check(decide(scenario, self.merge, self.move, self.convert)).violations


RULE_CASES = [
    Broken(
        "a division of 3 posts is below a floor of 4",
        "floor",
        ("x", "e"),
        {"rule": "min_staff", "kinds": {"division": 4}},
    ),
    Broken(
        "a changed division is judged, an untouched one is not",
        "floor-changed",
        ("e",),
        {"rule": "min_staff", "kinds": {"division": 9}, "applies_to": "changed"},
        merge={"d": "e"},
    ),
    Broken(
        "14 posts are above a ceiling of 12",
        "ceiling",
        ("a",),
        {"rule": "max_staff", "kinds": {"division": 12}},
        merge={"b": "a"},
    ),
    Broken(
        "a unit with three functions, two allowed",
        "few-functions",
        ("a",),
        {"rule": "max_functions", "at_most": 2},
        merge={"c": "a"},
    ),
    Broken(
        "two units end in one that may absorb one",
        "one-at-a-time",
        ("a", "b", "c"),
        {"rule": "max_absorbed", "at_most": 1},
        merge={"b": "a", "c": "a"},
    ),
    Broken(
        "who licenses also inspects",
        "no-self-inspection",
        ("b",),
        {"rule": "separate_functions", "pairs": [["licensing", "inspection"]]},
        merge={"c": "b"},
    ),
    Broken(
        "two divisions of the whole town hold the budget",
        "one-budget",
        ("a", "d"),
        {"rule": "single_lead", "functions": ["budget"], "within": "organisation"},
    ),
    Broken(
        "a unit that is to be kept ends",
        "keep-c",
        ("c",),
        {"rule": "keep", "units": ["c"]},
        merge={"c": "a"},
    ),
    Broken(
        "a frozen unit receives",
        "frozen",
        ("a",),
        {"rule": "freeze", "units": ["a"]},
        merge={"c": "a"},
    ),
    Broken(
        "a unit of a frozen agency ends",
        "frozen-agency",
        ("d", "e"),
        {"rule": "freeze", "units": ["so-2"]},
        merge={"d": "e"},
    ),
    Broken(
        "two units that belong together end apart",
        "pair",
        ("a", "c"),
        {"rule": "together", "units": ["a", "c"]},
        merge={"c": "b"},
    ),
    Broken(
        "two units meet elsewhere than asked",
        "pair-into",
        ("a", "c"),
        {"rule": "together", "units": ["a", "c"], "into": "c"},
        merge={"c": "a"},
    ),
    Broken(
        "two units meet that must not",
        "strangers",
        ("c", "b"),
        {"rule": "apart", "units": ["c", "b"]},
        merge={"c": "a", "b": "a"},
    ),
    Broken(
        "posts move from the south to the north",
        "no-move",
        ("b", "a"),
        {"rule": "same_site"},
        merge={"b": "a"},
    ),
    Broken(
        "a sub-department with a single division",
        "no-lonely-level",
        ("cc",),
        {"rule": "units_per_parent", "parents": {"sub_department": {"at_least": 2}}},
        merge={"x": "y"},
    ),
    Broken(
        "a department with five sub-units, four allowed",
        "not-too-wide",
        ("so",),
        {"rule": "units_per_parent", "parents": {"department": {"at_most": 4}}},
    ),
    Broken(
        "two divisions under one parent",
        "one-division",
        ("so-2", "d", "e"),
        {"rule": "one_per_parent", "kinds": ["division"]},
        merge={"b": "a", "c": "a", "x": "y"},
    ),
    Broken(
        "one of seven divisions goes, two are asked",
        "divisions",
        (),
        {"rule": "kind_cut", "kinds": ["division"], "at_least": "20%"},
        merge={"c": "a"},
    ),
    Broken(
        "the second department is spared",
        "all-share",
        ("so-2",),
        {"rule": "agency_cut", "at_least": "10%"},
        merge={"c": "a"},
    ),
    Broken(
        "eight posts move, five may",
        "few-move",
        (),
        {"rule": "cap", "goal": "displaced_staff", "at_most": 5},
        merge={"b": "a"},
    ),
    Broken(
        "one of nine units goes, two are asked",
        "target",
        (),
        scenario={"target": {"cut": "20%"}},
        merge={"c": "a"},
    ),
    Broken(
        "one department reaches its target, the other does not",
        "target",
        ("so-2",),
        scenario={"target": {"cut": "10%", "per": "agency"}},
        merge={"c": "a"},
    ),
]

NO_MERGE: Json = {"operations": {"merge": False, "dissolve": True}}
TRANSFER: Json = {"operations": {"transfer": {"functions": ["archive", "budget"]}}}
FLATTEN: Json = {"operations": {"flatten": ["sub_department"]}}

CLAUSE_CASES = [
    Broken("4: an agency ends", "structure-fixed", ("so-2",), merge={"so-2": "so"}),
    Broken(
        "4: a unit out of scope is changed",
        "structure-fixed",
        ("d",),
        scenario={"scope": {"agencies": ["so"]}},
        merge={"d": "e"},
    ),
    Broken(
        "4.1: a block leaves a unit that lives on",
        "structure-stay",
        ("a", "c"),
        move={("a", "archive"): "c"},
    ),
    Broken(
        "4.1: the lead block stays even where its function may leave",
        "structure-stay",
        ("a", "c"),
        scenario=TRANSFER,
        move={("a", "budget"): "c"},
    ),
    Broken(
        "4.1: a transfer goes to no possible receiver",
        "structure-receive",
        ("a", "e"),
        scenario=TRANSFER,
        move={("a", "archive"): "e"},
    ),
    Broken(
        "4.2: a unit is split without leave",
        "structure-whole",
        ("a",),
        merge={"a": "b"},
        move={("a", "archive"): "c"},
    ),
    Broken(
        "4.2: a unit is merged where only splits are open",
        "structure-whole",
        ("c",),
        scenario=NO_MERGE,
        merge={"c": "a"},
    ),
    Broken(
        "4.3: a unit with sub-units is split",
        "structure-whole",
        ("cc",),
        scenario={
            "operations": {"dissolve": True},
            "given": [{"transfer": ["archive"], "from": "a", "to": "cc"}],
        },
        merge={"cc": "b", "x": "b", "y": "b"},
        move={("cc", "archive"): "c"},
    ),
    Broken(
        "4.4: a division ends in another department",
        "structure-receive",
        ("c", "e"),
        merge={"c": "e"},
    ),
    Broken(
        "4.4: an office ends in a kind that does not absorb it",
        "structure-receive",
        ("vp", "cc"),
        merge={"vp": "cc"},
    ),
    Broken(
        "4.4c: sub-units of two parents join without leave",
        "structure-receive",
        ("x", "a"),
        merge={"x": "a"},
    ),
    Broken(
        "4.6: a division stays below a division",
        "structure-contain",
        ("x", "b"),
        merge={"cc": "b", "y": "b"},
    ),
    Broken(
        "4.7: only one of two sub-units is absorbed",
        "structure-receive",
        ("x", "cc"),
        scenario=FLATTEN,
        merge={"x": "cc"},
    ),
    Broken(
        "4.7: a sub-department is flattened without leave",
        "structure-flatten",
        ("cc", "x"),
        merge={"x": "cc", "y": "cc"},
    ),
    Broken(
        "4.8: a division becomes an office",
        "structure-convert",
        ("c",),
        convert={"c": "office"},
    ),
    Broken(
        "4.9: a receiver ends itself",
        "structure-receive",
        ("c", "a"),
        merge={"c": "a", "a": "b"},
    ),
    Broken(
        "4.9: a unit ends in what stands below it",
        "structure-forest",
        ("x",),
        merge={"cc": "x"},
    ),
]


def _named(violations: tuple[Violation, ...], wanted: str) -> list[str]:
    return [unit for v in violations if v.id == wanted for unit in v.units]


@pytest.mark.parametrize("case", RULE_CASES, ids=lambda case: case.says)
def test_a_broken_rule_is_named(case: Broken, tmp_path: Path) -> None:
    """One rule is broken, nothing else is said, and the right units stand for it."""
    violations = case.violations(tmp_path)
    assert {v.id for v in violations} == {case.id}
    assert {v.rule for v in violations} == {"target" if case.rule is None else case.rule["rule"]}
    assert set(_named(violations, case.id)) == set(case.units)
    assert all(v.message.vi != v.message.en for v in violations)


@pytest.mark.parametrize("case", CLAUSE_CASES, ids=lambda case: case.says)
def test_a_broken_clause_is_named(case: Broken, tmp_path: Path) -> None:
    """The clause is named with the units; a broken forest may break more than one clause."""
    violations = case.violations(tmp_path)
    assert set(case.units) <= set(_named(violations, case.id))
    assert all(v.id.startswith("structure-") for v in violations)
    assert all(v.message.vi != v.message.en for v in violations)


def test_no_rule_is_forgotten() -> None:
    """Each of the rules and the target has a case above."""
    rules = {str(case.rule["rule"]) for case in RULE_CASES if case.rule is not None}
    assert rules == {rule.model_fields["rule"].default for rule in RULES}
    assert any(case.id == "target" for case in RULE_CASES)


def test_no_clause_is_forgotten() -> None:
    """Each clause of the structure has a case above."""
    clauses = {case.id.removeprefix("structure-") for case in CLAUSE_CASES}
    assert clauses == {clause.name for clause in CLAUSES}


def test_nothing_stops_at_the_first(tmp_path: Path) -> None:
    """Structure, two rules and the target are all reported of one plan."""
    scenario = town(
        tmp_path,
        target={"cut": "50%"},
        rules=[
            {"rule": "keep", "units": ["c"], "id": "keep-c"},
            {"rule": "same_site", "id": "site"},
        ],
    )
    violations = check(decide(scenario, merge={"c": "e", "b": "a"})).violations
    assert [v.id for v in violations] == ["structure-receive", "keep-c", "site", "target"]
    assert [v.amount for v in violations][-1] == 3
