"""Plain families: siblings that can do nothing but merge whole, solved by sets instead of a solver.

What rules and goals say of pairs and sets (`Rule.closed_pairs`, `Goal.set_costs`, …) becomes the
costs of a dynamic programme (`orgplan.engine.partition`). Families of one size are solved together,
in batches that keep memory small.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from orgplan.candidates import Candidates
from orgplan.case import Case
from orgplan.engine.partition import NEVER, Packing, Truth, Whole, best_partitions
from orgplan.engine.tie_break import changes_of_pairs, ranks_of_pairs
from orgplan.families import MOST_FUNCTIONS, Families, Sets, sums
from orgplan.goals import Goal, Tier
from orgplan.organisation import Organisation

MOST_SIBLINGS = 13
"""Siblings in a family that is still solved by sets: 3^n steps."""
_ROOM = 1 << 22
"""Numbers in one array of a batch: with fewer, calls cost more than what they do."""
MOST_MEMBERS = 4
"""Units in the largest set of a family that is solved by columns (`orgplan.engine.columns`)."""
MOST_LISTED = 50
"""Siblings of a family of which all sets so large can be listed."""


@dataclass(frozen=True)
class PlainFamilies:
    """Families of one size with the best costs at each count.

    Parameters
    ----------
    before
        The organisation that they stand in.
    units
        Ids, a row a family.
    start
        Count of the first column.
    feasible
        F × counts.
    costs
        F × counts × (tiers + 2).
    receivers
        F × counts × n places.
    """

    before: Organisation
    units: tuple[tuple[str, ...], ...]
    start: int
    feasible: Truth
    costs: Whole
    receivers: np.ndarray[tuple[int, ...], np.dtype[np.int8]]

    def ended(self, family: int, count: int) -> Iterator[tuple[str, str]]:
        """Who ends where in the best plan of a family with that count."""
        row = self.units[family]
        for place, receiver in enumerate(self.receivers[family, count - self.start]):
            if receiver != place:
                yield row[place], row[receiver]


@dataclass(frozen=True)
class Plainness:
    """Tells which components are plain families.

    Parameters
    ----------
    case, candidates
        What is to be solved.
    settled
        Units that live on and are not flattened.
    """

    case: Case
    candidates: Candidates
    settled: frozenset[str]

    def of(self, units: Sequence[str]) -> bool:
        """Whether a component is a family that `solve_plain` can solve."""
        return len(units) <= MOST_SIBLINGS and self._whole_only(units)

    def large(self, units: Sequence[str]) -> bool:
        """Whether only its size keeps a family from being plain, and receivers absorb few."""
        return (
            len(units) > MOST_SIBLINGS
            and most_members(self.case) <= MOST_MEMBERS
            and (len(units) <= MOST_LISTED or not judges_sets(self.case))
            and self._whole_only(units)
        )

    def _whole_only(self, units: Sequence[str]) -> bool:
        """Whether the units are siblings that can do nothing but merge whole."""
        problem = self.case.problem
        parents = {problem.before.parent(u) for u in units}
        counted = {problem.counts(problem.before[u].kind) for u in units}
        return (
            len(parents) == 1
            and len(counted) == 1
            and (len(units) == 1 or problem.operations.merging)
            and all(self._moves_whole(u) for u in units)
            and self._few_functions(units)
            and not any(rule.beyond_sets(problem, units) for rule in self.case.rules)
            and not any(g.beyond_sets() for tier in self.case.tiers for g, _ in tier.terms)
        )

    def _moves_whole(self, unit_id: str) -> bool:
        problem = self.case.problem
        operations = problem.operations
        ends = unit_id in problem.may_end and unit_id not in self.settled
        return (
            len(problem.kinds_after(unit_id)) == 1
            and problem.misplaced.isdisjoint((unit_id, *problem.before.children(unit_id)))
            and not (ends and problem.before.children(unit_id))
            and not (ends and self.candidates.splittable(unit_id))
            and not (
                operations.transferring
                and any(map(operations.may_transfer, problem.before[unit_id].functions))
            )
        )

    def _few_functions(self, units: Sequence[str]) -> bool:
        before = self.case.problem.before
        return len({f for u in units for f in before[u].functions}) <= MOST_FUNCTIONS


def most_members(case: Case) -> int:
    """Most units of which any unit may consist afterwards, by the rules."""
    found = [rule.most_members() for rule in case.rules]
    return min((most for most in found if most is not None), default=1 << 30)


def judges_sets(case: Case) -> bool:
    """Whether some goal costs something that depends on a whole set."""
    goals = [type(goal).set_costs for tier in case.tiers for goal, _ in tier.terms]
    return any(costs is not Goal.set_costs for costs in goals)


def tier_scale(tier: Tier, case: Case) -> int:
    """Whole steps in one unit of a tier: every value of it, times this, is a whole number."""
    return math.lcm(1, *(goal.parts(case.problem) for goal, _ in tier.terms))


def solve_plain(
    case: Case,
    candidates: Candidates,
    settled: frozenset[str],
    units: tuple[tuple[str, ...], ...],
    scales: Sequence[int],
) -> PlainFamilies:
    """Solve families of one size.

    Parameters
    ----------
    case, candidates, settled
        As for `Plainness`.
    units
        Ids, a row a family.
    scales
        Whole steps in one unit of each tier.
    """
    size = len(units[0])
    batch = max(1, _ROOM // ((size + 1) << size))
    found = []
    for first in range(0, len(units), batch):
        families = Families(case.problem, candidates, units[first : first + batch])
        found.append(_solve(case, families, settled, scales))
    counted = case.problem.counts(case.problem.before[units[0][0]].kind)
    return PlainFamilies(
        case.problem.before,
        units,
        1 if counted else 0,
        np.concatenate([each[0] for each in found]),
        np.concatenate([each[1] for each in found]),
        np.concatenate([each[2] for each in found]),
    )


Solved = tuple[Truth, Whole, np.ndarray[tuple[int, ...], np.dtype[np.int8]]]
"""Feasible, costs and receivers, as in `PlainFamilies`."""


def _solve(
    case: Case, families: Families, settled: frozenset[str], scales: Sequence[int]
) -> Solved:
    """Feasible, costs and receivers of one batch at each count (a single column if none counts)."""
    sets = Sets(families)
    closed = closed_pairs(case, families, settled)
    tiers = tuple(zip(case.tiers, scales, strict=True))
    pairs = [pair_costs_of(tier, families, scale) for tier, scale in tiers]
    pairs += [changes_of_pairs(families), ranks_of_pairs(families)]
    members = min(most_members(case), families.size)
    most = [_most_of_pairs(pair, closed, members) for pair in pairs]
    by_place: list[tuple[Truth, list[Whole]]] = []
    for place in range(families.size):
        may_hold = open_sets(case, sets, closed, place)
        of_sets = [set_costs_of(tier, sets, place, scale) for tier, scale in tiers]
        for number, cost in enumerate(of_sets):
            if cost.any():
                most[number] += int(np.where(may_hold, cost, 0).max())
        by_place.append((may_hold, of_sets))
    packing = Packing.of(most)
    packed = packing.pack(pairs)
    words = [
        _words(packing, may_hold, [pair[:, :, place] for pair in packed], of_sets)
        for place, (may_hold, of_sets) in enumerate(by_place)
    ]
    best = best_partitions(words)
    feasible = best.words[0] < NEVER
    counted = case.problem.counts(families.members[0][0].kind)
    if counted:
        return feasible[:, 1:], packing.unpack(best.words)[:, 1:], best.receivers[:, 1:]
    return _best_of_all(best.words, feasible, packing, best.receivers)


def _best_of_all(
    words: Sequence[Whole],
    feasible: Truth,
    packing: Packing,
    receivers: np.ndarray[tuple[int, ...], np.dtype[np.int8]],
) -> Solved:
    """Where no unit counts, only the best partition of each family matters."""
    from orgplan.engine.partition import least

    found, place = least(words, axis=1)
    rows = np.arange(len(place))
    costs = packing.unpack([word[:, None] for word in found])
    return np.asarray(feasible.any(axis=1))[:, None], costs, receivers[rows, place][:, None]


def _most_of_pairs(costs: Whole, closed: Truth, members: int) -> int:
    """What no partition's pairs exceed: every receiver holds the members that cost most there."""
    dearest = np.sort(np.where(closed, 0, costs), axis=1)[:, -members:]
    return int(dearest.sum(axis=1).max(axis=0).sum())


