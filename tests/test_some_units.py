"""A model of some units only: what it holds, and that the models of a partition add up."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import networkx as nx
import pytest

from orgplan.case import Case
from orgplan.engine.backend import Watch
from orgplan.engine.cp_sat import CpSat
from orgplan.engine.formulation import build
from orgplan.goals import Goal
from orgplan.linear import Linear
from orgplan.model import PlanModel
from orgplan.plan import Plan
from orgplan.rules import Rule
from orgplan.structure import CLAUSES
from tests.pinned import minima, pin
from tests.sampled import sampled
from tests.test_both_sides import all_goals, all_locks, is_sound

SEEDS = range(0, 400, 11)
OVER_PLAN = ("target", "cap", "kind_cut")
"""Rules that may sum over the whole plan: a partition leaves them to whoever puts it together."""


def parts_of(case: Case) -> list[tuple[str, ...]]:
    """The units in scope that a plan or a rule may bring together, and one part of no unit.

    Agencies stay whole; those between which something might move, and those that a rule names
    together, are one part.
    """
    problem, model = case.problem, PlanModel(case.problem)
    graph: nx.Graph[str] = nx.Graph()
    for unit_id in problem.in_scope:
        graph.add_edge(unit_id, f"agency {problem.agency[unit_id]}")
        graph.add_edges_from((unit_id, r) for r in model.receivers(unit_id))
        graph.add_edges_from((unit_id, above) for above in problem.before.ancestors(unit_id))
    for rule in case.rules:
        if getattr(rule, "within", "") == "organisation" or rule.rule in ("together", "apart"):
            graph.add_edges_from(("all", unit_id) for unit_id in problem.in_scope)
    parts = []
    for component in nx.connected_components(graph):
        parts.append(tuple(u for u in problem.in_scope if u in component))
    return [*(part for part in parts if part), ()]


def pinned_part(plan: Plan, units: tuple[str, ...], rules: tuple[Rule, ...]) -> PlanModel:
    """The model of some units in which only what the plan says of them is left."""
    model = PlanModel(plan.problem, units)
    for clause in CLAUSES:
        clause.post(model)
    for rule in rules:
        rule.post(model)
    inside = {key: to for key, to in plan.moved.items() if key[0] in units}
    converted = {u: kind for u, kind in plan.converted.items() if u in units}
    pin(model, Plan(plan.problem, plan.ended & set(units), inside, converted))
    return model


def allowed(model: PlanModel) -> bool:
    """Whether anything is left of a model."""
    return CpSat().minimise(model.linear, Linear(), Watch(60)).values is not None


@pytest.mark.parametrize("seed", SEEDS)
def test_a_model_of_all_units_is_the_model(seed: int, tmp_path: Path) -> None:
    """Naming every unit, in any order, changes no variable, no constraint and no goal."""
    case, plans = sampled(seed, tmp_path, 1, 1)
    whole = build(case)
    named = build(case, case.problem.in_scope[::-1])
    goals = all_goals(plans[0], seed)
    for first, second in zip(_terms(goals, whole), _terms(goals, named), strict=True):
        assert (first.terms, first.constant) == (second.terms, second.constant)
    assert named.linear == whole.linear


def _terms(goals: list[Goal], model: PlanModel) -> list[Linear]:
    return [goal.term(model) for goal in goals]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_parts_of_a_partition_add_up(seed: int, tmp_path: Path) -> None:
    """The values of goals are the sums over the parts; a plan is allowed if all parts allow it."""
    case, plans = sampled(seed, tmp_path, 3, 3)
    rules = tuple(r for r in (*case.rules, *all_locks(plans[0])) if r.rule not in OVER_PLAN)
    goals = all_goals(plans[0], seed)
    parts = parts_of(case)
    for plan in plans:
        if not is_sound(plan):
            continue
        kept = not any(True for rule in rules for _ in rule.violations(plan))
        assert all(allowed(pinned_part(plan, part, rules)) for part in parts) is kept
        sums = [Fraction(0)] * len(goals)
        for part in parts:
            model = pinned_part(plan, part, ())
            found = minima(model, [goal.term(model) for goal in goals])
            assert found is not None
            sums = [a + b for a, b in zip(sums, found, strict=True)]
        assert sums == [goal.value(plan) for goal in goals]
