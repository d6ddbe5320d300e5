"""Leaders above the quota of their unit, and a proposal for the years in which they leave.

The decrees let them stay for some years after a reorganisation; a department has to say, year by
year, how the number comes down. Who leaves is for people to decide: this proposes how many.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from orgplan.case import Case
from orgplan.goals.surplus_leaders import deputies_allowed
from orgplan.plan import Plan

LONGEST = 5
"""Years where neither the scenario nor the statute says how many."""


@dataclass(frozen=True, slots=True)
class Leaders:
    """Heads and deputies that end in one unit, against the places that it has.

    Parameters
    ----------
    unit
        Id of the unit.
    heads, deputies
        Leaders that a plan brings there.
    allowed
        Deputies that the statute allows besides one head; None if its kind has no quota.
    """

    unit: str
    heads: int
    deputies: int
    allowed: int | None

    @property
    def second_heads(self) -> int:
        """Heads beside the first."""
        return 0 if self.allowed is None else max(0, self.heads - 1)

    @property
    def as_deputies(self) -> int:
        """Heads beside the first for whom a place of a deputy is free."""
        free = 0 if self.allowed is None else max(0, self.allowed - self.deputies)
        return min(self.second_heads, free)

    @property
    def surplus_heads(self) -> int:
        """Heads without a place, not even that of a deputy."""
        return self.second_heads - self.as_deputies

    @property
    def surplus_deputies(self) -> int:
        """Deputies without a place; one may take that of a missing head."""
        if self.allowed is None:
            return 0
        return max(0, self.deputies - self.allowed - max(0, 1 - self.heads))

    @property
    def surplus(self) -> int:
        """Leaders without a place."""
        return self.surplus_heads + self.surplus_deputies


@dataclass(frozen=True, slots=True)
class Year:
    """One year of a road map.

    Parameters
    ----------
    number
        From 1.
    ends
        Its last day; None while the date of the decision is not known.
    leave
        Unit → heads and deputies that have left it by the end of this year, not before.
    """

    number: int
    ends: date | None
    leave: Mapping[str, tuple[int, int]]

    @property
    def total(self) -> int:
        """Leaders who leave in this year."""
        return sum(sum(both) for both in self.leave.values())


def leaders_of(plan: Plan) -> tuple[Leaders, ...]:
    """Leaders of every surviving internal unit in scope, in input order."""
    return tuple(
        Leaders(unit_id, *plan.heads_and_deputies[unit_id], deputies_allowed(plan, unit_id))
        for unit_id in plan.survivors
    )


def years_of(case: Case) -> int:
    """Years of the road map: the scenario's, else the statute's, else the longest."""
    asked, statute = case.scenario.road_map, case.problem.ruleset.surplus_leaders
    if asked is not None and asked.years is not None:
        return asked.years
    return LONGEST if statute is None else statute.years


def decided_on(case: Case) -> date | None:
    """The day on which the decision takes effect, if the scenario knows it."""
    return None if case.scenario.road_map is None else case.scenario.road_map.decided


def road_map(leaders: Iterable[Leaders], decided: date | None, years: int) -> tuple[Year, ...]:
    """Spread the leaders without a place over the years; the last year ends without any.

    The numbers of two years differ by one at most, the larger first. The unit with most left over
    gives first, the earlier of the input where two have as many; in a unit heads go before
    deputies, as it has one head only.

    Parameters
    ----------
    leaders
        Leaders of every unit.
    decided
        The day from which the years count, or None.
    years
        How many years [years].
    """
    queue = _largest_first(leaders)
    each, more = divmod(len(queue), years)
    made: list[Year] = []
    for number in range(1, years + 1):
        size = each + (number <= more)
        taken, queue = queue[:size], queue[size:]
        leave: dict[str, tuple[int, int]] = {}
        for unit_id, is_head in taken:
            heads, deputies = leave.get(unit_id, (0, 0))
            leave[unit_id] = (heads + is_head, deputies + (not is_head))
        ends = None if decided is None else anniversary(decided, number)
        made.append(Year(number, ends, leave))
    return tuple(made)


def _largest_first(leaders: Iterable[Leaders]) -> list[tuple[str, bool]]:
    """Unit and whether it is a head, for everybody without a place, in the order of leaving."""
    waiting = [
        (-left, place, one.unit, left > one.surplus - one.surplus_heads)
        for place, one in enumerate(leaders)
        for left in range(one.surplus, 0, -1)
    ]
    return [(unit_id, is_head) for _, _, unit_id, is_head in sorted(waiting)]


def anniversary(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes the 28th where there is none."""
    year = day.year + years
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))
