"""Checking any input file by itself: what it is shows in its content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from orgplan.errors import Finding, InputError
from orgplan.io.organisation import read_organisation
from orgplan.io.reading import Reading
from orgplan.io.ruleset import check_ruleset
from orgplan.io.scenario import load_scenario
from orgplan.io.text_file import read_text_file
from orgplan.io.yaml_tree import Tree, parse_tree
from orgplan.ruleset import Ruleset
from orgplan.text import Text

FileKind = Literal["scenario", "ruleset", "organisation", "plan"]

_TREES = (".yaml", ".yml", ".json")
_OF_ORGANISATION = ("units", "children", "nodes", "id")


@dataclass(frozen=True, slots=True)
class Validated:
    """What came of checking one file.

    Parameters
    ----------
    findings
        Errors and notes, in order of place; without errors the file can be used.
    reading
        How the organisation in it or behind it was read, with every guess; None if there is none
        or something is wrong.
    ruleset
        The ruleset of a scenario.
    function_names
        Code → name, from the list of functions of a scenario.
    totals
        Whether a scenario says that figures are totals.
    """

    findings: tuple[Finding, ...]
    reading: Reading | None = None
    ruleset: Ruleset | None = None
    function_names: Mapping[str, Text] = field(default_factory=dict)
    totals: bool = False


def validate_file(path: Path) -> Validated:
    """Check one file: a scenario with all that it names, a ruleset, or an organisation.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    validated
        What is wrong or worth a note, and how an organisation was read.
    """
    try:
        if path.suffix.lower() not in _TREES:
            return _organisation(path)
        tree = _tree(path)
        kind = "organisation" if tree is None else kind_of(tree)
        if kind == "organisation":
            return _organisation(path)
        if kind == "scenario":
            return _scenario(path)
        if tree is not None and kind == "ruleset":
            return Validated(check_ruleset(tree))
    except InputError as problem:
        return Validated(problem.findings)
    return Validated((_a_plan(path),))


def _organisation(path: Path) -> Validated:
    reading = read_organisation([path])
    return Validated(reading.notes, reading)


def _scenario(path: Path) -> Validated:
    loaded = load_scenario(path)
    case = loaded.case
    return Validated(
        loaded.notes,
        loaded.reading,
        loaded.ruleset,
        case.function_names,
        case.scenario.staff_includes_subunits is True,
    )


def kind_of(tree: Tree) -> FileKind:
    """What a file in YAML or JSON is, by its outermost keys."""
    keys = tree.root.value
    if not isinstance(keys, dict):
        return "organisation"
    if "orgplan_ruleset" in keys or ("kinds" in keys and "organisation" not in keys):
        return "ruleset"
    if "orgplan" in keys and "status" in keys:
        return "plan"
    if "orgplan" not in keys and any(key in keys for key in _OF_ORGANISATION):
        return "organisation"
    return "scenario"


def _tree(path: Path) -> Tree | None:
    """The file as a tree; None for JSON that is no YAML, which its own reader judges."""
    try:
        return parse_tree(read_text_file(path).source)
    except InputError:
        if path.suffix.lower() == ".json":
            return None
        raise


def _a_plan(path: Path) -> Finding:
    return Finding(
        path.name,
        Text("một tệp phương án", "a plan file"),
        Text("tệp kịch bản, quy định hoặc đơn vị", "a scenario, ruleset or organisation file"),
        Text(f"chạy `orgplan check {path.name}`", f"run `orgplan check {path.name}`"),
    )
