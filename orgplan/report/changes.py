"""The change table: what becomes of every unit of the original organisation, one row each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from orgplan.case import Case
from orgplan.decisions import FORMS, Decision
from orgplan.organisation import Unit
from orgplan.plan import Fate, Move, Plan
from orgplan.report.decisions import coverage
from orgplan.report.forms import form_of_end, is_flattened
from orgplan.report.grounds import grounds
from orgplan.report.posts import totals_after, totals_before
from orgplan.ruleset.schema import SERVICE_KINDS
from orgplan.text import Text

Source = Literal["", "given", "plan", "both"]

FATES: Mapping[Fate, Text] = {
    "kept": Text("giữ nguyên", "kept"),
    "receives": Text("tiếp nhận", "takes over"),
    "merged": Text("sáp nhập", "merged"),
    "dissolved": Text("giải thể, chuyển nhiệm vụ", "dissolved, functions passed on"),
    "given": Text("đã sáp nhập theo chủ trương", "merged by earlier decision"),
}
FLATTENED = Text("bỏ cấp bên trong, nhập vào cấp trên", "level removed, absorbed by the unit above")
CONVERTED = Text("chuyển đổi mô hình", "converted")
GAVE = Text("chuyển bớt chức năng", "passes functions on")
NEW_PARENT = Text("đổi cấp trên", "new superior")
MOVED_GIVEN = Text("đổi cấp trên theo chủ trương", "moved by earlier decision")
PARENT_GIVEN = Text(
    "cấp trên đã sáp nhập theo chủ trương", "its superior was merged by earlier decision"
)
GAINED_GIVEN = Text("đã tiếp nhận theo chủ trương", "took over by earlier decision")
GAVE_GIVEN = Text(
    "đã chuyển bớt chức năng theo chủ trương", "passed functions on by earlier decision"
)
LIVES_ON = Text("giữ lại", "kept")


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One unit of the original organisation, before and after.

    Parameters
    ----------
    unit
        The unit as the files have it.
    agency
        Name of the agency in which it stands in the files; empty outside agencies.
    fate
        What becomes of it, in words.
    ends
        Whether it ends.
    receivers
        Units that get its blocks.
    kind, kind_after
        Names of the kind; None after for a unit that ends.
    service
        Whether its posts are those of a public service unit, never added to civil-servant posts.
    own_before, total_before, own_after, total_after
        Posts of the unit itself, and with those below it that are counted in the same way; None
        after for a unit that ends [posts].
    moves
        Blocks that leave it.
    leaders_before, leaders_after
        Heads and deputies; None where the table says nothing, or the unit ends [leaders].
    source
        Whether a given change or the plan changed it, or both.
    grounds
        Rules that speak of it.
    name_after
        Name that was decided for the time after; None where it keeps its own, or ends.
    decision
        What people decided about it, or None.
    approval
        The approval of its change, or that there is none; None of a unit that the plan leaves.
    """

    unit: Unit
    agency: str
    fate: Text
    ends: bool
    receivers: tuple[Unit, ...]
    kind: Text
    kind_after: Text | None
    service: bool
    own_before: Fraction
    total_before: Fraction
    own_after: Fraction | None
    total_after: Fraction | None
    moves: tuple[Move, ...]
    leaders_before: int | None
    leaders_after: int | None
    source: Source
    grounds: Text
    name_after: str | None = None
    decision: Decision | None = None
    approval: Text | None = None


def change_rows(case: Case, plan: Plan) -> tuple[ChangeRow, ...]:
    """One row for each unit of the original organisation, in its order."""
    rows = _Rows(case, plan)
    return tuple(rows.row(unit) for unit in case.problem.original)


def original_agencies(plan: Plan) -> dict[str, str | None]:
    """Nearest agency at or above each unit as the files have it."""
    original, ruleset = plan.problem.original, plan.problem.ruleset
    nearest: dict[str, str | None] = {}
    for unit_id in original.parents_first:
        unit = original[unit_id]
        above = None if unit.parent is None else nearest[unit.parent]
        nearest[unit_id] = unit_id if ruleset.kind(unit.kind).agency else above
    return nearest


