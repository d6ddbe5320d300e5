"""Filling in what a ruleset must be told, as the class of the province.

Any mapping whose keys all are values of one declared parameter is replaced by the entry of the
value that was chosen. This is done on the tree with its places, so that errors keep their lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, product

from orgplan.errors import Complaint, PathStep
from orgplan.io.findings import shown
from orgplan.io.guess import did_you_mean, near
from orgplan.io.schema_shapes import alternatives
from orgplan.io.yaml_tree import Node
from orgplan.text import Text, same

_COMBINATIONS = 64


@dataclass(frozen=True, slots=True)
class Declared:
    """A parameter that a ruleset declares."""

    values: tuple[str, ...]
    required: bool


def declared_parameters(root: Node) -> dict[str, Declared]:
    """The parameters of a ruleset, as far as they can be read."""
    found: dict[str, Declared] = {}
    parameters = _child(root, "parameters")
    for name, node in _entries(parameters):
        values = _child(node, "values")
        if values is None or not isinstance(values.value, list):
            continue
        words = tuple(item.value for item in values.value if isinstance(item.value, str))
        required = _child(node, "required")
        found[name] = Declared(words, required is not None and required.value == "true")
    return found


def every_choice(declared: Mapping[str, Declared]) -> Iterator[dict[str, str]]:
    """Every way to fill in the parameters, the first few where there are many."""
    combinations = product(*(parameter.values for parameter in declared.values()))
    for values in islice(combinations, _COMBINATIONS):
        yield dict(zip(declared, values, strict=True))


def complain_parameters(
    declared: Mapping[str, Declared], given: Mapping[str, str]
) -> Iterator[Complaint]:
    """What is wrong with the parameters that a scenario gives; paths start at its `ruleset`."""
    open_names = [name for name in declared if name not in given]
    for name, value in given.items():
        if name not in declared:
            meant = near(name, open_names)
            if meant is not None:
                open_names.remove(meant)
            yield _unknown_parameter(name, meant, tuple(declared))
        elif value not in declared[name].values:
            words = declared[name].values
            advice = did_you_mean(near(value, words))
            yield Complaint((name,), same(shown(value)), alternatives(words), advice)
    for name in open_names:
        if declared[name].required:
            values, example = alternatives(declared[name].values), declared[name].values[:1]
            write = f"{{name: …, {name}: {''.join(example)}}}"
            yield Complaint(
                (),
                Text(f"thiếu tham số `{name}`", f"the parameter `{name}` is missing"),
                Text(f"`{name}`: {values.vi}", f"`{name}`: {values.en}"),
                Text(f"viết `ruleset: {write}`", f"write `ruleset: {write}`"),
            )


def _unknown_parameter(name: str, meant: str | None, known: tuple[str, ...]) -> Complaint:
    found = Text(f"tham số lạ {shown(name)}", f"the unknown parameter {shown(name)}")
    expected = Text("quy định này không có tham số nào", "no parameter: the ruleset has none")
    if known:
        expected = alternatives(known)
    return Complaint((name,), found, expected, did_you_mean(meant), at_key=True)


@dataclass(slots=True)
class Resolver:
    """Replaces mappings of a parameter's values by the entry that was chosen.

    Parameters
    ----------
    declared
        The parameters of the ruleset.
    chosen
        Parameter → value.
    complaints
        Gets what cannot be resolved; paths are those of the file.
    """

    declared: Mapping[str, Declared]
    chosen: Mapping[str, str]
    complaints: list[Complaint] = field(default_factory=list)

    def resolve(self, node: Node, path: tuple[PathStep, ...] = ()) -> Node:
        """The tree with every figure decided; parameters themselves are left as they are."""
        value = node.value
        if isinstance(value, list):
            items = [self.resolve(item, (*path, place)) for place, item in enumerate(value)]
            return Node(items, node.line, node.column)
        if not isinstance(value, dict):
            return node
        name = self._parameter(value)
        if name is not None and path:
            entry = self._entry(name, value, path)
            return node if entry is None else self.resolve(entry, path)
        inner = {
            key: item if (key == "parameters" and not path) else self.resolve(item, (*path, key))
            for key, item in value.items()
        }
        return Node(inner, node.line, node.column, node.keys)

    def _parameter(self, value: dict[str, Node]) -> str | None:
        """The parameter whose values all keys of a mapping are."""
        if not value:
            return None
        return next((n for n, p in self.declared.items() if value.keys() <= set(p.values)), None)

    def _entry(self, name: str, value: dict[str, Node], path: tuple[PathStep, ...]) -> Node | None:
        """The entry of the chosen value; a mapping must name every value."""
        missing = [word for word in self.declared[name].values if word not in value]
        if missing:
            words = ", ".join(map(shown, missing))
            self.complaints.append(
                Complaint(
                    path,
                    Text(f"thiếu giá trị {words} của `{name}`", f"{words} of `{name}` missing"),
                    Text("mọi giá trị của tham số", "every value of the parameter"),
                )
            )
            return None
        if name not in self.chosen:
            self.complaints.append(
                Complaint(
                    path,
                    Text(f"chưa biết tham số `{name}`", f"the parameter `{name}` is not known"),
                    alternatives(self.declared[name].values),
                )
            )
            return None
        return value.get(self.chosen[name])


def _child(node: Node | None, key: str) -> Node | None:
    return node.value.get(key) if node is not None and isinstance(node.value, dict) else None


def _entries(node: Node | None) -> list[tuple[str, Node]]:
    return list(node.value.items()) if node is not None and isinstance(node.value, dict) else []
