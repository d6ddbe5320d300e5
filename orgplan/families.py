"""Families of siblings that can only merge whole: many of them, and all their sets, as arrays.

Where units of one parent can do nothing but merge whole with each other, a plan is a partition of
the family into sets, each held by one of its members, the receiver. A rule or a goal that concerns
one receiver then answers for every set at once. `Families` holds many families of equal size n,
`Sets` all their 2^n sets; set s contains the sibling at place u if bit u of s is 1.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
import numpy.typing as npt

from orgplan.candidates import Candidates
from orgplan.measures import similarity
from orgplan.organisation import Unit
from orgplan.problem import Problem

Whole = npt.NDArray[np.int64]
Truth = npt.NDArray[np.bool_]
Bits = npt.NDArray[np.uint64]

MOST_FUNCTIONS = 63
"""Functions that one family may have, so that a set of them fits into one number."""


@dataclass(frozen=True)
class Families:
    """Families of equal size, and what rules and goals ask of their members.

    Parameters
    ----------
    problem, candidates
        What the families belong to.
    units
        Ids, a row a family, in input order; F rows of n.
    """

    problem: Problem
    candidates: Candidates
    units: tuple[tuple[str, ...], ...]

    @property
    def size(self) -> int:
        """Siblings in each family, n."""
        return len(self.units[0])

    @property
    def shape(self) -> tuple[int, int]:
        """Families and siblings (F, n)."""
        return len(self.units), self.size

    def each(self, measure: Callable[[str], int]) -> Whole:
        """A whole number of every member, F × n."""
        flat = [measure(unit_id) for row in self.units for unit_id in row]
        return np.array(flat, dtype=np.int64).reshape(self.shape)

    def true_of(self, test: Callable[[str], bool]) -> Truth:
        """Whether something holds for every member, F × n."""
        return self.each(lambda unit_id: int(test(unit_id))).astype(np.bool_)

    @cached_property
    def members(self) -> tuple[tuple[Unit, ...], ...]:
        """The units themselves, a row a family."""
        before = self.problem.before
        return tuple(tuple(before[unit_id] for unit_id in row) for row in self.units)

    @cached_property
    def posts(self) -> Whole:
        """Posts of each member and everything below it [steps of the problem], F × n."""
        return self.each(lambda unit_id: self.problem.steps_below[unit_id])

    @cached_property
    def own_posts(self) -> Whole:
        """Posts of each member itself [steps of the problem], F × n."""
        return np.array(self._block_posts.sum(axis=2), dtype=np.int64)

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of the members, each once."""
        return tuple(dict.fromkeys(unit.kind for row in self.members for unit in row))

    @cached_property
    def kind(self) -> Whole:
        """Place of each member's kind in `kinds`, F × n."""
        place = {kind: number for number, kind in enumerate(self.kinds)}
        return self.each(lambda unit_id: place[self.problem.before[unit_id].kind])

    def by_kind(self, figure: Callable[[str], int | None], otherwise: int) -> Whole:
        """A figure of each member's kind, F × n; `otherwise` where it is None."""
        figures = [figure(kind) for kind in self.kinds]
        table = np.array([otherwise if f is None else f for f in figures], dtype=np.int64)
        return table[self.kind]

    @cached_property
    def open_pairs(self) -> Truth:
        """Whether the structure lets member u end in member r, F × n × n; False for u = r."""
        found = np.zeros((*self.shape, self.size), dtype=np.bool_)
        may_end, of = self.problem.may_end, self.candidates.of
        for f, row in enumerate(self.units):
            for u, unit_id in enumerate(row):
                if unit_id in may_end:
                    ways = of[unit_id]
                    found[f, u] = [receiver in ways for receiver in row]
        return found

    @cached_property
    def other_site(self) -> Truth:
        """Whether the sites of two members are known and differ, F × n × n."""
        sites = {"": 0}
        site = self.each(lambda u: sites.setdefault(self.problem.before[u].site, len(sites)))
        known = site > 0
        differ = site[:, :, None] != site[:, None, :]
        return np.array(differ & known[:, :, None] & known[:, None, :], dtype=np.bool_)

    # -- functions ---------------------------------------------------------------------------

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Functions that concern the families: those of their members and of what is below."""
        below = self.problem.before.functions_below
        return tuple(dict.fromkeys(c for row in self.units for u in row for c in sorted(below[u])))

    @cached_property
    def _code_place(self) -> dict[str, int]:
        return {code: place for place, code in enumerate(self.codes)}

    @cached_property
    def _most_blocks(self) -> int:
        return max(len(unit.blocks) for row in self.members for unit in row)

    @cached_property
    def blocks(self) -> Whole:
        """Number of blocks of each member, F × n."""
        return self.each(lambda unit_id: len(self.problem.before[unit_id].blocks))

    @cached_property
    def _block_posts(self) -> Whole:
        """Posts of each block [steps], F × n × most blocks; 0 where there is no such block."""
        found = np.zeros((*self.shape, self._most_blocks), dtype=np.int64)
        in_steps = self.problem.in_steps
        for f, row in enumerate(self.members):
            for u, unit in enumerate(row):
                for b, block in enumerate(unit.blocks):
                    found[f, u, b] = in_steps(block.posts)
        return found

    @cached_property
    def _block_code(self) -> Whole:
        """Place of each block's function in `codes`, F × n × most blocks; -1 for none."""
        found = np.full((*self.shape, self._most_blocks), -1, dtype=np.int64)
        place = self._code_place
        for f, row in enumerate(self.members):
            for u, unit in enumerate(row):
                for b, block in enumerate(unit.blocks):
                    if block.function is not None:
                        found[f, u, b] = place[block.function]
        return found

    def mismatch(self, unknown: Fraction, parts: int) -> Whole:
        """What it costs that member u ends in r, posts × (1 − affinity), F × n × n.

        Parameters
        ----------
        unknown
            Cost of one post without function [posts].
        parts
            The costs are in steps of the problem divided by this.
        """
        misfit = self._misfit(parts)
        general = np.full((*self.shape, 1), int(unknown * parts), dtype=np.int64)
        cost = np.concatenate([misfit, general], axis=2)  # the last column is "no function"
        families = np.arange(self.shape[0])[:, None, None, None]
        receivers = np.arange(self.size)[None, None, :, None]
        each = cost[families, receivers, self._block_code[:, :, None, :]]
        return np.array((each * self._block_posts[:, :, None, :]).sum(axis=3))

    def _misfit(self, parts: int) -> Whole:
        """parts × (1 − affinity) of every code to every member, F × n × codes."""
        likeness = _likeness(self.codes, parts)
        rows: dict[frozenset[str], Whole] = {}
        below = self.problem.before.functions_below
        found = np.full((*self.shape, len(self.codes)), parts, dtype=np.int64)
        for f, row in enumerate(self.units):
            for u, unit_id in enumerate(row):
                known = below[unit_id]
                if known and known not in rows:
                    places = [self._code_place[code] for code in known]
                    rows[known] = parts - likeness[places].max(axis=0)
                if known:
                    found[f, u] = rows[known]
        return found

    @cached_property
    def functions(self) -> Bits:
        """The functions of each member's own blocks as bits, numbered family by family, F × n."""
        found = np.zeros(self.shape, dtype=np.uint64)
        for f, row in enumerate(self.members):
            bit = self.bit_of[f]
            for u, unit in enumerate(row):
                found[f, u] = sum(1 << bit[code] for code in unit.functions)
        return found

    @cached_property
    def bit_of(self) -> tuple[dict[str, int], ...]:
        """For each family: function → its bit."""
        rows = []
        for row in self.members:
            codes = dict.fromkeys(code for unit in row for code in unit.functions)
            rows.append({code: bit for bit, code in enumerate(codes)})
        return tuple(rows)

    def bits_where(self, test: Callable[[str], bool]) -> Bits:
        """The bits of the functions for which something holds, one number a family, F."""
        known: dict[str, bool] = {}
        rows = []
        for bit in self.bit_of:
            for code in bit:
                if code not in known:
                    known[code] = test(code)
            rows.append(sum(1 << place for code, place in bit.items() if known[code]))
        return np.array(rows, dtype=np.uint64)


