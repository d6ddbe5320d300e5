"""The differences of two versions in words, grouped by agency, the most important first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from orgplan.diff import AgencyLine, Difference, SameUnit, UnitChange
from orgplan.diff.difference import Field
from orgplan.organisation import Organisation, Unit
from orgplan.report.diff_fields import FIELDS, Labels, change_words
from orgplan.text import Text, amount

Sort = Literal["removed", "left", "added", "guess", "changed"]
AgencyState = Literal["first", "gone", "changed"]

SORTS: Mapping[Sort, Text] = {
    "removed": Text("không còn", "gone"),
    "left": Text("chuyển đi", "left"),
    "added": Text("mới", "new"),
    "guess": Text("có lẽ đổi mã", "probably another id"),
    "changed": Text("thay đổi", "changed"),
}
_ORDER: tuple[Field, ...] = tuple(FIELDS)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit that is not the same in both versions.

    Parameters
    ----------
    sort
        What became of it.
    unit
        The unit, as the newer version that has it says.
    name
        Its name, with what it stands in where that is no agency, and its posts.
    changes
        Every field in words, the most important first.
    guess
        Why it is taken for the same, where that is a guess.
    """

    sort: Sort
    unit: Unit
    name: Text
    changes: tuple[Text, ...] = ()
    guess: SameUnit | None = None


@dataclass(frozen=True, slots=True)
class AgencyPart:
    """Everything that changed in one agency; `state` says if only one version has it."""

    agency: AgencyLine
    state: AgencyState
    lines: tuple[UnitLine, ...]


def parts(difference: Difference, labels: Labels) -> tuple[AgencyPart, ...]:
    """What changed, agency by agency: those that are gone or new first, then the most changed.

    Parameters
    ----------
    difference
        The two versions.
    labels
        Kind → what it is called.
    """
    lines = _lines(difference, labels)
    found = [
        AgencyPart(agency, _state(agency), tuple(lines[agency.old, agency.new]))
        for agency in difference.agencies
        if (agency.old, agency.new) in lines
    ]
    states: tuple[AgencyState, ...] = ("gone", "first", "changed")
    return tuple(sorted(found, key=lambda part: (states.index(part.state), _weight(part))))


def _state(agency: AgencyLine) -> AgencyState:
    if agency.old is None and agency.new is not None:
        return "first"
    return "gone" if agency.new is None and agency.old is not None else "changed"


def _weight(part: AgencyPart) -> tuple[int, int]:
    """Most units that came, went or moved first, then most units changed."""
    shape = sum(1 for line in part.lines if line.sort != "changed")
    return -shape, -len(part.lines)


Home = tuple[str | None, str | None]


def _lines(difference: Difference, labels: Labels) -> dict[Home, list[UnitLine]]:
    """The lines of each agency, by its ids in both versions."""
    back = {now: then for then, now in difference.pairs.items()}
    guessed = {guess.new: guess for guess in difference.guesses}
    found: dict[Home, list[UnitLine]] = {}
    for unit_id in difference.removed:
        home = difference.home_before[unit_id]
        now = None if home is None else difference.pairs.get(home)
        name = _called(difference.old, unit_id, difference.home_before)
        line = UnitLine("removed", difference.old[unit_id], name)
        found.setdefault((home, now), []).append(line)
    for unit_id in difference.added:
        home = difference.home_after[unit_id]
        name = _called(difference.new, unit_id, difference.home_after)
        line = UnitLine("added", difference.new[unit_id], name)
        found.setdefault((back.get(home or ""), home), []).append(line)
    for change in sorted(difference.changed, key=_rank):
        home = difference.home_after[change.new.id]
        guess = guessed.get(change.new.id)
        line = UnitLine(
            "changed" if guess is None else "guess",
            change.new,
            _called(difference.new, change.new.id, difference.home_after),
            tuple(change_words(difference, change, labels)),
            guess,
        )
        found.setdefault((back.get(home or ""), home), []).append(line)
        then = difference.home_before[change.old.id]
        if then is not None and difference.pairs.get(then) != home:
            gone = UnitLine("left", change.old, line.name, (_new_home(difference, change),))
            found.setdefault((then, difference.pairs.get(then)), []).append(gone)
    return found


def _new_home(difference: Difference, change: UnitChange) -> Text:
    home = difference.home_after[change.new.id]
    if home is None:
        return Text("không còn thuộc cơ quan nào", "is in no agency now")
    name = difference.new[home].name
    return Text(f"chuyển sang {name}", f"went to {name}")


def _rank(change: UnitChange) -> int:
    return min(_ORDER.index(one.field) for one in change.changes)


def _called(version: Organisation, unit_id: str, home: Mapping[str, str | None]) -> Text:
    """Name and posts of a unit; below a unit that is no agency also that one's name."""
    unit, total = version[unit_id], version.total[unit_id]
    own = amount(unit.staff)
    above = None if unit.parent is None else version[unit.parent]
    where = Text("", "")
    if above is not None and home[above.id] != above.id and home[unit_id] is not None:
        where = Text(f" thuộc {above.name}", f" of {above.name}")
    posts = own
    if total != unit.staff:
        posts = Text(
            f"{own.vi}; cả cấp dưới {amount(total).vi}",
            f"{own.en}; {amount(total).en} with sub-units",
        )
    return Text(f"{unit.name}{where.vi} ({posts.vi})", f"{unit.name}{where.en} ({posts.en})")


def guess_words(guess: SameUnit) -> Text:
    """How sure a guess is, and why."""
    percent = int(guess.likeness * 100)
    sure = Text("rất có thể", "very likely") if guess.is_sure else Text("có thể", "likely")
    return Text(
        f"đoán là cùng một đơn vị, {sure.vi} ({percent} %): {guess.because.vi}",
        f"a guess that it is the same unit, {sure.en} ({percent} %): {guess.because.en}",
    )