class _Rows:
    """What all rows need, computed once."""

    def __init__(self, case: Case, plan: Plan) -> None:
        self.case = case
        self.plan = plan
        self.problem = case.problem
        self.approvals = coverage(case, plan)
        self.agency = original_agencies(plan)
        self.grounds = grounds(case)
        self.before = totals_before(case.problem.original)
        self.after = totals_after(plan)
        self.moves: dict[str, list[Move]] = defaultdict(list)
        for move in plan.moves:
            self.moves[move.unit].append(move)

    def row(self, unit: Unit) -> ChangeRow:
        """The row of one unit."""
        plan, problem = self.plan, self.problem
        agency = self.agency[unit.id]
        ends = unit.id not in plan.parent_after
        return ChangeRow(
            unit=unit,
            agency="" if agency is None else problem.original[agency].name,
            fate=self.fate(unit.id),
            ends=ends,
            receivers=tuple(self.heir(to) for to in _receivers(plan, unit.id)),
            kind=problem.ruleset.label_of(unit.kind),
            kind_after=None if ends else problem.ruleset.label_of(plan.kind_after(unit.id)),
            service=unit.kind in SERVICE_KINDS,
            own_before=unit.staff,
            total_before=self.before[unit.id],
            own_after=None if ends else sum(plan.posts_after[unit.id].values(), Fraction(0)),
            total_after=None if ends else self.after[unit.id],
            moves=tuple(self.moves[unit.id]),
            leaders_before=_leaders(unit, agency is not None and agency != unit.id),
            leaders_after=None if ends else _leaders_after(plan, unit),
            source=_source(plan, unit.id),
            grounds=self.grounds.get(unit.id, Text("", "")),
            name_after=None if ends else self.new_name(unit.id),
            decision=self.case.decided.get(unit.id),
            approval=self.approvals.get(unit.id),
        )

    def fate(self, unit_id: str) -> Text:
        """What becomes of a unit; one that ends in the form that people decided."""
        if unit_id in self.plan.ended:
            form = form_of_end(self.case, self.plan, unit_id)
            if form is not None:
                return FORMS[form]
        return fate_words(self.plan, unit_id)

    def new_name(self, unit_id: str) -> str | None:
        """The name that was decided, if it is another one."""
        name = self.case.name_after(unit_id)
        return None if name == self.problem.before[unit_id].name else name

    def heir(self, unit_id: str) -> Unit:
        """A receiver under its name after."""
        unit, name = self.problem.before[unit_id], self.new_name(unit_id)
        return unit if name is None else replace(unit, name=name)


def fate_words(plan: Plan, unit_id: str) -> Text:
    """What becomes of a unit, with everything that happens to it besides."""
    fate = plan.fate(unit_id)
    if fate == "merged" and is_flattened(plan, unit_id):
        return FLATTENED
    if fate in ("given", "merged", "dissolved"):
        return FATES[fate]
    besides = [*_planned(plan, unit_id), *_decided(plan, unit_id)]
    first = FATES[fate] if fate == "receives" or not besides else LIVES_ON
    parts = [first, *besides]
    return Text("; ".join(p.vi for p in parts), "; ".join(p.en for p in parts))


def _planned(plan: Plan, unit_id: str) -> Iterator[Text]:
    """What the plan does to a unit that lives on, besides giving it blocks."""
    if unit_id in plan.converted:
        yield CONVERTED
    if unit_id in plan.lost:
        yield GAVE
    if plan.parent_after[unit_id] != plan.problem.before[unit_id].parent:
        yield NEW_PARENT


def _decided(plan: Plan, unit_id: str) -> Iterator[Text]:
    """What earlier decisions did to a unit that lives on."""
    problem = plan.problem
    before, original = problem.before[unit_id], problem.original[unit_id]
    if before.name != original.name:
        vi, en = f"đổi tên thành {before.name}", f"renamed {before.name}"
        yield Text(f"{vi} theo chủ trương", f"{en} by earlier decision")
    held = {block.function: block.posts for block in original.blocks}
    holds = {block.function: block.posts for block in before.blocks}
    if any(posts > held.get(function, -1) for function, posts in holds.items() if posts):
        yield GAINED_GIVEN
    if any(posts > holds.get(function, 0) for function, posts in held.items()):
        yield GAVE_GIVEN
    if before.parent != original.parent:
        yield MOVED_GIVEN if unit_id in problem.given.moved else PARENT_GIVEN


def _receivers(plan: Plan, unit_id: str) -> tuple[str, ...]:
    given = plan.problem.given.ended.get(unit_id)
    return plan.receivers.get(unit_id, ()) if given is None else (given,)


def _leaders(unit: Unit, internal: bool) -> int | None:
    """Heads and deputies in post; a blank table means one head for an internal unit."""
    if unit.heads is None and unit.deputies is None and not internal:
        return None
    heads = int(internal) if unit.heads is None else unit.heads
    return heads + (unit.deputies or 0)


def _leaders_after(plan: Plan, unit: Unit) -> int | None:
    unknown = unit.heads is None and unit.deputies is None
    after = plan.leaders_after[unit.id]
    return None if unknown and after == 0 and unit.id not in plan.problem.internal else after


def _source(plan: Plan, unit_id: str) -> Source:
    if unit_id in plan.problem.given.ended:
        return "given"
    given = bool(list(_decided(plan, unit_id)))
    ends = unit_id in plan.ended
    planned = ends or unit_id in plan.gained or bool(list(_planned(plan, unit_id)))
    if given and planned:
        return "both"
    return "given" if given else "plan" if planned else ""
