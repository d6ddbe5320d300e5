"""Where the rules of a case stand in its scenario file."""

from __future__ import annotations

from collections.abc import Mapping

from orgplan.case import Case
from orgplan.errors import InputError, PathStep
from orgplan.io.text_file import read_text_file
from orgplan.io.yaml_tree import Node, Tree, locate, parse_tree
from orgplan.rules import LockedAgency, Rule


class RulePlaces:
    """The lines of a scenario file that its rules come from.

    Without a file, or where it has changed since it was read, no place is known.

    Parameters
    ----------
    case
        The case that was made of it.
    """

    def __init__(self, case: Case) -> None:
        self._tree = _tree(case)
        self._rules = {} if self._tree is None else _listed(self._tree.root, case)

    def of(self, rule: Rule) -> str | None:
        """The place of a rule, or of the one unit that it names; None if it has none there.

        Parameters
        ----------
        rule
            A rule of the case, or a part of one (`Rule.instances`).
        """
        if self._tree is None:
            return None
        path = self._path(rule)
        return None if path is None else self._tree.source.place(*locate(self._tree.root, path))

    def _path(self, rule: Rule) -> tuple[PathStep, ...] | None:
        if rule.rule == "target":
            return ("target",)
        if isinstance(rule, LockedAgency):
            return self._lock(rule.agency)
        if rule.id not in self._rules:
            return None
        path: tuple[PathStep, ...] = ("rules", self._rules[rule.id])
        units = getattr(rule, "units", ())
        if len(units) == 1 and isinstance(units, tuple):
            place = _place_in(self._node((*path, "units")), units[0])
            return path if place is None else (*path, "units", place)
        return path

    def _lock(self, agency: str) -> tuple[PathStep, ...] | None:
        """Where a locked agency is named: one lock, or one of a list of locks."""
        node = self._node(("lock",))
        if node is None:
            return None
        several = isinstance(node.value, list)
        count = len(node.value) if isinstance(node.value, list) else 1
        for number in range(count):
            path: tuple[PathStep, ...] = ("lock", *((number,) if several else ()), "agencies")
            place = _place_in(self._node(path), agency)
            if place is not None:
                return (*path, place)
        return ("lock",)

    def _node(self, path: tuple[PathStep, ...]) -> Node | None:
        node = None if self._tree is None else self._tree.root
        for step in path:
            value = None if node is None else node.value
            if isinstance(value, dict):
                node = value.get(str(step))
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                node = value[step]
            else:
                return None
        return node


def _tree(case: Case) -> Tree | None:
    """The scenario file as it was when the case was made."""
    if case.inputs is None:
        return None
    try:
        file = read_text_file(case.inputs.scenario.path)
        return parse_tree(file.source) if file.sha256 == case.inputs.scenario.sha256 else None
    except InputError:
        return None


def _listed(root: Node, case: Case) -> Mapping[str, int]:
    """Id of each rule of the scenario, as `make_case` gives it → its place in the list."""
    before = len(case.problem.ruleset.rules)
    value = root.value.get("rules") if isinstance(root.value, dict) else None
    entries = value.value if value is not None and isinstance(value.value, list) else []
    found = {}
    for place, entry in enumerate(entries):
        fields = entry.value if isinstance(entry.value, dict) else {}
        name, kind = fields.get("id"), fields.get("rule")
        known = name.value if name is not None and isinstance(name.value, str) else None
        word = kind.value if kind is not None and isinstance(kind.value, str) else ""
        found[known or f"{word}-{before + place + 1}"] = place
    return found


def _place_in(node: Node | None, name: str) -> int | None:
    """Where a list of texts has a text."""
    entries = node.value if node is not None and isinstance(node.value, list) else []
    return next((n for n, entry in enumerate(entries) if entry.value == name), None)
