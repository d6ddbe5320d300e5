"""Under which agency each unit is listed, before and after, and how it is called there.

A unit of an agency that ended stands with the agency that took it over, so that before and after
can be compared; a unit that comes under another agency is listed in both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from orgplan.case import Case
from orgplan.plan import Plan
from orgplan.report.annex.form import roman
from orgplan.report.changes import ChangeRow, change_rows, original_agencies
from orgplan.ruleset.schema import SERVICE_KINDS
from orgplan.text import Text, same

OUTSIDE = ""
"""Stands for the agency of units outside all agencies."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A unit in the list of an agency, and when it stands there.

    Parameters
    ----------
    unit
        Id of the unit.
    original
        In the files; those of an agency that ended stand where it ended.
    before
        Once the given changes are carried out.
    after
        Under the plan.
    """

    unit: str
    original: bool
    before: bool
    after: bool


@dataclass(frozen=True, slots=True)
class Group:
    """An agency that lives on, with the units that stand in it at any time; itself is first."""

    agency: str
    units: tuple[Listed, ...]


class Places:
    """Agencies and names of all units of a plan."""

    def __init__(self, case: Case, plan: Plan) -> None:
        self.case, self.plan = case, plan
        self.problem = case.problem
        self.original = original_agencies(plan)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Every agency after, in input order; units outside agencies first."""
        listed: dict[str, list[Listed]] = {}
        for unit_id in self.problem.original.parents_first:
            homes = self._homes(unit_id)
            for agency in dict.fromkeys(home for home in homes if home is not None):
                first, then, last = (home == agency for home in homes)
                listed.setdefault(agency, []).append(Listed(unit_id, first, then, last))
        order = (OUTSIDE, *self.problem.before.ids)
        return tuple(
            Group(agency, tuple(sorted(listed[agency], key=lambda one: one.unit != agency)))
            for agency in order
            if agency in listed
        )

    def _homes(self, unit_id: str) -> tuple[str | None, str | None, str | None]:
        """Agency in the files, after the given changes, after the plan; None where it is gone."""
        agency = self.original[unit_id]
        first = OUTSIDE if agency is None else self.problem.given.ended.get(agency, agency)
        if unit_id not in self.problem.before:
            return first, None, None
        then = self.problem.agency[unit_id] or OUTSIDE
        if not self.plan.survives(unit_id):
            return first, then, None
        return first, then, self.plan.agency_after[unit_id] or OUTSIDE

    @cached_property
    def rows(self) -> Mapping[str, ChangeRow]:
        """Unit of the files → what becomes of it."""
        return {row.unit.id: row for row in change_rows(self.case, self.plan)}

    def agency_name(self, agency: str) -> Text:
        """Name of an agency after, or what stands for none."""
        if agency == OUTSIDE:
            return Text("Ngoài các cơ quan chuyên môn", "Outside the agencies")
        return same(self.case.name_after(agency))

    def name_before(self, unit_id: str, agency: str) -> str:
        """A unit as the files name it, with its agency where that is not the one of the list."""
        name = self.problem.original[unit_id].name
        home = self.original[unit_id]
        if home is None or home in (unit_id, agency) or self.problem.original[home].name in name:
            return name
        return f"{name} ({self.problem.original[home].short or self.problem.original[home].name})"

    def name_after(self, unit_id: str, agency: str) -> str:
        """A surviving unit as it is called after, with its agency where that is another one."""
        name, home = self.case.name_after(unit_id), self.plan.agency_after[unit_id]
        if self._namesakes[home, name] > 1:
            name = f"{name} [{unit_id}]"
        if home is None or home in (unit_id, agency) or self.case.name_after(home) in name:
            return name
        return f"{name} ({self.case.name_after(home)})"

    @cached_property
    def _namesakes(self) -> Counter[tuple[str | None, str]]:
        plan = self.plan
        return Counter((plan.agency_after[u], self.case.name_after(u)) for u in plan.parent_after)

    @cached_property
    def after(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Every agency after with its surviving internal units in scope, parents first."""
        listed: dict[str, list[str]] = {}
        scope = frozenset(self.plan.survivors)
        for unit_id in self.plan.after.parents_first:
            agency = self.plan.agency_after[unit_id]
            if unit_id in scope and agency is not None:
                listed.setdefault(agency, []).append(unit_id)
        return tuple((a, tuple(listed[a])) for a in self.problem.before.ids if a in listed)

    def depth(self, unit_id: str) -> int:
        """Internal units above one, in the files."""
        above = (unit_id, *self.problem.original.ancestors(unit_id))
        return self._internal(self.problem.original[u].kind for u in above)

    def depth_after(self, unit_id: str) -> int:
        """Internal units above a surviving one, under the plan."""
        above = (unit_id, *self.plan.ancestors_after(unit_id))
        return self._internal(map(self.plan.kind_after, above))

    def _internal(self, kinds: Iterable[str]) -> int:
        """Units below the nearest agency, less the unit itself."""
        kind_of = self.problem.ruleset.kind
        below = sum(1 for _ in takewhile(lambda kind: not kind_of(kind).agency, kinds))
        return max(0, below - 1)

    def is_service(self, unit_id: str) -> bool:
        """Whether the posts of a unit are those of a public service unit."""
        return self.problem.original[unit_id].kind in SERVICE_KINDS


class Numbering:
    """Numbers of the rows: Roman for agencies, then 1, 2, 3, and 1.1 for what stands below."""

    def __init__(self) -> None:
        self._agencies = 0
        self._open: list[int] = []

    def agency(self) -> str:
        """The number of the next agency; its units begin with 1."""
        self._agencies, self._open = self._agencies + 1, []
        return roman(self._agencies)

    def unit(self, depth: int) -> str:
        """The number of the next unit, so many units below its agency."""
        level = min(depth, len(self._open))
        self._open = [*self._open, 0][: level + 1]
        self._open[level] += 1
        return ".".join(map(str, self._open))
