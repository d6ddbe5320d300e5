"""Generated organisations: the same figures for everybody who names the same shape and seed.

Two flavours ask two questions about one organisation. `hard`: half of the units must go, and the
floor of 17 posts lies just below the 18 of an average pair, so that nearly every group is a search
of its own. `light`: 15 % must go, and the floor of 3 posts touches few units.

Every draw comes from `random.Random` seeded with text, which gives the same numbers on every
machine. A family of siblings is drawn again until a simple packing finds a plan for it, so each
question has a plan, and nobody needs a solver to know it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Flavour = Literal["light", "hard"]

FIELDS = ("education", "finance", "health", "justice", "labour", "land", "trade", "transport")
TOPICS = ("inspection", "licensing", "planning", "records")
LEAST_POSTS, MOST_POSTS = 2, 16
"""Posts of a unit are drawn evenly between these, ends included [posts]."""
MOST_FUNCTIONS_EACH = 3
"""A unit has one to three functions, each number as likely."""
FIELDS_OF_AN_AGENCY = 3
MAX_ABSORBED = 3
MAX_FUNCTIONS = 6
FLOOR = {"light": 3, "hard": 17}
"""Least posts of a surviving unit [posts]."""
CUT = {"light": "15%", "hard": "50%"}


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One line of the organisation table; posts of each function [posts]."""

    id: str
    parent: str
    name: str
    kind: str
    functions: tuple[tuple[str, int], ...] = ()

    @property
    def staff(self) -> int:
        """Posts of the unit itself [posts]."""
        return sum(posts for _, posts in self.functions)


@dataclass(frozen=True, slots=True)
class Generated:
    """A generated question: units, and what the scenario asks of them.

    Parameters
    ----------
    name
        Name of the folder and of the scenario.
    rows
        The units, parents first.
    cut
        Share of the counted units that must go, as a scenario writes it.
    floor
        Least posts of a surviving unit, or of a changed one [posts].
    floor_for
        Whom the floor judges, `all` or `changed`.
    """

    name: str
    rows: tuple[UnitRow, ...]
    cut: str
    floor: int
    floor_for: Literal["all", "changed"] = "all"


def forest(agencies: int, units: int, flavour: Flavour, seed: int = 1) -> Generated:
    """Agencies with so many divisions each, all siblings: the a×b instances of the tables."""
    rows: list[UnitRow] = []
    for number in range(1, agencies + 1):
        draw = random.Random(f"forest {units} {seed} {number}")
        fields = _some(FIELDS, FIELDS_OF_AN_AGENCY, draw)
        agency = f"a{number:05d}"
        rows.append(UnitRow(agency, "", f"Agency {number}", "department"))
        rows += _named(agency, _family(units, _codes(fields), draw))
    name = f"{flavour}-{agencies}x{units}" + ("" if seed == 1 else f"-seed{seed}")
    return Generated(name, tuple(rows), CUT[flavour], FLOOR[flavour])


def wide(children: int, flavour: Flavour, seed: int = 1) -> Generated:
    """One agency with all its divisions side by side, over all fields."""
    draw = random.Random(f"wide {children} {seed}")
    family = _family(children, _codes(FIELDS), draw)
    rows = [UnitRow("a00001", "", "Agency 1", "department"), *_named("a00001", family)]
    return Generated(f"wide-{flavour}-{children}", tuple(rows), CUT[flavour], FLOOR[flavour])


def deep(units: int, levels: int, seed: int = 1) -> Generated:
    """One agency with units on so many levels; each unit but the first has one to five siblings.

    The first units form a chain through all levels; each later one joins a unit that still has
    room for it. 15 % must go, and the floor of 5 posts judges changed units only.
    """
    draw = random.Random(f"deep {units} {levels} {seed}")
    codes = _codes(_some(FIELDS, FIELDS_OF_AN_AGENCY, draw))
    level = {"a00001": 0}
    children = {"a00001": 0}
    rows = [UnitRow("a00001", "", "Agency 1", "department")]
    open_parents = ["a00001"]
    for number in range(1, units + 1):
        unit_id = f"u{number:05d}"
        parent = rows[-1].id if number <= levels else open_parents[_below(draw, len(open_parents))]
        level[unit_id], children[unit_id] = level[parent] + 1, 0
        children[parent] += 1
        if children[parent] == 6:
            open_parents.remove(parent)
        if level[unit_id] < levels:
            open_parents.append(unit_id)
        rows.append(UnitRow(unit_id, parent, f"Unit {number}", "division", _functions(codes, draw)))
    return Generated(f"deep-{units}-levels{levels}", tuple(rows), "15%", 5, "changed")


def packing(
    family: Sequence[tuple[tuple[str, int], ...]], groups: int, floor: int
) -> list[list[int]] | None:
    """Places of units packed into so many groups that keep every rule, or None if this fails.

    Largest first, each into the group with the fewest posts that has room for it (Graham 1969,
    doi:10.1137/0117039, with the floor in the place of the makespan).
    """
    packed: list[list[int]] = [[] for _ in range(groups)]
    posts = [0] * groups
    held: list[set[str]] = [set() for _ in range(groups)]
    sizes = [sum(p for _, p in functions) for functions in family]
    for place in sorted(range(len(family)), key=lambda p: -sizes[p]):
        codes = {code for code, _ in family[place]}
        room = [
            g
            for g in range(groups)
            if len(packed[g]) <= MAX_ABSORBED and len(held[g] | codes) <= MAX_FUNCTIONS
        ]
        if not room:
            return None
        chosen = min(room, key=lambda g: posts[g])
        packed[chosen].append(place)
        posts[chosen] += sizes[place]
        held[chosen] |= codes
    return packed if min(posts) >= floor else None


def _family(units: int, codes: Sequence[str], draw: random.Random) -> list[_Functions]:
    """Siblings that at most half as many groups can hold under the floor of `hard`."""
    while True:
        family = [_functions(codes, draw) for _ in range(units)]
        fewest = -(-units // (MAX_ABSORBED + 1))
        for groups in range(max(1, units // 2), fewest - 1, -1):
            if packing(family, groups, FLOOR["hard"]) is not None:
                return family


_Functions = tuple[tuple[str, int], ...]


def _functions(codes: Sequence[str], draw: random.Random) -> _Functions:
    """The functions of one unit with their posts: as equal as whole posts allow."""
    posts = LEAST_POSTS + _below(draw, MOST_POSTS - LEAST_POSTS + 1)
    chosen = _some(codes, 1 + _below(draw, min(MOST_FUNCTIONS_EACH, posts)), draw)
    each, left = divmod(posts, len(chosen))
    return tuple((code, each + (place < left)) for place, code in enumerate(chosen))


def _named(agency: str, family: Sequence[_Functions]) -> list[UnitRow]:
    return [
        UnitRow(f"{agency}-{place:03d}", agency, f"Division {place} of {agency}", "division", held)
        for place, held in enumerate(family, start=1)
    ]


def _codes(fields: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{field}/{topic}" for field in fields for topic in TOPICS)


def _some(items: Sequence[str], number: int, draw: random.Random) -> tuple[str, ...]:
    """So many different items, in the order in which they were drawn."""
    left = list(items)
    return tuple(left.pop(_below(draw, len(left))) for _ in range(number))


def _below(draw: random.Random, number: int) -> int:
    """A whole number from 0 to number − 1; `random()` alone is promised never to change."""
    return int(draw.random() * number)
