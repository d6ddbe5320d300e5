"""The pieces of work of a solve by parts: each says everything about itself."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from orgplan.engine.backend import Backend, Watch
from orgplan.engine.cache import JsonValue
from orgplan.engine.component import Answer, Questions, Terms
from orgplan.linear import Linear, LinearModel

MakeBackend = Callable[[], Backend]


def content_of(linear: LinearModel) -> str:
    """A name for the content of a model: SHA-256 of its bounds and constraints, names left out."""
    rows = [
        (constraint.terms, constraint.low, constraint.high)
        if not constraint.when
        else (
            constraint.terms,
            constraint.low,
            constraint.high,
            [(literal.index, literal.positive) for literal in constraint.when],
        )
        for constraint in linear.constraints
    ]
    return hashlib.sha256(repr((linear.bounds, rows)).encode("ascii")).hexdigest()


def size_of(linear: LinearModel) -> int:
    """Variables and constraints of a model."""
    return len(linear.bounds) + len(linear.constraints)


@dataclass(frozen=True)
class Ask:
    """The least of a component, tier by tier, with counted units within limits.

    Parameters
    ----------
    terms, content
        The component, and its name by content.
    low, high
        Limits on the variable that counts units; None is no limit.
    depth
        How many objectives are of interest.
    patience
        Most seconds.
    seed, backend
        The solver.
    """

    terms: Terms
    content: str
    low: int | None
    high: int | None
    depth: int
    patience: float
    seed: int
    backend: MakeBackend

    @property
    def key(self) -> str:
        """Content of the work."""
        limits = (self.low, self.high, self.depth)
        return key_of("ask", self.content, self.terms.names, limits, self.seed)

    @property
    def size(self) -> int:
        """Variables and constraints."""
        return size_of(self.terms.linear)

    def do(self, watch: Watch) -> Answer:
        """Ask."""
        questions = Questions(self.terms, self.backend, self.seed)
        return questions.ask(self.low, self.high, self.depth, self.clock(watch))

    def clock(self, watch: Watch) -> Watch:
        """The time left, at most as long as patience lasts."""
        return Watch(min(self.patience, watch.left), stopped=watch.stopped)

    def write(self, result: object) -> JsonValue:
        """The answer, if it is final."""
        assert isinstance(result, Answer)
        if not result.impossible and result.proven < self.depth:
            return None
        return written(result)

    def read(self, value: JsonValue) -> Answer | None:
        """The answer that was kept."""
        match value:
            case [int(proven), None | list() as values, int(count), list(costs), bound]:
                whole = _whole(values)
                if values is not None and len(whole) != len(self.terms.linear.bounds):
                    return None
                return Answer(
                    proven,
                    None if values is None else whole,
                    count,
                    _whole(costs),
                    None if bound is None else _whole(bound),
                )
        return None


@dataclass(frozen=True)
class AskPriced(Ask):
    """The least of a component's first objective and a price for each counted unit.

    Parameters
    ----------
    price
        Of a counted unit [steps].
    """

    price: int

    @property
    def key(self) -> str:
        """Content of the work."""
        return key_of("ask priced", self.content, self.terms.names, self.price, self.seed)

    def do(self, watch: Watch) -> Answer:
        """Ask."""
        questions = Questions(self.terms, self.backend, self.seed)
        return questions.ask_priced(self.price, self.clock(watch))

    def write(self, result: object) -> JsonValue:
        """The answer, if it is final."""
        assert isinstance(result, Answer)
        return written(result) if result.impossible or result.proven else None


@dataclass(frozen=True)
class Least:
    """The least value of one expression over a model; nothing is said above a limit.

    Parameters
    ----------
    linear, objective
        The model, and what is to be least.
    limit
        Only values up to it are of interest; None for all.
    patience
        Most seconds.
    seed, backend
        The solver.
    """

    linear: LinearModel
    objective: Linear
    limit: int | None
    patience: float
    seed: int
    backend: MakeBackend

    @cached_property
    def key(self) -> str:
        """Content of the work."""
        objective = ([*self.objective.terms.items()], self.objective.constant)
        return key_of("least", content_of(self.linear), objective, self.limit, self.seed)

    @property
    def size(self) -> int:
        """Variables and constraints."""
        return size_of(self.linear)

    def do(self, watch: Watch) -> tuple[int, bool]:
        """A proven lower bound, and whether it is final: the least, or above the limit."""
        clock = Watch(min(self.patience, watch.left), stopped=watch.stopped)
        outcome = self.backend().minimise(self._limited(), self.objective, clock, seed=self.seed)
        if outcome.verdict == "infeasible":
            return (1 << 60 if self.limit is None else self.limit + 1), True
        least = int(self.linear.range_of(self.objective)[0])
        return max(least, outcome.bound or least), outcome.verdict == "optimal"

    def _limited(self) -> LinearModel:
        model = LinearModel([*self.linear.bounds], [*self.linear.names], [*self.linear.constraints])
        model.add(self.objective, high=self.limit)
        return model

    def write(self, result: object) -> JsonValue:
        """The bound, if it is final."""
        match result:
            case (int(bound), True):
                return bound
        return None

    def read(self, value: JsonValue) -> tuple[int, bool] | None:
        """The bound that was kept."""
        return (value, True) if isinstance(value, int) else None


def written(answer: Answer) -> JsonValue:
    """An answer as JSON."""
    values: JsonValue = None if answer.values is None else [*answer.values]
    bound: JsonValue = None if answer.bound is None else [*answer.bound]
    return [answer.proven, values, answer.count, [*answer.costs], bound]


def key_of(*parts: object) -> str:
    """SHA-256 of what a piece of work says about itself."""
    return hashlib.sha256(repr(parts).encode("utf-8")).hexdigest()


def _whole(values: object) -> tuple[int, ...]:
    return tuple(v for v in values if isinstance(v, int)) if isinstance(values, list) else ()
