"""What a change of the organisation touches in a scenario: places, locks, rules, cuts, plans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from orgplan.audit.broken import BrokenRule, broken_rules
from orgplan.audit.state import State
from orgplan.case import Case
from orgplan.diff.cuts import CutLine, changed_cuts
from orgplan.diff.difference import Difference
from orgplan.diff.plans import TouchedPlan, touched_plans
from orgplan.diff.question import Question
from orgplan.diff.references import references
from orgplan.diff.settled import Settled, settle
from orgplan.errors import Finding, PathStep
from orgplan.text import Text


@dataclass(frozen=True, slots=True)
class TouchedLock:
    """A locked agency in which something changed.

    Parameters
    ----------
    place
        Where the scenario names it.
    agency, name
        The agency.
    shape
        Units that are new, gone, moved, or of another kind or id: what may break a lock.
    figures
        How many units changed in their figures or words only: a lock bears that.
    holds
        Whether the lock can still be kept; None where that cannot be told.
    because
        What keeps it from being kept.
    """

    place: str
    agency: str
    name: str
    shape: tuple[str, ...]
    figures: int
    holds: bool | None
    because: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Touched:
    """Everything that a change touches.

    Parameters
    ----------
    findings
        Places of the scenario that do not fit the new version any more, then those to look at.
    locks
        Locked agencies in which something changed.
    broken, mended
        Witnesses of rules that the new version breaks and the old one did not, and the reverse.
    cuts
        Counted units and required cuts that changed.
    plans
        The plan files that the scenario names.
    complete
        Whether rules and cuts could be compared: some scenarios fit neither version.
    """

    findings: tuple[Finding, ...]
    locks: tuple[TouchedLock, ...]
    broken: tuple[BrokenRule, ...]
    mended: tuple[BrokenRule, ...]
    cuts: tuple[CutLine, ...]
    plans: tuple[TouchedPlan, ...]
    complete: bool


def touched(difference: Difference, question: Question, new_files: Sequence[Path]) -> Touched:
    """Hold a difference against a scenario.

    Parameters
    ----------
    difference
        The two versions.
    question
        The scenario.
    new_files
        The files of the new version, for the fingerprints in plan files.
    """
    before, after = settle(question, difference.old), settle(question, difference.new)
    broken: tuple[BrokenRule, ...] = ()
    mended: tuple[BrokenRule, ...] = ()
    cuts: tuple[CutLine, ...] = ()
    if before.case is not None and after.case is not None:
        broken, mended = _rules(difference, before.case, after.case)
        cuts = tuple(changed_cuts(difference, before.case, after.case))
    return Touched(
        tuple(_findings(difference, question, before, after)),
        tuple(_locks(difference, question, after)),
        broken,
        mended,
        cuts,
        tuple(touched_plans(question, new_files)),
        before.case is not None and after.case is not None,
    )


def _findings(
    difference: Difference, question: Question, before: Settled, after: Settled
) -> Iterator[Finding]:
    """Errors first, each in the order of the file; what was wrong before is not repeated."""
    named = list(references(difference, question.tree.root))
    told = {complaint.path for complaint in named}
    known = {(c.path, c.found) for c in before.complaints}
    fresh = [c for c in after.complaints if c.path not in told and (c.path, c.found) not in known]
    other = ("ruleset", "lock")
    fresh = [c for c in fresh if not c.path or c.path[0] not in other]
    places = [question.finding(c) for c in (*named, *fresh)]
    yield from sorted(places, key=lambda finding: (finding.severity != "error", finding.order))


def _locks(difference: Difference, question: Question, after: Settled) -> Iterator[TouchedLock]:
    several = isinstance(question.scenario.lock, tuple)
    for number, lock in enumerate(question.scenario.locks):
        for place, agency in enumerate(lock.agencies):
            path: tuple[PathStep, ...] = (
                "lock",
                *((number,) if several else ()),
                "agencies",
                place,
            )
            found = _lock(difference, question, after, path, agency)
            if found.shape or found.figures:
                yield found


def _lock(
    difference: Difference,
    question: Question,
    after: Settled,
    path: tuple[PathStep, ...],
    agency: str,
) -> TouchedLock:
    new_home = difference.pairs.get(agency, agency)
    shape = [u for u in difference.removed if difference.home_before[u] == agency]
    shape += [u for u in difference.added if difference.home_after[u] == new_home]
    figures = 0
    for change in difference.changed:
        homes = (difference.home_before[change.old.id], difference.home_after[change.new.id])
        if homes[0] == agency or homes[1] == new_home:
            if change.of_shape:
                shape.append(change.new.id)
            else:
                figures += 1
    holds: bool | None = None
    because = tuple(c.found for c in after.complaints if c.path[: len(path)] == path)
    if because:
        holds = False
    elif not any(c.path[:1] == ("given",) for c in after.complaints):
        holds = True
    name = difference.new[new_home].name if new_home in difference.new else agency
    if agency in difference.old and new_home not in difference.new:
        name, holds = difference.old[agency].name, False
    place_of = question.place(path)
    units = tuple(dict.fromkeys(shape))
    return TouchedLock(place_of, agency, name, units, figures, holds, because)


def _rules(
    difference: Difference, before: Case, after: Case
) -> tuple[tuple[BrokenRule, ...], tuple[BrokenRule, ...]]:
    """Witnesses that only the new version shows, and those that only the old one shows."""
    old, new = (broken_rules(State(c, "after_given", c.problem)) for c in (before, after))
    pairs = difference.pairs
    then = {(one.id, tuple(pairs.get(u, u) for u in one.units)): one for one in old}
    now = {(one.id, one.units): one for one in new}
    fresh = tuple(one for key, one in now.items() if key not in then)
    gone = tuple(one for key, one in then.items() if key not in now)
    return fresh, gone