def _words(
    packing: Packing, may_hold: Truth, pairs: Sequence[Whole], of_sets: Sequence[Whole]
) -> list[Whole]:
    """Words of every set at one receiver, from those of its pairs and the costs of whole sets."""
    untied = [np.zeros((1, 1), dtype=np.int64)] * (packing.depth - len(of_sets))
    words = [
        sums(pair) + whole
        for pair, whole in zip(pairs, packing.pack([*of_sets, *untied]), strict=True)
    ]
    words[0] = np.where(may_hold, words[0], NEVER)
    return words


def closed_pairs(case: Case, families: Families, settled: frozenset[str]) -> Truth:
    """Where member u may not end in member r, F × n × n; never True for u = r."""
    fixed = families.true_of(settled.__contains__)
    closed = np.array(~families.open_pairs | fixed[:, :, None])
    for rule in case.rules:
        said = rule.closed_pairs(families)
        if said is not None:
            closed = closed | said
    return closed & ~np.eye(families.size, dtype=np.bool_)


def open_sets(case: Case, sets: Sets, closed: Truth, place: int) -> Truth:
    """Which sets the member at a place may hold, F × 2^n."""
    size = sets.families.size
    members = np.arange(1 << size)
    barred = np.zeros((sets.families.shape[0], 1), dtype=np.int64)
    for u in range(size):
        barred |= closed[:, u, place, None].astype(np.int64) << u
    found = ((members >> place) & 1 == 1)[None, :] & ((members[None, :] & barred) == 0)
    for rule in case.rules:
        said = rule.closed_sets(sets, place)
        if said is not None:
            found = found & ~said
    return np.asarray(found, dtype=np.bool_)


def pair_costs_of(tier: Tier, families: Families, scale: int) -> Whole:
    """What it adds to a tier that member u ends in member r [whole steps], F × n × n."""
    found = np.zeros((*families.shape, families.size), dtype=np.int64)
    for goal, weight in tier.terms:
        said = goal.pair_costs(families)
        if said is not None:
            costs, parts = said
            found = found + costs * (weight * (scale // parts))
    return found


def set_costs_of(tier: Tier, sets: Sets, place: int, scale: int) -> Whole:
    """What it adds to a tier that the member at a place holds a set [whole steps], F × sets."""
    found = np.zeros((1, 1), dtype=np.int64)
    for goal, weight in tier.terms:
        said = goal.set_costs(sets, place)
        if said is not None:
            costs, parts = said
            found = found + costs * (weight * (scale // parts))
    return found
