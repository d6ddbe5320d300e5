"""One value of a YAML file with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from orgplan.errors import PathStep
from orgplan.text import nfc

Data = str | list["Data"] | dict[str, "Data"] | None
"""What a file says without its places."""


@dataclass(frozen=True, slots=True)
class Node:
    """One value: a text, None, a list or a mapping; line and column count from 1.

    `keys` are the places of the keys of a mapping.
    """

    value: str | list[Node] | dict[str, Node] | None
    line: int
    column: int
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def at(self) -> tuple[int, int]:
        """Line and column."""
        return (self.line, self.column)


def to_data(node: Node) -> Data:
    """The values of a tree without their places, texts in normal form and trimmed."""
    value = node.value
    if isinstance(value, list):
        return [to_data(item) for item in value]
    if isinstance(value, dict):
        return {key: to_data(item) for key, item in value.items()}
    return None if value is None else nfc(value)


def locate(node: Node, path: Sequence[PathStep], *, at_key: bool = False) -> tuple[int, int]:
    """Line and column of a path, or of the nearest value above it that exists.

    Parameters
    ----------
    node
        The outermost value.
    path
        Keys and list positions from there.
    at_key
        Whether the last key itself is meant, not its value.
    """
    at = node.at
    for place, step in enumerate(path):
        value = node.value
        if isinstance(value, dict) and str(step) in value:
            name = str(step)
            if at_key and place == len(path) - 1:
                return node.keys[name]
            node = value[name]
        elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
            node = value[step]
        else:
            break
        at = node.at
    return at
