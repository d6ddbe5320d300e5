"""The solver side with every decision fixed: what it allows, and what it says a plan costs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction

from orgplan.engine.backend import Watch
from orgplan.engine.cp_sat import CpSat
from orgplan.linear import Linear, total
from orgplan.model import PlanModel
from orgplan.plan import Plan
from orgplan.rules import Rule
from orgplan.structure import CLAUSES, Clause


def pin(model: PlanModel, plan: Plan) -> None:
    """Fix the decisions of a model to those of a plan, by equations over its expressions.

    A decision for which the model has no variable becomes an equation that cannot hold.
    """
    linear = model.linear
    for unit_id in model.before.ids:
        survives = int(unit_id not in plan.ended)
        linear.add(model.survives(unit_id), low=survives, high=survives)
        if survives or unit_id in plan.converted:
            linear.add(model.kind_is(unit_id, plan.kind_after(unit_id)), low=1)
        for block in model.before[unit_id].blocks:
            linear.add(model.ends_in(block.key, plan.ends_in(block.key)), low=1)


def pinned(
    plan: Plan, rules: Iterable[Rule] = (), clauses: Iterable[Clause] = CLAUSES
) -> PlanModel:
    """A model of structure and rules in which only the given plan is left."""
    model = PlanModel(plan.problem)
    for clause in clauses:
        clause.post(model)
    for rule in rules:
        rule.post(model)
    pin(model, plan)
    return model


def allows(plan: Plan, rules: Iterable[Rule] = ()) -> bool:
    """Whether the solver side accepts a plan."""
    model = pinned(plan, rules)
    verdict = CpSat().minimise(model.linear, Linear(), Watch(60)).verdict
    assert verdict in ("optimal", "infeasible")
    return verdict == "optimal"


def minima(model: PlanModel, terms: Sequence[Linear]) -> list[Fraction] | None:
    """The values of terms where their sum is smallest, or None if nothing is allowed.

    With all decisions fixed each term takes its own minimum there.
    """
    everything = total(terms)
    numbers = [*everything.terms.values(), everything.constant]
    scale = math.lcm(*(Fraction(c).denominator for c in numbers))
    outcome = CpSat().minimise(model.linear, everything * scale, Watch(60))
    assert outcome.verdict in ("optimal", "infeasible")
    if outcome.values is None:
        return None
    values = outcome.values
    return [
        Fraction(term.constant) + sum(Fraction(c) * values[i] for i, c in term.terms.items())
        for term in terms
    ]
