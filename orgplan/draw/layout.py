"""Places for the boxes of a tree: a row of children with their sub-units hanging below, or columns.

Pure geometry in millimetres; it knows nothing of units, words or outputs. The caller says how
high the box of a node is at a given width; boxes never overlap, and a tree too large for one
sheet goes on, with a note that repeats the parent, in the next column or on the next sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orgplan.draw.hanging import (
    INDENT,
    SKIP,
    SPINE,
    Column,
    Item,
    Measure,
    Point,
    Spot,
    Tree,
    depth,
    groups,
    shifted,
    spine,
)

GAP = 4.0
"""Between columns [mm]."""
DROP = 3.2
"""From the root to the bus, and from the bus to the columns [mm]."""
ROOT_WIDTH = 96.0
LEAST_WIDTH = 27.0
"""Narrowest box [mm]."""
MOST_WIDTH = 62.0
"""Widest box of a column [mm]."""
MOST_ROW_WIDTH = 46.0
"""Widest box of a row [mm]."""


@dataclass(frozen=True)
class Sheet:
    """The part of a tree that fits one area.

    Parameters
    ----------
    spots
        Boxes of nodes; over all sheets each node has exactly one.
    notes
        Words that repeat a node whose sub-units go on here.
    links
        Lines between boxes.
    height
        Lowest edge [mm].
    """

    spots: tuple[Spot, ...]
    notes: tuple[Spot, ...]
    links: tuple[tuple[Point, ...], ...]
    height: float


def row(tree: Tree, measure: Measure, width: float) -> Sheet | None:
    """All children of the root side by side, what is below them hanging under each.

    Returns
    -------
    sheet
        The layout from y = 0, however high; None where the boxes would be too narrow.
    """
    lists = groups(tree)
    count = len(tree.below(tree.root))
    root = _root_spot(tree, measure, width)
    if count == 0:
        return Sheet((root,), (), (), root.height)
    wide = min(MOST_ROW_WIDTH, (width - GAP * (count - 1)) / count)
    if len(lists) > count or wide - INDENT * depth(tree) < LEAST_WIDTH:
        return None
    left = (width - count * wide - GAP * (count - 1)) / 2
    top = root.height + 2 * DROP
    heads = max(measure(items[0].node, wide) for items in lists)
    spots, links = [root], []
    for number, items in enumerate(lists):
        x = left + number * (wide + GAP)
        column = Column(x - INDENT, wide + INDENT, top, tree.root)
        column.spots.append(Spot(items[0].node, x, top, wide, heads))
        column.y = top + heads + SKIP
        for item in items[1:]:
            column.place(item, measure)
        spots.extend(column.spots)
        links.extend(column.links())
        links.append(((x + wide / 2, root.height + DROP), (x + wide / 2, top)))
    links.extend(_bus(root, [left + wide / 2, left + (count - 1) * (wide + GAP) + wide / 2]))
    return Sheet(tuple(spots), (), tuple(links), max(s.y + s.height for s in spots))


def columns(
    tree: Tree,
    measure: Measure,
    note: Measure,
    width: float,
    height: float,
    count: int,
    keep: bool = True,
) -> tuple[Sheet, ...]:
    """The tree as indented lists that fill `count` columns a sheet, sheet after sheet.

    Parameters
    ----------
    tree
        What to place.
    measure, note
        Height of the box of a node, and of the words that repeat it, at a given width.
    width, height
        The area of a sheet [mm].
    count
        Columns of a sheet.
    keep
        Whether a child of the root and all below it go to one column wherever that is possible.
    """
    packer = _Packer(tree, measure, note, width, height, count, keep)
    for group in groups(tree):
        packer.add(group)
    return packer.sheets()


def column_counts(tree: Tree, width: float) -> range:
    """How many columns are possible, most first."""
    least = LEAST_WIDTH + INDENT * (depth(tree) + 1)
    return range(max(1, int((width + GAP) / (least + GAP))), 0, -1)


def _root_spot(tree: Tree, measure: Measure, width: float) -> Spot:
    wide = min(ROOT_WIDTH, width)
    return Spot(tree.root, (width - wide) / 2, 0.0, wide, measure(tree.root, wide))


def _bus(root: Spot, drops: Sequence[float]) -> list[tuple[Point, ...]]:
    middle, bottom = root.middle[0], root.y + root.height
    ends = [*drops, middle]
    bus = ((min(ends), bottom + DROP), (max(ends), bottom + DROP))
    links: list[tuple[Point, ...]] = [((middle, bottom), (middle, bottom + DROP))]
    return links if bus[0] == bus[1] else [*links, bus]


class _Packer:
    """Fills columns from the left, and sheets one after the other."""

    def __init__(
        self,
        tree: Tree,
        measure: Measure,
        note: Measure,
        width: float,
        height: float,
        count: int,
        keep: bool,
    ) -> None:
        self.tree, self.measure, self.note = tree, measure, note
        self.width, self.height, self.count, self.keep = width, height, count, keep
        most = MOST_WIDTH + INDENT * (depth(tree) + 1)
        self.wide = min(most, (width - GAP * (count - 1)) / count)
        self.pages: list[list[Column]] = [[]]
        self.open_column()

    def root(self, page: int) -> Spot:
        """The root on the first sheet, the words that repeat it on the others."""
        return _root_spot(self.tree, self.measure if page == 0 else self.note, self.width)

    def open_column(self) -> None:
        """Begin an empty column, on a new sheet where this one has as many as it may."""
        if len(self.pages[-1]) == self.count:
            self.pages.append([])
        top = self.root(len(self.pages) - 1).height + 2 * DROP
        self.column = Column(0.0, self.wide, top, self.tree.root)
        self.top = top
        self.pages[-1].append(self.column)

    def add(self, group: Sequence[Item]) -> None:
        """Place an indented list where the last one ended.

        With `keep` it goes to a new column where it fits into one but not into the rest of this one
        [mm]. An item is not parted from the first one below it, nor from the words that repeat its
        parent, unless a whole column is too short for them.
        """
        if self.keep:
            whole = sum(self.measure(i.node, self.column.box(i.level)[1]) + SKIP for i in group)
            if self.height - self.column.y < whole - SKIP <= self.height - self.top:
                self.next_column()
        for item, after in zip(group, (*group[1:], None), strict=True):
            needed = self.column.needed(item, self.measure, self.note)
            if after is not None and after.parent == item.node:
                needed += SKIP + self.measure(after.node, self.column.box(after.level)[1])
            if self.column.y + needed > self.height + 1e-6:
                self.next_column()
            self.column.place(item, self.measure, self.note)

    def next_column(self) -> None:
        """Begin a new column, unless this one is empty still."""
        if self.column.spots:
            self.open_column()

    def sheets(self) -> tuple[Sheet, ...]:
        """The finished sheets, columns centred."""
        return tuple(self.sheet(n, page) for n, page in enumerate(self.pages))

    def sheet(self, number: int, page: Sequence[Column]) -> Sheet:
        """A sheet, numbered from 0, with its columns in the middle of the width [mm]."""
        root = self.root(number)
        used = [column for column in page if column.spots]
        taken = len(used) * (self.wide + GAP) - GAP
        left = (self.width - taken) / 2 - INDENT / 2
        spots, notes, drops = [], [], []
        links: list[tuple[Point, ...]] = []
        for place, unmoved in enumerate(used):
            column = shifted(unmoved, max(-SPINE, left) + place * (self.wide + GAP))
            spots.extend(column.spots)
            notes.extend(column.notes)
            links.extend(column.links())
            top_level = column.parents.get(self.tree.root, [])
            if top_level:
                drops.append(column.x + SPINE)
                links.extend(spine(drops[-1], root.height + DROP, top_level))
        if drops:
            links.extend(_bus(root, drops))
        (spots if number == 0 else notes).insert(0, root)
        lowest = max(spot.y + spot.height for spot in (*spots, *notes))
        return Sheet(tuple(spots), tuple(notes), tuple(links), lowest)
