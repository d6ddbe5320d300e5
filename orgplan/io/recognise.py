"""Checking any input file by itself: what it is shows in its content."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from orgplan.errors import Finding, InputError
from orgplan.io.organisation import read_organisation
from orgplan.io.ruleset import check_ruleset
from orgplan.io.scenario import load_case
from orgplan.io.text_file import read_text_file
from orgplan.io.yaml_tree import Tree, parse_tree
from orgplan.text import Text

FileKind = Literal["scenario", "ruleset", "organisation", "plan"]

_TREES = (".yaml", ".yml", ".json")
_OF_ORGANISATION = ("units", "children", "nodes", "id")


def validate_file(path: Path) -> tuple[Finding, ...]:
    """Check one file: a scenario with all that it names, a ruleset, or an organisation.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    findings
        Errors and notes, in order of place; without errors the file can be used.
    """
    try:
        if path.suffix.lower() not in _TREES:
            return read_organisation([path])[1]
        tree = _tree(path)
        kind = "organisation" if tree is None else kind_of(tree)
        if kind == "organisation":
            return read_organisation([path])[1]
        if kind == "scenario":
            return load_case(path)[1]
        if tree is not None and kind == "ruleset":
            return check_ruleset(tree)
    except InputError as problem:
        return problem.findings
    return (_a_plan(path),)


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
