"""Functions with several leads, functions that nobody leads, and posts without a function."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from orgplan.audit.state import State
from orgplan.case import Case
from orgplan.measures import covers


@dataclass(frozen=True, slots=True)
class SharedFunction:
    """An exact code that several units lead.

    Parameters
    ----------
    code
        The function.
    agency
        The agency in which they stand, or None if they stand in several.
    units
        The units.
    counted
        How many of them are units that count (phòng, chi cục …); the rest stand inside those, or
        are public service units, which often share a code by the nature of their work [units].
    """

    code: str
    agency: str | None
    units: tuple[str, ...]
    counted: int

    @property
    def among_counted(self) -> bool:
        """Whether at least two units that count lead it."""
        return self.counted > 1


@dataclass(frozen=True, slots=True)
class GeneralShare:
    """Posts of the internal units of an agency, and those without a function [posts]."""

    agency: str | None
    posts: Fraction
    without: Fraction

    @property
    def share(self) -> Fraction | None:
        """Posts without a function in percent, to one decimal; None of nothing."""
        return round(100 * self.without / self.posts, 1) if self.posts else None


def shared_functions(state: State) -> tuple[SharedFunction, ...]:
    """Codes led twice within an agency first, then those led in several agencies.

    Within an agency those that two counted units lead come first: there the lead is in doubt.
    """
    near: dict[tuple[str | None, str], list[str]] = {}
    far: dict[str, list[str]] = {}
    for unit_id in state.problem.in_scope:
        for code in state.organisation[unit_id].functions:
            near.setdefault((state.problem.agency[unit_id], code), []).append(unit_id)
            far.setdefault(code, []).append(unit_id)
    inside = [_shared(state, c, a, units) for (a, c), units in near.items() if len(units) > 1]
    across = [
        _shared(state, code, None, units)
        for code, units in far.items()
        if len({state.problem.agency[u] for u in units}) > 1
    ]
    return (*sorted(inside, key=lambda row: not row.among_counted), *across)


def _shared(state: State, code: str, agency: str | None, units: list[str]) -> SharedFunction:
    counted = sum(state.line(u) == "administrative" for u in units)
    return SharedFunction(code, agency, tuple(units), counted)


def general_shares(state: State) -> tuple[GeneralShare, ...]:
    """Every agency in scope, then all together (agency None)."""
    posts = dict.fromkeys(state.problem.agencies_in_scope, Fraction(0))
    without = dict(posts)
    for unit_id in state.problem.in_scope:
        agency = state.problem.agency[unit_id] or ""
        for block in state.organisation[unit_id].blocks:
            posts[agency] += block.posts
            without[agency] += block.posts if block.function is None else 0
    rows = [GeneralShare(agency, posts[agency], without[agency]) for agency in posts]
    whole = (sum(posts.values(), Fraction(0)), sum(without.values(), Fraction(0)))
    return (*rows, GeneralShare(None, *whole))


def functions_without_lead(case: Case) -> tuple[str, ...]:
    """Codes of the function list that no unit leads: neither them, nor above, nor below them."""
    led = {f for unit in case.problem.original for f in unit.functions}
    return tuple(
        code
        for code in case.function_names
        if not any(covers(code, f) or covers(f, code) for f in led)
    )
