"""Indented lists: a tree cut into lists, and one column that takes boxes from above.

A node and everything below it stands as an indented list, after the "hanging" style of organisation
charts: the width of a chart then grows with depth and not with the number of leaves, which is
what keeps type readable (compare Reingold and Tilford 1981, doi:10.1109/TSE.1981.234519, whose
layouts grow with the leaves).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

Measure = Callable[[str, float], float]
"""Height of the box of a node at a given width [mm]."""
Point = tuple[float, float]

INDENT = 4.0
"""A box stands this far right of the box above it [mm]."""
SKIP = 1.8
"""Between boxes of a column [mm]."""
DEEPEST = 8
"""Levels of indentation; what lies deeper starts again at the left [levels]."""
SPINE = 1.4


@dataclass(frozen=True)
class Tree:
    """A root and what stands below each node, in order."""

    root: str
    children: Mapping[str, Sequence[str]]

    def below(self, node: str) -> Sequence[str]:
        """Direct children of a node."""
        return self.children.get(node, ())


@dataclass(frozen=True, slots=True)
class Spot:
    """The place of one box [mm]."""

    node: str
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> Point:
        """Centre of the box."""
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Item:
    """A node in an indented list; level 0 stands directly below the bus."""

    node: str
    parent: str
    level: int


def groups(tree: Tree) -> list[list[Item]]:
    """The tree below its root as indented lists, one for each child of the root.

    What lies deeper than `DEEPEST` levels makes a list of its own at the end of the list of the
    child, so that the indentation stays bounded.
    """
    found: list[list[Item]] = []
    for child in tree.below(tree.root):
        heads = [Item(child, tree.root, 0)]
        while heads:
            later: list[Item] = []
            for head in heads:
                found.append(_indented(tree, head, later))
            heads = later
    return found


def _indented(tree: Tree, head: Item, later: list[Item]) -> list[Item]:
    items: list[Item] = []
    stack = [head]
    while stack:
        item = stack.pop()
        items.append(item)
        below = [Item(node, item.node, item.level + 1) for node in tree.below(item.node)]
        if item.level < DEEPEST:
            stack.extend(reversed(below))
        else:
            later.extend(Item(deep.node, deep.parent, 1) for deep in below)
    return items


def depth(tree: Tree) -> int:
    """Highest level of indentation in the tree."""
    return max((item.level for group in groups(tree) for item in group), default=0)


@dataclass
class Column:
    """A column of boxes, filled from above; `y` is where the next one goes [mm]."""

    x: float
    width: float
    y: float
    root: str
    spots: list[Spot] = field(default_factory=list)
    notes: list[Spot] = field(default_factory=list)
    parents: dict[str, list[Spot]] = field(default_factory=dict)

    def box(self, level: int) -> tuple[float, float]:
        """Left edge and width of boxes on a level of indentation."""
        return self.x + INDENT * (level + 1), self.width - INDENT * (level + 1)

    def needed(self, item: Item, measure: Measure, note: Measure) -> float:
        """Height that the item takes here, a note for its parent included."""
        own = measure(item.node, self.box(item.level)[1])
        if self.knows(item.parent):
            return own
        return own + SKIP + note(item.parent, self.box(item.level - 1)[1])

    def knows(self, parent: str) -> bool:
        """Whether the parent, or words that repeat it, stand above."""
        if parent == self.root:
            return True
        return any(s.node == parent for s in reversed((*self.notes, *self.spots)))

    def place(self, item: Item, measure: Measure, note: Measure | None = None) -> None:
        """Add a box, after words that repeat its parent where that stands elsewhere."""
        if note is not None and not self.knows(item.parent):
            x, width = self.box(item.level - 1)
            spot = Spot(item.parent, x, self.y, width, note(item.parent, width))
            self.notes.append(spot)
            self.y += spot.height + SKIP
        x, width = self.box(item.level)
        spot = Spot(item.node, x, self.y, width, measure(item.node, width))
        self.spots.append(spot)
        self.parents.setdefault(item.parent, []).append(spot)
        self.y += spot.height + SKIP

    def links(self) -> list[tuple[Point, ...]]:
        """Spines from each parent in this column down to its children in it."""
        links: list[tuple[Point, ...]] = []
        above = {spot.node: spot for spot in (*self.notes, *self.spots)}
        for parent, children in self.parents.items():
            if parent != self.root:
                start = above[parent]
                links.extend(spine(start.x + SPINE, start.y + start.height, children))
        return links


def spine(x: float, top: float, children: Sequence[Spot]) -> list[tuple[Point, ...]]:
    """A line down from a parent, and one to each child."""
    links: list[tuple[Point, ...]] = [((x, top), (x, children[-1].middle[1]))]
    links.extend(((x, child.middle[1]), (child.x, child.middle[1])) for child in children)
    return links


def shifted(column: Column, x: float) -> Column:
    """The same column further right."""

    def moved(spots: Sequence[Spot]) -> list[Spot]:
        return [Spot(s.node, s.x + x, s.y, s.width, s.height) for s in spots]

    parents = {parent: moved(spots) for parent, spots in column.parents.items()}
    return Column(
        x, column.width, column.y, column.root, moved(column.spots), moved(column.notes), parents
    )
