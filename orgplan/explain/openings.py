"""Operations that a scenario does not allow and that might open a plan, tried one by one.

They are no rules: how many there are has no end, so what is told is never said to be all. Tried are
splitting units, merging units whose parents merge, and merging between the agencies that hold a cut
up, two by two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from orgplan.case import Case, make_case
from orgplan.errors import CaseError
from orgplan.explain.edits import JsonValue
from orgplan.operations import AcrossEntry, MergeOptions, Operations
from orgplan.text import Text

MOST_AGENCIES = 4
"""Agencies between which merging is tried."""


@dataclass(frozen=True)
class Opening:
    """Operations with one more.

    Parameters
    ----------
    operations
        All that would be allowed.
    shown
        The new part of it, as scenario files write it.
    says
        What that asks of people.
    """

    operations: Operations
    shown: dict[str, JsonValue]
    says: Text

    def as_json(self) -> dict[str, JsonValue]:
        """The edit as interface.md writes it."""
        return {"operations": self.shown}

    def applied(self, case: Case) -> Case | None:
        """The case with these operations; None if the organisation contradicts them."""
        scenario = case.scenario.model_copy(update={"operations": self.operations})
        try:
            made = make_case(
                scenario,
                case.problem.original,
                case.problem.ruleset,
                earlier=case.earlier,
                language=case.language,
                inputs=case.inputs,
            )
        except CaseError:
            return None
        return replace(made, function_names=case.function_names)


def openings(case: Case, agencies: Sequence[str]) -> Iterator[Opening]:
    """One more operation at a time; merging across is tried between some agencies."""
    now = case.problem.operations
    if now.dissolve is not True:
        yield Opening(
            now.model_copy(update={"dissolve": True}),
            {"dissolve": True},
            Text("cho phép giải thể, chia nhiệm vụ cho nhiều đơn vị", "units may be split up"),
        )
    merging = now.merge if isinstance(now.merge, MergeOptions) else MergeOptions()
    if not merging.cousins and _deep(case):
        yield _merging(
            now,
            merging.model_copy(update={"cousins": True}),
            {"cousins": True},
            Text(
                "đơn vị trực thuộc của các đơn vị hợp nhất cũng được hợp nhất với nhau",
                "sub-units of units that merge may merge too",
            ),
        )
    for pair in combinations(agencies[:MOST_AGENCIES], 2):
        one, other = map(case.problem.name, pair)
        yield _merging(
            now,
            merging.model_copy(update={"across": (*merging.across, pair)}),
            {"across": [*map(_shown, merging.across), [*pair]]},
            Text(
                f"đơn vị của {one} và {other} được hợp nhất với nhau",
                f"units of {one} and {other} may merge",
            ),
        )


def _merging(
    now: Operations, merging: MergeOptions, shown: dict[str, JsonValue], says: Text
) -> Opening:
    return Opening(now.model_copy(update={"merge": merging}), {"merge": {**shown}}, says)


def _shown(entry: tuple[str, ...] | AcrossEntry) -> JsonValue:
    if isinstance(entry, tuple):
        return [*entry]
    shown: dict[str, JsonValue] = {"from": [*entry.from_], "to": entry.to}
    return shown if entry.kinds is None else {**shown, "kinds": [*entry.kinds]}


def _deep(case: Case) -> bool:
    """Whether any unit in scope stands below another one that may end."""
    before, movable = case.problem.before, case.problem.movable
    return any(before.parent(unit_id) in movable for unit_id in case.problem.in_scope)
