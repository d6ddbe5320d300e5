"""The HiGHS back end (through MathOpt): a second opinion over the same terms.

Conditions become big-M terms from the bounds of the variables. HiGHS answers in floating point:
its values are rounded and judged by the exact model before they are believed.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence
from importlib.metadata import version

from ortools.math_opt.python import mathopt

from orgplan.engine.backend import Outcome, Report, Watch
from orgplan.errors import EngineError
from orgplan.linear import Constraint, Linear, LinearModel


class Highs:
    """HiGHS over one `LinearModel`; translated anew for every call."""

    name = "HiGHS"
    version: str = version("ortools")

    def minimise(
        self,
        model: LinearModel,
        objective: Linear,
        watch: Watch,
        *,
        seed: int = 1,
        hint: Sequence[int] | None = None,
        report: Report | None = None,
        ceilings: Mapping[int, int] | None = None,
        easy: bool = False,
    ) -> Outcome:
        """Minimise a whole-numbered objective within the time left on the watch.

        A running HiGHS does not hear the watch's stop button; it ends at the time limit.
        """
        program = mathopt.Model()
        highs = {**dict(enumerate(high for _, high in model.bounds)), **(ceilings or {})}
        if any(low > highs[index] for index, (low, _) in enumerate(model.bounds)):
            return Outcome("infeasible")
        variables = [
            program.add_integer_variable(lb=low, ub=min(high, highs[index]))
            for index, (low, high) in enumerate(model.bounds)
        ]
        for constraint in model.constraints:
            _add(program, variables, model, constraint)
        program.minimize(
            mathopt.fast_sum(
                [float(objective.constant)]
                + [float(c) * variables[i] for i, c in objective.terms.items()]
            )
        )
        parameters = mathopt.SolveParameters(
            time_limit=datetime.timedelta(seconds=max(0.1, watch.left)),
            random_seed=seed,
            relative_gap_tolerance=0.0,
            absolute_gap_tolerance=0.0,
        )
        result = mathopt.solve(program, mathopt.SolverType.HIGHS, params=parameters)
        return _read(result, variables, model, objective)


def _add(
    program: mathopt.Model,
    variables: Sequence[mathopt.Variable],
    model: LinearModel,
    constraint: Constraint,
) -> None:
    """Add a constraint; where it has conditions, loosen it by what the bounds allow."""
    expression = Linear(constraint.terms)
    least, most = model.range_of(expression)
    body = mathopt.fast_sum([c * variables[i] for i, c in constraint.terms.items()])
    off = mathopt.fast_sum(
        [
            (1 - variables[literal.index]) if literal.positive else variables[literal.index] + 0
            for literal in constraint.when
        ]
    )
    if constraint.low is not None and least < constraint.low:
        slack = constraint.low - int(least)
        program.add_linear_constraint(body + slack * off >= constraint.low)
    if constraint.high is not None and most > constraint.high:
        slack = int(most) - constraint.high
        program.add_linear_constraint(body - slack * off <= constraint.high)


def _read(
    result: mathopt.SolveResult,
    variables: Sequence[mathopt.Variable],
    model: LinearModel,
    objective: Linear,
) -> Outcome:
    reason = result.termination.reason
    if reason in (
        mathopt.TerminationReason.INFEASIBLE,
        mathopt.TerminationReason.INFEASIBLE_OR_UNBOUNDED,
    ):
        return Outcome("infeasible")
    dual = result.termination.objective_bounds.dual_bound
    bound = math.ceil(dual - 1e-6) if math.isfinite(dual) else None
    if not result.has_primal_feasible_solution():
        return Outcome("unknown", None, bound)
    found = result.variable_values(list(variables))
    values = tuple(round(value) for value in found)
    wrong = broken_by(model, values)
    if wrong is not None:
        raise EngineError(f"HiGHS returned values that break a constraint of {wrong.owner}")
    if reason == mathopt.TerminationReason.OPTIMAL:
        exact = objective.constant + sum(values[i] * c for i, c in objective.terms.items())
        return Outcome("optimal", values, int(exact))
    return Outcome("feasible", values, bound)


def broken_by(model: LinearModel, values: Sequence[int]) -> Constraint | None:
    """The first constraint that whole values break, in exact arithmetic; None if they keep all."""
    for constraint in model.constraints:
        if not all((values[i.index] == 1) is i.positive for i in constraint.when):
            continue
        body = sum(values[i] * c for i, c in constraint.terms.items())
        if constraint.low is not None and body < constraint.low:
            return constraint
        if constraint.high is not None and body > constraint.high:
            return constraint
    return None
