"""The peers are honest: each agrees with orgplan where it proves, and says where it cannot speak.

Only peers that need no package of the extra `bench` are tested here; `benchmarks/run.py` itself
says where two answers of one run contradict each other.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

import orgplan
from benchmarks.answer import CannotExpressError
from benchmarks.folder import write
from benchmarks.organisations import Flavour, Generated, deep, forest, wide
from benchmarks.peers import find
from benchmarks.peers.families import merged, read_question
from benchmarks.peers.groups import enumerate_groups
from orgplan.case import Case
from orgplan.check import judge

EXACT = ("unit-to-receiver", "groups-cp-sat", "groups-mathopt")
FLAVOURS: tuple[Flavour, ...] = ("light", "hard")


def loaded(question: Generated, folder: Path, change: dict[str, object] | None = None) -> Case:
    """The case of a generated question."""
    return orgplan.load(write(question, folder), change=change)


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_exact_peers_prove_the_value_that_orgplan_proves(
    seed: int, flavour: Flavour, tmp_path: Path
) -> None:
    """Every exact peer has orgplan's value as value and as bound; its plan is judged clean."""
    case = loaded(forest(2, 6, flavour, seed), tmp_path)
    expected = orgplan.solve(case, time_limit=60)
    assert expected.status == "optimal"
    for name in EXACT:
        answer = find(name)(case, 60.0)
        assert answer.status == "proven", name
        assert answer.plan is not None
        assert judge(case, answer.plan) == (), name
        assert case.tiers[0].value(answer.plan) == expected.tiers[0].value == answer.bound, name


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_greedy_keeps_the_rules_and_proves_nothing(flavour: Flavour, tmp_path: Path) -> None:
    """The greedy plan is judged clean, costs no less than the optimum, and claims no bound."""
    case = loaded(forest(4, 10, flavour), tmp_path)
    answer, best = find("greedy")(case, 60.0), find("groups-mathopt")(case, 60.0)
    assert answer.plan is not None and best.bound is not None
    assert judge(case, answer.plan) == ()
    assert case.tiers[0].value(answer.plan) >= best.bound
    assert (answer.status, answer.bound) == ("plan", None)


def test_exact_peers_prove_that_there_is_no_plan(tmp_path: Path) -> None:
    """A cut of 95 % cannot be had where a unit absorbs three at most: every engine proves it."""
    case = loaded(replace(forest(2, 6, "hard"), cut="95%"), tmp_path)
    assert orgplan.solve(case, time_limit=60).status == "infeasible"
    for name in EXACT:
        assert find(name)(case, 60.0).status == "infeasible", name
    assert find("greedy")(case, 60.0).status == "nothing"


def test_frontier_is_asked_for_only_where_it_is(tmp_path: Path) -> None:
    """Its value is the optimum of the target, or the line says that this version has none."""
    case = loaded(forest(1, 6, "light"), tmp_path)
    try:
        answer = find("orgplan-frontier")(case, 60.0)
    except CannotExpressError as refusal:
        assert not hasattr(orgplan, "frontier") and "frontier" in str(refusal)
    else:
        assert answer.value == orgplan.solve(case, time_limit=60).tiers[0].value


def test_costs_are_those_of_the_goals(tmp_path: Path) -> None:
    """Every single merger costs what the checker's goals say, general blocks included."""
    case = loaded(
        forest(1, 6, "light"),
        tmp_path,
        {"goals.0.unknown": "0.3", "goals.0.mismatch": 3, "goals.0.displaced_staff": 2},
    )
    question = read_question(case)
    (family,) = question.families
    for u, r in combinations(range(family.mergers), 2):
        for ended, into in ((u, r), (r, u)):
            plan = merged(case, {family.units[ended]: family.units[into]})
            scaled = int(family.cost[ended, into])
            assert question.value(scaled) == case.tiers[0].value(plan)


def test_groups_are_all_groups_that_keep_the_rules(tmp_path: Path) -> None:
    """Enumeration with arrays finds what one group after the other finds, and the best receiver."""
    case = loaded(forest(2, 6, "hard"), tmp_path)
    question = read_question(case)
    groups = enumerate_groups(question)
    found = {
        tuple(groups.member[groups.start[g] : groups.start[g + 1]].tolist()): int(groups.cost[g])
        for g in range(len(groups))
    }
    expected: dict[tuple[int, ...], int] = {}
    for number, family in enumerate(question.families):
        for size in range(1, question.max_absorbed + 2):
            for group in combinations(range(family.mergers), size):
                inside = np.array(group)
                functions = int(family.holds[inside].any(axis=0).sum())
                if int(family.posts[inside].sum()) >= question.floor and functions <= 6:
                    costs = [sum(int(family.cost[u, r]) for u in group) for r in group]
                    expected[tuple(6 * number + u for u in group)] = min(costs)
    assert found == expected


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"goals.0.extra_receivers": 1}, "extra_receivers"),
        ({"rules.floor.applies_to": "changed"}, "floor"),
        ({"target.per": "agency"}, "target"),
        ({"operations.dissolve": True}, "operations"),
        ({"operations.flatten": ["division"]}, "flatten"),
        ({"count": {"baseline": "before_given"}}, "baseline"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_a_peer_cannot_express_it_refuses(
    change: dict[str, object], named: str, tmp_path: Path
) -> None:
    """A case that asks for more is refused with the reason, never answered wrongly."""
    case = loaded(forest(1, 4, "light"), tmp_path, change)
    with pytest.raises(CannotExpressError, match=named):
        read_question(case)


def test_nested_units_and_two_tiers_are_refused(tmp_path: Path) -> None:
    """Levels below levels, and tiers in order, have no place in the peers' models."""
    with pytest.raises(CannotExpressError, match="units below units"):
        read_question(loaded(deep(20, 4), tmp_path))
    with pytest.raises(CannotExpressError, match="one tier"):
        read_question(orgplan.load(write(forest(1, 4, "light"), tmp_path, tiers=2)))


def test_too_many_groups_are_refused_before_memory_is_gone(tmp_path: Path) -> None:
    """120 siblings have eight million groups of up to four: the peer says so at once."""
    question = read_question(loaded(wide(120, "light"), tmp_path))
    with pytest.raises(CannotExpressError, match="groups to enumerate"):
        enumerate_groups(question)