def _likeness(codes: Sequence[str], parts: int) -> Whole:
    """parts × similarity of every pair of codes, C × C."""
    found = np.zeros((len(codes), len(codes)), dtype=np.int64)
    first: dict[str, list[int]] = {}
    for place, code in enumerate(codes):
        first.setdefault(code.split("/", 1)[0], []).append(place)
    for places in first.values():  # codes that differ in the first segment have nothing in common
        for a in places:
            for b in places:
                found[a, b] = int(similarity(codes[a], codes[b]) * parts)
    return found


@dataclass(frozen=True)
class Sets:
    """Every set of members of some families, as arrays over F families and 2^n sets."""

    families: Families

    @cached_property
    def size(self) -> Whole:
        """Members of each set, 2^n."""
        return np.array(np.bitwise_count(np.arange(1 << self.families.size)), dtype=np.int64)

    @property
    def changed(self) -> Truth:
        """Whether the receiver gains a block: more than one member, 2^n."""
        return np.array(self.size > 1, dtype=np.bool_)

    @cached_property
    def posts(self) -> Whole:
        """Posts of each set with everything below [steps of the problem], F × 2^n."""
        return sums(self.families.posts)

    @cached_property
    def leaders(self) -> Whole:
        """Leaders of each set, F × 2^n."""
        return sums(self.families.each(self.families.problem.leaders))

    @cached_property
    def subunits(self) -> Whole:
        """Direct sub-units of each set, F × 2^n."""
        before = self.families.problem.before
        return sums(self.families.each(lambda unit_id: len(before.children(unit_id))))

    @cached_property
    def functions(self) -> Bits:
        """Functions of each set as bits, F × 2^n."""
        found = np.zeros((self.families.shape[0], 1), dtype=np.uint64)
        for u in range(self.families.size):
            found = np.concatenate([found, found | self.families.functions[:, u : u + 1]], axis=1)
        return found


