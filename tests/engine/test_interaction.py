"""Components: what is solved apart is coupled by nothing but what the master keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from random import Random

import networkx as nx
import pytest

from orgplan.candidates import Candidates
from orgplan.case import Case
from orgplan.engine.apart import Division, Workshop
from orgplan.engine.assembly import Assembly
from orgplan.engine.backend import Watch
from orgplan.engine.component import Questions, build_component, terms_of
from orgplan.engine.count_limits import only_counts, sums_over_agencies
from orgplan.engine.cp_sat import CpSat
from orgplan.engine.crowd import Crowd
from orgplan.engine.formulation import build
from orgplan.engine.interaction import Interaction
from orgplan.engine.lazily import Standing, settle
from orgplan.engine.tie_break import fewest_changes, smallest_ranks
from orgplan.io.scenario import load_case
from orgplan.linear import LinearModel
from orgplan.model import PlanModel
from orgplan.rules import AgencyCut, Target
from orgplan.solve import solve
from tests.oracle import random_cases
from tests.oracle.families import families
from tests.oracle.forests import forest
from tests.tiny import Tiny

LONG = 600.0
DRAWS = {"tiny": random_cases.case, "family": families, "forest": forest}
FEW = [("tiny", range(0, 400, 27)), ("forest", range(0, 110, 15)), ("family", range(8))]
MANY = [("tiny", range(0, 400, 4)), ("forest", range(0, 600, 12)), ("family", range(40, 300, 8))]
CHUNK = 50


def drawn(kind: str, seed: int, folder: Path) -> Case:
    """A random case as the product reads it."""
    case, _ = load_case(DRAWS[kind](seed).write(folder / f"{kind}-{seed}"))
    return case


def full_model(case: Case) -> PlanModel:
    """Everything that may stand in the model of a component, over all units."""
    model = build(case)
    for tier in case.tiers:
        tier.term(model)
    fewest_changes(model)
    smallest_ranks(model)
    return model


def tied(model: LinearModel, units: Iterable[str], left_out: frozenset[str]) -> list[set[str]]:
    """Units that constraints tie, by the names of variables.

    Sums over the plan and constraints of the rules left out tie nothing.
    """
    known = frozenset(units)
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(model.names)))
    for constraint in model.constraints:
        if not constraint.over_plan and constraint.owner not in left_out:
            touched = [*constraint.terms, *(literal.index for literal in constraint.when)]
            graph.add_edges_from((touched[0], other) for other in touched[1:])
    groups = []
    for variables in nx.connected_components(graph):
        words = (word for index in variables for word in model.names[index].split())
        groups.append({word for word in words if word in known})
    return groups


def components_hold(case: Case, *, sums_apart: bool) -> int:
    """Demand that no constraint reaches beyond a component; how many components there are."""
    problem = case.problem
    candidates = Candidates(problem, problem.in_scope)
    components = Interaction(case, candidates, sums_apart).components()
    home = {unit: place for place, units in enumerate(components) for unit in units}
    assert [*home] == [unit for units in components for unit in units]
    assert set(home) == set(problem.in_scope)
    summed = {r.id for r in case.rules if sums_apart and isinstance(r, Target | AgencyCut)}
    for group in tied(full_model(case).linear, problem.in_scope, frozenset(summed)):
        assert len({home[unit] for unit in group}) <= 1, group
    return len(components)


@pytest.mark.parametrize(("kind", "seeds"), FEW)
def test_no_constraint_reaches_beyond_a_component(
    kind: str, seeds: Sequence[int], tmp_path: Path
) -> None:
    """With every feature: structure, rules, goals, tie-break; agency sums apart and tied."""
    most = 0
    for seed in seeds:
        case = drawn(kind, seed, tmp_path)
        most = max(most, components_hold(case, sums_apart=False))
        components_hold(case, sums_apart=True)
    assert most > 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "seeds"),
    [
        (kind, seeds[start : start + CHUNK])
        for kind, seeds in MANY
        for start in range(0, len(seeds), CHUNK)
    ],
)
def test_no_constraint_reaches_beyond_a_component_on_more(
    kind: str, seeds: Sequence[int], tmp_path: Path
) -> None:
    """The same for more organisations."""
    test_no_constraint_reaches_beyond_a_component(kind, seeds, tmp_path)


# -- settled units ------------------------------------------------------------------------------


def superiors(case: Case, rng: Random) -> frozenset[str]:
    """Some units that may be settled: with units below them that need no flattening."""
    problem = case.problem

    def fits(unit_id: str) -> bool:
        kind = problem.ruleset.kind(problem.before[unit_id].kind)
        children = problem.before.children(unit_id)
        return all(kind.may_contain(k) for c in children for k in problem.kinds_after(c))

    able = [u for u in problem.in_scope if len(problem.kinds_after(u)) == 1 and fits(u)]
    return frozenset(u for u in able if rng.random() < 0.5)


def by_parts(case: Case, settled: frozenset[str], *, tied_sums: bool = False) -> Standing:
    """The best plan that keeps some units settled, component by component."""
    division = Division(case)
    if tied_sums:
        division.__dict__["sums_apart"] = False
    with Crowd(Watch(LONG)) as crowd:
        workshop = Workshop(division, crowd, CpSat, 1)
        families, rich = workshop.parts(division.components(settled), settled)
        assembly = Assembly(families, rich, division.agency_of, division.limits)
        return settle(assembly, workshop.ask, crowd.watch, lambda *_: None)


def at_once(case: Case, settled: frozenset[str]) -> tuple[int, ...] | None:
    """The objectives of the best plan that keeps some units settled, in one model."""
    division = Division(case)
    model = build_component(case, case.problem.in_scope, settled=settled)
    terms = terms_of(case, model, division.scales)
    depth = len(terms.objectives)
    answer = Questions(terms, CpSat).ask(None, None, depth, Watch(LONG))
    if answer.impossible:
        return None
    assert answer.proven == depth
    return answer.costs


def parts_add_up(kind: str, seeds: Iterable[int], folder: Path) -> Mapping[str, int]:
    """Demand that parts and one model agree with units settled at random; what was met."""
    met = {"cases": 0, "settled": 0, "none": 0, "agencies": 0}
    for seed in seeds:
        case = drawn(kind, seed, folder)
        if not only_counts(case):
            continue
        settled = superiors(case, Random(seed))
        expected = at_once(case, settled)
        agencies = sums_over_agencies(case)
        for tied_sums in (False, True) if agencies else (False,):
            standing = by_parts(case, settled, tied_sums=tied_sums)
            assert standing.exact
            assert standing.costs == expected, (kind, seed, sorted(settled))
        met["cases"] += 1
        met["settled"] += bool(settled)
        met["none"] += expected is None
        met["agencies"] += agencies
    return met


@pytest.mark.parametrize(
    ("kind", "seeds"), [("tiny", (*range(1, 400, 33), 160, 222)), ("forest", range(0, 48, 4))]
)
def test_parts_add_up_to_the_whole_with_units_settled(
    kind: str, seeds: Sequence[int], tmp_path: Path
) -> None:
    """All objectives, tie-break included, are those of one model that keeps the same settled."""
    met = parts_add_up(kind, seeds, tmp_path)
    assert met["settled"] >= 5
    assert met["none"] < met["cases"]


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, 80, CHUNK))
def test_parts_of_tiny_cases_add_up_to_the_whole_on_all(start: int, tmp_path: Path) -> None:
    """The same for every tiny case, with plans and without, agencies with sums of their own."""
    met = parts_add_up("tiny", range(start, start + CHUNK), tmp_path)
    assert min(met.values()) > 0


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, 60, CHUNK))
def test_parts_of_forests_add_up_to_the_whole_on_more(start: int, tmp_path: Path) -> None:
    """The same for organisations of 15 to 40 units."""
    assert parts_add_up("forest", range(start, start + CHUNK), tmp_path)["settled"] > 0


@pytest.mark.parametrize(
    ("kind", "seeds"), [("tiny", range(0, 400, 9)), ("forest", range(0, 120, 6))]
)
def test_what_siblings_share_joins_as_each_pair_would(
    kind: str, seeds: Sequence[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Components are the same, some units settled too, if every unit is looked at by itself."""
    for seed in seeds:
        case = drawn(kind, seed, tmp_path)
        candidates = Candidates(case.problem, case.problem.in_scope)
        choices = [frozenset[str](), superiors(case, Random(seed))]
        shared = [Interaction(case, candidates, True).components(s) for s in choices]
        with monkeypatch.context() as patch:
            patch.setattr(Candidates, "sign", lambda _self, unit_id: (unit_id,))
            alone = [Interaction(case, candidates, True).components(s) for s in choices]
        assert shared == alone, (kind, seed)


