"""Joining a scenario with an organisation that it may not fit: what contradicts is left out.

Rules and counts of both versions can then be compared although a unit that some entry names is
gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orgplan.case import Case
from orgplan.diff.question import Question
from orgplan.errors import CaseError, Complaint
from orgplan.io.joining import Joined
from orgplan.operations import Operations
from orgplan.organisation import Organisation
from orgplan.scenario import Count, Scenario, Scope

_ROUNDS = 6


@dataclass(frozen=True)
class Settled:
    """What could be joined, and what contradicted.

    Parameters
    ----------
    case
        The case without the entries that contradict the organisation; None if too much does.
    complaints
        Everything in the whole scenario that contradicts it.
    """

    case: Case | None
    complaints: tuple[Complaint, ...]


def settle(question: Question, organisation: Organisation) -> Settled:
    """Join a scenario with an organisation as far as it goes."""
    scenario = _named(question)
    first: tuple[Complaint, ...] | None = None
    for _ in range(_ROUNDS):
        joined = Joined(scenario, organisation, question.ruleset, question.earlier)
        try:
            case = joined.case(scenario.language or "vi", None)
        except CaseError as problem:
            first = problem.complaints if first is None else first
            scenario = _without(scenario, problem.complaints)
        else:
            return Settled(case, first or ())
    return Settled(None, first or ())


def _named(question: Question) -> Scenario:
    """The scenario with an id for every rule, so that leaving one out renames no other."""
    start = len(question.ruleset.rules) + 1
    rules = tuple(
        rule if rule.id else rule.model_copy(update={"id": f"{rule.rule}-{number}"})
        for number, rule in enumerate(question.scenario.rules, start)
    )
    return question.scenario.model_copy(update={"rules": rules})


def _without(scenario: Scenario, complaints: Iterable[Complaint]) -> Scenario:
    """The scenario without the entries that somebody complains about."""
    listed = tuple(complaints)
    rest: dict[str, object] = {
        key: _left(getattr(scenario, key), key, listed)
        for key in ("rules", "given", "decisions", "disable", "enable")
    }
    heads = {complaint.path[0] for complaint in listed if complaint.path}
    if "lock" in heads:
        rest["lock"] = ()
    if "operations" in heads:
        rest["operations"] = Operations()
    if "count" in heads:
        rest["count"] = Count(baseline=scenario.count.baseline)
    if "scope" in heads and scenario.scope.agencies != "all":
        bad = {c.path[2] for c in listed if c.path[:2] == ("scope", "agencies")}
        kept = tuple(a for n, a in enumerate(scenario.scope.agencies) if n not in bad)
        rest["scope"] = Scope(agencies=kept or "all")
    for key in heads & {"road_map", "audit"}:
        rest[str(key)] = (
            type(scenario).model_fields[str(key)].get_default(call_default_factory=True)
        )
    return scenario.model_copy(update=rest)


def _left(
    entries: Sequence[object], key: str, complaints: Sequence[Complaint]
) -> tuple[object, ...]:
    bad = {c.path[1] for c in complaints if len(c.path) > 1 and c.path[0] == key}
    return tuple(entry for place, entry in enumerate(entries) if place not in bad)
