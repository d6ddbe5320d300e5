"""The scenario: what a user writes in `scenario.yaml`. Schema only; unknown keys are refused."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from orgplan.decisions import Decision, Lock, RoadMap
from orgplan.figures import Figure, Schema, UnitId, Version
from orgplan.given import GivenChange
from orgplan.goals import GoalName, TierData
from orgplan.operations import Operations
from orgplan.problem import Baseline
from orgplan.rules import AnyRule, Target
from orgplan.shown import Shown


class RulesetChoice(Schema):
    """A built-in ruleset by name, with the parameters that it asks for beside the name."""

    model_config = ConfigDict(frozen=True, extra="allow", populate_by_name=True)

    name: str

    @property
    def parameters(self) -> dict[str, str]:
        """Parameter → value, as text."""
        return {key: str(value) for key, value in (self.model_extra or {}).items()}


class Scope(Schema):
    """The agencies that the plan may change."""

    agencies: Literal["all"] | tuple[UnitId, ...] = "all"


class Count(Schema):
    """Which units count, and against what the target measures."""

    kinds: tuple[str, ...] | None = None
    baseline: Baseline = "after_given"


class Settings(Schema):
    """How long and how to search; never what is best.

    Parameters
    ----------
    time_limit
        Seconds for the whole solve.
    workers
        Processes; the answer does not depend on it, and at present one is used.
    seed
        Seed of the search.
    """

    time_limit: Annotated[Figure, Field(gt=0)] = Field(default=60, validate_default=True)
    workers: Annotated[int, Field(ge=1, le=1024)] = 1
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 1


class AuditOptions(Schema):
    """What an audit has to be told, since no table says it.

    Parameters
    ----------
    more_deputies
        Agency, or a unit above the agencies for all of them together → deputies of its head on
        top of the average, as the statute grants them after mergers [leaders].
    """

    more_deputies: dict[UnitId, Annotated[int, Field(ge=0, le=1000)]] = Field(default_factory=dict)


class Scenario(Schema, Shown):
    """One question to orgplan: organisation, statute, scope, target, operations, rules, goals."""

    orgplan: Version
    name: str
    language: Literal["vi", "en"] | None = None
    organisation: str | tuple[str, ...]
    ruleset: str | RulesetChoice
    kind: str | None = None
    staff_includes_subunits: bool | None = None
    awaited: tuple[str, ...] = ()
    function_list: str | None = None
    scope: Scope = Field(default_factory=Scope)
    count: Count = Field(default_factory=Count)
    given: tuple[GivenChange, ...] = ()
    target: Target | None = None
    operations: Operations = Field(default_factory=Operations)
    rules: tuple[AnyRule, ...] = ()
    disable: tuple[str, ...] = ()
    enable: tuple[str, ...] = ()
    lock: Lock | tuple[Lock, ...] = ()
    willingness: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    goals: tuple[GoalName | TierData, ...] = ()
    road_map: RoadMap | None = None
    audit: AuditOptions = Field(default_factory=AuditOptions)
    settings: Settings = Field(default_factory=Settings)

    @property
    def locks(self) -> tuple[Lock, ...]:
        """The locks, one alone being a list of one."""
        return (self.lock,) if isinstance(self.lock, Lock) else self.lock

    @property
    def tiers(self) -> tuple[TierData, ...]:
        """The goals as tiers, a bare name being a tier of weight 1."""
        return tuple(
            TierData.model_validate({tier: 1}) if isinstance(tier, str) else tier
            for tier in self.goals
        )
