"""A case that was written down before is the same case again, and no other."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from orgplan.case import Case
from orgplan.engine.backend import Watch
from orgplan.engine.cache import Cache, JsonValue
from orgplan.engine.components import Name, split
from orgplan.engine.cp_sat import CpSat
from orgplan.engine.formulation import Formulation, build, formulate, formulation_of
from orgplan.engine.lexicographic import Search
from orgplan.engine.written import read_written
from orgplan.goals import Tier
from orgplan.organisation import Organisation
from orgplan.problem import Problem
from orgplan.rules.keep import Keep
from tests.sampled import sampled

SEEDS = range(3, 400, 20)


class Counting(Cache):
    """A cache that counts what is put into it."""

    puts = 0

    def put(self, key: str, value: JsonValue) -> None:
        """Keep it, and count."""
        self.puts += 1
        super().put(key, value)


def cases(folder: Path) -> Iterator[Case]:
    """Random cases of the full range of features."""
    for seed in SEEDS:
        yield sampled(seed, folder / str(seed), 0, 0)[0]


def shown(formulation: Formulation) -> tuple[object, ...]:
    """Everything that a formulation says, its constraints without order."""
    linear, alone = formulation.model.linear, formulation.rules_alone
    return (
        linear.bounds,
        linear.names,
        Counter(map(repr, linear.constraints)),
        [(o.terms, o.constant, scale) for o, scale in formulation.objectives],
        [(tie.terms, tie.constant) for tie in formulation.ties],
        (alone.bounds, alone.names, Counter(map(repr, alone.constraints))),
    )


def test_what_was_kept_says_what_is_written_down_anew(tmp_path: Path) -> None:
    for number, case in enumerate(cases(tmp_path)):
        fresh = shown(formulation_of(build(case), case.tiers))
        with Counting(tmp_path / f"kept {number}") as cache:
            assert shown(formulate(case, cache)) == fresh
            assert cache.puts == 1
            assert shown(formulate(case, cache)) == fresh
            assert cache.puts == 1


def test_one_more_unit_to_keep_needs_no_new_formulation(tmp_path: Path) -> None:
    for number, case in enumerate(cases(tmp_path)):
        with Counting(tmp_path / f"kept {number}") as cache:
            formulate(case, cache)
            for unit_id in case.problem.in_scope:
                keep = Keep(id="extra", units=(unit_id,))
                more = dataclasses.replace(case, rules=(*case.rules, keep))
                found = formulate(more, cache)
                assert cache.puts == 1
                assert shown(found) == shown(formulation_of(build(more), more.tiers))
                anew = split(found.model.linear)
                known = split(found.model.linear, found.partition)
                assert [c.variables for c in known] == [c.variables for c in anew]
                assert [_lasting(c.name) for c in known] == [_lasting(c.name) for c in anew]
                exact = {c.name.exact for c in known}
                assert len(exact) == len(known)


def _lasting(name: Name) -> tuple[object, ...]:
    return name.wider, name.narrowing


def test_a_plan_does_not_depend_on_what_was_kept(tmp_path: Path) -> None:
    for number, case in enumerate(cases(tmp_path)):
        answers = []
        for folder in (None, tmp_path / f"kept {number}", tmp_path / f"kept {number}"):
            with Cache(folder) as cache:
                written = formulate(case, cache)
                search = Search(written, case.tiers, CpSat, Watch(60), apart="never")
                search.run()
            answers.append((search.infeasible, search.plan, search.bounds))
        assert answers[0] == answers[1] == answers[2]


def changed(case: Case) -> Iterator[Case]:
    """Cases that differ from a case in one thing that a formulation follows from."""
    problem = case.problem
    units = list(problem.original)
    for place, unit in enumerate(units):
        if unit.id not in problem.movable:
            continue
        more = [dataclasses.replace(b, posts=b.posts + 1) for b in unit.blocks]
        other = dataclasses.replace(unit, blocks=tuple(more))
        organisation = Organisation([*units[:place], other, *units[place + 1 :]])
        yield dataclasses.replace(
            case,
            problem=Problem.make(
                organisation,
                problem.ruleset,
                given=case.scenario.given,
                scope=sorted(problem.scope),
                operations=problem.operations,
                counted_kinds=problem.counted_kinds and sorted(problem.counted_kinds),
                baseline=problem.baseline,
            ),
        )
        break
    for place, tier in enumerate(case.tiers):
        heavier = Tier(tuple((goal, 3 * weight) for goal, weight in tier.terms), tier.slack)
        tiers = (*case.tiers[:place], heavier, *case.tiers[place + 1 :])
        yield dataclasses.replace(case, tiers=tiers)


def test_whatever_else_changes_is_written_down_anew(tmp_path: Path) -> None:
    seen = 0
    for number, case in enumerate(cases(tmp_path)):
        with Counting(tmp_path / f"kept {number}") as cache:
            formulate(case, cache)
            for count, other in enumerate(changed(case), start=2):
                found = formulate(other, cache)
                assert cache.puts == count
                assert shown(found) == shown(formulation_of(build(other), other.tiers))
                seen += 1
    assert seen > len(SEEDS)


def answer(case: Case, cache: Cache) -> tuple[object, ...]:
    """What a search over the formulation of a case finds."""
    written = formulate(case, cache)
    search = Search(written, case.tiers, CpSat, Watch(60), apart="always")
    search.run()
    return search.infeasible, search.canonical, search.plan, search.bounds


def test_a_case_with_fewer_rules_follows_from_one_that_is_at_hand(tmp_path: Path) -> None:
    fewer = 0
    for number, case in enumerate(cases(tmp_path)):
        for rule in case.rules:
            rest = tuple(other for other in case.rules if other is not rule)
            less = dataclasses.replace(case, rules=rest)
            with Counting(tmp_path / f"kept {number}") as cache:
                formulate(case, cache)
                puts = cache.puts
                found = answer(less, cache)
                assert cache.puts == puts
                fewer += 1
            with Cache(None) as nothing:
                assert answer(less, nothing) == found
    assert fewer > 2 * len(SEEDS)


@pytest.mark.parametrize("value", [None, 3, [], {}, {"bounds": [0, 1], "names": ["a"]}])
def test_what_is_no_formulation_counts_as_missing(value: JsonValue) -> None:
    assert read_written(value) is None
