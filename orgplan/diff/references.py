"""Where a scenario names a unit that changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from orgplan.diff.difference import Difference, UnitChange
from orgplan.errors import Complaint, PathStep
from orgplan.io.guess import did_you_mean
from orgplan.io.nearest import Nearest
from orgplan.io.yaml_tree import Node
from orgplan.text import Text, nfc

_WITHOUT_UNITS = frozenset(
    {
        "orgplan",
        "name",
        "language",
        "organisation",
        "ruleset",
        "kind",
        "kinds",
        "parents",
        "function_list",
        "functions",
        "pairs",
        "transfer",
        "convert",
        "flatten",
        "count",
        "target",
        "rule",
        "id",
        "cite",
        "note",
        "disable",
        "enable",
        "willingness",
        "plan",
        "form",
        "seat",
        "head",
        "approved",
        "goals",
        "settings",
        "road_map",
        "audit",
    }
)
"""Keys below which no unit is named; `transfer` of a given change lists functions."""
_NEW = Text("một đơn vị của bản mới", "a unit of the new version")


def references(difference: Difference, root: Node) -> Iterator[Complaint]:
    """A complaint for each place of a scenario that names a unit which changed in its shape.

    Units that are gone, or have another id, are errors; other names, kinds and parents are notes.
    """
    changed = {change.old.id: change for change in difference.changed}
    guessed = {guess.old: guess.new for guess in difference.guesses}
    removed = set(difference.removed)
    near = Nearest(difference.added)
    for path, word in _words(root, ()):
        unit_id = nfc(word)
        if unit_id in removed:
            yield _gone(path, unit_id, difference, near)
        elif unit_id in guessed:
            yield _renamed(path, unit_id, guessed[unit_id], difference)
        elif unit_id in changed:
            yield from _other(path, changed[unit_id], difference)


def _words(node: Node, path: tuple[PathStep, ...]) -> Iterator[tuple[tuple[PathStep, ...], str]]:
    """Every text of a tree that may be the id of a unit, with its path."""
    if isinstance(node.value, str):
        yield path, node.value
    elif isinstance(node.value, list):
        for place, item in enumerate(node.value):
            yield from _words(item, (*path, place))
    elif isinstance(node.value, Mapping):
        for key, item in node.value.items():
            if key not in _WITHOUT_UNITS:
                yield from _words(item, (*path, key))


def _gone(
    path: tuple[PathStep, ...], unit_id: str, difference: Difference, near: Nearest
) -> Complaint:
    unit = difference.old[unit_id]
    namesakes = [u for u in difference.added if difference.new[u].name == unit.name]
    meant = namesakes[0] if len(namesakes) == 1 else near(unit_id)
    found = Text(
        f"«{unit_id}» ({unit.name}) không còn trong bản mới",
        f"{unit_id!r} ({unit.name}) is not in the new version",
    )
    drop = Text(
        "bỏ mục này, hoặc nêu một đơn vị của bản mới",
        "take it out, or name a unit of the new version",
    )
    return Complaint(path, found, drop, did_you_mean(meant))


def _renamed(
    path: tuple[PathStep, ...], unit_id: str, meant: str, difference: Difference
) -> Complaint:
    unit, now = difference.old[unit_id], difference.new[meant]
    found = Text(
        f"«{unit_id}» ({unit.name}) không còn mã này; có lẽ nay là {now.name}",
        f"{unit_id!r} ({unit.name}) has another id now; it probably is {now.name}",
    )
    return Complaint(path, found, _NEW, did_you_mean(meant))


def _other(
    path: tuple[PathStep, ...], change: UnitChange, difference: Difference
) -> Iterator[Complaint]:
    """Notes on a unit that has another name, kind or parent."""
    said = []
    if change.get("name"):
        said.append(Text(f"nay tên là {change.new.name}", f"is now called {change.new.name}"))
    if change.get("kind"):
        kinds = f"{change.old.kind} → {change.new.kind}"
        said.append(Text(f"đổi loại hình: {kinds}", f"has another kind: {kinds}"))
    if change.get("parent"):
        above = change.new.parent
        name = "–" if above is None else difference.new[above].name
        said.append(Text(f"nay trực thuộc {name}", f"now stands under {name}"))
    if said:
        unit = change.old
        found = Text(
            f"«{unit.id}» ({unit.name}) " + "; ".join(words.vi for words in said),
            f"{unit.id!r} ({unit.name}) " + "; ".join(words.en for words in said),
        )
        expected = Text("xem mục này còn đúng không", "see whether this still holds")
        yield Complaint(path, found, expected, severity="note")
