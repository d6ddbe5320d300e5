"""A second engine looks at "there is no plan" before a person is told.

OR-Tools 9.15 has open reports of false "infeasible" (or-tools issues 5274 and 5295). So what CP-SAT
has excluded is given to HiGHS, an unrelated program with an unrelated method, and the other way
round. What that is worth:

* Where whole-number arithmetic over the bounds already contradicts a claim
  (`orgplan.engine.exact_bounds`), that is a proof, and no solver is asked.
* An assignment that the second engine finds is tested against every constraint in exact
  arithmetic before it refutes anything. It may still be left to the judge.
* "Infeasible" from HiGHS is a floating-point verdict, not a certificate that could be replayed. Its
  errors are kept small against its tolerances: bounds are tightened first, so that the loosening of
  conditional constraints (big M) is as small as it can be; constraints are divided by their common
  factor and their limits rounded to whole numbers. HiGHS counts a constraint as kept when it misses
  by less than 1e-6, so it errs towards finding an assignment, which is then tested; that tolerance
  is on purpose not made smaller. An addition of doubles up to 2^30 loses less than 1e-6; if a
  constraint of a model can add up to more, "infeasible" of that model is not believed.
* A defect of orgplan's own model is shared by both engines. Against that stand the judge, brute
  force and the comparisons in the tests.

HiGHS can overrun its time limit, mostly in the preparation of large models, and hears no stop
button. So it works in a process of its own, which is killed when time is up
(`orgplan.engine.confirmation_worker`; half a second to start). A model of up to a thousand
variables is first looked at here for a second, which nearly always is enough.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Literal

from orgplan.engine.backend import Outcome, Watch
from orgplan.engine.confirmation_worker import look
from orgplan.engine.exact_bounds import ContradictionError, largest_sum, tightened
from orgplan.engine.hard_stop import SolverProcess, within
from orgplan.errors import EngineError
from orgplan.linear import Linear, LinearModel

Opinion = Literal["confirmed", "refuted", "open"]
Second = Literal["HiGHS", "CP-SAT"]

EXACT = "exact arithmetic"
"""Who confirmed a claim that no solver was needed for."""
SMALL = 1000
"""Variables of a model that is first looked at here."""
QUICK = 1.0
"""Seconds for that; nobody can press a button meanwhile."""
_PATIENCE = 2.0
"""Seconds by which HiGHS may overrun a second before it counts as hanging."""
LARGEST = 2**30
"""Above this sum of a constraint a floating-point "infeasible" is not believed."""


@dataclass(frozen=True, slots=True)
class Claim:
    """No assignment that keeps `model` has an objective below `least`.

    Without an objective: there is no assignment at all.
    """

    model: LinearModel
    objective: Linear | None = None
    least: int | None = None

    def question(self) -> LinearModel:
        """A model that has an assignment exactly if the claim is false."""
        model = LinearModel(
            list(self.model.bounds), list(self.model.names), list(self.model.constraints)
        )
        if self.objective is not None and self.least is not None:
            model.add(self.objective, high=self.least - 1)
        return model


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What came of a second look.

    Parameters
    ----------
    opinion
        `confirmed`: every claim; `refuted`: an assignment was found that the first engine had
        excluded; `open`: neither, for lack of time or of trust in the figures.
    by
        Who confirmed or refuted: a solver, or exact arithmetic alone.
    values
        The assignment that refutes a claim, with the variables of its model; else None.
    """

    opinion: Opinion
    by: str
    values: tuple[int, ...] | None = None


def confirm(claims: Sequence[Claim], watch: Watch, *, seconds: float) -> Opinion:
    """Whether HiGHS agrees with all claims, within so many seconds from now.

    The time left on the watch does not matter, its stop button does.
    """
    return examine(claims, watch, seconds=seconds).opinion


def examine(
    claims: Sequence[Claim], watch: Watch, *, seconds: float, second: Second = "HiGHS"
) -> Confirmation:
    """The same with what was found, and by another second engine if wished.

    Where nothing is claimed nothing is confirmed.
    """
    clock = Watch(seconds, stopped=watch.stopped)
    by: str = EXACT
    is_open = not claims
    with ExitStack() as stack:
        ask = _highs(stack.enter_context(SolverProcess())) if second == "HiGHS" else _cp_sat
        for claim in claims:
            question = claim.question()
            try:
                reduced = tightened(question, Watch(clock.left / 4, stopped=watch.stopped))
            except ContradictionError:
                continue
            by = second
            outcome = ask(reduced, clock) if clock.left > 0 else Outcome("unknown")
            if outcome.values is not None and keeps(question, outcome.values):
                return Confirmation("refuted", by, outcome.values)
            is_open = is_open or outcome.verdict != "infeasible"
    return Confirmation("open" if is_open else "confirmed", by)


def keeps(model: LinearModel, values: Sequence[int]) -> bool:
    """Whether values keep every bound and constraint of a model, in exact arithmetic."""
    if len(values) != len(model.bounds):
        return False
    if not all(a <= value <= b for value, (a, b) in zip(values, model.bounds, strict=True)):
        return False
    from orgplan.engine.highs import broken_by

    return broken_by(model, values) is None


def _highs(process: SolverProcess) -> Callable[[LinearModel, Watch], Outcome]:
    """HiGHS here and in the given process; its word is believed for small sums only."""

    def ask(model: LinearModel, clock: Watch) -> Outcome:
        """What HiGHS finds before the clock runs out.

        Parameters
        ----------
        model
            A question: it has an assignment exactly if a claim is false.
        clock
            Time and stop button; a solver that does not hear them is left alone or killed.

        Returns
        -------
        outcome
            One value a variable of the model where an assignment was found, in floating point: not
            yet tested. `unknown` where time ran out, the process died, or "infeasible" cannot be
            believed because a sum of the model may exceed `LARGEST`. No error is raised.
        """
        outcome = Outcome("unknown")
        if len(model.bounds) <= SMALL:
            quick = Watch(min(QUICK, clock.left), stopped=clock.stopped)
            outcome = within(lambda: look(model, quick), quick, patience=_PATIENCE)
        if outcome.verdict == "unknown" and clock.left > 0:
            outcome = process.look(model, clock)
        if outcome.verdict == "infeasible" and largest_sum(model) > LARGEST:
            return Outcome("unknown")
        return outcome

    return ask


def _cp_sat(model: LinearModel, clock: Watch) -> Outcome:
    """CP-SAT, which hears the clock and reckons in whole numbers."""
    from orgplan.engine.cp_sat import CpSat

    try:
        return CpSat().minimise(model, Linear(), clock)
    except EngineError:
        return Outcome("unknown")
