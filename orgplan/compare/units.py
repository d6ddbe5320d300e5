"""The units of several plans: which have another fate, and how far the plans are apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from orgplan.compare.compared import ComparedPlan, has_same_start
from orgplan.fates import UnitFate, fate_of, whole_fate_of
from orgplan.plan import Fate


@dataclass(frozen=True, slots=True)
class FateLine:
    """A unit that fares otherwise in some plan.

    Parameters
    ----------
    unit
        Its id.
    name, agency
        Its name, and the name of its agency; empty outside agencies.
    fates
        For each plan what becomes of it; None where the plan's files do not have it.
    words
        The same as `Plan.fate` calls it.
    """

    unit: str
    name: str
    agency: str
    fates: tuple[UnitFate | None, ...]
    words: tuple[Fate | None, ...]


@dataclass(frozen=True)
class Fates:
    """What becomes of every unit in each plan.

    Parameters
    ----------
    lines
        Every unit that some plan knows, in input order.
    after_given
        Whether the plans start from the same organisation, given changes applied; else units are
        followed from the files on, what was given included.
    """

    lines: tuple[FateLine, ...]
    after_given: bool

    @property
    def differing(self) -> tuple[FateLine, ...]:
        """The units of which the fate is not the same in all plans that know them."""
        return tuple(line for line in self.lines if _differ(line))

    def apart(self, one: int, other: int) -> int:
        """Units with another fate in two plans, among those that both know [units]."""
        pairs = ((line.fates[one], line.fates[other]) for line in self.lines)
        return sum(a is not None and b is not None and not same_fate(a, b) for a, b in pairs)

    def unknown(self, place: int) -> tuple[str, ...]:
        """Units that other plans know and this one does not."""
        return tuple(line.unit for line in self.lines if line.fates[place] is None)


def same_fate(one: UnitFate, other: UnitFate) -> bool:
    """Whether two fates are the same, as far as both know the blocks of the unit."""
    both = one.receivers.keys() & other.receivers.keys()
    return one.kind == other.kind and all(one.receivers[f] == other.receivers[f] for f in both)


def _differ(line: FateLine) -> bool:
    known = (fate for fate in line.fates if fate is not None)
    return any(not same_fate(one, other) for one, other in combinations(known, 2))


def fates(plans: Sequence[ComparedPlan]) -> Fates:
    """Follow every unit through each plan."""
    first = plans[0].plan
    after_given = all(has_same_start(first, p.plan) for p in plans[1:])
    ids: dict[str, ComparedPlan] = {}
    for p in plans:
        problem = p.plan.problem
        for unit_id in problem.before.ids if after_given else problem.original.ids:
            ids.setdefault(unit_id, p)
    lines = (_line(unit_id, home, plans, after_given) for unit_id, home in ids.items())
    return Fates(tuple(lines), after_given)


def _line(
    unit_id: str, home: ComparedPlan, plans: Sequence[ComparedPlan], after_given: bool
) -> FateLine:
    problem, follow = home.plan.problem, fate_of if after_given else whole_fate_of
    known = [unit_id in p.plan.problem.original for p in plans]
    agency = problem.agency.get(problem.given.ended.get(unit_id, unit_id))
    start = problem.before if unit_id in problem.before else problem.original
    return FateLine(
        unit_id,
        start[unit_id].name,
        "" if agency is None else problem.before[agency].name,
        tuple(follow(p.plan, unit_id) if k else None for p, k in zip(plans, known, strict=True)),
        tuple(p.plan.fate(unit_id) if k else None for p, k in zip(plans, known, strict=True)),
    )
