"""Why a cut cannot be reached, as a sum: how far each agency can go down, and what holds it up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from orgplan.engine.subsets import Subsets
from orgplan.explain.conflict import Conflict
from orgplan.rules import Rule, Target


@dataclass(frozen=True)
class Floor:
    """What the other rules of a conflict leave of the counted units of one agency.

    Parameters
    ----------
    agency
        Its id.
    before
        Counted units before, on the base of the target.
    wanted
        Most that the target allows there; None where it asks for a sum over all agencies.
    least
        Fewest that are possible; None where time ran out.
    holding
        Rules of the conflict without each of which there could be fewer.
    """

    agency: str
    before: int
    wanted: int | None
    least: int | None
    holding: tuple[Rule, ...]


def floors(subsets: Subsets, conflict: Conflict) -> Iterator[Floor]:
    """The agencies of a conflict with the target; none if the target has no part in it.

    Of a target for each agency only those that miss it are told.
    """
    target = next((rule for rule in conflict.rules if isinstance(rule, Target)), None)
    if target is None:
        return
    problem = subsets.case.problem
    required = target.required(problem)
    others = frozenset(
        place for place in conflict.places if not isinstance(subsets.rules[place], Target)
    )
    for agency, before in problem.before_count.items():
        if not before or agency not in subsets.counted:
            continue
        wanted = before - required[agency] if agency in required else None
        least = subsets.fewest(agency, others)
        if wanted is not None and least is not None and least <= wanted:
            continue
        yield Floor(agency, before, wanted, least, _holding(subsets, agency, others, least))


def _holding(
    subsets: Subsets, agency: str, others: frozenset[int], least: int | None
) -> tuple[Rule, ...]:
    if least is None:
        return ()
    found = []
    for place in sorted(others):
        fewer = subsets.fewest(agency, others - {place})
        if fewer is not None and fewer < least:
            found.append(subsets.rules[place])
    return tuple(found)
