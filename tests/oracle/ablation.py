"""Which features of a random case matter: those whose removal changes the answer.

A feature is an operation, a kind of given change, a rule, the target, a cap of one goal, a goal,
or a form (slack, a disabled rule, ``applies_to: changed`` ...).

- Operation, given change, rule, target, cap, form: it matters if the answer without it has another
  status or other tier values.
- Goal: without it the tier values change trivially. It matters if the set of optimal plans becomes
  another one, so that a solver that forgot the goal could be caught by its plan alone. It matters
  strongly (``goal! name``) if some value on the remaining goals becomes another one, so that the
  goal competes with another one.

``python -m tests.oracle.ablation`` prints the statistics; with ``tune`` it looks for every seed for
the first draw in which the focus matters and prints the table ``ATTEMPTS``.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from .brute_force import (
    GOALS,
    RULES,
    After,
    Document,
    Rule,
    Tier,
    Tiers,
    World,
    best_values,
    enumerate_structures,
    items_of,
    mapping_of,
)
from .random_cases import FOCI, Case, draw, focus_of

Json = dict[str, object]
SEEDS = 400
MOST_TRIES = 150


@dataclass(frozen=True)
class Row:
    """One plan that section 4 allows: the labels of the rules it breaks, its value per goal."""

    number: int
    broken: frozenset[str]
    terms: tuple[tuple[Fraction, ...], ...]


@dataclass(frozen=True)
class Outcome:
    """What two answers are compared by: tier values (None: infeasible) and optimal plans."""

    tiers: Tiers | None
    optimal: frozenset[int]


class Survey:
    """All plans of one case; answers without a rule or a goal are read off the same rows."""

    def __init__(self, case: Case, scenario: Document | None = None) -> None:
        asked = case.scenario if scenario is None else scenario
        self.world = World(case.units, asked, case.ruleset, case.plans)
        self.rows = [
            self._row(number, after)
            for number, after in enumerate(enumerate_structures(self.world))
        ]

    def _row(self, number: int, after: After) -> Row:
        rules = self.world.rules
        broken = {_label(r) for r in rules if next(RULES[r.name](after, r), None) is not None}
        terms = tuple(
            tuple(weight * GOALS[goal](after, tier.params) for goal, weight in tier.weights.items())
            for tier in self.world.tiers
        )
        return Row(number, frozenset(broken), terms)

    def admissible(self, without: str = "") -> list[Row]:
        """Return the plans that keep every rule, one label left out."""
        return [row for row in self.rows if not row.broken - _covered(row.broken, without)]

    def outcome(self, without: str = "") -> Outcome:
        """Return the answer, one rule left out."""
        rows = self.admissible(without)
        return _best(rows, self.world.tiers, {row.number: row.terms for row in rows})

    def outcome_without_goal(self, goal: str) -> Outcome:
        """Return the answer when one goal is left out of every tier."""
        rows = self.admissible()
        tiers = self.world.tiers
        terms = {
            row.number: tuple(
                tuple(v for name, v in zip(tier.weights, values, strict=True) if name != goal)
                for tier, values in zip(tiers, row.terms, strict=True)
            )
            for row in rows
        }
        return _best(rows, tiers, terms)

    def projected(self, outcome: Outcome, goal: str) -> set[tuple[tuple[Fraction, ...], ...]]:
        """Return the values that optimal plans reach on the goals other than this one."""
        return {
            tuple(
                tuple(v for name, v in zip(tier.weights, values, strict=True) if name != goal)
                for tier, values in zip(self.world.tiers, row.terms, strict=True)
            )
            for row in self.rows
            if row.number in outcome.optimal
        }


def _label(rule: Rule) -> str:
    if rule.name == "target":
        return "target"
    return f"cap {rule.params['goal']}" if rule.name == "cap" else f"rule {rule.name}"


def _covered(labels: frozenset[str], without: str) -> set[str]:
    if without == "rule cap":
        return {label for label in labels if label.startswith("cap ")}
    return {without}


def _best(
    rows: list[Row],
    tiers: list[Tier],
    terms: Mapping[int, tuple[tuple[Fraction, ...], ...]],
) -> Outcome:
    if not rows:
        return Outcome(None, frozenset())
    values = {n: tuple(sum(t, Fraction(0)) for t in tiers_) for n, tiers_ in terms.items()}
    best, _ = best_values(tiers, set(values.values()))
    return Outcome(best, frozenset(n for n, value in values.items() if value == best))


# --- removing features -------------------------------------------------------------------------


def without_parts(case: Case) -> Iterator[tuple[str, Json]]:
    """Yield features that are removed from the scenario itself, each with what is left."""
    scenario = case.scenario
    operations = mapping_of(scenario.get("operations"))
    for name in ("dissolve", "transfer", "flatten", "convert"):
        if name in operations:
            yield f"operation {name}", scenario | {"operations": _less(operations, name)}
    merge = operations.get("merge")
    if merge is False:
        yield "form merge off", scenario | {"operations": _less(operations, "merge")}
    if isinstance(merge, Mapping):
        yield from _without_merge_parts(scenario, operations, mapping_of(merge))
    yield from _without_given(scenario)
    yield from _without_forms(scenario)


def _less(mapping: Mapping[str, object], key: str) -> Json:
    return {name: value for name, value in mapping.items() if name != key}


def _without_merge_parts(
    scenario: Json, operations: Json, merge: Json
) -> Iterator[tuple[str, Json]]:
    for name in ("cousins", "across"):
        if name in merge:
            left = operations | {"merge": _less(merge, name)}
            yield f"operation {name}", scenario | {"operations": left}
    across = items_of(merge.get("across"))
    lists = [entry for entry in across if not isinstance(entry, Mapping)]
    if len(lists) < len(across):
        left = operations | {"merge": merge | {"across": lists}}
        yield "form across entry", scenario | {"operations": left}


def _without_given(scenario: Json) -> Iterator[tuple[str, Json]]:
    given = [mapping_of(change) for change in items_of(scenario.get("given"))]
    for name in ("merge", "move", "transfer"):
        left = [change for change in given if name not in change]
        if len(left) < len(given):
            yield f"given {name}", scenario | {"given": left}


def _without_forms(scenario: Json) -> Iterator[tuple[str, Json]]:
    rules = [mapping_of(rule) for rule in items_of(scenario.get("rules"))]
    goals = items_of(scenario.get("goals"))
    count = mapping_of(scenario.get("count"))
    plain = [_less(goal, "slack") if isinstance(goal, dict) else goal for goal in goals]
    if plain != goals:
        yield "form slack", scenario | {"goals": plain}
    if "disable" in scenario:
        yield "form disable", _less(scenario, "disable")
    if any("applies_to" in rule for rule in rules):
        yield "form changed", scenario | {"rules": [_less(r, "applies_to") for r in rules]}
    if "baseline" in count:
        yield "form baseline", scenario | {"count": _less(count, "baseline")}
    if "kinds" in count:
        yield "form count kinds", scenario | {"count": _less(count, "kinds")}
    if "scope" in scenario:
        yield "form scope", _less(scenario, "scope")
    target = mapping_of(scenario.get("target"))
    if target.get("per") == "agency":
        yield "form per agency", scenario | {"target": _less(target, "per")}
    if target.get("round") == "down":
        yield "form round down", scenario | {"target": _less(target, "round")}
    if any(rule["rule"] == "freeze" for rule in rules):
        # a harmless rule in its place keeps the default ids of the others
        idle: Json = {"rule": "keep", "units": []}
        left = [idle if rule["rule"] == "freeze" else rule for rule in rules]
        yield "rule freeze", scenario | {"rules": left}


# --- what matters ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Measured:
    """What the statistics say about one case."""

    feasible: bool
    admissible: int
    matters: frozenset[str]


def measure(case: Case, only: str = "") -> Measured:
    """Return which features of a case matter (all, or only one of them)."""
    survey = Survey(case)
    outcome = survey.outcome()
    matters = set(_rules_that_matter(survey, outcome)) | set(_goals_that_matter(survey, outcome))
    for feature, left in without_parts(case):
        if only in ("", feature) and _differs(case, left, outcome):
            matters.add(feature)
    return Measured(bool(outcome.optimal), len(survey.admissible()), frozenset(matters))


def _differs(case: Case, scenario: Json, outcome: Outcome) -> bool:
    """Return whether another scenario has another answer; invalid input (no answer) has not."""
    try:
        return Survey(case, scenario).outcome().tiers != outcome.tiers
    except (KeyError, ValueError):
        return False


def _rules_that_matter(survey: Survey, outcome: Outcome) -> Iterator[str]:
    labels = {_label(rule) for rule in survey.world.rules}
    if any(label.startswith("cap ") for label in labels):
        labels.add("rule cap")
    for label in labels:
        if survey.outcome(label).tiers != outcome.tiers:
            yield label


def _goals_that_matter(survey: Survey, outcome: Outcome) -> Iterator[str]:
    for goal in {goal for tier in survey.world.tiers for goal in tier.weights}:
        other = survey.outcome_without_goal(goal)
        if other.optimal != outcome.optimal:
            yield f"goal {goal}"
        if survey.projected(other, goal) != survey.projected(outcome, goal):
            yield f"goal! {goal}"


def tuned_attempts() -> list[int]:
    """Return for every seed the first draw that is worth it."""
    return [tuned_attempt(seed) for seed in range(SEEDS)]


def tuned_attempt(seed: int) -> int:
    """Return the first draw that is worth it, else the first in which the focus matters, else 0."""
    focus, spare = focus_of(seed), 0
    for attempt in range(MOST_TRIES):
        measured = measure(draw(seed, attempt), focus)
        if focus in measured.matters:
            if _is_worth_it(measured, seed):
                return attempt
            spare = spare or attempt
    return spare


def _is_worth_it(measured: Measured, seed: int) -> bool:
    """Return whether a draw suits its seed: every other round, a rule alone forbids every plan.

    Of the other seeds seven in ten ask for a choice of plans.
    """
    kind = focus_of(seed).partition(" ")[0]
    if kind in ("rule", "cap", "target") and seed // len(FOCI) % 2 == 1:
        return not measured.feasible
    return measured.admissible > 1 or seed % 10 in (0, 3, 6)


def statistics() -> tuple[int, int, Counter[str]]:
    """Return how many cases are infeasible, how many have a choice, how often features matter."""
    measured = [measure(draw(seed, attempt)) for seed, attempt in _tuned()]
    infeasible = sum(not one.feasible for one in measured)
    choice = sum(one.admissible > 1 or not one.feasible for one in measured)
    return infeasible, choice, Counter(name for one in measured for name in one.matters)


def _tuned() -> Iterator[tuple[int, int]]:
    from .random_cases import ATTEMPTS

    for seed in range(SEEDS):
        yield seed, ATTEMPTS[seed] if seed < len(ATTEMPTS) else 0


def main() -> None:
    """Print the statistics, or with ``tune`` the table of draws."""
    if "tune" in sys.argv:
        print(tuned_attempts())
        return
    infeasible, choice, counts = statistics()
    print(f"infeasible {infeasible}, with a choice or infeasible {choice}")
    for feature in sorted({*FOCI, *counts}):
        print(f"{counts[feature]:4d}  {feature}")


if __name__ == "__main__":
    main()
