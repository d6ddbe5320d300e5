"""A scenario read for its own sake: its words with their places, not yet joined with units.

What changed between two versions is held against it, and either version may be one that it cannot
be joined with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from orgplan.errors import Complaint, Finding, InputError, PathStep
from orgplan.goals import EarlierPlan
from orgplan.io.earlier import read_earlier
from orgplan.io.joining import plans_named
from orgplan.io.ruleset import AskedAt, RulesetFile, find_ruleset, load_ruleset, place_all
from orgplan.io.schema_errors import place_complaint, schema_complaints
from orgplan.io.text_file import is_file, read_text_file
from orgplan.io.yaml_tree import Node, Tree, locate, parse_tree, to_data
from orgplan.ruleset import Ruleset
from orgplan.scenario import Scenario


@dataclass(frozen=True)
class Question:
    """A scenario with its ruleset and the plans that it names.

    Parameters
    ----------
    path
        The scenario file.
    scenario, ruleset
        What they say.
    tree
        The scenario with its places.
    earlier
        Plan files by the name that the scenario gives them; an empty one where it cannot be read.
    """

    path: Path
    scenario: Scenario
    ruleset: Ruleset
    tree: Tree
    earlier: Mapping[str, EarlierPlan]

    def finding(self, complaint: Complaint) -> Finding:
        """A complaint with its line and column."""
        return place_complaint(complaint, self.tree.source, self.tree.root)

    def place(self, path: tuple[PathStep, ...]) -> str:
        """The place of a path of the scenario, ``scenario.yaml:11:11``."""
        return self.tree.source.place(*locate(self.tree.root, path))


def read_question(path: Path) -> Question:
    """Read a scenario, its ruleset and its plans, and no organisation.

    Raises
    ------
    InputError
        With everything that is wrong in the scenario itself or in its ruleset.
    """
    tree = parse_tree(read_text_file(path).source)
    data = to_data(tree.root)
    findings = place_all(tree, tree.root, schema_complaints(Scenario, data))
    if findings:
        raise InputError(findings)
    scenario = Scenario.model_validate(data)
    ruleset = _ruleset(scenario, tree, path.parent).ruleset
    names = plans_named(scenario, ruleset)
    earlier = {name: _earlier(path.parent / name) for name in names}
    return Question(path, scenario, ruleset, tree, earlier)


def _ruleset(scenario: Scenario, tree: Tree, folder: Path) -> RulesetFile:
    choice = scenario.ruleset
    named = isinstance(choice, str)
    name, parameters = (choice, {}) if isinstance(choice, str) else (choice.name, choice.parameters)
    found = find_ruleset(name, folder)
    if isinstance(found, Complaint):
        at = ("ruleset",) if named else ("ruleset", "name")
        wrong = Complaint(at, found.found, found.expected, found.advice)
        raise InputError([place_complaint(wrong, tree.source, tree.root)])
    return load_ruleset(found, parameters, asked_at=AskedAt(tree.source, _asked(tree.root)))


def _asked(root: Node) -> Node:
    """The value of `ruleset`."""
    return root.value["ruleset"] if isinstance(root.value, dict) else root


def _earlier(path: Path) -> EarlierPlan:
    if not is_file(path):
        return EarlierPlan()
    try:
        return read_earlier(path)[0]
    except InputError:
        return EarlierPlan()
