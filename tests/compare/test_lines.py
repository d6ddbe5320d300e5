"""What is held against each other: counts, tiers, goals, rules, scenarios, fates."""

from __future__ import annotations

from fractions import Fraction

import pytest

from orgplan.compare import Comparison
from orgplan.compare.limits import RuleLine
from orgplan.compare.units import same_fate
from orgplan.fates import UnitFate, differing
from tests.compare.town import UNITS, side_by_side, town

TWO = {"merge": {"a": "b", "e": "f"}}


def line_of(found: Comparison, rule: str, path: tuple[str, ...] = ()) -> RuleLine:
    """The first line of a rule, or of one of its figures."""
    return next(
        line for line in found.limits if line.rule.id == rule and (not path or line.path == path)
    )


def test_counts_are_those_of_each_agency() -> None:
    """Three and two units before; the second plan takes one of each."""
    found = side_by_side((town(), {"merge": {"a": "b"}}), (town(), TWO))
    assert [(line.agency, line.before, line.after) for line in found.agencies] == [
        ("so", (3, 3), (2, 2)),
        ("ban", (2, 2), (2, 1)),
    ]
    assert [(p.before, p.after, p.changes) for p in found.plans] == [(5, 4, 2), (5, 3, 4)]


def test_an_agency_out_of_scope_has_no_count() -> None:
    """The first scenario may change only one of the two."""
    small = town(scope={"agencies": ["so"]})
    found = side_by_side((small, {"merge": {"a": "b"}}), (town(), TWO))
    assert [(line.agency, line.after) for line in found.agencies] == [
        ("so", (2, 2)),
        ("ban", (None, 1)),
    ]


def test_a_tier_is_measured_in_every_plan_and_told_once() -> None:
    """Whatever the scenario of the plan asks for, at whatever place."""
    weighted = town(goals=["touched_units", {"displaced_staff": 2, "extra_receivers": 1}])
    found = side_by_side((town(), {"merge": {"b": "c"}}), (weighted, TWO))
    told: list[tuple[object, ...]] = [
        ([goal.name for goal, _ in t.terms], t.places, tuple(map(int, t.values)))
        for t in found.tiers
    ]
    assert told == [
        (["displaced_staff"], (1, None), (7, 17)),
        (["touched_units"], (None, 1), (2, 4)),
        (["displaced_staff", "extra_receivers"], (None, 2), (14, 34)),
    ]


def test_every_goal_is_measured_once_with_its_parameters() -> None:
    """Goals of the scenarios first; those that need parameters only as some scenario gives them."""
    sized = town(goals=[{"size_deviation": 1, "low": 8}, {"mismatch": 1, "unknown": "0.5"}])
    more = town(goals=[{"size_deviation": 1, "low": 9}, "displaced_staff"])
    found = side_by_side((sized, {"merge": {"b": "c"}}), (more, TWO))
    names = [line.goal.name for line in found.measured]
    assert names[:4] == ["size_deviation", "mismatch", "size_deviation", "displaced_staff"]
    assert len(names) == len(set(names)) + 1
    assert "changed_from" not in names
    first, _, third, fourth = found.measured[:4]
    assert [int(value) for value in (*first.values, *third.values)] == [0, 1, 1, 2]
    assert (first.wanted, fourth.wanted) == ((True, False), (False, True))
    for line in found.measured:
        assert line.values == tuple(line.goal.value(p.plan) for p in found.plans)


def test_a_rule_of_several_scenarios_is_one_line_whatever_it_is_called() -> None:
    """The same floor under two names; another floor is another line."""
    renamed = town(rules=[{"rule": "min_staff", "kinds": {"division": 5}, "note": "x"}])
    other = town(rules=[{"rule": "min_staff", "kinds": {"division": 9}, "id": "higher"}])
    found = side_by_side((town(), {}), (renamed, {}), (other, {}))
    floors = [line for line in found.limits if line.rule.rule == "min_staff"]
    assert [line.holds for line in floors] == [(True, True, False), (False, False, True)]
    rooms = [[s.slack.room for s in line.standings if s and s.slack] for line in floors]
    assert rooms == [[2, 2, 2], [-2, -2, -2]]
    assert [line.is_broken for line in floors] == [False, True]


def test_each_plan_is_held_against_the_target_of_each() -> None:
    """A plan that cuts two of five keeps 40 %, one that cuts one does not."""
    found = side_by_side((town(), {"merge": {"a": "b"}}), (town(target={"cut": "40%"}), TWO))
    rooms = {
        line.standings[0].slack.limit: [s.slack.room for s in line.standings if s and s.slack]
        for line in found.limits
        if line.rule.rule == "target" and line.standings[0] and line.standings[0].slack
    }
    fifth = Fraction(1, 5)
    assert rooms == {fifth: [0, fifth], 2 * fifth: [-fifth, 0]}
    assert [[[v.id for v in f.violations] for f in row] for row in found.fit] == [
        [[], ["target"]],
        [[], []],
    ]


