"""What becomes of a unit in one plan and in another, in a few words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from orgplan.case import Case
from orgplan.plan import Plan
from orgplan.text import Text, same


@dataclass(frozen=True, slots=True)
class OtherFate:
    """A unit that fares otherwise than in the best plan.

    Parameters
    ----------
    unit
        Its id.
    name
        Its name before.
    agency
        Name of its agency before; empty if it has none.
    here, best
        What becomes of it in this plan, and in the best one.
    """

    unit: str
    name: str
    agency: str
    here: Text
    best: Text


def other_fates(case: Case, best: Plan, plan: Plan, units: tuple[str, ...]) -> Iterator[OtherFate]:
    """The units that fare otherwise, in input order."""
    before = case.problem.before
    for unit_id in units:
        agency = case.problem.agency[unit_id]
        yield OtherFate(
            unit_id,
            before[unit_id].name,
            "" if agency is None else before[agency].name,
            fate_words(case, plan, unit_id),
            fate_words(case, best, unit_id),
        )


def fate_words(case: Case, plan: Plan, unit_id: str) -> Text:
    """Where a unit goes, or that it stays, with another kind or without some of its functions."""
    names = " + ".join(plan.before[r].name for r in plan.receivers.get(unit_id, ()))
    if not plan.survives(unit_id):
        return same(f"→ {names}")
    parts = [Text("giữ", "stays")]
    if unit_id in plan.converted:
        kind = case.problem.ruleset.label_of(plan.kind_after(unit_id))
        parts.append(Text(f"thành {kind.vi}", f"becomes {kind.en}"))
    if names:
        parts.append(Text(f"chuyển chức năng → {names}", f"hands functions over → {names}"))
    return Text(", ".join(p.vi for p in parts), ", ".join(p.en for p in parts))
