"""What rules and goals say of pairs and sets of siblings is what they say of the plan.

Every rule and every goal of the lists is looked at, on every way to merge whole siblings of random
organisations: so a new one is covered, and what it says of `beyond_sets` is held against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from orgplan.candidates import Candidates
from orgplan.case import Case
from orgplan.families import Families, Sets
from orgplan.goals import GOALS, Goal
from orgplan.io.scenario import load_case
from orgplan.plan import Plan
from orgplan.rules import RULES, AgencyCut, Cap, KindCut, Rule, Target
from tests.oracle.families import families
from tests.test_both_sides import all_goals, all_locks

SEEDS = range(30)
MORE = range(60, 180)
SIBLINGS = 4
SUMS = (Target, AgencyCut, KindCut, Cap)
"""Rules whose sums over a plan or an agency are kept elsewhere."""
Ends = tuple[int, ...]
"""For every member the place of the one that it ends in, itself if it lives on."""


@dataclass(frozen=True)
class Family:
    """Siblings that can only merge whole.

    Parameters
    ----------
    case
        What they belong to.
    units
        Their ids.
    """

    case: Case
    units: tuple[str, ...]

    @cached_property
    def families(self) -> Families:
        """They alone, as rules and goals see them."""
        problem = self.case.problem
        return Families(problem, Candidates(problem, problem.in_scope), (self.units,))

    @cached_property
    def sets(self) -> Sets:
        """All their sets."""
        return Sets(self.families)

    def ways(self) -> Iterator[Ends]:
        """Every way to merge that the structure allows."""
        size = len(self.units)
        may = self.families.open_pairs[0]
        for ends in product(range(size), repeat=size):
            if all(ends[r] == r and (u == r or may[u, r]) for u, r in enumerate(ends)):
                yield ends

    def plan(self, ends: Ends) -> Plan:
        """The plan that does this and nothing else."""
        gone = {self.units[u]: self.units[r] for u, r in enumerate(ends) if u != r}
        before = self.case.problem.before
        moved = {block.key: to for u, to in gone.items() for block in before[u].blocks}
        return Plan(self.case.problem, frozenset(gone), moved, {})

    def meets_others(self, groups: Iterator[Sequence[str]]) -> bool:
        """Whether something ties a member to a unit in scope that is none."""
        scope = self.case.problem.movable
        inside = set(self.units)
        return any(inside & set(group) and (set(group) & scope) - inside for group in groups)

    def closes(self, rule: Rule, ends: Ends) -> bool:
        """Whether a rule closes a pair or a set of this way."""
        pairs = rule.closed_pairs(self.families)
        shape = (1, len(self.units), len(self.units))
        if pairs is not None:
            told = np.broadcast_to(pairs, shape)[0]
            if any(told[u, r] for u, r in enumerate(ends) if u != r):
                return True
        for r in set(ends):
            closed = rule.closed_sets(self.sets, r)
            if (
                closed is not None
                and np.broadcast_to(closed, (1, 1 << len(ends)))[0, _set(ends, r)]
            ):
                return True
        return False

    def cost(self, goal: Goal, ends: Ends) -> Fraction:
        """What a goal says that this way costs."""
        found = Fraction(0)
        pairs = goal.pair_costs(self.families)
        if pairs is not None:
            costs, parts = pairs
            told = np.broadcast_to(costs, (1, len(ends), len(ends)))[0]
            found += sum(Fraction(int(told[u, r]), parts) for u, r in enumerate(ends))
        for r in set(ends):
            of_set = goal.set_costs(self.sets, r)
            if of_set is not None:
                costs, parts = of_set
                told = np.broadcast_to(costs, (1, 1 << len(ends)))[0]
                found += Fraction(int(told[_set(ends, r)]), parts)
        return found


def _set(ends: Ends, receiver: int) -> int:
    return sum(1 << u for u, to in enumerate(ends) if to == receiver)


def families_of(case: Case) -> Iterator[Family]:
    """Siblings in scope of which those below whom nobody stands may end."""
    problem = case.problem
    below: dict[str | None, list[str]] = {}
    for unit_id in problem.in_scope:
        below.setdefault(problem.before.parent(unit_id), []).append(unit_id)
    for units in below.values():
        leaves = [u for u in units if not problem.before.children(u)]
        if len(units) <= SIBLINGS and leaves == units:
            yield Family(case, tuple(units))


@dataclass
class Seen:
    """What was looked at: names, with whether it made a difference."""

    closed: set[str]
    kept: set[str]
    costly: set[str]


def look(seed: int, folder: Path, seen: Seen) -> None:
    """Hold every rule and goal against the plans of every family of one organisation."""
    case, _ = load_case(families(seed).write(folder / str(seed)))
    for family in families_of(case):
        ways = [*family.ways()]
        earlier = family.plan(ways[seed % len(ways)])
        for rule in (*case.rules, *all_locks(earlier)):
            look_at_rule(family, rule, ways, seen)
        for goal in all_goals(earlier, seed):
            look_at_goal(family, goal, ways, seen)


def look_at_rule(family: Family, rule: Rule, ways: Sequence[Ends], seen: Seen) -> None:
    """A way is closed exactly where the checker finds a member of the family in its plan."""
    problem = family.case.problem
    if isinstance(rule, SUMS) or rule.beyond_sets(problem, family.units):
        return
    if family.meets_others(rule.couples(family.families.candidates)):
        return
    for ends in ways:
        plan = family.plan(ends)
        broken = any(set(v.units) & set(family.units) for v in rule.violations(plan))
        assert family.closes(rule, ends) is broken, (rule, family.units, ends)
        (seen.closed if broken else seen.kept).add(rule.rule)


def look_at_goal(family: Family, goal: Goal, ways: Sequence[Ends], seen: Seen) -> None:
    """A way costs more than none at all by as much as its plan does."""
    if goal.beyond_sets() or family.meets_others(goal.couples(family.families.candidates)):
        return
    none = tuple(range(len(family.units)))
    nothing = goal.value(family.plan(none)), family.cost(goal, none)
    for ends in ways:
        dearer = goal.value(family.plan(ends)) - nothing[0]
        assert family.cost(goal, ends) - nothing[1] == dearer, (goal, family.units, ends)
        if dearer:
            seen.costly.add(goal.name)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """Everything that the quick organisations show."""
    found = Seen(set(), set(), set())
    for seed in SEEDS:
        look(seed, tmp_path_factory.mktemp("families"), found)
    return found


def test_arrays_say_what_plans_say_and_every_rule_that_tells_sets_was_seen(seen: Seen) -> None:
    """Each rule that closes pairs or sets was met broken and kept, each goal with a cost."""
    telling = {
        str(rule.model_fields["rule"].default)
        for rule in RULES
        if rule.closed_pairs is not Rule.closed_pairs or rule.closed_sets is not Rule.closed_sets
    }
    assert len(telling) >= 8
    assert telling <= seen.closed & seen.kept
    costly = {
        goal.name
        for goal in GOALS
        if goal.pair_costs is not Goal.pair_costs or goal.set_costs is not Goal.set_costs
    }
    assert len(costly) >= 8
    assert costly <= seen.costly


@pytest.mark.slow
@pytest.mark.parametrize("first", range(MORE.start, MORE.stop, 60))
def test_arrays_say_what_plans_say_on_more(first: int, tmp_path: Path) -> None:
    """The same for more organisations."""
    found = Seen(set(), set(), set())
    for seed in range(first, first + 60):
        look(seed, tmp_path, found)
    assert found.closed
    assert found.costly


def test_a_rule_or_goal_that_says_nothing_of_sets_is_no_part_of_them() -> None:
    """Where neither pairs nor sets are told, a rule must ask more of siblings, or nothing."""
    for rule in RULES:
        if rule.beyond_sets is Rule.beyond_sets:
            assert rule.closed_pairs is Rule.closed_pairs
            assert rule.closed_sets is Rule.closed_sets
    for goal in GOALS:
        if goal.pair_costs is not Goal.pair_costs or goal.set_costs is not Goal.set_costs:
            assert goal.beyond_sets is not Goal.beyond_sets