# -- small examples -----------------------------------------------------------------------------

TWO = [
    {"id": "a"},
    {"id": "b"},
    {"id": "x", "kind": "sub_department"},
    {"id": "x1", "parent": "x", "kind": "division"},
    {"id": "x2", "parent": "x", "kind": "division"},
]


def test_what_stands_below_a_settled_unit_is_decided_apart() -> None:
    """Siblings a, b, x with x1, x2 below x: one component, or two once x is settled."""
    case = Tiny.read({"units": [{"id": "so"}, *TWO]}).case()
    interaction = Interaction(case, Candidates(case.problem, case.problem.in_scope), True)
    assert interaction.components() == (("a", "b", "x", "x1", "x2"),)
    assert interaction.components(frozenset(["x"])) == (("a", "b", "x"), ("x1", "x2"))


def test_units_that_a_rule_names_are_decided_together_wherever_they_stand() -> None:
    """Two agencies are apart until a rule names a unit of each."""
    units = [{"id": "so"}, {"id": "a"}, {"id": "ty", "kind": "department"}]
    tiny = Tiny.read({"units": [*units, {"id": "b", "parent": "ty"}]})
    for rules, expected in (
        ([], (("a",), ("b",))),
        ([{"rule": "apart", "units": ["a", "b"]}], (("a", "b"),)),
    ):
        case = tiny.case(rules=rules)
        interaction = Interaction(case, Candidates(case.problem, case.problem.in_scope), True)
        assert interaction.components() == expected


