"""The room that a plan leaves to the figures of rules, held against rules with other figures."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from orgplan.errors import PathStep
from orgplan.plan import Plan
from orgplan.rules import Rule, Target
from orgplan.rules.slack import Slack
from orgplan.rules.units_per_parent import UnitsPerParent
from tests.rules.test_rules import CLASSES, EXAMPLES, Example
from tests.sampled import sampled
from tests.tiny import Data, Tiny, decided

WITH_FIGURES = {
    "min_staff",
    "max_staff",
    "max_functions",
    "max_absorbed",
    "units_per_parent",
    "kind_cut",
    "agency_cut",
    "cap",
    "target",
}
LITTLE = Fraction(1, 10**9)
TOWN: Data = {
    "units": [
        {"id": "so"},
        {"id": "a", "staff": 9, "functions": {"tax": 4, "land": 5}},
        {"id": "b", "staff": 7},
        {"id": "c", "staff": 7},
        {"id": "d", "staff": 12},
        {"id": "ban", "kind": "department"},
        {"id": "e", "parent": "ban", "staff": 8},
        {"id": "f", "parent": "ban", "staff": 20},
    ]
}
"""so ── a 9, b 7, c 7, d 12; ban ── e 8, f 20"""


def figures(rule: Rule) -> Iterator[tuple[PathStep, ...]]:
    """The places of all figures of a rule."""
    for key in ("at_least", "at_most", "cut"):
        if getattr(rule, key, None) is not None:
            yield (key,)
    if isinstance(rule, UnitsPerParent):
        for kind, bounds in rule.parents.items():
            for key in ("at_least", "at_most"):
                if getattr(bounds, key) is not None:
                    yield ("parents", kind, key)
    elif isinstance(kinds := getattr(rule, "kinds", None), dict):
        for kind in kinds:
            yield ("kinds", kind)


def alone(rule: Rule, path: tuple[PathStep, ...], figure: Fraction | None = None) -> Rule:
    """A rule with one of its figures only, and this as it is or another one."""
    if isinstance(rule, UnitsPerParent):
        kind, key = str(path[1]), str(path[2])
        bounds = rule.parents[kind]
        other = "at_most" if key == "at_least" else "at_least"
        value = getattr(bounds, key) if figure is None else figure
        return rule.model_copy(
            update={"parents": {kind: bounds.model_copy(update={key: value, other: None})}}
        )
    if path[0] == "kinds":
        kinds: dict[str, Fraction] = vars(rule)["kinds"]
        value = kinds[str(path[1])] if figure is None else figure
        return rule.model_copy(update={"kinds": {path[1]: value}})
    update: dict[str, object] = {
        key: None for key in ("at_least", "at_most") if (key,) != path and hasattr(rule, key)
    }
    if figure is not None:
        update[str(path[0])] = figure
    return rule.model_copy(update=update)


def keeps(plan: Plan, rule: Rule) -> bool:
    """Whether the checker finds nothing."""
    return next(rule.violations(plan), None) is None


def is_exact(rule: Rule, found: Slack, plan: Plan) -> None:
    """Hold the room of one figure against what the checker says of tighter figures."""
    sign = 1 if found.side == "least" else -1
    most = 1 if found.of is not None else None
    assert found.kept == keeps(plan, alone(rule, found.path))
    tighter = found.tightest + sign * LITTLE
    at_the_end = found.tightest == (most if found.side == "least" else 0)
    if found.attained:
        assert keeps(plan, alone(rule, found.path, found.tightest))
        if not at_the_end:
            broken = list(alone(rule, found.path, tighter).violations(plan))
            named = [v.units[0] for v in broken if v.units]
            assert broken
            assert named == list(found.units) or not (found.units or found.found)
    else:
        assert not keeps(plan, alone(rule, found.path, found.tightest))
        assert keeps(plan, alone(rule, found.path, found.tightest - sign * LITTLE))
    if found.of is None and found.room < 0:
        amounts = [v.amount for v in alone(rule, found.path).violations(plan)]
        assert max(a for a in amounts if a is not None) == -found.room


def is_complete(rule: Rule, plan: Plan) -> None:
    """Demand the room of every figure by which the plan is judged."""
    found = {slack.path: slack for slack in rule.slack(plan)}
    assert set(found) <= set(figures(rule))
    for path in figures(rule):
        if path in found:
            is_exact(rule, found[path], plan)
        elif rule.rule not in ("target", "kind_cut", "agency_cut"):
            assert keeps(plan, alone(rule, path))


def test_rules_with_figures_tell_their_room() -> None:
    """All others tell none."""
    told = {name for name, rule in CLASSES.items() if rule.slack is not Rule.slack}
    assert told == WITH_FIGURES


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_room_of_the_examples(example: Example) -> None:
    """In every case of the case files: the figure may be tightened by the room, and no more."""
    _, rule, plan = example.judged()
    is_complete(rule, plan)


@pytest.mark.parametrize("seed", range(5, 400, 13))
def test_room_on_random_organisations(seed: int, tmp_path: Path) -> None:
    """The same for all rules of random cases, on sound plans and on plans by chance."""
    case, plans = sampled(seed, tmp_path, sound=6, careless=4)
    for plan in plans:
        for rule in case.rules:
            is_complete(rule, plan)


def slack(rule: Data, decisions: Data | None = None) -> list[Slack]:
    """The room of the figures of a rule in a plan over the town."""
    case = Tiny.read(TOWN).case(None, rules=[rule])
    return list(case.rules[0].slack(decided(case.problem, decisions)))


def test_the_nearest_units_are_named() -> None:
    """All that are equally near, in input order."""
    (found,) = slack({"rule": "min_staff", "kinds": {"division": 5}})
    assert (found.path, found.side) == (("kinds", "division"), "least")
    assert (found.limit, found.tightest, found.room) == (5, 7, 2)
    assert found.units == ("b", "c")
    (found,) = slack({"rule": "max_staff", "kinds": {"division": 15}})
    assert (found.tightest, found.room, found.kept) == (20, -5, False)
    assert found.units == ("f",)


def test_a_share_is_told_where_it_is_smallest() -> None:
    """One of two units of ban, one of four of so: the latter is nearer to 10 %."""
    merged = {"merge": {"a": "b", "e": "f"}}
    (found,) = slack({"rule": "agency_cut", "at_least": "10%"}, merged)
    assert (found.tightest, found.found, found.of) == (Fraction(1, 4), 1, 4)
    assert (found.units, found.room) == (("so",), Fraction(3, 20))


def test_a_target_that_is_rounded_down_is_kept_by_anything_short_of_the_next_unit() -> None:
    """One of six units goes: 33 % of six are one unit, a third is two."""
    plan = decided(Tiny.read(TOWN).case().problem, {"merge": {"a": "b"}})
    (found,) = Target(cut=Fraction(1, 5), round="down").slack(plan)
    assert (found.tightest, found.attained) == (Fraction(1, 3), False)
    (found,) = Target(cut=Fraction(1, 10)).slack(plan)
    assert (found.tightest, found.attained, found.units) == (Fraction(1, 6), True, ())


def test_nobody_is_named_where_nobody_receives() -> None:
    """A plan without mergers is two units away from a limit of two, at no unit in particular."""
    (found,) = slack({"rule": "max_absorbed", "at_most": 2})
    assert (found.room, found.units) == (2, ())
