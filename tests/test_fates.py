"""How far apart plans are: units with another fate."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pytest

from orgplan.fates import UnitFate, differing, differing_wholly, fate_of, whole_fate_of
from orgplan.goals import ChangedFrom
from orgplan.plan import Plan
from tests.sampled import sampled
from tests.test_both_sides import earlier_plan
from tests.tiny import Data, Tiny, decided

TOWN: Data = {
    "units": [
        {"id": "so"},
        {"id": "a", "functions": {"tax": 3, "budget": 2}},
        {"id": "b", "staff": 4},
        {"id": "c", "staff": 5},
    ]
}
"""so ── a (tax 3, budget 2), b 4, c 5"""


def town(decisions: Data | None = None, given: Sequence[Data] = ()) -> Plan:
    """A plan over the town."""
    return decided(Tiny.read(TOWN).case(given=given).problem, decisions)


def test_a_plan_is_at_no_distance_from_itself() -> None:
    """The same decisions, whatever is written down of blocks that stay."""
    plan = town({"merge": {"b": "c"}})
    again = Plan(plan.problem, plan.ended, dict(plan.moved) | {("c", None): "c"}, {})
    assert differing(plan, again) == ()


@pytest.mark.parametrize(
    ("one", "other", "units"),
    [
        ({"merge": {"b": "c"}}, {}, ("b",)),
        ({"merge": {"b": "c"}}, {"merge": {"b": "a"}}, ("b",)),
        ({"merge": {"b": "c"}}, {"merge": {"c": "b"}}, ("b", "c")),
        ({"convert": {"c": "office"}}, {}, ("c",)),
        ({"move": {"a": {"budget": "b"}}}, {}, ("a",)),
        ({"split": {"a": {"tax": "b", "budget": "c"}}}, {"merge": {"a": "b"}}, ("a",)),
        ({"split": {"a": {"tax": "b", "budget": "c"}}}, {"move": {"a": {"budget": "c"}}}, ("a",)),
    ],
)
def test_another_fate_is_another_end_kind_or_receiver(
    one: Data, other: Data, units: tuple[str, ...]
) -> None:
    """Who only receives has the same fate; the distance does not depend on the order."""
    assert differing(town(one), town(other)) == differing(town(other), town(one)) == units


def test_the_fate_names_kind_and_receivers() -> None:
    """None for a unit that ends."""
    plan = town({"split": {"a": {"tax": "b", "budget": "c"}}})
    assert fate_of(plan, "a") == UnitFate(None, {"tax": "b", "budget": "c"})
    assert fate_of(plan, "b") == UnitFate("division", {None: "b"})


def test_what_was_given_in_one_and_planned_in_the_other_is_no_difference() -> None:
    """Given changes and plan are followed to the end: the posts of b come to c in both."""
    given = town(given=[{"merge": ["b"], "into": "c"}])
    planned = town({"merge": {"b": "c"}})
    assert whole_fate_of(given, "b") == whole_fate_of(planned, "b") == UnitFate(None, {None: "c"})
    assert differing_wholly(given, planned) == ()
    further = town({"merge": {"c": "a"}}, given=[{"merge": ["b"], "into": "c"}])
    assert differing_wholly(further, planned) == ("b", "c")


@pytest.mark.parametrize("seed", range(3, 400, 23))
def test_the_distance_is_that_of_the_goal_about_an_earlier_plan(seed: int, tmp_path: Path) -> None:
    """`changed_from` counts the same units on random organisations."""
    case, plans = sampled(seed, tmp_path, sound=5, careless=0)
    for one, other in combinations(plans, 2):
        assert len(differing(one, other)) == ChangedFrom(earlier_plan(one)).value(other)
        if not case.scenario.given:
            assert differing(one, other) == differing_wholly(one, other)
