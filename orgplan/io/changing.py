"""Changing single values of a scenario on its way in, so that variants need no files of their own.

A change names a value by its keys: ``target.cut``, ``rules.max-size.at_most`` (a rule by its id),
``goals.0.slack`` (an entry of a list by its place, from 0). The changed scenario then goes through
every check that a file goes through; what is wrong with a new value is told at the place of the
old one.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import cast

from orgplan.errors import UsageError
from orgplan.io.findings import listed, shown
from orgplan.io.guess import near
from orgplan.io.yaml_node import Data, Node
from orgplan.io.yaml_tree import Tree
from orgplan.text import Text

_DEEPEST = 12
"""Levels that a new value may have."""


def changed(tree: Tree, changes: Mapping[str, object]) -> Tree:
    """A scenario with other values.

    Parameters
    ----------
    tree
        The scenario as written.
    changes
        Keys joined by dots → the new value, as YAML would have it; None removes the key.

    Raises
    ------
    UsageError
        If keys lead nowhere; the last one may be new.
    """
    root = tree.root
    for name, value in changes.items():
        _refuse_strange(value, str(name), _DEEPEST)
        root = _put(root, str(name).split("."), value, str(name))
    return dataclasses.replace(tree, root=root)


def _refuse_strange(value: object, name: str, deepest: int) -> None:
    """Only what a file could hold may be put into a scenario."""
    if isinstance(value, Mapping | list | tuple) and deepest:
        inside = [*value, *value.values()] if isinstance(value, Mapping) else value
        for item in inside:
            _refuse_strange(item, name, deepest - 1)
        return
    plain = value is None or isinstance(value, bool | int | Fraction | date)
    number = isinstance(value, float) and math.isfinite(value)
    text = isinstance(value, str) and value.replace("\n", " ").isprintable()
    if not (plain or number or text):
        kind = type(value).__name__
        raise UsageError(
            Text(
                f"thay đổi {shown(name)}: giá trị kiểu {kind} không ghi được vào kịch bản",
                f"the change {shown(name)}: a {kind} that no scenario can hold",
            )
        )


def _put(node: Node, keys: list[str], value: object, name: str) -> Node:
    """The node with one value below it replaced, added or removed."""
    key, rest = keys[0], keys[1:]
    if isinstance(node.value, dict):
        return _put_in_mapping(node, node.value, key, rest, value, name)
    if isinstance(node.value, list):
        place = _place(node.value, key)
        if place is None:
            raise _nowhere(name, key, [_called(n, item) for n, item in enumerate(node.value)])
        items = list(node.value)
        if rest:
            items[place] = _put(items[place], rest, value, name)
        elif value is None:
            del items[place]
        else:
            items[place] = _node(value, items[place].at)
        return dataclasses.replace(node, value=items)
    raise _nowhere(name, key, [])


def _put_in_mapping(
    node: Node, entries: dict[str, Node], key: str, rest: list[str], value: object, name: str
) -> Node:
    if rest and key not in entries:
        raise _nowhere(name, key, list(entries))
    kept = dict(entries)
    places = dict(node.keys)
    if rest:
        kept[key] = _put(entries[key], rest, value, name)
    elif value is None:
        kept.pop(key, None)
        places.pop(key, None)
    else:
        at = entries[key].at if key in entries else node.at
        kept[key] = _node(value, at)
        places.setdefault(key, at)
    return dataclasses.replace(node, value=kept, keys=places)


def _place(items: list[Node], key: str) -> int | None:
    """The entry of a list: by its place, or by its id."""
    if key.isascii() and key.isdigit():
        return int(key) if int(key) < len(items) else None
    names = [_called(place, item) for place, item in enumerate(items)]
    return names.index(key) if key in names else None


def _called(place: int, item: Node) -> str:
    """Id of an entry, or its place."""
    entry = item.value.get("id") if isinstance(item.value, dict) else None
    return entry.value if entry is not None and isinstance(entry.value, str) else str(place)


def _node(value: object, at: tuple[int, int]) -> Node:
    """A value as the reader of YAML would give it, every scalar a text."""
    inside: str | list[Node] | dict[str, Node] | None
    if isinstance(value, Mapping):
        inside = {str(key): _node(item, at) for key, item in value.items()}
    elif isinstance(value, list | tuple):
        inside = [_node(item, at) for item in cast("list[Data]", value)]
    elif isinstance(value, bool):
        inside = "true" if value else "false"
    else:
        inside = None if value is None else str(value)
    keys = dict.fromkeys(inside, at) if isinstance(inside, dict) else {}
    return Node(inside, *at, keys)


def _nowhere(name: str, key: str, there: list[str]) -> UsageError:
    guess = near(key, there)
    vi = f"thay đổi {shown(name)}: kịch bản không có {shown(key)}"
    en = f"the change {shown(name)}: the scenario has no {shown(key)}"
    if guess is not None:
        return UsageError(
            Text(f"{vi}; có phải {shown(guess)}?", f"{en}; did you mean {shown(guess)}?")
        )
    if there:
        vi, en = f"{vi}; có: {listed(there)}", f"{en}; there are: {listed(there)}"
    return UsageError(Text(vi, en))
