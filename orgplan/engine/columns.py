"""Large plain families as columns: a receiver with the set that it absorbs.

A plan of a family is a choice of columns that cover every member once (set partitioning). With
dual values π of the members and μ of the number of columns, the reduced cost of a column (r, T) is

    cost(r, T) − Σ_{u ∈ T ∪ {r}} π_u − μ.

A column needs r to live on, so a plan has at most one of each receiver, and whatever π and μ are,

    Σ_u π_u + μ · count + Σ_r min(0, least reduced cost of r)

is a bound on every plan with that count (Lagrange). The least is taken over all sets of up to three
members: those among the cheapest M members of each receiver are listed, and all others cost at
least what the next member and the two best cost. Everything is computed in whole numbers, so the
bound is exact for whatever a solver in floating point proposes as dual values.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations

import numpy as np

from orgplan.candidates import Candidates
from orgplan.case import Case
from orgplan.engine.cheap_sets import cheap_sets
from orgplan.engine.plain import (
    closed_pairs,
    judges_sets,
    most_members,
    pair_costs_of,
    set_costs_of,
)
from orgplan.engine.tie_break import changes_of_pairs, ranks_of_pairs
from orgplan.families import Families, Listed, Truth, Whole

FINE = 1 << 12
"""Dual values are whole multiples of a step divided by this."""
FAR = 1 << 55
"""More than any cost in fine steps."""
_ROOM = 1 << 21
"""Numbers in one array."""
_MOST_SETS = 1 << 20
"""Sets of all receivers that are looked for at once."""
_MOST_AT_ONCE = 1 << 16
"""Sets that are held against the rules at once."""


@dataclass(frozen=True)
class Columns:
    """Some columns.

    Parameters
    ----------
    rows
        Places of the members of each, the receiver first; -1 where there are fewer.
    costs
        Objectives of each [whole steps], columns × (tiers + 2).
    """

    rows: Whole
    costs: Whole

    def __len__(self) -> int:
        return len(self.rows)

    def taken(self, which: Whole | Truth) -> Columns:
        """Some of them."""
        return Columns(self.rows[which], self.costs[which])

    def joined(self, others: Columns) -> Columns:
        """These and others."""
        return Columns(
            np.concatenate([self.rows, others.rows]), np.concatenate([self.costs, others.costs])
        )


@dataclass(frozen=True)
class Duals:
    """What a member must bring to pay, and what a column costs besides [fine steps].

    Parameters
    ----------
    members
        π, n numbers.
    column
        μ.
    """

    members: Whole
    column: int


@dataclass(frozen=True)
class Priced:
    """What pricing found.

    Parameters
    ----------
    columns
        Columns with reduced costs up to the ceiling that was asked for [fine steps].
    least
        For each receiver a bound on the reduced costs of all its columns, at most the ceiling.
    complete
        Whether surely no other column is up to the ceiling.
    """

    columns: Columns
    least: Whole
    complete: bool


@dataclass(frozen=True)
class WideFamily:
    """A family whose members can only merge whole, too large for all its sets.

    Parameters
    ----------
    case, candidates, settled, scales
        As for `orgplan.engine.plain.solve_plain`.
    units
        Its members.
    """

    case: Case
    candidates: Candidates
    settled: frozenset[str]
    scales: tuple[int, ...]
    units: tuple[str, ...]

    @cached_property
    def families(self) -> Families:
        """The family as arrays."""
        return Families(self.case.problem, self.candidates, (self.units,))

    @property
    def size(self) -> int:
        """Members, n."""
        return len(self.units)

    @cached_property
    def width(self) -> int:
        """Most members of a set besides the receiver."""
        return min(most_members(self.case), self.size) - 1

    @cached_property
    def counted(self) -> bool:
        """Whether its members count."""
        problem = self.case.problem
        return problem.counts(problem.before[self.units[0]].kind)

    @cached_property
    def closed(self) -> Truth:
        """Where member u may not end in member r, n × n."""
        return np.array(closed_pairs(self.case, self.families, self.settled)[0], dtype=np.bool_)

    @cached_property
    def pairs(self) -> tuple[Whole, ...]:
        """For each objective what it costs that u ends in r, n × n."""
        tiers = zip(self.case.tiers, self.scales, strict=True)
        found = [pair_costs_of(tier, self.families, scale) for tier, scale in tiers]
        found += [changes_of_pairs(self.families), ranks_of_pairs(self.families)]
        return tuple(pair[0] for pair in found)

    @cached_property
    def first(self) -> Whole:
        """The first tier of `pairs`; 0 without any tier."""
        return self.pairs[0] if self.case.tiers else np.zeros_like(self.pairs[0])

    @cached_property
    def least_if_ended(self) -> tuple[int, ...]:
        """No plan costs less in the first tier if so many members end, from none on [steps].

        Each ends where that is cheapest, if no two were to hinder each other; shorter than the
        family where some may not end at all.
        """
        stays = np.diagonal(self.first)
        ends = np.where(self.closed | np.eye(self.size, dtype=np.bool_), FAR, self.first)
        more = np.sort((ends.min(axis=1) - stays)[ends.min(axis=1) < FAR])
        return tuple(int(cost) for cost in int(stays.sum()) + np.append(0, more).cumsum())

    @cached_property
    def most(self) -> tuple[int, ...]:
        """No plan has higher objectives than these."""
        eye = np.eye(self.size, dtype=np.bool_)
        open_pairs = ~self.closed | eye
        found = [int(np.where(open_pairs, pair, 0).max(axis=1).sum()) for pair in self.pairs]
        if judges_sets(self.case):
            for number, extra in enumerate(self._most_of_sets()):
                found[number] += extra
        return tuple(found)

    def _most_of_sets(self) -> Whole:
        """The most that goals add to each objective for whole sets."""
        found = np.zeros(len(self.pairs), dtype=np.int64)
        for receiver in range(self.size):
            others = np.delete(np.arange(self.size), receiver)
            places = np.append(others, -1)[_patterns(self.size - 1, self.width)]
            rows = np.column_stack([np.full(len(places), receiver), places])
            pairs = np.stack([pair[rows, rows[:, :1]].sum(axis=1) for pair in self._padded], axis=1)
            found += (self._costs(rows) - pairs).max(axis=0)
        return found

    @cached_property
    def content(self) -> str:
        """SHA-256 of everything that an answer depends on."""
        families, problem = self.families, self.case.problem
        digest = hashlib.sha256(repr((self.case.rules, self.case.tiers, self.scales)).encode())
        digest.update(repr([problem.ruleset.quota(kind) for kind in families.kinds]).encode())
        digest.update(repr((families.kinds, families.bit_of, problem.steps, self.counted)).encode())
        single = Listed(families, np.arange(self.size)[:, None])
        figures = (single.posts, single.leaders, single.subunits, single.functions, families.kind)
        for array in (self.closed, *self.pairs, *figures):
            digest.update(np.ascontiguousarray(array).tobytes())
        return digest.hexdigest()

    def part(self, places: Whole) -> WideFamily:
        """Some of its members, by place."""
        units = tuple(self.units[place] for place in places)
        return WideFamily(self.case, self.candidates, self.settled, self.scales, units)

    def by_likeness(self) -> Whole:
        """Places of the members, those with like functions next to each other."""
        before = self.case.problem.before
        codes = [
            (sorted(before[unit_id].functions), place) for place, unit_id in enumerate(self.units)
        ]
        return np.array([place for _, place in sorted(codes)], dtype=np.int64)

    # -- columns -----------------------------------------------------------------------------

    def columns(self, rows: Whole) -> tuple[Truth, Columns]:
        """Which sets the rules leave open, and the columns of these alone.

        Parameters
        ----------
        rows
            Places of the members of each set, the receiver first; -1 where there are fewer.
        """
        receiver, others = rows[:, :1], rows[:, 1:]
        barred = np.pad(self.closed, ((0, 1), (0, 0)))  # place -1 is the last row
        found: Truth = np.array(~barred[others, receiver].any(axis=1), dtype=np.bool_)
        for kind, here in self._by_kind(rows):
            for rule in self.case.rules:
                said = rule.closed_sets(Listed(self.families, rows[here]), kind)
                if said is not None:
                    found[here] &= ~said[0]
        return found, Columns(rows[found], self._costs(rows[found]))

    def _by_kind(self, rows: Whole) -> Iterator[tuple[int, Whole]]:
        """A place of each kind with the sets whose receivers are of it: all are judged alike."""
        kinds = self.families.kind[0]
        for kind in range(len(self.families.kinds)):
            here = np.flatnonzero(kinds[rows[:, 0]] == kind)
            if len(here):
                yield int(np.flatnonzero(kinds == kind)[0]), here

    def _costs(self, rows: Whole) -> Whole:
        costs = np.stack([pair[rows, rows[:, :1]].sum(axis=1) for pair in self._padded], axis=1)
        for kind, here in self._by_kind(rows):
            sets = Listed(self.families, rows[here])
            for number, (tier, scale) in enumerate(zip(self.case.tiers, self.scales, strict=True)):
                costs[here, number] += set_costs_of(tier, sets, kind, scale)[0]
        return costs

    @cached_property
    def _padded(self) -> tuple[Whole, ...]:
        """`pairs` with a row of zeros at the end, for the place -1."""
        return tuple(np.pad(pair, ((0, 1), (0, 0))) for pair in self.pairs)

    def priced(
        self, duals: Duals, ceiling: int, listed: int, seen: int | None = None, keep: int = 1 << 60
    ) -> Priced:
        """Columns with reduced costs (of the first tier) up to a ceiling.

        Parameters
        ----------
        ceiling
            Of reduced costs [fine steps].
        listed
            How many members of each receiver are combined; sets with others are bounded only.
        seen
            Most sets of one receiver that are held against the rules, cheapest first; None for all.
        keep
            Most columns of one receiver, the cheapest.
        """
        values, base = self._values(duals)
        listed = min(listed, self.size - 1)
        order = np.argsort(values, axis=0, kind="stable")[: listed + 1]
        ordered = np.take_along_axis(values, order, axis=0).T  # receivers × (listed + 1)
        least = np.minimum(self._beyond(ordered, base, listed), ceiling + 1)
        patterns = _patterns(listed, self.width)
        ordered = np.column_stack([ordered[:, :listed], np.zeros(self.size, dtype=np.int64)])
        places = np.column_stack([order[:listed].T, np.full(self.size, -1)])
        found: list[Columns] = []
        batch = max(1, _ROOM // len(patterns))
        for start in range(0, self.size, batch):
            here = slice(start, start + batch)
            totals = base[here, None] + sum(
                ordered[here, patterns[:, w]] for w in range(self.width)
            )
            rows, unseen = _cheapest(totals, ceiling, seen)
            least[here] = np.minimum(least[here], unseen)
            receivers = start + rows[:, 0]
            others = places[receivers[:, None], patterns[rows[:, 1]]]
            for first in range(0, len(rows), _MOST_AT_ONCE):
                some = slice(first, first + _MOST_AT_ONCE)
                sets = np.column_stack([receivers[some], others[some]])
                columns = self.columns(sets)[1]
                found.append(columns.taken(self.reduced(columns, duals) <= ceiling))
        columns = self._all(found)
        reduced = self.reduced(columns, duals)
        complete = bool((least > ceiling).all())
        np.minimum.at(least, columns.rows[:, 0], reduced)
        chosen = _first_of_each(columns.rows[:, 0], reduced, keep)
        return Priced(columns.taken(chosen), least, complete)

    def every(self, duals: Duals, ceiling: int, keep: int = 1 << 60) -> Priced | None:
        """All columns with reduced costs up to a ceiling, as `priced`; None if too many sets are.

        Every set of pairs that adds up to the ceiling is held against the rules, and no other.
        """
        values, base = self._values(duals)
        order = np.argsort(values.T, axis=1)
        ordered = np.take_along_axis(values.T, order, axis=1)
        sets = cheap_sets(ordered, ceiling - base, self.width, _MOST_SETS)
        if sets is None:
            return None
        receivers, places = sets[:, :1], sets[:, 1:]
        others = np.where(places < 0, -1, order[receivers, places])
        rows = np.column_stack([receivers, others])
        starts = range(0, len(rows), _MOST_AT_ONCE)
        columns = self._all([self.columns(rows[s : s + _MOST_AT_ONCE])[1] for s in starts])
        reduced = self.reduced(columns, duals)
        columns, reduced = columns.taken(reduced <= ceiling), reduced[reduced <= ceiling]
        least = np.full(self.size, ceiling + 1)
        np.minimum.at(least, columns.rows[:, 0], reduced)
        return Priced(columns.taken(_first_of_each(columns.rows[:, 0], reduced, keep)), least, True)

    def _values(self, duals: Duals) -> tuple[Whole, Whole]:
        """What it adds to reduced costs that u ends in r, `FAR` where it may not; r by itself."""
        values = np.where(self.closed, FAR, self.first * FINE - duals.members[:, None])
        np.fill_diagonal(values, FAR)
        return values, np.diagonal(self.first) * FINE - duals.members - duals.column

    def _beyond(self, values: Whole, base: Whole, listed: int) -> Whole:
        """A bound on all sets with a member that is not listed, for each receiver."""
        if listed >= self.size - 1:
            return np.full(self.size, FAR)
        best = np.minimum(values[:, : max(0, self.width - 1)], 0).sum(axis=1)
        return np.array(np.minimum(base + values[:, listed] + best, FAR), dtype=np.int64)

    @property
    def nothing(self) -> Columns:
        """No column at all."""
        width = self.width + 1
        return Columns(np.zeros((0, width), np.int64), np.zeros((0, len(self.pairs)), np.int64))

    def first_costs(self, columns: Columns) -> Whole:
        """The first tier of columns [steps]; 0 without any tier."""
        return np.array(columns.costs[:, 0] * bool(self.case.tiers))

    def reduced(self, columns: Columns, duals: Duals) -> Whole:
        """Reduced costs of columns [fine steps]."""
        paid = np.append(duals.members, 0)[columns.rows].sum(axis=1)
        return np.array(self.first_costs(columns) * FINE - paid - duals.column)

    def _all(self, found: Sequence[Columns]) -> Columns:
        if not found:
            return self.nothing
        return Columns(_joined([c.rows for c in found]), _joined([c.costs for c in found]))

    def bound(self, duals: Duals, least: Whole, low: int, high: int, price: int) -> int:
        """No plan with a count from `low` to `high` costs less, first tier and price [steps].

        Parameters
        ----------
        duals, least
            Dual values, the price being part of that of a column, and what pricing found for them.
        """
        return -(-self.fine_bound(duals, least, low, high, price) // FINE)

    def fine_bound(self, duals: Duals, least: Whole, low: int, high: int, price: int) -> int:
        """The same, not yet rounded up to a whole step [fine steps]."""
        column = duals.column + price * FINE
        total = int(duals.members.sum()) + column * (high if column < 0 else low)
        return total + int(np.minimum(least, 0).sum())


def _cheapest(totals: Whole, ceiling: int, most: int | None) -> tuple[Whole, Whole]:
    """(row, column) of the cheapest up to a ceiling, and for each row a bound on the others."""
    if most is None or most >= totals.shape[1]:
        rows = np.argwhere(totals <= ceiling)
        return rows, np.full(len(totals), FAR)
    near = np.argpartition(totals, most, axis=1)[:, : most + 1]
    values = np.take_along_axis(totals, near, axis=1)
    within = values[:, :most] <= ceiling
    here, places = np.nonzero(within)
    return np.column_stack([here, near[here, places]]), values[:, most]


def _first_of_each(groups: Whole, values: Whole, most: int) -> Whole:
    """Places of the least values of each group."""
    order = np.lexsort((values, groups))
    ordered = groups[order]
    starts = np.searchsorted(ordered, ordered)
    return np.array(order[np.arange(len(order)) - starts < most])


@cache
def _patterns(listed: int, width: int) -> Whole:
    """All sets of up to `width` of so many members, sets × width; place `listed` means none."""
    found = []
    for size in range(width + 1):
        chosen = [*combinations(range(listed), size)]
        rows = np.array(chosen, dtype=np.int64).reshape(len(chosen), size)
        found.append(np.pad(rows, ((0, 0), (0, width - size)), constant_values=listed))
    return np.concatenate(found)


def _joined(arrays: Sequence[Whole]) -> Whole:
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype=np.int64)
