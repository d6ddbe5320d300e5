"""What a comparison answers: lines with one entry a plan, and the same as pandas tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from orgplan.compare.compared import ComparedPlan
from orgplan.compare.figures import (
    CountLine,
    GoalLine,
    TierLine,
    count_lines,
    goal_lines,
    tier_lines,
)
from orgplan.compare.limits import Fit, RuleLine, fits, rule_lines
from orgplan.compare.units import Fates, fates
from orgplan.fates import UnitFate
from orgplan.shown import Shown
from orgplan.text import Language

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Comparison(Shown):
    """Plans side by side.

    Parameters
    ----------
    plans
        The plans, in the order in which they were named.
    language
        Language of every output.
    """

    plans: tuple[ComparedPlan, ...]
    language: Language

    def __repr__(self) -> str:
        return f"Comparison({len(self.plans)} plans, {len(self.fates.differing)} units differ)"

    @cached_property
    def agencies(self) -> tuple[CountLine, ...]:
        """Counted units of every agency."""
        return count_lines(self.plans)

    @cached_property
    def tiers(self) -> tuple[TierLine, ...]:
        """Every tier of every scenario, with its value in each plan."""
        return tier_lines(self.plans)

    @cached_property
    def measured(self) -> tuple[GoalLine, ...]:
        """Every goal, with its value in each plan."""
        return goal_lines(self.plans)

    @cached_property
    def limits(self) -> tuple[RuleLine, ...]:
        """Every figure of every rule, and how each plan stands to it."""
        return rule_lines(self.plans)

    @cached_property
    def fit(self) -> tuple[tuple[Fit, ...], ...]:
        """Each plan held against the scenario of each: what it breaks there."""
        return fits(self.plans)

    @cached_property
    def fates(self) -> Fates:
        """What becomes of every unit in each plan."""
        return fates(self.plans)

    @cached_property
    def apart(self) -> tuple[tuple[int, ...], ...]:
        """Units with another fate, for each pair of plans [units]."""
        places = range(len(self.plans))
        return tuple(tuple(self.fates.apart(one, other) for other in places) for one in places)

    @property
    def columns(self) -> tuple[str, ...]:
        """What the plans are called as columns: ``plan_1``, ``plan_2`` …"""
        return tuple(f"plan_{number}" for number in range(1, len(self.plans) + 1))

    @property
    def summary(self) -> pd.DataFrame:
        """One row a plan: source, scenario, status, before, after, required_cut, changes, ok."""
        import pandas as pd

        names = ["source", "scenario", "status", "before", "after", "required_cut", "changes", "ok"]
        rows = [
            (
                p.source,
                p.case.scenario.name,
                p.status,
                p.before,
                p.after,
                p.case.required_cut,
                p.changes,
                not p.violations,
            )
            for p in self.plans
        ]
        return pd.DataFrame(rows, columns=names, index=pd.Index(self.columns, name="plan"))

    @property
    def counts(self) -> pd.DataFrame:
        """One row an agency: id, name, and for each plan ``before_n`` and ``after_n`` [units]."""
        import pandas as pd

        places = range(1, len(self.plans) + 1)
        heads = [f"{word}_{n}" for n in places for word in ("before", "after")]
        rows = []
        for line in self.agencies:
            pairs = zip(line.before, line.after, strict=True)
            rows.append((line.agency, line.name, *(count for pair in pairs for count in pair)))
        return pd.DataFrame(rows, columns=["agency", "name", *heads])

    @property
    def goals(self) -> pd.DataFrame:
        """One row a goal: goal, label, unit, and the value in each plan."""
        import pandas as pd

        rows = [
            (
                line.goal.name,
                line.goal.label.to(self.language),
                line.goal.unit.to(self.language),
                *map(float, line.values),
            )
            for line in self.measured
        ]
        return pd.DataFrame(rows, columns=["goal", "label", "unit", *self.columns])

    @property
    def rules(self) -> pd.DataFrame:
        """One row a figure: id, rule, figure, limit, and the room in each plan, below 0 if broken.

        Rooms are in the unit of the limit, shares of 1 for shares; NaN where the rule has no
        figures or judges nothing. ``kept_1``, ``kept_2`` … say whether the plan keeps the rule,
        missing where it could not be asked.
        """
        import pandas as pd

        kept = [f"kept_{n}" for n in range(1, len(self.plans) + 1)]
        heads = ["id", "rule", "figure", "limit", *self.columns, *kept]
        frame = pd.DataFrame([_rule_row(line) for line in self.limits], columns=heads)
        kinds: dict[str, str] = dict.fromkeys(["limit", *self.columns], "float64")
        return frame.astype(kinds | dict.fromkeys(kept, "boolean"))

    @property
    def units(self) -> pd.DataFrame:
        """One row a unit with another fate: id, name, agency, and for each plan what becomes of it.

        The words are those of the plan file, with the receivers of an ended unit behind an arrow.
        """
        import pandas as pd

        rows = [
            (
                line.unit,
                line.name,
                line.agency,
                *(
                    None if fate is None or word is None else _told(line.unit, fate, word)
                    for fate, word in zip(line.fates, line.words, strict=True)
                ),
            )
            for line in self.fates.differing
        ]
        return pd.DataFrame(rows, columns=["id", "name", "agency", *self.columns])

    @property
    def distances(self) -> pd.DataFrame:
        """Units with another fate, a row and a column for each plan [units]."""
        import pandas as pd

        names = list(self.columns)
        return pd.DataFrame(self.apart, columns=names, index=pd.Index(names))


def _rule_row(line: RuleLine) -> tuple[object, ...]:
    rooms = [s.slack for s in line.standings if s is not None and s.slack is not None]
    return (
        line.rule.id,
        line.rule.rule,
        ".".join(map(str, line.path)),
        float(rooms[0].limit) if rooms else None,
        *(None if s is None or s.slack is None else float(s.slack.room) for s in line.standings),
        *(None if s is None else not s.violations for s in line.standings),
    )


def _told(unit_id: str, fate: UnitFate, word: str) -> str:
    to = dict.fromkeys(r for r in fate.receivers.values() if r != unit_id)
    return f"{word} → {', '.join(to)}" if to else word
