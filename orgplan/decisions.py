"""What people have decided about units: printed everywhere, never optimised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from orgplan.errors import Complaint
from orgplan.figures import Day, Schema, UnitId
from orgplan.problem import Problem
from orgplan.rules.rule import nearest
from orgplan.text import Text, same

Form = Literal["merge", "consolidate", "reorganise", "convert", "dissolve", "keep"]
"""The legal form of a change: merge is sáp nhập (one goes on), consolidate is hợp nhất (all end
and a new unit begins)."""

FORMS: Mapping[Form, Text] = {
    "merge": Text("sáp nhập", "merger"),
    "consolidate": Text("hợp nhất", "consolidation"),
    "reorganise": Text("tổ chức lại", "reorganisation"),
    "convert": Text("chuyển đổi mô hình", "conversion"),
    "dissolve": Text("giải thể", "dissolution"),
    "keep": Text("giữ nguyên", "kept as it is"),
}
"""What each form is called."""

TO_BE_DECIDED = "to_be_decided"
_LATER = Text("sẽ quyết định sau", "to be decided")
_OF_SURVIVORS = ("name", "seat", "head")
"""Keys that only make sense for a unit that lives on."""


class Approval(Schema):
    """The document by which somebody competent approved a decision.

    Parameters
    ----------
    by, number, date
        Who, and the number and day of the document.
    plan
        The plan file that was approved; then only what fares as in it is approved.
    """

    by: str = Field(min_length=1)
    number: str | None = None
    date: Day | None = None
    plan: Annotated[str, Field(min_length=1)] | None = None

    @property
    def words(self) -> Text:
        """Who approved it, the number of the document and its day."""
        number = None if not self.number else Text(f"số {self.number}", f"no. {self.number}")
        day = None if self.date is None else _day(self.date)
        known = [part for part in (same(self.by), number, day) if part is not None]
        return Text(", ".join(part.vi for part in known), ", ".join(part.en for part in known))


def _day(day: date) -> Text:
    return Text(f"ngày {day:%d/%m/%Y}", day.isoformat())


class Decision(Schema):
    """What is decided about one unit, or about everything in one agency.

    Parameters
    ----------
    unit
        A surviving unit, an ended one, or an agency: then for all that changes in it.
    name
        Name that the unit gets.
    form
        Legal form of the change.
    seat
        Where the unit will sit.
    head
        Who will lead it: ``to_be_decided``, or words.
    approved
        The approval; without it every document is a draft.
    """

    unit: UnitId
    name: Annotated[str, Field(min_length=1)] | None = None
    form: Form | None = None
    seat: str | None = None
    head: str | None = None
    approved: Approval | None = None

    @property
    def head_words(self) -> Text | None:
        """Who will lead the unit, or that this is decided later; None where nothing is said."""
        if not self.head:
            return None
        return _LATER if self.head == TO_BE_DECIDED else same(self.head)

    @property
    def for_a_survivor(self) -> tuple[str, ...]:
        """Keys of it that only make sense for a unit that lives on."""
        return tuple(key for key in _OF_SURVIVORS if getattr(self, key))


class Lock(Schema):
    """Agencies that come out as in an earlier plan."""

    plan: str
    agencies: tuple[UnitId, ...] = Field(min_length=1)


class RoadMap(Schema):
    """When surplus leaders must be gone.

    Parameters
    ----------
    decided
        The day on which the reorganisation decision takes effect.
    years
        Years after which the number conforms; the statute's own where it is left out.
    """

    decided: Day
    years: Annotated[int, Field(ge=1, le=5)] | None = None


def complain_decisions(decisions: Sequence[Decision], problem: Problem) -> Iterator[Complaint]:
    """Decisions about units that are not there, or that contradict each other or given changes."""
    first: dict[str, int] = {}
    for place, decision in enumerate(decisions):
        unit_id = decision.unit
        if unit_id not in problem.original:
            yield Complaint(
                ("decisions", place, "unit"),
                Text(f"không có đơn vị «{unit_id}»", f"unknown unit {unit_id!r}"),
                Text("mã của một đơn vị hoặc một cơ quan", "the id of a unit or of an agency"),
                nearest(unit_id, problem.original.ids),
            )
        elif first.setdefault(unit_id, place) != place:
            number = first[unit_id] + 1
            yield Complaint(
                ("decisions", place, "unit"),
                Text(f"đơn vị «{unit_id}» đã có quyết định", f"{unit_id!r} is decided twice"),
                Text("mỗi đơn vị một quyết định", "one decision a unit"),
                Text(f"gộp vào mục thứ {number}", f"put all of it into entry {number}"),
            )
        else:
            yield from _about_ended(decision, place, problem)


def _about_ended(decision: Decision, place: int, problem: Problem) -> Iterator[Complaint]:
    """What is decided for the time after, about a unit that given changes have ended."""
    heir = problem.given.ended.get(decision.unit)
    if heir is None:
        return
    for key in decision.for_a_survivor:
        yield Complaint(
            ("decisions", place, key),
            Text(
                f"«{decision.unit}» không còn sau các thay đổi đã có chủ trương",
                f"{decision.unit!r} is gone after the given changes",
            ),
            Text("một đơn vị còn tồn tại", "a unit that is still there"),
            Text(f"nêu cho nơi tiếp nhận: «{heir}»", f"say it of the receiver: {heir!r}"),
        )
