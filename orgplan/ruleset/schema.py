"""What a ruleset file says, after its parameters (province class …) have been filled in."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from orgplan.figures import Day, Figure, Schema, Version
from orgplan.text import Text

SERVICE_KINDS = frozenset({"public_service_unit", "psu_division"})
"""Kinds of the built-in rulesets whose posts are employees (số người làm việc), not biên chế."""

RuleData = dict[str, object]
"""A rule as written; `orgplan.rules` turns it into a rule."""


class Label(Schema):
    """A name in both languages."""

    vi: str
    en: str

    @property
    def text(self) -> Text:
        """The label as a text."""
        return Text(vi=self.vi, en=self.en)


class Kind(Schema):
    """A legal type of unit.

    Parameters
    ----------
    label
        Name of the kind.
    called
        First words of the names of such units: Phòng, Ban.
    agency
        Whether units of this kind are agencies.
    counted
        Whether internal units of this kind count for the target.
    absorbs
        Kinds whose blocks it may receive; ``*`` is any.
    contains
        Kinds that may stand directly below it; ``*`` is any.
    """

    label: Label | None = None
    called: tuple[str, ...] = ()
    agency: bool = False
    counted: bool = False
    absorbs: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    note: str | None = None
    cite: str | None = None
    confirmed: bool | None = None

    def may_absorb(self, kind: str) -> bool:
        """Whether a unit of this kind may receive from a unit of the given kind."""
        return "*" in self.absorbs or kind in self.absorbs

    def may_contain(self, kind: str) -> bool:
        """Whether a unit of the given kind may stand directly below one of this kind."""
        return "*" in self.contains or kind in self.contains


Row = tuple[Figure | None, Annotated[int, Field(ge=0)]]


class LeaderQuota(Schema):
    """How many deputies a unit may have; one head each.

    `by_staff` rows are (posts up to, deputies), `by_subunits` rows (direct sub-units up to,
    deputies); null is no limit, and above the last row its value holds.
    """

    by_staff: tuple[Row, ...] | None = Field(default=None, min_length=1)
    by_subunits: tuple[Row, ...] | None = Field(default=None, min_length=1)
    cite: str | None = None
    confirmed: bool | None = None
    note: str | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of whichever table is given."""
        return self.by_staff or self.by_subunits or ()


class DirectorQuota(Schema):
    """How many deputies the heads of agencies may have: an average, shared out by somebody above.

    Parameters
    ----------
    kinds
        Kinds of agencies over which the average is taken.
    average
        Deputies for each of them on average.
    additions
        What may be added to it, in words; a scenario says how many (`audit`).
    """

    kinds: tuple[str, ...] = Field(min_length=1)
    average: Figure
    additions: Label | None = None
    cite: str | None = None
    confirmed: bool | None = None
    note: str | None = None


class OrderingRule(Schema):
    """How the deputies of one unit bind those of another; remarked on by an audit, never a limit.

    Parameters
    ----------
    clause
        ``superior``: no more deputies than the direct superior has. ``inner_units``: among units
        of one level, one without inner units has no more than one with.
    question
        What nobody has settled about it, printed beside every remark.
    """

    clause: Literal["superior", "inner_units"]
    question: Label | None = None
    cite: str | None = None
    confirmed: bool | None = None
    note: str | None = None


class SurplusPeriod(Schema):
    """How long leaders above the quota may stay after a reorganisation.

    `years` counts from the day on which the decision takes effect [years].
    """

    years: Annotated[int, Field(ge=1, le=5)]
    cite: str | None = None
    confirmed: bool | None = None
    note: str | None = None


class InForce(Schema):
    """The dates between which the instruments apply; null is open."""

    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None


class Parameter(Schema):
    """Something the user has to say before the figures are known."""

    required: bool = False
    values: tuple[str, ...]
    label: Label | None = None


_NO_KIND = Kind()


class Ruleset(Schema):
    """One statute, or none, as data."""

    orgplan_ruleset: Version = 1
    name: str
    label: Label | None = None
    in_force: InForce | None = None
    in_force_confirmed: bool | dict[str, bool] | None = None
    parameters: dict[str, Parameter] = Field(default_factory=dict)
    kinds: dict[str, Kind]
    leaders: dict[str, LeaderQuota] = Field(default_factory=dict)
    surplus_leaders: SurplusPeriod | None = None
    directors: DirectorQuota | None = None
    ordering: tuple[OrderingRule, ...] = ()
    rules: tuple[RuleData, ...] = ()
    note: str | None = None

    def kind(self, name: str) -> Kind:
        """The kind of that name; ``*`` stands for every kind not listed."""
        return self.kinds.get(name) or self.kinds.get("*") or _NO_KIND

    def knows(self, name: str) -> bool:
        """Whether units of this kind may stand in the organisation."""
        return name in self.kinds or "*" in self.kinds

    def quota(self, kind: str) -> LeaderQuota | None:
        """Leader quota of a kind; ``*`` is the quota of every kind not listed."""
        return self.leaders.get(kind) or self.leaders.get("*")

    def label_of(self, kind: str) -> Text:
        """The name of a kind in both languages; the kind itself where it has no label."""
        found = self.kinds.get(kind)
        if found is None or found.label is None:
            return Text(kind, kind)
        return found.label.text
