"""What people have decided about units: printed everywhere, never optimised."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from orgplan.figures import Day, Schema, UnitId

Form = Literal["merge", "consolidate", "reorganise", "convert", "dissolve", "keep"]
"""The legal form of a change: merge is sáp nhập (one goes on), consolidate is hợp nhất (all end
and a new unit begins)."""


class Approval(Schema):
    """The document by which somebody competent approved a decision."""

    by: str = Field(min_length=1)
    number: str | None = None
    date: Day | None = None


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
