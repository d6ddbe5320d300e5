"""A question to one component as a piece of work: its least within budgets, and how far that holds.

The answer is proven for every tighter budget too. It is widened to the loosest budgets for which it
still holds, one sum after the other, so that one answer settles many questions. Nothing in it
depends on the other components: it may be used again whenever this component comes again.
Widening costs a search for each sum, so it is left out where the answer tells nothing new, and
where the budgets are all that the other components leave.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from orgplan.engine.backend import Backend, Outcome, Verdict, Watch
from orgplan.engine.cache import JsonValue, content_key
from orgplan.engine.proofs import Budgets, Proof
from orgplan.engine.works import MakeBackend, size_of
from orgplan.linear import Linear, LinearModel

Point = tuple[int, ...]


@dataclass(frozen=True)
class Found:
    """What a question to a component found.

    Parameters
    ----------
    verdict
        `optimal` and `infeasible` are proofs, `unknown` is the end of the time.
    values
        Values of the component's variables at its least; None if there are none.
    proof
        What holds within the loosest budgets; None if nothing is proven.
    points
        Every assignment that was come across.
    hint
        Values of all variables of the last assignment, where the next search may begin.
    """

    verdict: Verdict
    values: Point | None = None
    proof: Proof | None = None
    points: tuple[Point, ...] = ()
    hint: Point | None = None


@dataclass(frozen=True)
class Inquiry:
    """The least of one measured variable within budgets for others.

    Parameters
    ----------
    linear, width
        The component with its measured variables; the first `width` variables are its own.
    lineage
        Names by content of the model, and of what it was before it grew; the newest first.
    goal
        Index of the variable to be least; None where any assignment will do.
    measures
        Index of the variable that counts towards each sum; None where nothing does.
    budgets
        Most of each.
    hint
        Where the search may begin.
    seed, backend
        The solver.
    proven
        What is proven of the goal within these budgets already; None if it is nothing.
    widely
        Whether the answer is widened.
    """

    linear: LinearModel
    width: int
    lineage: tuple[str, ...]
    goal: int | None
    measures: tuple[int | None, ...]
    budgets: Budgets
    hint: Point | None
    seed: int
    backend: MakeBackend
    proven: int | None = None
    widely: bool = True

    @property
    def key(self) -> str:
        """Content of the work."""
        asked = (self.goal, self.measures, self.budgets, self.proven, self.widely)
        return content_key(self.lineage[0], asked, self.seed)

    @property
    def size(self) -> int:
        """Variables and constraints."""
        return size_of(self.linear)

    def do(self, watch: Watch) -> Found:
        """Ask, and widen what was proven."""
        backend = _BENCH.take(self.backend, self.lineage)
        try:
            return _Asking(self, backend, watch).found()
        finally:
            _BENCH.put(self.backend, self.lineage[0], backend)

    def write(self, result: object) -> JsonValue:
        """Nothing: what is proven of a component is kept together (`orgplan.engine.knowledge`)."""
        return None

    def read(self, value: JsonValue) -> Found | None:
        """Nothing."""
        return None


class _Asking:
    """One question under way."""

    def __init__(self, inquiry: Inquiry, backend: Backend, watch: Watch) -> None:
        self.inquiry = inquiry
        self.backend = backend
        self.watch = watch
        self.hint = inquiry.hint
        self.points: dict[Point, None] = {}

    def found(self) -> Found:
        """The answer, and how far it holds."""
        inquiry = self.inquiry
        objective = Linear() if inquiry.goal is None else Linear({inquiry.goal: 1})
        outcome = self._minimise(objective, self._ceilings(dict(enumerate(inquiry.budgets))))
        if outcome.verdict not in ("optimal", "infeasible"):
            return Found("unknown", None, None, tuple(self.points), self.hint)
        values = None if outcome.values is None else outcome.values[: inquiry.width]
        proof = self._proof(None if values is None else outcome.bound or 0)
        return Found(outcome.verdict, values, proof, tuple(self.points), self.hint)

    def _proof(self, least: int | None) -> Proof | None:
        """What an answer proves that was not known; None if it is nothing."""
        if least is not None and least == self.inquiry.proven:
            return None
        return self._widened(least) if self.inquiry.widely else self._as_asked(least)

    def _as_asked(self, least: int | None) -> Proof:
        """What an answer proves within the budgets of the question."""
        pairs = zip(self.inquiry.measures, self.inquiry.budgets, strict=True)
        return Proof(tuple(None if index is None else b for index, b in pairs), least)

    def _widened(self, least: int | None) -> Proof:
        """The loosest budgets for which an answer still holds; the present ones if time is over."""
        inquiry = self.inquiry
        better: dict[int, int] = {}
        if least is not None:
            if inquiry.goal is None:
                return Proof((None,) * len(inquiry.budgets), 0)
            better = {inquiry.goal: least - 1}
        kept = {
            j: budget for j, budget in enumerate(inquiry.budgets) if inquiry.measures[j] is not None
        }
        for j in tuple(kept):
            index = inquiry.measures[j]
            assert index is not None
            ceilings = self._ceilings({i: b for i, b in kept.items() if i != j})
            for variable, ceiling in better.items():
                ceilings[variable] = min(ceiling, ceilings.get(variable, ceiling))
            reached = self._minimise(Linear({index: 1}), ceilings)
            if reached.verdict == "infeasible":
                kept.pop(j)
            elif reached.verdict == "optimal" and reached.bound is not None:
                kept[j] = reached.bound - 1
            else:
                break
        return Proof(tuple(kept.get(j) for j in range(len(inquiry.budgets))), least)

    def _ceilings(self, budgets: Mapping[int, int]) -> dict[int, int]:
        ceilings: dict[int, int] = {}
        for j, budget in budgets.items():
            index = self.inquiry.measures[j]
            if index is not None:
                ceilings[index] = min(budget, ceilings.get(index, budget))
        return ceilings

    def _minimise(self, objective: Linear, ceilings: Mapping[int, int]) -> Outcome:
        if self.watch.left <= 0:
            return Outcome("unknown")
        outcome = self.backend.minimise(
            self.inquiry.linear,
            objective,
            self.watch,
            seed=self.inquiry.seed,
            hint=self.hint,
            ceilings=ceilings,
            easy=True,
        )
        if outcome.values is not None:
            self.hint = outcome.values
            self.points[outcome.values[: self.inquiry.width]] = None
        return outcome


class _Bench:
    """Solvers that have translated a component, put down until the same component comes again.

    Who takes one has it alone: threads never share a solver.
    """

    ROOM = 64

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: OrderedDict[tuple[object, str], Backend] = OrderedDict()

    def take(self, maker: Callable[[], Backend], lineage: tuple[str, ...]) -> Backend:
        """A solver that knows the model or what it grew from, else a fresh one."""
        with self._lock:
            for content in lineage:
                backend = self._idle.pop((maker, content), None)
                if backend is not None:
                    return backend
        return maker()

    def put(self, maker: Callable[[], Backend], content: str, backend: Backend) -> None:
        """Put a solver down."""
        with self._lock:
            self._idle[maker, content] = backend
            while len(self._idle) > self.ROOM:
                self._idle.popitem(last=False)


_BENCH = _Bench()
