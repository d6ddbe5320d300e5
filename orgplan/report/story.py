"""The changes of a plan in words, grouped by the agency in which each unit stands before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from orgplan.case import GENERAL
from orgplan.plan import Move, Plan
from orgplan.report.changes import is_flattened
from orgplan.report.posts import totals_before
from orgplan.text import Text, amount, same


@dataclass(frozen=True, slots=True)
class Change:
    """One change: what happens, and details one a line.

    Parameters
    ----------
    unit
        Id of the unit.
    words
        The sentence.
    details
        Where each block goes, if the blocks part.
    """

    unit: str
    words: Text
    details: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class AgencyStory:
    """The changes of one agency; `name` is empty for units outside agencies."""

    agency: str
    name: str
    changes: tuple[Change, ...]


def story(plan: Plan) -> tuple[AgencyStory, ...]:
    """What the plan does, given changes left out, in order of the organisation."""
    problem = plan.problem
    listed: dict[str | None, list[Change]] = {}
    for unit_id in problem.before.ids:
        found = list(_changes(plan, unit_id))
        if found:
            listed.setdefault(problem.agency[unit_id], []).extend(found)
    place = problem.before.position
    return tuple(
        AgencyStory(
            agency or "", "" if agency is None else problem.before[agency].name, tuple(changes)
        )
        for agency, changes in sorted(
            listed.items(), key=lambda one: -1 if one[0] is None else place[one[0]]
        )
    )


def _changes(plan: Plan, unit_id: str) -> Iterator[Change]:
    fate = plan.fate(unit_id)
    if fate == "merged":
        yield _merged(plan, unit_id)
        return
    if fate == "dissolved":
        yield _dissolved(plan, unit_id)
        return
    if unit_id in plan.converted:
        yield _converted(plan, unit_id)
    if unit_id in plan.lost:
        yield _gave(plan, unit_id)
    if plan.parent_after[unit_id] != plan.problem.before[unit_id].parent:
        yield _new_parent(plan, unit_id)


def _merged(plan: Plan, unit_id: str) -> Change:
    receivers = plan.receivers.get(unit_id, ())
    to = _elsewhere(plan, unit_id, receivers[0]) if receivers else same("–")
    who = _with_posts(plan, unit_id)
    if is_flattened(plan, unit_id):
        vi, en = "nhập vào cấp trên", "absorbed by the unit above,"
    else:
        vi, en = "sáp nhập vào", "merged into"
    return Change(unit_id, Text(f"{who.vi} → {vi} {to.vi}", f"{who.en} → {en} {to.en}"))


def _dissolved(plan: Plan, unit_id: str) -> Change:
    who = _with_posts(plan, unit_id)
    words = Text(
        f"{who.vi} → giải thể, chuyển nhiệm vụ:", f"{who.en} → dissolved, functions passed on:"
    )
    return Change(unit_id, words, _where_blocks_go(plan, unit_id))


def _gave(plan: Plan, unit_id: str) -> Change:
    name = _called(plan, unit_id)
    words = Text(f"{name.vi}: chuyển bớt chức năng:", f"{name.en} passes functions on:")
    return Change(unit_id, words, _where_blocks_go(plan, unit_id))


def _converted(plan: Plan, unit_id: str) -> Change:
    problem = plan.problem
    who = _with_posts(plan, unit_id)
    old = problem.ruleset.label_of(problem.before[unit_id].kind)
    new = problem.ruleset.label_of(plan.kind_after(unit_id))
    words = Text(
        f"{who.vi}: chuyển đổi mô hình, {old.vi} → {new.vi}",
        f"{who.en}: converted, {old.en} → {new.en}",
    )
    return Change(unit_id, words)


def _new_parent(plan: Plan, unit_id: str) -> Change:
    parent = plan.parent_after[unit_id]
    to = same("–") if parent is None else _elsewhere(plan, unit_id, parent)
    who = _with_posts(plan, unit_id)
    words = Text(f"{who.vi}: nay trực thuộc {to.vi}", f"{who.en}: now under {to.en}")
    return Change(unit_id, words)


def _where_blocks_go(plan: Plan, unit_id: str) -> tuple[Text, ...]:
    moves = [move for move in plan.moves if move.unit == unit_id and not move.given]
    return tuple(_detail(plan, move) for move in moves)


def _detail(plan: Plan, move: Move) -> Text:
    function = GENERAL if move.function is None else same(move.function)
    posts, to = amount(move.posts), _elsewhere(plan, move.unit, move.to)
    return Text(f"{function.vi} ({posts.vi}) → {to.vi}", f"{function.en} ({posts.en}) → {to.en}")


def _with_posts(plan: Plan, unit_id: str) -> Text:
    """The name with its own posts; those with sub-units besides where they differ."""
    before = plan.problem.before
    all_posts = totals_before(before)[unit_id]
    own, total = amount(before[unit_id].staff), amount(all_posts)
    name = _called(plan, unit_id)
    if all_posts == before[unit_id].staff:
        return Text(f"{name.vi} ({own.vi})", f"{name.en} ({own.en})")
    return Text(
        f"{name.vi} ({own.vi}; cả cấp dưới {total.vi})",
        f"{name.en} ({own.en}; {total.en} with sub-units)",
    )


def _called(plan: Plan, unit_id: str) -> Text:
    """The name; below a unit that is no agency also where it stands, as names there repeat."""
    problem = plan.problem
    parent = problem.before[unit_id].parent
    name = _name(plan, unit_id)
    if parent is None or problem.is_agency(parent):
        return same(name)
    above = problem.before[parent].name
    return Text(f"{name} thuộc {above}", f"{name} of {above}")


def _name(plan: Plan, unit_id: str) -> str:
    """The name, with the id where a sister has the same one."""
    before = plan.problem.before
    unit = before[unit_id]
    sisters = before.roots if unit.parent is None else before.children(unit.parent)
    if sum(1 for sister in sisters if before[sister].name == unit.name) == 1:
        return unit.name
    return f"{unit.name} [{unit_id}]"


def _elsewhere(plan: Plan, unit_id: str, receiver: str) -> Text:
    """The name of a receiver, with what stands above it if that is not the same."""
    problem = plan.problem
    name, home = _name(plan, receiver), problem.agency[receiver]
    if home is not None and home not in (problem.agency[unit_id], receiver):
        return same(f"{name} ({problem.before[home].name})")
    if problem.before[receiver].parent == problem.before[unit_id].parent:
        return same(name)
    return _called(plan, receiver)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many changes of each sort a plan makes, and how many were decided before it.

    Parameters
    ----------
    merged, flattened, dissolved, converted, gave
        Units that merge, lose their level, are split, change kind, live on but pass functions on.
    given_ended, given_moved
        Units that ended, or came under another parent, by earlier decision.
    given_transfers
        Functions that went to another unit by earlier decision.
    """

    merged: int
    flattened: int
    dissolved: int
    converted: int
    gave: int
    given_ended: int
    given_moved: int
    given_transfers: int


def tally(plan: Plan) -> Tally:
    """Count the changes."""
    fates = {unit_id: plan.fate(unit_id) for unit_id in plan.ended}
    given = plan.problem.given
    transfers = sum(1 for move in plan.moves if move.given and move.unit not in given.ended)
    flat = sum(1 for u, fate in fates.items() if fate == "merged" and is_flattened(plan, u))
    return Tally(
        merged=sum(1 for fate in fates.values() if fate == "merged") - flat,
        flattened=flat,
        dissolved=sum(1 for fate in fates.values() if fate == "dissolved"),
        converted=len(plan.converted),
        gave=len(plan.lost),
        given_ended=len(given.ended),
        given_moved=len(given.moved),
        given_transfers=transfers,
    )
