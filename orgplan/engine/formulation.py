"""A case written down for solvers: its model with goals and tie-break, kept by its content.

Writing a case down takes longer than to solve it again when little has changed. So what was written
is kept. Rules that only fix single decisions (`Rule.fixes`) are left out of what is kept and posted
afterwards: a case with one more `keep` has its formulation already.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orgplan.case import Case
from orgplan.engine.cache import Cache, content_key
from orgplan.engine.components import Partition, partition_of
from orgplan.engine.tie_break import fewest_changes, smallest_ranks
from orgplan.engine.written import Written, read_written
from orgplan.goals import Tier
from orgplan.linear import Linear, LinearModel
from orgplan.model import PlanModel
from orgplan.rules import Rule
from orgplan.structure import CLAUSES

LARGEST = 40_000
"""Variables and constraints of a formulation that is kept."""
_AT_HAND = 6
"""Formulations that stay in memory too, the last ones used."""


@dataclass
class Formulation:
    """A model and what is to be minimised in it.

    Parameters
    ----------
    model
        The decisions, and with them the variables and constraints.
    objectives
        The tiers in whole steps, each with the number of steps in one unit of it.
    ties
        Number of changes, and sum of ranks (`orgplan.engine.tie_break`).
    rules_alone
        The variables and constraints without those of the goals.
    partition
        How the model falls apart, where it was kept.
    """

    model: PlanModel
    objectives: tuple[tuple[Linear, int], ...]
    ties: tuple[Linear, ...]
    rules_alone: LinearModel
    partition: Partition | None = None


def build(case: Case, units: Sequence[str] | None = None) -> PlanModel:
    """The model of a case, or of some of its units: decisions, structure and rules, no goals."""
    model = PlanModel(case.problem, units)
    _post(model, case.rules)
    return model


def formulation_of(model: PlanModel, tiers: Sequence[Tier]) -> Formulation:
    """A model that is built, with its goals and tie-break."""
    linear = model.linear
    variables, constraints = len(linear.bounds), len(linear.constraints)
    objectives = tuple(_whole(tier.term(model)) for tier in tiers)
    ties = (fewest_changes(model), smallest_ranks(model))
    return Formulation(model, objectives, ties, _first(linear, variables, constraints))


def formulate(case: Case, cache: Cache | None = None) -> Formulation:
    """A case written down, or found as it was written down before."""
    if cache is None:
        return formulation_of(build(case), case.tiers)
    lasting = [rule for rule in case.rules if not rule.fixes]
    sheet = Sheet(content_key(*contents(case)), {rule.id: _content(rule) for rule in lasting})
    key = content_key("formulation", sheet.rest, [*sheet.rules.items()])
    written = _DESK.get(sheet) or read_written(cache.get(key))
    found = _restored(case, written)
    if found is None:
        model = PlanModel(case.problem)
        _post(model, lasting)
        found = formulation_of(model, case.tiers)
        if len(model.linear.bounds) + len(model.linear.constraints) <= LARGEST:
            found.partition = partition_of(found.model.linear)
            written = _written(found, found.partition)
            cache.put(key, written.as_json())
    if written is not None:
        _DESK.put(sheet, written)
    linear = found.model.linear
    before = len(linear.constraints)
    for rule in case.rules:
        if rule.fixes:
            linear.owner = rule.id
            rule.post(found.model)
    linear.owner = ""
    found.rules_alone.constraints += linear.constraints[before:]
    return found


def contents(case: Case) -> tuple[str, ...]:
    """Everything that a formulation follows from but the rules.

    Units, figures and settings show themselves completely by `repr`, which is quick.
    """
    problem = case.problem
    given = problem.given
    return (
        repr(list(problem.original)),
        repr(list(problem.before)),
        repr((sorted(given.ended.items()), sorted(given.moved))),
        content_key(given.holder),
        repr(problem.ruleset),
        repr(problem.operations),
        content_key(problem.scope, problem.counted_kinds, problem.baseline),
        content_key(case.tiers),
    )


def _content(rule: Rule) -> tuple[str, ...]:
    """A rule, with what it does not show of itself: earlier plans and goals."""
    hidden = [name for name, field in type(rule).model_fields.items() if not field.repr]
    return repr(rule), *(content_key(getattr(rule, name)) for name in hidden)


def _post(model: PlanModel, rules: Sequence[Rule]) -> None:
    for clause in CLAUSES:
        model.linear.owner = f"structure-{clause.name}"
        clause.post(model)
    for rule in rules:
        model.linear.owner = rule.id
        rule.post(model)
    model.linear.owner = ""


def _written(formulation: Formulation, partition: Partition) -> Written:
    objectives, alone = formulation.objectives, formulation.rules_alone
    return Written(
        formulation.model.linear.copy(),
        (len(alone.bounds), len(alone.constraints)),
        (*(objective for objective, _ in objectives), *formulation.ties),
        tuple(scale for _, scale in objectives),
        partition,
    )


def _restored(case: Case, written: Written | None) -> Formulation | None:
    """What was written before, with the decisions of the case."""
    if written is None:
        return None
    model = PlanModel(case.problem)
    linear, (variables, constraints), tiers = written.linear, written.alone, len(case.tiers)
    if linear.names[: len(model.linear.names)] != model.linear.names:
        return None
    model.linear = linear = linear.copy()
    return Formulation(
        model,
        tuple(zip(written.expressions[:tiers], written.scales, strict=True)),
        written.expressions[tiers:],
        _first(linear, variables, constraints),
        written.partition,
    )


def _first(linear: LinearModel, variables: int, constraints: int) -> LinearModel:
    return LinearModel(
        linear.bounds[:variables], linear.names[:variables], linear.constraints[:constraints]
    )


def _whole(expression: Linear) -> tuple[Linear, int]:
    """The expression scaled to whole coefficients, and the scale."""
    numbers = [*expression.terms.values(), expression.constant]
    scale = math.lcm(*(number.denominator for number in numbers))
    whole = [number.numerator * (scale // number.denominator) for number in numbers]
    return Linear(dict(zip(expression.terms, whole, strict=False)), whole[-1]), scale


@dataclass(frozen=True)
class Sheet:
    """What a formulation follows from.

    Parameters
    ----------
    rest
        Everything but the rules.
    rules
        Id of each rule → what it says.
    """

    rest: str
    rules: Mapping[str, tuple[str, ...]]

    def beyond(self, other: Sheet) -> frozenset[str] | None:
        """Ids of rules that it has and another has not; None if it differs in anything else."""
        if self.rest != other.rest or not other.rules.items() <= self.rules.items():
            return None
        return frozenset(self.rules.keys() - other.rules.keys())


class _Desk:
    """The formulations used last: in a session at the screen one question follows another.

    A case with fewer rules is one that lies here, without what they own.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: list[tuple[Sheet, Written]] = []

    def get(self, sheet: Sheet) -> Written | None:
        """What lies here, or follows from what lies here; the nearest."""
        with self._lock:
            kept = list(self._kept)
        near = [(b, written) for other, written in kept if (b := other.beyond(sheet)) is not None]
        if not near:
            return None
        dropped, written = min(near, key=lambda pair: len(pair[0]))
        return written.without(dropped) if dropped else written

    def put(self, sheet: Sheet, written: Written) -> None:
        """Lay it on top, and take away what lay longest."""
        with self._lock:
            others = [entry for entry in self._kept if entry[0] != sheet]
            self._kept = [(sheet, written), *others][:_AT_HAND]


_DESK = _Desk()
