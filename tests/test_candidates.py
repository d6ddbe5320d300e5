"""Which unit could receive which: what siblings share is what each pair would get by itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from orgplan.candidates import Candidates, Way
from orgplan.io.scenario import load_case
from tests.oracle import random_cases
from tests.oracle.families import families
from tests.oracle.forests import forest
from tests.tiny import Tiny

DRAWS = {"tiny": random_cases.case, "family": families, "forest": forest}


def way(candidates: Candidates, unit_id: str, receiver: str) -> Way:
    """How one unit may reach another, by clause 4.4 for this pair alone."""
    problem, operations = candidates.problem, candidates.problem.operations
    before = problem.before
    unit, other = before[unit_id], before[receiver]
    if unit_id == receiver or not problem.ruleset.kind(other.kind).may_absorb(unit.kind):
        return Way()
    parents = {unit.parent, other.parent}
    heirs = [{*candidates.heirs(p)} if p in candidates.units else {p} for p in parents if p]
    freely = (
        operations.merging
        or candidates.splittable(unit_id)
        or any(operations.may_transfer(function) for function in unit.functions)
    )
    siblings = len(parents) == 1 and len(heirs) == 1
    cousins = operations.cousins and len(heirs) == 2 and parents <= {*candidates.units}
    above = {*candidates.heirs(unit.parent)} if unit.parent in candidates.units else set()
    return Way(
        freely and (siblings or operations.joins_across(unit, other)),
        freely and cousins and bool(set.intersection(*heirs)),
        receiver in above and candidates.may_be_flattened(receiver),
    )


@pytest.mark.parametrize(
    ("kind", "seeds"),
    [("tiny", range(0, 400, 9)), ("forest", range(0, 120, 6)), ("family", range(8))],
)
def test_every_pair_has_the_ways_of_the_clause(
    kind: str, seeds: Sequence[int], tmp_path: Path
) -> None:
    """On random organisations each pair looked at alone has the ways that were found."""
    for seed in seeds:
        case, _ = load_case(DRAWS[kind](seed).write(tmp_path / f"{kind}-{seed}"))
        candidates = Candidates(case.problem, case.problem.in_scope)
        for unit_id in candidates.units:
            pairs = ((r, way(candidates, unit_id, r)) for r in candidates.units)
            expected = {r: found for r, found in pairs if found != Way()}
            assert dict(candidates.of[unit_id]) == expected, (kind, seed, unit_id)
            assert list(candidates.of[unit_id]) == list(expected)


def test_a_named_unit_does_not_lend_its_receivers_to_its_siblings() -> None:
    """Siblings a, b, c: an entry that names b alone opens x to b, not to a or c."""
    units = [{"id": "so"}, {"id": "ty", "kind": "department"}]
    units += [{"id": u, "parent": "so"} for u in "abc"] + [{"id": "x", "parent": "ty"}]
    case = Tiny.read({"units": units}).case(
        operations={"merge": {"across": [{"from": ["b"], "to": "x"}]}}
    )
    candidates = Candidates(case.problem, case.problem.in_scope)
    assert {u: [*candidates.of[u]] for u in "abc"} == {
        "a": ["b", "c"],
        "b": ["a", "c", "x"],
        "c": ["a", "b"],
    }