def test_what_another_scenario_does_not_allow_is_told() -> None:
    """One scenario splits units, in the other no unit may be split, and b is kept."""
    split = {"split": {"a": {"tax": "b", "land": "c"}}}
    loose = town(operations={"dissolve": True})
    keeping = town(rules=[{"rule": "keep", "units": ["b"], "id": "keep-b"}])
    found = side_by_side((loose, split), (keeping, {"merge": {"a": "b"}}))
    assert not found.plans[0].violations
    assert [v.rule for v in found.fit[0][1].violations] == ["whole"]
    assert found.fit[1][0].violations == ()
    assert all(fit.whole for row in found.fit for fit in row)
    assert line_of(found, "keep-b").path == ()


def test_with_other_given_changes_only_rules_are_asked_and_only_where_they_name_what_is_there() -> (
    None
):
    """b is gone in the second scenario: a rule that keeps it cannot be asked there."""
    keeping = town(rules=[{"rule": "keep", "units": ["b"], "id": "keep-b"}])
    given = town(given=[{"merge": ["b"], "into": "a"}])
    found = side_by_side((keeping, {"merge": {"a": "b"}}), (given, {"merge": {"e": "f"}}))
    fit = found.fit[1][0]
    assert not fit.whole and [rule.id for rule in fit.unasked] == ["keep-b"]
    assert [s is None for s in line_of(found, "keep-b").standings] == [False, True]
    assert not found.fates.after_given
    assert [line.unit for line in found.fates.differing] == ["a", "b", "e"]


def test_given_and_planned_are_the_same_end() -> None:
    """b comes to a in both: by decision here, by the plan there."""
    given = town(given=[{"merge": ["b"], "into": "a"}])
    found = side_by_side((given, {"merge": {"e": "f"}}), (town(), {"merge": {"b": "a", "e": "f"}}))
    assert found.fates.differing == ()
    assert found.apart == ((0, 0), (0, 0))
    line = next(line for line in found.fates.lines if line.unit == "b")
    assert line.words == ("given", "merged")


def test_distances_are_those_of_pairs() -> None:
    """Symmetric, zero with itself, and what `differing` counts."""
    decisions = [{"merge": {"a": "b"}}, TWO, {"merge": {"b": "a", "e": "f"}}]
    found = side_by_side(*((town(), decided) for decided in decisions))
    for one, p in enumerate(found.plans):
        for other, q in enumerate(found.plans):
            assert found.apart[one][other] == len(differing(p.plan, q.plan))
    assert found.apart[0] == (0, 1, 3)
    assert [line.unit for line in found.fates.differing] == ["a", "b", "e"]


def test_a_unit_that_one_plan_does_not_know_is_told_and_does_not_count() -> None:
    """The newer table has one unit more."""
    newer = {"units": [*UNITS["units"], {"id": "g", "parent": "ban", "staff": 6}]}
    found = side_by_side((town(), TWO), (town(newer), {"merge": {"a": "b", "e": "f", "g": "f"}}))
    assert (found.fates.unknown(0), found.fates.unknown(1)) == (("g",), ())
    assert found.fates.differing == () and found.apart[0][1] == 0
    assert found.fates.lines[-1].fates[0] is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (UnitFate(None, {"tax": "b"}), UnitFate(None, {"tax": "b", "land": "c"}), True),
        (UnitFate(None, {"tax": "b"}), UnitFate(None, {"tax": "c"}), False),
        (UnitFate("division", {}), UnitFate("office", {}), False),
    ],
)
def test_blocks_that_only_one_knows_make_no_difference(
    one: UnitFate, other: UnitFate, same: bool
) -> None:
    """Tables change between two versions; the fate is compared as far as both know the unit."""
    assert same_fate(one, other) is same


def test_the_tables_say_the_same() -> None:
    """Pandas tables: one column a plan, the same figures."""
    found = side_by_side((town(), {"merge": {"a": "b"}}), (town(target={"cut": "40%"}), TWO))
    assert repr(found) == "Comparison(2 plans, 1 units differ)"
    assert list(found.summary["after"]) == [4, 3] and list(found.summary["ok"]) == [True, True]
    assert list(found.counts["after_2"]) == [2, 1]
    goals = found.goals.set_index("goal")
    assert list(goals.loc["displaced_staff", ["plan_1", "plan_2"]]) == [9, 17]
    targets = found.rules[found.rules["rule"] == "target"]
    assert list(targets["plan_1"]) == pytest.approx([0, -0.2])
    assert list(targets["kept_1"]) == [True, False]
    assert found.units.values.tolist() == [["e", "E", "BAN", "kept", "merged → f"]]
    assert found.distances.values.tolist() == [[0, 1], [1, 0]]
