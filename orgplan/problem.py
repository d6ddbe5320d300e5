"""The problem: what may change, what counts, and every quantity that does not depend on a plan."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal

from orgplan.given import GivenChange, GivenOutcome, apply_given
from orgplan.measures import affinity
from orgplan.operations import AcrossEntry, Operations
from orgplan.organisation import Block, BlockKey, Organisation, Unit
from orgplan.ruleset import Ruleset

Baseline = Literal["after_given", "before_given"]


@dataclass(frozen=True)
class Problem:
    """An organisation with the given changes applied, a statute, a scope and operations.

    Parameters
    ----------
    original
        The organisation as the files have it.
    ruleset
        Kinds and leader quotas.
    given
        What the given changes did; `before` is the organisation that the plan starts from.
    scope
        Ids of the agencies that the plan may change.
    operations
        What a plan may do.
    counted_kinds
        Kinds that count, or None for those that the ruleset counts.
    baseline
        What the target measures against.
    """

    original: Organisation
    ruleset: Ruleset
    given: GivenOutcome
    scope: frozenset[str]
    operations: Operations = field(default_factory=Operations)
    counted_kinds: frozenset[str] | None = None
    baseline: Baseline = "after_given"

    @classmethod
    def make(
        cls,
        original: Organisation,
        ruleset: Ruleset,
        *,
        given: Sequence[GivenChange] = (),
        scope: Sequence[str] | None = None,
        operations: Operations | None = None,
        counted_kinds: Sequence[str] | None = None,
        baseline: Baseline = "after_given",
    ) -> Problem:
        """Apply the given changes and resolve the scope.

        `scope` None means every agency; an ended agency means its receiver.
        """
        outcome = apply_given(original, given, lambda kind: ruleset.kind(kind).agency)
        before = outcome.before
        agencies = [unit.id for unit in before if ruleset.kind(unit.kind).agency]
        chosen = agencies if scope is None else [outcome.ended.get(a, a) for a in scope]
        return cls(
            original=original,
            ruleset=ruleset,
            given=outcome,
            scope=frozenset(chosen),
            operations=operations or Operations(),
            counted_kinds=None if counted_kinds is None else frozenset(counted_kinds),
            baseline=baseline,
        )

    @property
    def before(self) -> Organisation:
        """The organisation that the plan starts from, given changes applied."""
        return self.given.before

    def is_agency(self, unit_id: str) -> bool:
        """Whether a unit of `before` is an agency."""
        return self.ruleset.kind(self.before[unit_id].kind).agency

    @cached_property
    def agency(self) -> Mapping[str, str | None]:
        """Nearest agency at or above each unit of `before`."""
        return _agencies(self.before, self.ruleset)

    @cached_property
    def internal(self) -> frozenset[str]:
        """Units of `before` that stand below an agency and are none."""
        return frozenset(u for u, a in self.agency.items() if a is not None and a != u)

    @cached_property
    def in_scope(self) -> tuple[str, ...]:
        """Internal units of `before` in scope, in input order."""
        return tuple(
            u for u in self.before.ids if u in self.internal and self.agency[u] in self.scope
        )

    @cached_property
    def movable(self) -> frozenset[str]:
        """Units that may end, receive, give and convert, unless a rule says otherwise."""
        return frozenset(self.in_scope)

    @cached_property
    def must_survive(self) -> frozenset[str]:
        """Units that no plan touches (not internal, or out of scope) and everything above them."""
        survive: set[str] = set()
        for unit_id in self.before.ids:
            if unit_id not in self.movable:
                survive.add(unit_id)
                survive.update(self.before.ancestors(unit_id))
        return frozenset(survive)

    @cached_property
    def may_end(self) -> frozenset[str]:
        """Movable units without a fixed unit below them."""
        return self.movable - self.must_survive

    @cached_property
    def agencies_in_scope(self) -> tuple[str, ...]:
        """Agencies that the plan may change, in input order."""
        return tuple(u for u in self.before.ids if u in self.scope)

    def counts(self, kind: str) -> bool:
        """Whether internal units of this kind count for the target."""
        if self.counted_kinds is not None:
            return kind in self.counted_kinds
        return self.ruleset.kind(kind).counted

    def kinds_after(self, unit_id: str) -> tuple[str, ...]:
        """The kinds that a unit may have after: its own, and the one it may convert to."""
        if unit_id not in self._kinds_after:
            kind = self.before[unit_id].kind
            target = self.operations.converted(kind) if unit_id in self.movable else None
            self._kinds_after[unit_id] = (kind,) if target is None else (kind, target)
        return self._kinds_after[unit_id]

    @cached_property
    def _kinds_after(self) -> dict[str, tuple[str, ...]]:
        return {}

    @cached_property
    def misplaced(self) -> frozenset[str]:
        """Units whose kind may not stand below that of their parent: something has to change.

        A unit and a parent that are both fixed and out of scope are nobody's concern.
        """
        found = set()
        for unit in self.before:
            above = unit.parent
            if above is None or not (unit.id in self.movable or above in self.movable):
                continue
            if not self.ruleset.kind(self.before[above].kind).may_contain(unit.kind):
                found.add(unit.id)
        return frozenset(found)

    @cached_property
    def kinds_before(self) -> tuple[str, ...]:
        """Kinds of the units in scope."""
        return tuple(dict.fromkeys(self.before[unit_id].kind for unit_id in self.in_scope))

    @cached_property
    def across_naming(self) -> Mapping[str, tuple[AcrossEntry | tuple[str, ...], ...]]:
        """Unit or parent → the across entries that name it as a giver."""
        naming: dict[str, list[AcrossEntry | tuple[str, ...]]] = {}
        for entry in self.operations.across:
            givers = entry.from_ if isinstance(entry, AcrossEntry) else entry
            for name in dict.fromkeys(givers):
                naming.setdefault(name, []).append(entry)
        return {name: tuple(entries) for name, entries in naming.items()}

    def affinity(self, function: str | None, receiver: str) -> Fraction:
        """How close a function is to what the receiver, or a unit below it, does before."""
        if function is None:
            return Fraction(0)
        key = (function, receiver)
        if key not in self._affinities:
            self._affinities[key] = affinity(function, self.before.functions_below[receiver])
        return self._affinities[key]

    @cached_property
    def _affinities(self) -> dict[tuple[str, str], Fraction]:
        return {}

    def heads(self, unit_id: str) -> int:
        """Heads in post; where the table is blank 1 for an internal unit, else 0."""
        heads = self.before[unit_id].heads
        return int(unit_id in self.internal) if heads is None else heads

    def leaders(self, unit_id: str) -> int:
        """Heads and deputies in post."""
        return self.heads(unit_id) + (self.before[unit_id].deputies or 0)

    @cached_property
    def steps(self) -> int:
        """Whole steps in one post: all posts times this are whole numbers."""
        return math.lcm(1, *(block.posts.denominator for block in self.blocks.values()))

    @cached_property
    def block_steps(self) -> Mapping[BlockKey, int]:
        """Posts of every block of `before` [steps]."""
        return {key: self.in_steps(block.posts) for key, block in self.blocks.items()}

    @cached_property
    def affinity_steps(self) -> int:
        """A whole number that makes every affinity whole: codes have few segments."""
        codes = (block.function or "" for block in self.blocks.values())
        deepest = max((code.count("/") + 1 for code in codes), default=1)
        return math.lcm(*range(1, deepest + 1))

    @cached_property
    def blocks(self) -> Mapping[BlockKey, Block]:
        """Every block of `before` by its name, in input order."""
        return {block.key: block for unit in self.before for block in unit.blocks}

    @cached_property
    def function_codes(self) -> tuple[str, ...]:
        """Every function that some unit has, in input order."""
        codes = (block.function for block in self.blocks.values())
        return tuple(dict.fromkeys(code for code in codes if code is not None))

    def in_steps(self, posts: Fraction) -> int:
        """Posts of the organisation in whole steps [1 / `steps` posts]."""
        return posts.numerator * (self.steps // posts.denominator)

    @cached_property
    def steps_below(self) -> Mapping[str, int]:
        """Posts of each unit and everything below it in whole steps."""
        found = {unit.id: sum(map(self.in_steps, _posts(unit))) for unit in self.before}
        for unit_id in reversed(self.before.parents_first):
            parent = self.before.parent(unit_id)
            if parent is not None:
                found[parent] += found[unit_id]
        return found

    def units_named(self, names: Sequence[str]) -> tuple[str, ...]:
        """The units that a list of ids means: an agency stands for every unit in it."""
        named = self.named(names)
        return tuple(u for u in self.before.ids if u in named)

    def named(self, names: Sequence[str]) -> frozenset[str]:
        """The units that a list of ids means, to look one up."""
        key = tuple(names)
        if key not in self._named:
            listed = set(names)
            found = (u for u in self.internal if self.agency[u] in listed)
            self._named[key] = frozenset([*(u for u in listed if u in self.before), *found])
        return self._named[key]

    def named_or_above(self, names: Sequence[str]) -> frozenset[str]:
        """The units that a list of ids means, and everything above them."""
        key = ("above", *names)
        if key not in self._named:
            named = self.named(names)
            above = (a for unit_id in named for a in self.before.ancestors(unit_id))
            self._named[key] = frozenset([*named, *above])
        return self._named[key]

    @cached_property
    def _named(self) -> dict[tuple[str, ...], frozenset[str]]:
        return {}

    def name(self, unit_id: str) -> str:
        """A unit as messages name it: its name and its id."""
        return f"{self.before[unit_id].name} ({unit_id})"

    def same_site(self, unit_id: str, receiver: str) -> bool:
        """Whether two units share a site; an empty site matches every site."""
        a, b = self.before[unit_id].site, self.before[receiver].site
        return not a or not b or a == b

    @cached_property
    def before_after_given(self) -> Mapping[str, int]:
        """Counted units of each agency in scope, given changes applied."""
        count = dict.fromkeys(self.agencies_in_scope, 0)
        for unit_id in self.in_scope:
            agency = self.agency[unit_id]
            if agency is not None and self.counts(self.before[unit_id].kind):
                count[agency] += 1
        return count

    @cached_property
    def before_given(self) -> Mapping[str, int]:
        """Counted units of each agency in scope as the files have them.

        A unit of an ended agency counts where that agency ended.
        """
        count = dict.fromkeys(self.agencies_in_scope, 0)
        for unit_id, agency in _agencies(self.original, self.ruleset).items():
            if agency is None or agency == unit_id:
                continue
            home = self.given.ended.get(agency, agency)
            if home in count and self.counts(self.original[unit_id].kind):
                count[home] += 1
        return count

    def count_of(self, kinds: Sequence[str]) -> Mapping[str, int]:
        """Units of some kinds in each agency in scope, given changes applied."""
        key = tuple(kinds)
        if key not in self._counts:
            count = dict.fromkeys(self.agencies_in_scope, 0)
            for unit_id in self.in_scope:
                agency = self.agency[unit_id]
                if agency is not None and self.before[unit_id].kind in key:
                    count[agency] += 1
            self._counts[key] = count
        return self._counts[key]

    @cached_property
    def _counts(self) -> dict[tuple[str, ...], dict[str, int]]:
        return {}

    @property
    def before_count(self) -> Mapping[str, int]:
        """Counted units of each agency in scope under the scenario's own baseline."""
        return self.before_given if self.baseline == "before_given" else self.before_after_given


def _agencies(organisation: Organisation, ruleset: Ruleset) -> dict[str, str | None]:
    nearest: dict[str, str | None] = {}
    for unit_id in organisation.parents_first:
        unit = organisation[unit_id]
        if ruleset.kind(unit.kind).agency:
            nearest[unit_id] = unit_id
        else:
            nearest[unit_id] = None if unit.parent is None else nearest[unit.parent]
    return nearest


def _posts(unit: Unit) -> Iterator[Fraction]:
    return (block.posts for block in unit.blocks)
