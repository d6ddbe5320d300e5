"""Counted units and required cuts of both versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from orgplan.case import Case
from orgplan.diff.difference import Difference


@dataclass(frozen=True, slots=True)
class CutLine:
    """Counted units and how many of them must go; `agency` None is all together."""

    agency: str | None
    name: str
    counted_before: int
    counted_after: int
    required_before: int | None
    required_after: int | None


def changed_cuts(difference: Difference, before: Case, after: Case) -> Iterator[CutLine]:
    """The lines in which something changed, the total first."""
    old, new = before.problem.before_count, after.problem.before_count
    asked = [
        {} if c.scenario.target is None else c.scenario.target.required(c.problem)
        for c in (before, after)
    ]
    total = CutLine(
        None,
        "",
        sum(old.values()),
        sum(new.values()),
        _asked_of_all(asked[0]),
        _asked_of_all(asked[1]),
    )
    lines = [total]
    back = {now: then for then, now in difference.pairs.items()}
    gone = [a for a in old if difference.pairs.get(a) not in new]
    for agency in (*new, *gone):
        then = agency if agency in gone else back.get(agency)
        unit = (before if agency in gone else after).problem.before[agency]
        lines.append(
            CutLine(
                agency,
                unit.name,
                0 if then is None else old.get(then, 0),
                0 if agency in gone else new[agency],
                None if then is None else asked[0].get(then),
                None if agency in gone else asked[1].get(agency),
            )
        )
    for line in lines:
        changed = line.counted_before != line.counted_after
        if changed or line.required_before != line.required_after:
            yield line


def _asked_of_all(asked: Mapping[str | None, int]) -> int | None:
    return sum(asked.values()) if asked else None
