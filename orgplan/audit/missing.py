"""What the files do not say yet, and which figures of the statute are not confirmed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from orgplan.audit.state import State
from orgplan.case import Case
from orgplan.io.columns import fold
from orgplan.text import Text

Topic = Literal["posts", "present", "leaders", "site", "function"]


@dataclass(frozen=True, slots=True)
class Missing:
    """Units of which the files do not say one thing.

    Parameters
    ----------
    topic
        What is missing.
    units
        Their ids.
    of
        How many units were asked.
    """

    topic: Topic
    units: tuple[str, ...]
    of: int


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """A figure that the department must still check against the official gazette.

    Parameters
    ----------
    what
        The figure in words.
    id
        Id of the rule, or the kind of units whose quota it is.
    note
        Why it is not confirmed.
    """

    what: Text
    id: str
    note: str | None


def missing_data(state: State) -> tuple[Missing, ...]:
    """What agencies and internal units lack, as the files have them."""
    original, internal = state.case.problem.original, state.problem.internal
    agencies = [u for u in state.units if state.problem.is_agency(u)]
    inner = [u for u in state.units if u in internal]
    both = [u for u in state.units if u in internal or u in agencies]
    asked: tuple[tuple[Topic, list[str], Callable[[str], bool]], ...] = (
        ("posts", both, lambda u: not state.organisation.total[u]),
        ("present", both, lambda u: original[u].present is None),
        ("leaders", both, lambda u: original[u].heads is None or original[u].deputies is None),
        ("site", both, lambda u: not original[u].site),
        ("function", inner, lambda u: not original[u].functions),
    )
    return tuple(
        Missing(topic, found, len(units))
        for topic, units, lacks in asked
        if (found := tuple(u for u in units if lacks(u)))
    )


def missing_agencies(case: Case) -> tuple[str, ...]:
    """Agencies that must send a file and of which no unit was read, as the scenario names them."""
    known = {fold(unit.name) for unit in case.problem.original}
    return tuple(
        name
        for name in case.scenario.awaited
        if name not in case.problem.original and fold(name) not in known
    )


def unconfirmed(state: State) -> tuple[Unconfirmed, ...]:
    """Every unconfirmed figure that this audit used, in the order of the statute."""
    return tuple(_unconfirmed(state))


def _unconfirmed(state: State) -> Iterator[Unconfirmed]:
    ruleset = state.problem.ruleset
    for rule in state.case.unconfirmed:
        yield Unconfirmed(rule.label, rule.id, rule.note)
    for kind in dict.fromkeys(state.organisation[u].kind for u in state.problem.in_scope):
        quota = ruleset.quota(kind)
        if quota is not None and quota.confirmed is False:
            label = ruleset.label_of(kind)
            what = Text(f"số cấp phó, {label.vi}", f"number of deputies, {label.en}")
            yield Unconfirmed(what, kind, quota.note)
    if ruleset.directors is not None and ruleset.directors.confirmed is False:
        what = Text("số phó giám đốc sở bình quân", "deputy directors on average")
        yield Unconfirmed(what, "directors", ruleset.directors.note)
    for entry in ruleset.ordering:
        if entry.confirmed is False:
            what = Text("tương quan số cấp phó", "order of deputies")
            yield Unconfirmed(what, entry.clause, entry.note)
