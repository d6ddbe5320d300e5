"""The CP-SAT back end (OR-Tools).

One worker with the LP of level 2: deterministic, and on these models faster to a proof than two
workers (or-tools issue 3662). The search runs in a thread of its own, so that Ctrl-C and the watch
can stop it; a stop asked for before the search has begun is lost, hence the repeated asking.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Mapping, Sequence
from importlib.metadata import version

from ortools.sat.python import cp_model

from orgplan.engine.backend import Outcome, Report, Watch
from orgplan.errors import EngineError
from orgplan.linear import Constraint, Linear, LinearModel, Literal

_POLL = 0.05
_LITTLE = 0.05
"""Work of a first try in CP-SAT's own measure; a second of it takes one to three seconds."""


class _Listener(cp_model.CpSolverSolutionCallback):
    """Passes every incumbent on."""

    def __init__(self, variables: Sequence[cp_model.IntVar], report: Report) -> None:
        super().__init__()
        self._variables = variables
        self._report = report

    def on_solution_callback(self) -> None:
        """Called by the solver for each better plan."""
        self._report([self.value(v) for v in self._variables], math.ceil(self.best_objective_bound))


class CpSat:
    """CP-SAT over one `LinearModel`; what was translated once is kept."""

    name = "CP-SAT"
    version: str = version("ortools")

    def __init__(self) -> None:
        self._model = cp_model.CpModel()
        self._variables: list[cp_model.IntVar] = []
        self._constraints = 0
        self._lowered: tuple[int, ...] = ()

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

        What is thought to be easy is tried with little preparation first. That try ends after a
        fixed amount of work, not of time, so that the answer stays the same on every computer.
        """
        self._translate(model)
        if not self._set_ceilings(model, ceilings or {}):
            return Outcome("infeasible")
        self._set_objective(objective)
        self._set_hint(hint)
        first = Outcome("unknown")
        if easy:
            solver = _solver(seed, watch)
            _prepare_little(solver)
            first = self._read(solver, self._run(solver, watch, report), objective)
            if first.verdict in ("optimal", "infeasible"):
                return first
            self._set_hint(hint if first.values is None else first.values)
        solver = _solver(seed, watch)
        outcome = self._read(solver, self._run(solver, watch, report), objective)
        return first if outcome.verdict == "unknown" and first.values is not None else outcome

    def _translate(self, model: LinearModel) -> None:
        for index in range(len(self._variables), len(model.bounds)):
            low, high = model.bounds[index]
            self._variables.append(self._model.new_int_var(low, high, ""))
        for constraint in model.constraints[self._constraints :]:
            self._add(constraint)
        self._constraints = len(model.constraints)

    def _add(self, constraint: Constraint) -> None:
        low = cp_model.INT_MIN if constraint.low is None else constraint.low
        high = cp_model.INT_MAX if constraint.high is None else constraint.high
        literals = [self._literal(literal) for literal in constraint.when]
        if not constraint.terms:
            if not low <= 0 <= high:
                self._model.add_bool_or([~literal for literal in literals])
            return
        expression = self._expression(constraint.terms)
        added = self._model.add_linear_constraint(expression, low, high)
        if literals:
            added.only_enforce_if(literals)

    def _literal(self, literal: Literal) -> cp_model.LiteralT:
        variable = self._variables[literal.index]
        return variable if literal.positive else ~variable

    def _expression(self, terms: Mapping[int, int]) -> cp_model.LinearExpr:
        return cp_model.LinearExpr.weighted_sum(
            [self._variables[i] for i in terms], list(terms.values())
        )

    def _set_ceilings(self, model: LinearModel, ceilings: Mapping[int, int]) -> bool:
        """Set the domains for this call; False if one of them is empty."""
        for index in self._lowered:
            self._variables[index].proto.domain[1] = model.bounds[index][1]
        self._lowered = tuple(ceilings)
        for index, ceiling in ceilings.items():
            low, high = model.bounds[index]
            if ceiling < low:
                return False
            self._variables[index].proto.domain[1] = min(high, ceiling)
        return True

    def _set_objective(self, objective: Linear) -> None:
        self._model.clear_objective()
        terms = {i: int(c) for i, c in objective.terms.items()}
        if terms:
            self._model.minimize(self._expression(terms) + int(objective.constant))

    def _set_hint(self, hint: Sequence[int] | None) -> None:
        self._model.clear_hints()
        if hint is not None:
            known = hint[: len(self._variables)]
            written = self._model.proto.solution_hint
            written.vars.extend(range(len(known)))  # variables are numbered in this order
            written.values.extend(known)

    def _run(self, solver: cp_model.CpSolver, watch: Watch, report: Report | None) -> int:
        listener = None
        if report is not None:
            tell = report
            listener = _Listener(self._variables, tell)
            solver.best_bound_callback = lambda bound: tell(None, math.ceil(bound - 1e-6))
        found: list[int] = []
        failures: list[BaseException] = []

        def search() -> None:
            try:
                found.append(int(solver.solve(self._model, listener)))
            except BaseException as failure:
                failures.append(failure)

        thread = threading.Thread(target=search, name="cp-sat", daemon=True)
        thread.start()
        while thread.is_alive():
            try:
                thread.join(_POLL)
            except KeyboardInterrupt:
                watch.stop()
            if watch.left <= 0:
                solver.stop_search()
        if failures:
            raise EngineError(f"CP-SAT failed: {failures[0]}") from failures[0]
        return found[0]

    def _read(self, solver: cp_model.CpSolver, status: int, objective: Linear) -> Outcome:
        if status == int(cp_model.MODEL_INVALID):
            raise EngineError(f"CP-SAT refuses the model: {self._model.validate()}")
        if status == int(cp_model.INFEASIBLE):
            return Outcome("infeasible")
        if status == int(cp_model.UNKNOWN):
            bound = _bound(solver, objective)  # 0 where CP-SAT knows nothing at all
            return Outcome("unknown", None, bound if bound is not None and bound > 0 else None)
        values = tuple(solver.response_proto.solution)
        if status == int(cp_model.OPTIMAL) or not objective.terms:
            exact = objective.constant + sum(values[i] * c for i, c in objective.terms.items())
            return Outcome("optimal", values, int(exact))
        return Outcome("feasible", values, _bound(solver, objective))


def _solver(seed: int, watch: Watch) -> cp_model.CpSolver:
    """A search of its own, for the time left."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.linearization_level = 2
    solver.parameters.catch_sigint_signal = False  # Ctrl-C belongs to whoever called us
    solver.parameters.max_time_in_seconds = max(0.001, watch.left)
    return solver


def _prepare_little(solver: cp_model.CpSolver) -> None:
    """For small models: one round of presolve, no LP, and an end after a fixed amount of work."""
    solver.parameters.linearization_level = 0
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.symmetry_level = 0
    solver.parameters.max_presolve_iterations = 1
    solver.parameters.max_deterministic_time = _LITTLE


def _bound(solver: cp_model.CpSolver, objective: Linear) -> int | None:
    """A lower bound that holds although the solver tells it as a floating-point number."""
    told = solver.best_objective_bound
    if not objective.terms or not math.isfinite(told):
        return None
    return math.ceil(told - 1e-6 - abs(told) * 1e-12)