@dataclass(frozen=True)
class Listed(Sets):
    """Only some sets of the members of families too large for all of them: F × S instead of 2^n.

    Parameters
    ----------
    rows
        Places of the members of each set, S × width; -1 where there are fewer.
    """

    rows: Whole

    @cached_property
    def size(self) -> Whole:
        """Members of each set, S."""
        return np.array((self.rows >= 0).sum(axis=1), dtype=np.int64)

    @cached_property
    def posts(self) -> Whole:
        """Posts of each set with everything below [steps of the problem], F × S."""
        return self._sums(self.families.posts)

    @cached_property
    def leaders(self) -> Whole:
        """Leaders of each set, F × S."""
        return self._sums(self.families.each(self.families.problem.leaders))

    @cached_property
    def subunits(self) -> Whole:
        """Direct sub-units of each set, F × S."""
        before = self.families.problem.before
        return self._sums(self.families.each(lambda unit_id: len(before.children(unit_id))))

    @cached_property
    def functions(self) -> Bits:
        """Functions of each set as bits, F × S."""
        held = np.pad(self.families.functions, ((0, 0), (0, 1)))
        found = np.bitwise_or.reduce(held[:, self.rows], axis=2)
        return np.array(found, dtype=np.uint64)

    def _sums(self, figures: Whole) -> Whole:
        padded = np.pad(figures, ((0, 0), (0, 1)))  # place -1 is the zero at the end
        return np.array(padded[:, self.rows].sum(axis=2), dtype=np.int64)


def sums(figures: Whole) -> Whole:
    """The sum over every set of members, F × 2^n from F × n."""
    found = np.zeros((figures.shape[0], 1), dtype=np.int64)
    for u in range(figures.shape[1]):
        found = np.concatenate([found, found + figures[:, u : u + 1]], axis=1)
    return found
