"""Conflicts, repairs, prices and wishes agree with brute force and with solving from scratch."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from orgplan.case import Case
from orgplan.check import judge
from orgplan.explain import Explanation, Repair, explain
from orgplan.io.scenario import load_case
from orgplan.rules import Freeze, Keep, Rule
from orgplan.solve import solve
from tests.explain.clashes import Clash, Key, clash
from tests.oracle import random_cases

FAST, ALL = range(40), range(40, 380)
CHUNKS = [range(start, start + 20) for start in range(ALL.start, ALL.stop, 20)]


def key(rule: Rule) -> Key:
    """A part of a rule as brute force calls it."""
    named = rule.units if isinstance(rule, Keep | Freeze) else ()
    return rule.id, named[0] if named else ""


def keys(case: Case) -> frozenset[Key]:
    """All rules of a case, in their parts."""
    return frozenset(key(part) for rule in case.rules for part in rule.instances())


def given_up(repair: Repair) -> frozenset[Key]:
    """The parts of rules that a repair loosens."""
    found = set()
    for edit in repair.edits:
        if isinstance(edit.old, Keep | Freeze):
            left = edit.new.units if isinstance(edit.new, Keep | Freeze) else ()
            found |= {(edit.old.id, unit) for unit in edit.old.units if unit not in left}
        else:
            found.add((edit.old.id, ""))
    return frozenset(found)


def impossible(seeds: Sequence[int], folder: Path) -> Iterator[tuple[Clash, Case, Explanation]]:
    """Random cases without a plan, and what is said of them."""
    for seed in seeds:
        drawn = clash(seed)
        if drawn.impossible:
            case = drawn.load(folder / str(seed))
            yield drawn, case, explain(case, time_limit=120, workers=1, kept=False)


def check_conflicts_and_repairs(seeds: Sequence[int], folder: Path) -> int:
    """Everything that is said of cases without a plan; their number."""
    seen = 0
    for drawn, case, found in impossible(seeds, folder):
        seen += 1
        assert found.result.status == "infeasible"
        assert found.conflict is not None
        assert found.repairs is not None
        assert found.complete
        rules = frozenset(map(key, found.conflict.rules))
        assert not drawn.possible(rules)
        for one in rules:
            assert drawn.possible(rules - {one})
        if not rules:
            continue
        everything = keys(case)
        singles = {one for one in everything if drawn.possible(everything - {one})}
        pairs = {
            frozenset(pair)
            for pair in combinations(sorted(everything - singles), 2)
            if drawn.possible(everything - frozenset(pair))
        }
        told = [given_up(repair) for repair in found.repairs.repairs]
        assert {one for each in told if len(each) == 1 for one in each} == singles
        assert {each for each in told if len(each) == 2} == pairs
        for repair in found.repairs.repairs:
            check_repair(drawn.drawn, repair, folder / "repaired")
            check_nearest(case, repair)
    return seen


def check_nearest(case: Case, repair: Repair) -> None:
    """A rule that is loosened alone by one step less opens nothing."""
    if len(repair.parts) != 1 or repair.edits[0].new is None:
        return
    (edit,) = repair.edits
    for easing in edit.old.easings(case.problem):
        step = next((s for s in range(1, easing.steps + 1) if easing.at(s) == edit.new), 1)
        if step > 1:
            less = replaced(case, edit.old, easing.at(step - 1))
            assert values(less) is None


def replaced(case: Case, old: Rule, new: Rule | None) -> Case:
    """The case with one rule instead of another."""
    assert new is not None
    rules = tuple(new if rule is old else rule for rule in case.rules)
    return dataclasses.replace(case, rules=rules)


def check_repair(drawn: random_cases.Case, repair: Repair, folder: Path) -> None:
    """The edits, made in the files, open a plan at the cost that is told."""
    changed = edited(drawn, repair)
    if changed is None:
        return
    case, _ = load_case(changed.write(folder))
    result = solve(case, time_limit=60, kept=False, workers=1, engine="cp-sat-whole")
    assert result.plan is not None
    assert judge(case, result.plan) == ()
    assert tuple(tier.value for tier in result.tiers) == repair.values


def edited(drawn: random_cases.Case, repair: Repair) -> random_cases.Case | None:
    """A scenario with the edits of a repair made in its data; rules have ids by their place."""
    scenario, ruleset = copy.deepcopy(drawn.scenario), copy.deepcopy(drawn.ruleset)
    own = ruleset.get("rules", [])
    listed: list[dict[str, Any]] = [*own, *scenario.get("rules", [])]
    for place, rule in enumerate(listed, start=1):
        rule.setdefault("id", f"{rule['rule']}-{place}")
    by_id = {rule["id"]: rule for rule in listed}
    for edit in repair.edits:
        change = edit.as_json()
        if "target" in change:
            scenario["target"].update(change["target"])
        elif change.get("drop") and change["rule"] == "target":
            del scenario["target"]
        elif change.get("drop") and str(change["rule"]).startswith("lock-"):
            for lock in scenario["lock"]:
                lock["agencies"] = [a for a in lock["agencies"] if [a] != change["units"]]
            scenario["lock"] = [lock for lock in scenario["lock"] if lock["agencies"]]
        elif change.get("drop"):
            scenario["disable"] = [*scenario.get("disable", []), change["rule"]]
        else:
            by_id[change["rule"]].update(change["set"])
            for name, value in change["set"].items():
                if value is None:
                    del by_id[change["rule"]][name]
    return dataclasses.replace(drawn, scenario=scenario, ruleset=ruleset)


def test_conflicts_are_minimal_and_repairs_complete(tmp_path: Path) -> None:
    assert check_conflicts_and_repairs(FAST, tmp_path) > 15


@pytest.mark.slow
@pytest.mark.parametrize("seeds", CHUNKS, ids=str)
def test_more_conflicts_are_minimal_and_repairs_complete(seeds: range, tmp_path: Path) -> None:
    assert check_conflicts_and_repairs(seeds, tmp_path) > 3


def values(case: Case) -> tuple[Fraction, ...] | None:
    """The tiers of the best plan of a case, by another engine; None if there is no plan."""
    result = solve(case, time_limit=60, kept=False, workers=1, engine="cp-sat-whole")
    assert result.status in ("optimal", "infeasible")
    return None if result.plan is None else tuple(tier.value for tier in result.tiers)


def check_prices(seeds: Sequence[int], folder: Path) -> int:
    """Every price against the case without the rule, solved from scratch; their number."""
    seen = 0
    for seed in seeds:
        case, _ = load_case(random_cases.case(seed).write(folder / str(seed)))
        found = explain(case, time_limit=120, workers=1, kept=False)
        if found.result.plan is None:
            continue
        assert found.complete
        assert [price.rule for price in found.prices] == list(case.rules)
        for price in found.prices:
            rest = tuple(rule for rule in case.rules if rule is not price.rule)
            without = values(dataclasses.replace(case, rules=rest))
            assert price.without == without
            assert price.proven
            seen += 1
        for reason in found.reasons:
            seen += check_change(case, found, reason.unit)
    return seen


def check_change(case: Case, found: Explanation, unit: str) -> int:
    """What it costs to let a unit live on, against the case with one more rule."""
    reason = next(reason for reason in found.reasons if reason.unit == unit)
    if reason.kind_after is not None:
        return 0
    assert reason.instead is not None
    wanted = values(dataclasses.replace(case, rules=(*case.rules, Keep(id="x", units=(unit,)))))
    assert found.result.plan is not None
    if wanted is None:
        assert reason.instead.forbidden
        assert reason.instead.conflict is not None
        assert key(Keep(id="why-not", units=(unit,))) in map(key, reason.instead.conflict.rules)
    else:
        assert reason.instead.difference is not None
        base = tuple(tier.value for tier in found.result.tiers)
        assert tuple(a - b for a, b in zip(wanted, base, strict=True)) == reason.instead.difference
    return 1


def test_prices_are_those_of_the_changed_scenario(tmp_path: Path) -> None:
    assert check_prices(range(0, 24), tmp_path) > 40


@pytest.mark.slow
@pytest.mark.parametrize("start", range(24, 240, 24))
def test_more_prices_are_those_of_the_changed_scenario(start: int, tmp_path: Path) -> None:
    assert check_prices(range(start, start + 24), tmp_path) > 10
