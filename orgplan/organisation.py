"""The organisation: units, the blocks of posts they spend on functions, and the proven forest.

Values are made once and never changed. Posts are exact `Fraction` numbers [posts].
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

import networkx as nx

from orgplan.errors import OrgplanError
from orgplan.shown import Shown

if TYPE_CHECKING:
    import pandas as pd

BlockKey = tuple[str, str | None]
"""A block is named by its unit and its function; None is the general block."""


@dataclass(frozen=True, slots=True)
class Block:
    """The posts that one unit spends on one function.

    Parameters
    ----------
    unit
        Id of the unit.
    function
        Code of the function, or None for the general block.
    posts
        Posts of the block [posts], 0 or more.
    """

    unit: str
    function: str | None
    posts: Fraction

    @property
    def key(self) -> BlockKey:
        """The name of the block."""
        return (self.unit, self.function)


@dataclass(frozen=True, slots=True)
class Unit:
    """One node of the organisation tree.

    Parameters
    ----------
    id, parent, name, kind
        Identity; `parent` is None for a root.
    blocks
        Every post of the unit, split over its functions: at least one block.
    present
        People present [posts], or None if unknown.
    heads, deputies
        Leaders in post, or None where the table says nothing (then 1 and 0 for internal units).
    site, short, note
        Place of work, short name, remark; empty if unknown.
    extra
        Columns that orgplan does not know, kept for exports.
    """

    id: str
    parent: str | None
    name: str
    kind: str
    blocks: tuple[Block, ...]
    present: Fraction | None = None
    heads: int | None = None
    deputies: int | None = None
    site: str = ""
    short: str = ""
    note: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def staff(self) -> Fraction:
        """Posts of the unit itself, without its sub-units [posts]."""
        return sum((block.posts for block in self.blocks), Fraction(0))

    @property
    def functions(self) -> tuple[str, ...]:
        """Codes of the functions, as listed; the general block has none."""
        return tuple(block.function for block in self.blocks if block.function is not None)

    @property
    def lead_block(self) -> Block:
        """The general block if there is one, else the largest block (first listed wins a tie)."""
        for block in self.blocks:
            if block.function is None:
                return block
        return max(self.blocks, key=lambda block: block.posts)


def split_posts(
    unit: str, staff: Fraction, functions: Sequence[tuple[str, Fraction | None]]
) -> tuple[Block, ...]:
    """Split the posts of a unit over its functions.

    Functions with a number take it; those without share the rest equally, in whole posts when
    `staff` and the rest are whole and in hundredths otherwise, earlier functions taking the
    remainder one step each. A rest that nobody takes, or a unit without functions, makes a
    general block.

    Parameters
    ----------
    unit
        Id of the unit.
    staff
        Posts of the unit itself [posts].
    functions
        Codes with their posts, or None where no number was given.

    Returns
    -------
    blocks
        At least one block; their posts sum to `staff`.

    Raises
    ------
    OrgplanError
        If the numbers given exceed `staff` or a code stands twice.
    """
    if len({code for code, _ in functions}) < len(functions):
        raise OrgplanError(f"{unit}: a function is listed twice")
    rest = staff - sum((posts for _, posts in functions if posts is not None), Fraction(0))
    if rest < 0:
        raise OrgplanError(f"{unit}: the functions take more than {staff} posts")
    open_codes = [code for code, posts in functions if posts is None]
    shares: dict[str, Fraction] = {}
    if open_codes:
        whole = staff.denominator == 1 and rest.denominator == 1
        step = Fraction(1) if whole else Fraction(1, 100)
        each, left = divmod(int(rest / step), len(open_codes))
        for place, code in enumerate(open_codes):
            shares[code] = step * (each + (1 if place < left else 0))
    blocks = [
        Block(unit, code, shares[code] if posts is None else posts) for code, posts in functions
    ]
    if not functions or (not open_codes and rest > 0):
        blocks.append(Block(unit, None, rest))
    return tuple(blocks)


class Organisation(Shown):
    """A proven forest of units, in input order.

    Parameters
    ----------
    units
        All units; the order is kept and decides ties everywhere.

    Raises
    ------
    OrgplanError
        If an id is doubled, a parent unknown, or the parents form a cycle. Readers report these
        with their place before they come here.
    """

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units: dict[str, Unit] = {}
        for unit in units:
            if unit.id in self._units:
                raise OrgplanError(f"the id {unit.id!r} stands twice")
            self._units[unit.id] = unit
        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_nodes_from((unit.id, {"unit": unit}) for unit in self._units.values())
        for unit in self._units.values():
            if unit.parent is None:
                continue
            if unit.parent not in self._units:
                raise OrgplanError(f"{unit.id}: unknown parent {unit.parent!r}")
            graph.add_edge(unit.parent, unit.id)
        if not nx.is_directed_acyclic_graph(graph):
            raise OrgplanError("the parents form a cycle")
        self.graph: nx.DiGraph[str] = nx.freeze(graph)

    def __len__(self) -> int:
        return len(self._units)

    def __iter__(self) -> Iterator[Unit]:
        return iter(self._units.values())

    def __contains__(self, unit_id: object) -> bool:
        return unit_id in self._units

    def __getitem__(self, unit_id: str) -> Unit:
        return self._units[unit_id]

    def __repr__(self) -> str:
        return f"Organisation({len(self)} units, {len(self.roots)} roots)"

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """All ids in input order."""
        return tuple(self._units)

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Place of each id in the input, from 0."""
        return MappingProxyType({unit_id: place for place, unit_id in enumerate(self._units)})

    @cached_property
    def roots(self) -> tuple[str, ...]:
        """Units without a parent."""
        return tuple(unit.id for unit in self if unit.parent is None)

    @cached_property
    def _children(self) -> dict[str, tuple[str, ...]]:
        children: dict[str, list[str]] = {unit_id: [] for unit_id in self._units}
        for unit in self:
            if unit.parent is not None:
                children[unit.parent].append(unit.id)
        return {unit_id: tuple(below) for unit_id, below in children.items()}

    def children(self, unit_id: str) -> tuple[str, ...]:
        """Direct sub-units in input order."""
        return self._children[unit_id]

    def parent(self, unit_id: str) -> str | None:
        """Id of the parent, or None for a root."""
        return self._units[unit_id].parent

    def ancestors(self, unit_id: str) -> tuple[str, ...]:
        """Units above, nearest first."""
        above: list[str] = []
        parent = self._units[unit_id].parent
        while parent is not None:
            above.append(parent)
            parent = self._units[parent].parent
        return tuple(above)

    @cached_property
    def parents_first(self) -> tuple[str, ...]:
        """All ids, every unit after its parent, otherwise in input order."""
        ordered: list[str] = []
        stack = list(reversed(self.roots))
        while stack:
            unit_id = stack.pop()
            ordered.append(unit_id)
            stack.extend(reversed(self._children[unit_id]))
        return tuple(ordered)

    @cached_property
    def depth(self) -> Mapping[str, int]:
        """Number of units above each unit."""
        depth: dict[str, int] = {}
        for unit_id in self.parents_first:
            parent = self._units[unit_id].parent
            depth[unit_id] = 0 if parent is None else depth[parent] + 1
        return depth

    def subtree(self, unit_id: str) -> tuple[str, ...]:
        """The unit and everything below it, parents first."""
        below: list[str] = []
        stack = [unit_id]
        while stack:
            here = stack.pop()
            below.append(here)
            stack.extend(reversed(self._children[here]))
        return tuple(below)

    @cached_property
    def total(self) -> Mapping[str, Fraction]:
        """Posts of each unit and everything below it [posts]."""
        total = {unit.id: unit.staff for unit in self}
        for unit_id in reversed(self.parents_first):
            parent = self._units[unit_id].parent
            if parent is not None:
                total[parent] += total[unit_id]
        return MappingProxyType(total)

    @cached_property
    def functions_below(self) -> Mapping[str, frozenset[str]]:
        """Functions of each unit and everything below it."""
        found: dict[str, frozenset[str]] = {unit.id: frozenset(unit.functions) for unit in self}
        for unit_id in reversed(self.parents_first):
            parent = self._units[unit_id].parent
            if parent is not None:
                found[parent] |= found[unit_id]
        return MappingProxyType(found)

    @cached_property
    def units(self) -> pd.DataFrame:
        """One row a unit: id, parent, name, kind, staff [posts], leaders, site, short, note."""
        import pandas as pd

        return pd.DataFrame(
            [
                {
                    "id": unit.id,
                    "parent": unit.parent,
                    "name": unit.name,
                    "kind": unit.kind,
                    "staff": float(unit.staff),
                    "total": float(self.total[unit.id]),
                    "present": None if unit.present is None else float(unit.present),
                    "heads": unit.heads,
                    "deputies": unit.deputies,
                    "site": unit.site,
                    "short": unit.short,
                    "note": unit.note,
                }
                for unit in self
            ]
        )

    @cached_property
    def blocks(self) -> pd.DataFrame:
        """One row a block: unit, function (None: general block), posts [posts]."""
        import pandas as pd

        return pd.DataFrame(
            [
                {"unit": block.unit, "function": block.function, "posts": float(block.posts)}
                for unit in self
                for block in unit.blocks
            ],
            columns=["unit", "function", "posts"],
        )
