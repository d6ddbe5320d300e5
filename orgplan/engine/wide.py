"""Parts that are large plain families, and questions to them, answered by columns.

The bound is that of the columns' linear relaxation (`orgplan.engine.master`). A plan comes from the
columns that were generated. Only columns whose reduced cost is at most the distance between plan
and bound can be in a better plan: if these are few, the exact solver chooses among them, objective
after objective, and its answer holds for all columns.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from orgplan.engine.backend import Watch
from orgplan.engine.cache import JsonValue
from orgplan.engine.columns import FINE, Columns, WideFamily
from orgplan.engine.component import Answer, Questions, Terms, measured
from orgplan.engine.master import Generation
from orgplan.engine.parts import AskedPart, Decisions
from orgplan.engine.plain import MOST_LISTED
from orgplan.engine.sieve import Sieve
from orgplan.engine.works import Ask, key_of, written
from orgplan.linear import Linear, LinearModel

_GENERATING = 0.6
"""Share of the time of a question for columns and their bound; the rest is for plans."""
_CHOOSING = 0.5
"""Share of what is left for the first plan."""
_MOST_COLUMNS = 20_000
"""Columns among which the exact solver may choose."""
_FEW = 3_000
"""Columns among which the exact solver chooses without a sieve."""
_LISTED = 60
"""Members of each receiver that are combined when all columns near the bound are wanted."""


@dataclass
class WidePart(AskedPart):
    """A large plain family; the values of an answer are the receivers of its members."""

    family: WideFamily | None = field(default=None)

    def decided(self, values: tuple[int, ...]) -> Decisions:
        """Who ends where."""
        assert self.family is not None
        before = self.family.case.problem.before
        ended = [(u, self.units[r]) for u, r in zip(self.units, values, strict=False)]
        ended = [(u, to) for u, to in ended if u != to]
        moved = tuple((b.key, to) for u, to in ended for b in before[u].blocks)
        return Decisions(frozenset(u for u, _ in ended), moved)


def wide_part(family: WideFamily, *, exactly: bool) -> WidePart:
    """A part of which nothing is known yet."""
    return WidePart(family.units, terms_of_answers(family), family.content, exactly, family=family)


def terms_of_answers(family: WideFamily) -> Terms:
    """How answers about a family are written: its receivers, the count, and the objectives."""
    linear, size = LinearModel(), family.size
    for _ in range(size):
        linear.integer("receiver", 0, size - 1)
    count = uncount = None
    if family.counted:
        fewest = math.ceil(size / (family.width + 1))
        count, uncount = size, size + 1
        linear.integer("count", fewest, size)
        linear.integer("uncount", -size, -fewest)
    first = len(linear.bounds)
    for most in family.most:
        linear.integer("objective", 0, most)
    objectives = tuple(range(first, first + len(family.most)))
    return Terms(linear, count, uncount, objectives, (0,) * len(objectives), 0)


@dataclass(frozen=True)
class AskWide(Ask):
    """A question to a large plain family: the least at counts within limits, or with a price.

    Parameters
    ----------
    family
        The family.
    price
        Of a counted unit [steps]; None if only the objectives are asked for.
    """

    family: WideFamily
    price: int | None = None

    @property
    def key(self) -> str:
        """Content of the work."""
        limits = (self.low, self.high, self.depth, self.price)
        return key_of("ask wide", self.content, limits, self.seed)

    def do(self, watch: Watch) -> Answer:
        """Generate columns, then choose."""
        clock = self.clock(watch)
        low, high = self._limits
        inner = Watch(clock.left * _GENERATING, stopped=clock.stopped)
        most = self.family.most[0] if self.family.case.tiers else 0
        worst = most + abs(self._price) * self.family.size
        generation = Generation(self.family, self._price, low, high, inner, worst)
        master = generation.run()
        if generation.bound > worst:
            return Answer(0, None, 0, (), None)
        seconds = clock.left * (
            _CHOOSING if self.depth > 1 or self.family.size <= MOST_LISTED else 1
        )
        rows = master.choose(max(seconds, 0.5))
        plan = None if rows is None else master.columns.taken(rows)
        return self._exact(generation, plan, clock) or self._answer(plan, [generation.bound], 0)

    @property
    def _price(self) -> int:
        return 0 if self.price is None or not self.family.counted else self.price

    @property
    def _limits(self) -> tuple[int, int]:
        size = self.family.size
        if not self.family.counted:
            return 1, size
        return max(1, self.low or 1), size if self.high is None else min(size, self.high)

    def _exact(self, generation: Generation, plan: Columns | None, clock: Watch) -> Answer | None:
        """The answer from all columns near the bound; None where none can be given in time.

        Whatever is at most `reach` above the bound is made of these columns alone.
        """
        far = 1 << 60 if plan is None else self._cost_of(plan) - generation.bound
        if plan is not None and far <= 0 and (self.depth == 1 or self.price is not None):
            return self._answer(plan, [self._cost_of(plan)], 1)
        reach = min(far, max(1, abs(generation.bound) // 50))
        while generation.duals is not None and clock.left > 0:
            ceiling = (generation.bound + reach) * FINE - generation.fine
            near = self.family.every(generation.duals, ceiling)
            if near is None and self.family.size <= MOST_LISTED:
                near = self.family.priced(generation.duals, ceiling, _LISTED)
            if near is None or not near.complete:
                return None
            if far == 0 and plan is not None and len(near.columns) > _FEW:
                return self._sieved(near.columns, plan, clock)
            if len(near.columns) > _MOST_COLUMNS:
                return None
            answer = self._chosen(near.columns, clock)
            if answer.values is not None:
                chosen = near.columns.taken(np.array(answer.values[: len(near.columns)]) == 1)
                best = chosen if plan is None else min(plan, chosen, key=self._rank)
                if self._cost_of(best) - generation.bound > reach:
                    plan, far = best, self._cost_of(best) - generation.bound
                else:
                    assert answer.bound is not None
                    bound = [max(answer.bound[0], generation.bound), *answer.bound[1:]]
                    return self._answer(best, bound, answer.proven)
            elif not answer.impossible or reach == far:
                return None
            reach = min(far, 4 * reach)
        return None

    def _sieved(self, columns: Columns, plan: Columns, clock: Watch) -> Answer:
        """The answer from all columns of plans whose first tier is proven, one plan being known."""
        low, high = self._limits
        first = int(bool(self.family.case.tiers))
        sieve = Sieve(self.family, low, high, columns, plan, first)
        while sieve.proven < self.depth and len(sieve.columns) > _FEW:
            before = sieve
            sieve = sieve.shaken(clock) or before
            if sieve is before or (sieve.proven, sieve.bound) == (before.proven, before.bound):
                break
        known = [*sieve.values[: sieve.proven], sieve.bound]
        if sieve.proven < self.depth and len(sieve.columns) <= _MOST_COLUMNS and clock.left > 0:
            answer = self._chosen(sieve.columns, clock)
            if answer.values is not None and answer.bound is not None:
                chosen = sieve.columns.taken(np.array(answer.values[: len(sieve.columns)]) == 1)
                best = min(sieve.plan, chosen, key=self._rank)
                return self._answer(best, max(answer.bound, tuple(known)), answer.proven)
        return self._answer(sieve.plan, known[: self.depth], sieve.proven)

    def _chosen(self, columns: Columns, clock: Watch) -> Answer:
        """What the exact solver says of a choice among columns."""
        low, high = self._limits
        questions = Questions(_terms(self.family, columns, low, high), self.backend, self.seed)
        if self.price is None:
            return questions.ask(None, None, self.depth, clock)
        return questions.ask_priced(self._price, clock)

    def _rank(self, plan: Columns) -> tuple[int, ...]:
        return (self._cost_of(plan), *(int(cost) for cost in plan.costs.sum(axis=0)))

    def _cost_of(self, plan: Columns) -> int:
        return int(self.family.first_costs(plan).sum()) + self._price * len(plan)

    def _answer(self, plan: Columns | None, bound: Sequence[int], proven: int) -> Answer:
        told = tuple(max(0, int(value)) if self.price is None else int(value) for value in bound)
        if self.price is None:
            told = (*told, *[0] * (len(self.terms.objectives) - len(told)))
        else:
            told = told[:1]
        if plan is None:
            return Answer(0, None, 0, (), told)
        receivers = np.zeros(self.family.size, dtype=np.int64)
        for row in plan.rows:
            receivers[row[row >= 0]] = row[0]
        costs = tuple(int(cost) for cost in plan.costs.sum(axis=0))
        count = len(plan) if self.family.counted else 0
        counts = (count, -count) if self.family.counted else ()
        values = (*(int(r) for r in receivers), *counts, *costs)
        return Answer(proven, values, count, costs, told)

    def write(self, result: object) -> JsonValue:
        """The answer, if it is final."""
        assert isinstance(result, Answer)
        final = result.impossible or result.proven >= (1 if self.price is not None else self.depth)
        return written(result) if final else None


def _terms(family: WideFamily, columns: Columns, low: int, high: int) -> Terms:
    """The choice among columns as a model for the exact solver."""
    linear = LinearModel()
    chosen = [linear.boolean("column") for _ in range(len(columns))]
    index = [next(iter(each.terms)) for each in chosen]
    holders: list[dict[int, int]] = [{} for _ in range(family.size)]
    for place, row in zip(index, columns.rows.tolist(), strict=True):
        for member in row:
            if member >= 0:
                holders[member][place] = 1
    for held in holders:
        linear.add(Linear(held), low=1, high=1)
    total = Linear(dict.fromkeys(index, 1))
    linear.add(total, low=low, high=high)
    count = measured(linear, total) if family.counted else None
    uncount = measured(linear, total * -1) if family.counted else None
    objectives = []
    for costs in columns.costs.T.tolist():
        objectives.append(measured(linear, Linear(dict(zip(index, costs, strict=True)))))
    return Terms(linear, count, uncount, tuple(objectives), (0,) * len(objectives), 0)
