"""What a plan file says, line by line: sound in form, and nothing concluded from it.

`at` is the path of a line inside the file, for messages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from orgplan.plan import Fate, Status


@dataclass(frozen=True, slots=True)
class StatedFile:
    """An input as the plan file names it; `path` is blank for a ruleset that has only a name."""

    at: str
    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class StatedInputs:
    """The inputs behind a plan file."""

    scenario: StatedFile
    organisation: tuple[StatedFile, ...]
    ruleset_name: str
    ruleset: StatedFile
    plans: tuple[StatedFile, ...]


@dataclass(frozen=True, slots=True)
class UnitLine:
    """What the file says becomes of one unit of the input."""

    at: str
    id: str
    fate: Fate
    into: tuple[str, ...]
    kind_after: str | None
    moved_given: bool


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One block that changes unit, as the file says [posts]."""

    at: str
    unit: str
    function: str | None
    posts: Fraction
    to: str
    given: bool


@dataclass(frozen=True, slots=True)
class AfterLine:
    """One unit of the organisation after, as the file says [posts]."""

    at: str
    id: str
    parent: str | None
    name: str
    kind: str
    staff: Fraction
    heads: int | None
    deputies: int | None
    functions: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """Counted units of one agency, as the file says."""

    at: str
    id: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class CountLine:
    """The counts, as the file says; null where nothing is asked or there is nothing to cut."""

    before: int
    after: int
    required_cut: int | None
    cut_percent: Fraction | None
    before_given: int
    before_after_given: int
    agencies: tuple[AgencyLine, ...]


@dataclass(frozen=True, slots=True)
class GoalLine:
    """Values of one tier, as the file says."""

    tier: int
    terms: Mapping[str, Fraction]
    value: Fraction
    bound: Fraction | None


@dataclass(frozen=True, slots=True)
class StatedPlan:
    """The plan itself, as the file says; `draft` is None where it does not say."""

    gap: Fraction | None
    count: CountLine
    goals: tuple[GoalLine, ...]
    units: tuple[UnitLine, ...]
    moves: tuple[MoveLine, ...]
    after: tuple[AfterLine, ...]
    draft: bool | None = None


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan file of sound form.

    Parameters
    ----------
    path
        Where it is; input paths are relative to its folder.
    status
        What it claims to be.
    inputs
        The files that it was made from.
    plan
        The plan, or None where the status says that there is none.
    stray
        Parts of a plan that stand in the file although the status says that there is none.
    """

    path: Path
    status: Status
    inputs: StatedInputs
    plan: StatedPlan | None
    stray: tuple[str, ...] = ()
