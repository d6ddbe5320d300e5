"""One component of a case as a model of its own, and questions to it.

A component that is no plain family is asked: what is the least, tier by tier, with a number of
counted units from `low` to `high`? Answers are proven; a question that the clock ends leaves the
best that was found and a bound.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from orgplan.case import Case
from orgplan.engine.backend import Backend, Outcome, Watch
from orgplan.engine.tie_break import fewest_changes, smallest_ranks
from orgplan.linear import Linear, LinearModel
from orgplan.model import PlanModel
from orgplan.rules import AgencyCut, Target
from orgplan.structure import CLAUSES

_WIDEST = 2**50
"""Range of a weighted sum of two objectives that a solver is given as one."""


@dataclass(frozen=True)
class Terms:
    """A component ready to be solved anywhere: no reference to the organisation is left.

    Parameters
    ----------
    linear
        Variables and constraints. The last variables measure the counted units and the objectives.
    count
        Index of the variable that is the number of counted units; None where none counts.
    uncount
        Index of the variable that is minus that number.
    objectives
        Indices of the variables that are the tiers and the tie-break; None where one is constant.
    constants
        What each objective amounts to without its variable.
    surely_counted
        Counted units besides those of the variable.
    """

    linear: LinearModel
    count: int | None
    uncount: int | None
    objectives: tuple[int | None, ...]
    constants: tuple[int, ...]
    surely_counted: int

    @property
    def names(self) -> tuple[object, ...]:
        """Everything but the model, to be told apart by."""
        return self.count, self.uncount, self.objectives, self.constants


@dataclass(frozen=True)
class Answer:
    """What a question found.

    Parameters
    ----------
    proven
        How many of the objectives are proven, in their order.
    values
        Values of the variables of the best plan found; None if there is none.
    count
        Its number of counted units.
    costs
        Its objectives.
    bound
        Proven least values of the objectives: exact where proven, then one bound, then zeros. None
        if it is proven that nothing is possible.
    """

    proven: int
    values: tuple[int, ...] | None
    count: int
    costs: tuple[int, ...]
    bound: tuple[int, ...] | None

    @property
    def impossible(self) -> bool:
        """Whether it is proven that no plan answers the question."""
        return self.bound is None


def build_component(
    case: Case,
    units: Sequence[str],
    *,
    settled: frozenset[str] = frozenset(),
    sums_apart: bool = False,
    eased: bool = True,
) -> PlanModel:
    """The model of one component: decisions, structure and rules, without goals.

    Parameters
    ----------
    case, units
        What is to be solved, and the units of the component.
    settled
        Units that live on, keep their kind and are not flattened.
    sums_apart
        Whether limits on counted units are kept by the master and left out here.
    eased
        Whether rules are posted that a unit might keep only because it receives from elsewhere.
    """
    model = PlanModel(case.problem, units)
    for clause in CLAUSES:
        model.linear.owner = f"structure-{clause.name}"
        clause.post(model)
    for rule in case.rules:
        summed = sums_apart and isinstance(rule, Target | AgencyCut)
        if not summed and (eased or not rule.eased_by_gain):
            model.linear.owner = rule.id
            rule.post(model)
    model.linear.owner = "settled"
    for unit_id in units:
        if unit_id in settled:
            model.linear.add(model.survives(unit_id), low=1)
            model.linear.add(model.converted(unit_id), high=0)
            model.linear.add(model.flattened(unit_id), high=0)
    model.linear.owner = ""
    return model


def terms_of(case: Case, model: PlanModel, scales: Sequence[int]) -> Terms:
    """The component of a model with its objectives measured."""
    objectives = [tier.term(model) * scale for tier, scale in zip(case.tiers, scales, strict=True)]
    objectives += [fewest_changes(model), smallest_ranks(model)]
    counted = model.counted(None, case.problem.counts)
    linear = model.linear
    count = measured(linear, counted)
    uncount = None if count is None else measured(linear, -counted)
    indices = tuple(measured(linear, objective) for objective in objectives)
    return Terms(
        linear,
        count,
        uncount,
        indices,
        tuple(int(objective.constant) for objective in objectives),
        int(counted.constant),
    )


def measured(linear: LinearModel, expression: Linear) -> int | None:
    """Index of a variable that equals the terms of an expression without its constant."""
    part = Linear({i: int(c) for i, c in expression.terms.items()})
    if part.is_constant:
        return None
    low, high = linear.range_of(part)
    variable = linear.integer("measure", int(low), int(high))
    linear.add(variable - part, low=0, high=0)
    return next(iter(variable.terms))


@dataclass
class Questions:
    """A component with a solver that keeps what it has translated.

    Parameters
    ----------
    terms
        The component.
    make_backend
        Makes the solver.
    seed
        Seed of the search.
    """

    terms: Terms
    make_backend: Callable[[], Backend]
    seed: int = 1

    def __post_init__(self) -> None:
        self.backend = self.make_backend()
        self.hint: tuple[int, ...] | None = None

    def ask(self, low: int | None, high: int | None, depth: int, watch: Watch) -> Answer:
        """The lexicographic least with a number of counted units from `low` to `high`.

        The numbers are those of the variable `count`; None is no limit. Only the first `depth`
        objectives are minimised.
        """
        terms = self.terms
        ceilings: dict[int, int] = {}
        if terms.count is not None and terms.uncount is not None:
            if high is not None:
                ceilings[terms.count] = high
            if low is not None:
                ceilings[terms.uncount] = -low
        bound: list[int] = []
        best: tuple[int, ...] | None = None
        objectives = [*zip(terms.objectives, terms.constants, strict=True)]
        for index, constant in objectives[:depth]:
            if index is None and best is not None:
                bound.append(constant)
                continue
            outcome = self._minimise({} if index is None else {index: 1}, ceilings, watch)
            if outcome.verdict == "infeasible":
                return Answer(0, None, 0, (), None)
            best = best if outcome.values is None else outcome.values
            floor = 0 if index is None else terms.linear.bounds[index][0]
            told = floor if index is None or outcome.bound is None else outcome.bound
            reached = max(floor, told)
            bound.append(reached + constant)
            if outcome.verdict != "optimal":
                return self._answer(len(bound) - 1, best, bound)
            if index is not None:
                ceilings[index] = reached
        return self._answer(len(bound), best, bound)

    def ask_priced(self, price: int, watch: Watch) -> Answer:
        """The least of the first objective and a price for each counted unit.

        Its `bound` has that least as the only figure.
        """
        terms = self.terms
        priced = [terms.objectives[0], terms.count]
        weights = {
            index: weight
            for index, weight in zip(priced, (1, price), strict=True)
            if index is not None
        }
        outcome = self._minimise(weights, {}, watch)
        if outcome.verdict == "infeasible":
            return Answer(0, None, 0, (), None)
        least = sum(terms.linear.bounds[index][0] * weight for index, weight in weights.items())
        told = least if outcome.bound is None else max(least, outcome.bound)
        answer = self._answer(0, outcome.values, [])
        final = int(outcome.verdict == "optimal")
        return Answer(
            final, answer.values, answer.count, answer.costs, (told + terms.constants[0],)
        )

    def _answer(self, proven: int, best: tuple[int, ...] | None, bound: list[int]) -> Answer:
        filled = (*bound, *[0] * (len(self.terms.objectives) - len(bound)))
        if best is None:
            return Answer(proven, None, 0, (), filled)
        costs = tuple(
            constant + (0 if index is None else best[index])
            for index, constant in zip(self.terms.objectives, self.terms.constants, strict=True)
        )
        count = 0 if self.terms.count is None else best[self.terms.count]
        return Answer(proven, best, count, costs, filled)

    def _minimise(
        self, objective: dict[int, int], ceilings: dict[int, int], watch: Watch
    ) -> Outcome:
        if watch.left <= 0:
            return Outcome("unknown")
        outcome = self.backend.minimise(
            self.terms.linear,
            Linear(objective),
            watch,
            seed=self.seed,
            hint=self.hint,
            ceilings=ceilings,
        )
        if outcome.values is not None:
            self.hint = outcome.values
        return outcome