def test_sums_of_an_agency_hold_where_other_agencies_exchange_units() -> None:
    """Two agencies exchange units, so sums are tied: those of the third hold in its own part."""
    below = {"a": "so", "b": "ty", "c": "ba", "d": "ba", "e": "ba", "f": "ba"}
    units = [{"id": "so"}, *({"id": x, "kind": "department"} for x in ("ty", "ba"))]
    units += [{"id": u, "parent": p, "staff": 1 + 9 * (p != "ba")} for u, p in below.items()]
    case = Tiny.read({"units": units}).case(
        operations={"merge": {"across": [["so", "ty"]]}},
        rules=[{"rule": "agency_cut", "at_most": "50%"}],
        goals=["remaining_units"],
    )
    assert not Division(case).sums_apart
    result, whole = solve(case), solve(case, engine="cp-sat-whole")
    assert result.plan is not None
    assert whole.plan is not None
    assert result.plan.ended == whole.plan.ended
    assert len(result.plan.ended & {"c", "d", "e", "f"}) == 2


def test_what_crosses_below_a_settled_unit_ties_it() -> None:
    """Units under so may end below x: the posts of x change, though x is settled."""
    case = Tiny.read({"units": [{"id": "so"}, *TWO]}).case(
        operations={"merge": {"across": [["so", "x"]]}}
    )
    interaction = Interaction(case, Candidates(case.problem, case.problem.in_scope), True)
    assert interaction.components(frozenset(["x"])) == (("a", "b", "x", "x1", "x2"),)
