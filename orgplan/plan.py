"""A plan: where every block ends, and everything that follows from it.

Nothing here knows how a plan was found; the checker and the charts read the same values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from orgplan.organisation import Block, BlockKey, Organisation, Unit
from orgplan.problem import Problem
from orgplan.shown import Shown
from orgplan.text import Text

if TYPE_CHECKING:
    import pandas as pd

Status = Literal["optimal", "feasible", "infeasible", "unknown"]
Fate = Literal["kept", "receives", "merged", "dissolved", "given"]


@dataclass(frozen=True, slots=True)
class Move:
    """One block that changes unit [posts]."""

    unit: str
    function: str | None
    posts: Fraction
    to: str
    given: bool = False


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule or a clause of the structure that a plan breaks.

    Parameters
    ----------
    id
        Id of the rule instance, or of the clause.
    rule
        Name of the rule or clause.
    units
        The units that show it.
    amount
        By how much, in the rule's own unit, or None.
    message
        The sentence for people.
    """

    id: str
    rule: str
    units: tuple[str, ...]
    amount: Fraction | None
    message: Text


@dataclass(frozen=True)
class Plan(Shown):
    """Decisions of a plan over the organisation before.

    Parameters
    ----------
    problem
        What the plan answers.
    ended
        Units that end.
    moved
        Block → receiver, for every block that changes unit; all others stay.
    converted
        Surviving unit → its new kind, for those that change kind.
    """

    problem: Problem
    ended: frozenset[str]
    moved: Mapping[BlockKey, str]
    converted: Mapping[str, str]

    @property
    def before(self) -> Organisation:
        """The organisation that the plan starts from, given changes applied."""
        return self.problem.before

    @cached_property
    def after(self) -> Organisation:
        """The organisation as the plan leaves it, in input order."""
        return Organisation(self._unit_after(unit_id) for unit_id in self.parent_after)

    def _unit_after(self, unit_id: str) -> Unit:
        heads, deputies = self.heads_and_deputies[unit_id]
        return replace(
            self.problem.before[unit_id],
            parent=self.parent_after[unit_id],
            kind=self.kind_after(unit_id),
            blocks=tuple(Block(unit_id, f, p) for f, p in self.posts_after[unit_id].items()),
            present=None,
            heads=heads,
            deputies=deputies,
        )

    @cached_property
    def changes(self) -> pd.DataFrame:
        """One row a unit that the plan touches: fate, receivers, kind and parent before and after.

        Columns: id, name, agency, fate, into (ids), kind, kind_after, parent, parent_after,
        posts (its own before) [posts]; None after for a unit that ends.
        """
        import pandas as pd

        columns = ["id", "name", "agency", "fate", "into", "kind", "kind_after"]
        columns += ["parent", "parent_after", "posts"]
        rows = [self._change(u) for u in self.problem.in_scope if self.touches(u)]
        return pd.DataFrame(rows, columns=columns)

    def touches(self, unit_id: str) -> bool:
        """Whether a unit ended, gained or lost a block, or changed kind or parent."""
        return (
            unit_id in self.ended
            or unit_id in self.changed
            or unit_id in self.converted
            or self.parent_after[unit_id] != self.problem.before.parent(unit_id)
        )

    def _change(self, unit_id: str) -> tuple[object, ...]:
        unit, survives = self.problem.before[unit_id], self.survives(unit_id)
        return (
            unit.id,
            unit.name,
            self.problem.agency[unit_id],
            self.fate(unit_id),
            self.receivers.get(unit_id, ()),
            unit.kind,
            self.kind_after(unit_id) if survives else None,
            unit.parent,
            self.parent_after.get(unit_id),
            float(unit.staff),
        )

    def survives(self, unit_id: str) -> bool:
        """Whether a unit of the organisation before lives on."""
        return unit_id not in self.ended

    @cached_property
    def survivors(self) -> tuple[str, ...]:
        """Surviving internal units in scope, frozen ones included, in input order."""
        return tuple(u for u in self.problem.in_scope if u not in self.ended)

    def kind_after(self, unit_id: str) -> str:
        """Kind of a surviving unit under the plan."""
        return self.converted.get(unit_id, self.problem.before[unit_id].kind)

    def ends_in(self, block: BlockKey) -> str:
        """The unit in which a block ends."""
        return self.moved.get(block, block[0])

    @cached_property
    def leaving(self) -> tuple[tuple[Block, str], ...]:
        """Every block that ends in another unit, and in which, in input order."""
        givers = {unit_id for (unit_id, _), to in self.moved.items() if to != unit_id}
        return tuple(
            (block, to)
            for unit in self.problem.before
            if unit.id in givers
            for block in unit.blocks
            if (to := self.ends_in(block.key)) != unit.id
        )

    @cached_property
    def receivers(self) -> Mapping[str, tuple[str, ...]]:
        """For each unit that gives blocks: the other units that get them, in order of blocks."""
        given: dict[str, dict[str, None]] = {}
        for block, to in self.leaving:
            given.setdefault(block.unit, {})[to] = None
        return {unit_id: tuple(to) for unit_id, to in given.items()}

    @cached_property
    def gained(self) -> frozenset[str]:
        """Units that got a block of another unit."""
        return frozenset(to for (unit_id, _), to in self.moved.items() if to != unit_id)

    @cached_property
    def lost(self) -> frozenset[str]:
        """Surviving units that gave a block away."""
        return frozenset(u for u in self.receivers if u not in self.ended)

    @cached_property
    def changed(self) -> frozenset[str]:
        """Surviving units that gained or lost a block."""
        return (self.gained | self.lost) - self.ended

    def successor(self, unit_id: str) -> str:
        """The unit itself if it survives, else the one in which its lead block ends."""
        if unit_id not in self.ended:
            return unit_id
        return self.ends_in(self.problem.before[unit_id].lead_block.key)

    @cached_property
    def parent_after(self) -> Mapping[str, str | None]:
        """Parent of every surviving unit under the plan."""
        after: dict[str, str | None] = {}
        for unit in self.problem.before:
            if unit.id not in self.ended:
                after[unit.id] = None if unit.parent is None else self.successor(unit.parent)
        return after

    @cached_property
    def children_after(self) -> Mapping[str, tuple[str, ...]]:
        """Surviving direct sub-units of every surviving unit, in input order."""
        below: dict[str, list[str]] = {u: [] for u in self.parent_after}
        for unit_id, parent in self.parent_after.items():
            if parent is not None and parent in below:
                below[parent].append(unit_id)
        return {unit_id: tuple(children) for unit_id, children in below.items()}

    def ancestors_after(self, unit_id: str) -> tuple[str, ...]:
        """Units above under the plan, nearest first; stops where a broken plan has a loop."""
        above: list[str] = []
        seen = {unit_id}
        parent = self.parent_after.get(unit_id)
        while parent is not None and parent not in seen:
            above.append(parent)
            seen.add(parent)
            parent = self.parent_after.get(parent)
        return tuple(above)

    @cached_property
    def posts_after(self) -> Mapping[str, Mapping[str | None, Fraction]]:
        """Function → posts of each unit's own blocks under the plan, its own first [posts]."""
        after = {
            unit.id: {block.function: block.posts for block in unit.blocks}
            for unit in self.problem.before
            if unit.id not in self.ended
        }
        return after | self._posts_of_changed

    @cached_property
    def _posts_of_changed(self) -> dict[str, dict[str | None, Fraction]]:
        """Function → posts of the units that gained or lost a block [posts]."""
        after: dict[str, dict[str | None, Fraction]] = {}
        for unit_id in self.changed:
            blocks = self.problem.before[unit_id].blocks
            staying = (block for block in blocks if self.ends_in(block.key) == unit_id)
            after[unit_id] = {block.function: block.posts for block in staying}
        for block, to in self.leaving:
            if to in after:
                held = after[to]
                held[block.function] = held.get(block.function, Fraction(0)) + block.posts
        return after

    def functions_after(self, unit_id: str) -> tuple[str, ...]:
        """Distinct functions of a unit's own blocks under the plan."""
        if unit_id not in self.changed:
            return self.problem.before[unit_id].functions
        return tuple(f for f in self._posts_of_changed[unit_id] if f is not None)

    @cached_property
    def total_after(self) -> Mapping[str, Fraction]:
        """Posts of each surviving unit and everything below it under the plan [posts].

        They are as before, but for blocks that leave what they stood in or below.
        """
        problem, before = self.problem, self.problem.before
        total = {u: problem.steps_below[u] for u in self.parent_after}  # faster than fractions
        for unit in before:
            if unit.id in self.ended or unit.id in self.lost or unit.id in self.new_superiors:
                for block in unit.blocks:
                    posts, to = problem.in_steps(block.posts), self.ends_in(block.key)
                    _add(-posts, (unit.id, *before.ancestors(unit.id)), total)
                    _add(posts, (to, *self.ancestors_after(to)), total)
        exact = {posts: Fraction(posts, problem.steps) for posts in {*total.values()}}
        return {unit_id: exact[posts] for unit_id, posts in total.items()}

    @cached_property
    def agency_after(self) -> Mapping[str, str | None]:
        """Nearest agency at or above each surviving unit under the plan."""
        nearest: dict[str, str | None] = {}
        for unit_id in self.parent_after:
            if unit_id in self.new_superiors:
                chain = (unit_id, *self.ancestors_after(unit_id))
                nearest[unit_id] = next((u for u in chain if self.problem.is_agency(u)), None)
            else:
                nearest[unit_id] = self.problem.agency[unit_id]
        return nearest

    @cached_property
    def heads_and_deputies(self) -> Mapping[str, tuple[int, int]]:
        """Heads and deputies that end in each surviving unit: they follow the lead block."""
        leaders = dict.fromkeys(self.parent_after, (0, 0))
        for unit in self.problem.before:
            to = self.ends_in(unit.lead_block.key)
            if to in leaders:
                heads, deputies = self.problem.heads(unit.id), unit.deputies or 0
                leaders[to] = (leaders[to][0] + heads, leaders[to][1] + deputies)
        return leaders

    @cached_property
    def leaders_after(self) -> Mapping[str, int]:
        """Heads and deputies together that end in each surviving unit."""
        return {unit_id: sum(both) for unit_id, both in self.heads_and_deputies.items()}

    @cached_property
    def after_count(self) -> Mapping[str, int]:
        """Counted units that the plan leaves in each agency in scope."""
        count = dict.fromkeys(self.problem.agencies_in_scope, 0)
        for unit_id in self.survivors:
            agency = self.agency_after[unit_id]
            if agency in count and self.problem.counts(self.kind_after(unit_id)):
                count[agency] += 1
        return count

    def fate(self, unit_id: str) -> Fate:
        """What becomes of a unit of the original organisation."""
        if unit_id in self.problem.given.ended:
            return "given"
        if unit_id in self.ended:
            return "merged" if len(self.receivers.get(unit_id, ())) < 2 else "dissolved"
        return "receives" if unit_id in self.gained else "kept"

    @cached_property
    def new_superiors(self) -> Mapping[str, str]:
        """Unit with an ended unit above → where the nearest of these ended."""
        before, found = self.problem.before, dict[str, str]()
        for unit_id in before.parents_first:
            parent = before.parent(unit_id)
            if parent in self.ended:
                found[unit_id] = self.successor(parent)
            elif parent in found:
                found[unit_id] = found[parent]
        return found

    @cached_property
    def displaced(self) -> tuple[tuple[Block, str], ...]:
        """Every displaced block and its receiver, in input order."""
        concerned = self.receivers.keys() | self.new_superiors.keys()
        return tuple(
            (block, receiver)
            for unit in self.problem.before
            if unit.id in concerned
            for block in unit.blocks
            if (receiver := self._receiver(block)) is not None
        )

    def _receiver(self, block: Block) -> str | None:
        """The receiver of a displaced block; None if the block is not displaced."""
        to = self.ends_in(block.key)
        return to if to != block.unit else self.new_superiors.get(block.unit)

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """Every block that changes unit, given changes first, in input order."""
        given = self.problem.given
        moves = [
            Move(block.unit, block.function, block.posts, given.holder[block.key], given=True)
            for unit in self.problem.original
            for block in unit.blocks
            if given.holder[block.key] != block.unit
        ]
        moves += [Move(block.unit, block.function, block.posts, to) for block, to in self.leaving]
        return tuple(moves)


def _add(posts: int, places: Iterable[str], total: dict[str, int]) -> None:
    """Add posts to the totals of all places that have one."""
    for place in places:
        if place in total:
            total[place] += posts
