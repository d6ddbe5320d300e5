"""What a solve answers: a plan with its proof, or the proof that there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from orgplan.case import Case
from orgplan.plan import Plan, Status
from orgplan.shown import Shown
from orgplan.text import Text


@dataclass(frozen=True, slots=True)
class TierValue:
    """Value of one tier and what is proven of it.

    Parameters
    ----------
    terms
        Goal → unweighted value.
    value
        The weighted sum.
    bound
        No plan has a smaller value, given the tiers before; None if nothing is proven. For a tier
        with slack: its own optimum.
    """

    terms: dict[str, Fraction]
    value: Fraction
    bound: Fraction | None


@dataclass(frozen=True, slots=True)
class Clash:
    """A rule that cannot hold together with others.

    Parameters
    ----------
    id, rule
        Of the instance, and its name.
    units
        Units that it names.
    message
        What it asks, as a sentence.
    """

    id: str
    rule: str
    units: tuple[str, ...]
    message: Text


@dataclass(frozen=True)
class WayOut:
    """What has to give way so that a plan opens.

    Parameters
    ----------
    change
        The edits of the scenario, as interface.md writes them.
    message
        What they ask of people, as a sentence.
    tiers
        Values of the goals of the plan that opens.
    proven
        Whether no plan is better then.
    after
        Its number of counted units.
    """

    change: tuple[Mapping[str, object], ...]
    message: Text
    tiers: tuple[Fraction, ...]
    proven: bool
    after: int


@dataclass(frozen=True)
class Result(Shown):
    """The answer to a case.

    Parameters
    ----------
    case
        The question.
    status
        `optimal` and `infeasible` are proven; `feasible` has a plan, a bound and a gap. Whether a
        second engine agrees with `infeasible` is another matter: see `confirmed`.
    plan
        The plan, or None.
    tiers
        Values of the goals.
    gap
        (value − bound) / max(1, |value|) of the first unproven tier; 0 if all are proven, None if
        there is no bound or no plan.
    engine, engine_version, seed
        What found it.
    seconds
        How long it took [s].
    canonical
        Whether equal optima were decided to the end: then the plan is the same everywhere.
    interrupted
        Whether the user stopped the solve.
    confirmed
        Whether a second engine agrees that there is no plan; None where nothing had to be
        confirmed.
    confirmed_by
        The second engine, or `exact arithmetic` where no engine was needed.
    contradicted
        The engine that had wrongly said that there is no plan; the answer is that of another one.
    conflict
        Where there is no plan: the rules that clash, if they were looked for and found.
    repairs
        With a clash: the ways out that are known, in order of preference; None if none was sought.
    """

    case: Case
    status: Status
    plan: Plan | None
    tiers: tuple[TierValue, ...]
    gap: Fraction | None
    engine: str
    engine_version: str
    seed: int
    seconds: float
    canonical: bool
    interrupted: bool = False
    confirmed: bool | None = None
    confirmed_by: str | None = None
    contradicted: str | None = None
    conflict: tuple[Clash, ...] | None = None
    repairs: tuple[WayOut, ...] | None = None

    def __repr__(self) -> str:
        values = ", ".join(str(tier.value) for tier in self.tiers)
        return f"Result({self.status}, values [{values}], {self.seconds:.1f} s)"
