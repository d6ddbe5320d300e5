"""What is known of each component: the best at every number of counted units, or bounds on it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from orgplan.engine.component import Answer, Terms
from orgplan.engine.convolution import Curve
from orgplan.engine.partition import NEVER, Packing
from orgplan.engine.plain import PlainFamilies
from orgplan.model import PlanModel
from orgplan.organisation import BlockKey


@dataclass(frozen=True)
class Decisions:
    """A piece of a plan: who ends, where blocks go, who converts."""

    ended: frozenset[str] = frozenset()
    moved: tuple[tuple[BlockKey, str], ...] = ()
    converted: tuple[tuple[str, str], ...] = ()


class Part(Protocol):
    """One component and what is known of it."""

    @property
    def units(self) -> tuple[str, ...]:
        """Its units."""
        ...

    def bounds(self, packing: Packing) -> Curve:
        """Proven least costs at each count; exact where they are known exactly."""
        ...

    def known(self, packing: Packing) -> Curve:
        """Costs of plans that are known, at each count."""
        ...

    def exact(self, count: int, depth: int) -> bool:
        """Whether the first objectives at a count are known exactly."""
        ...

    def most(self) -> Sequence[int]:
        """No cost of this part exceeds these."""
        ...

    def decisions(self, count: int) -> Decisions:
        """What its best known plan with a count does."""
        ...


@dataclass(frozen=True)
class FamilyPart:
    """One plain family: everything about it is known."""

    families: PlainFamilies
    row: int

    @property
    def units(self) -> tuple[str, ...]:
        """Its members."""
        return self.families.units[self.row]

    def bounds(self, packing: Packing) -> Curve:
        """Its exact costs."""
        feasible = self.families.feasible[self.row]
        costs = self.families.costs[self.row]
        words = packing.pack([np.where(feasible, costs[:, t], 0) for t in range(packing.depth)])
        words[0] = np.where(feasible, words[0], NEVER)
        return Curve(self.families.start, tuple(words))

    def known(self, packing: Packing) -> Curve:
        """The same."""
        return self.bounds(packing)

    def exact(self, count: int, depth: int) -> bool:
        """Always."""
        return True

    def most(self) -> Sequence[int]:
        """Its highest costs."""
        feasible = self.families.feasible[self.row]
        costs = np.where(feasible[:, None], self.families.costs[self.row], 0)
        return [int(value) for value in costs.max(axis=0)]

    def decisions(self, count: int) -> Decisions:
        """What its best plan with that count does."""
        before = self.families.before
        receivers = tuple(self.families.ended(self.row, count))
        moved = tuple((b.key, to) for u, to in receivers for b in before[u].blocks)
        return Decisions(frozenset(u for u, _ in receivers), moved)


@dataclass
class AskedPart(ABC):
    """A component that is asked count by count.

    Attributes
    ----------
    lows
        Count → proven least costs there.
    points
        Count → the best plan known there.
    prices
        Prices of a counted unit at which it was asked.
    """

    units: tuple[str, ...]
    terms: Terms
    content: str
    exactly: bool
    lows: dict[int, tuple[int, ...] | None] = field(default_factory=dict)
    points: dict[int, Answer] = field(default_factory=dict)
    prices: set[int] = field(default_factory=set)
    _asked: dict[object, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        terms = self.terms
        least, most = (0, 0) if terms.count is None else terms.linear.bounds[terms.count]
        self._nothing = tuple(
            constant + (0 if index is None else terms.linear.bounds[index][0])
            for index, constant in zip(terms.objectives, terms.constants, strict=True)
        )
        self.lows = dict.fromkeys(range(least, most + 1), self._nothing)

    def expect(self, least: Sequence[int]) -> None:
        """Take in bounds on the first objective: at least `least[n]` if n counted units go."""
        most = max(self.lows)
        for count, low in self.lows.items():
            if low is not None and most - count < len(least):
                self.lows[count] = max(low, (least[most - count], *low[1:]))

    def exclude_below(self, least: int) -> None:
        """Take in that no plan has fewer counted units."""
        for count in self.lows:
            if count < least:
                self.lows[count] = None

    def learn_priced(self, price: int, answer: Answer) -> None:
        """Take in what a question with a price proved: a line below the first objective."""
        self.prices.add(price)
        most = self.most()[0]
        for count, low in self.lows.items():
            if low is not None:
                line = None if answer.bound is None else answer.bound[0] - price * count
                possible = line is not None and line <= most  # no plan costs more than the most
                self.lows[count] = (
                    max(low, (line, *low[1:])) if line is not None and possible else None
                )
        self._remember(answer)

    def _remember(self, answer: Answer) -> None:
        best = self.points.get(answer.count)
        if answer.values is not None and (best is None or answer.costs < best.costs):
            self.points[answer.count] = answer

    def learn(self, low: int, high: int, answer: Answer) -> None:
        """Take in what a question about counts from `low` to `high` proved."""
        for count in range(low, high + 1):
            before = self.lows.get(count)
            if before is not None:
                self.lows[count] = None if answer.bound is None else max(before, answer.bound)
        self._remember(answer)
        if answer.values is None or self.exactly or answer.proven < len(self.terms.objectives):
            return
        for other in range(answer.count + 1, high + 1):
            low_there = self.lows.get(other)  # what keeps more and costs as much is never needed
            if low_there is not None and low_there <= answer.costs:
                self.lows[other] = None

    def _curve(self, costs: dict[int, tuple[int, ...]], packing: Packing) -> Curve:
        start, stop = min(self.lows), max(self.lows) + 1
        open_counts = np.array([count in costs for count in range(start, stop)])
        width = len(self.terms.objectives)
        rows = np.array(
            [costs.get(count, (0,) * width) for count in range(start, stop)], dtype=np.int64
        )
        words = packing.pack([rows[:, place] for place in range(packing.depth)])
        words[0] = np.where(open_counts, words[0], NEVER)
        return Curve(start + self.terms.surely_counted, tuple(words))

    def bounds(self, packing: Packing) -> Curve:
        """Proven least costs at each count."""
        return self._curve({c: low for c, low in self.lows.items() if low is not None}, packing)

    def known(self, packing: Packing) -> Curve:
        """Costs of the plans that were found; where there is none, of leaving all as it is.

        Whether that keeps the rules nobody has looked at: see `is_guess`.
        """
        found = {count: point.costs for count, point in self.points.items()}
        if not found:
            found[max(self.lows)] = self._nothing
        return self._curve(found, packing)

    def is_guess(self, count: int) -> bool:
        """Whether the plan known with that count is a guess that a judge has to look at."""
        return count - self.terms.surely_counted not in self.points

    def exact(self, count: int, depth: int) -> bool:
        """Whether a plan with that count is known that has the least first objectives."""
        own = count - self.terms.surely_counted
        low, point = self.lows.get(own), self.points.get(own)
        return low is not None and point is not None and point.costs[:depth] == low[:depth]

    def patience(self, question: object, first: float) -> float:
        """Seconds for a question: more every time that it is asked again."""
        times = self._asked.get(question, 0)
        self._asked[question] = times + 1
        return first * 4.0**times

    def most(self) -> Sequence[int]:
        """Bounds of its objectives."""
        return [
            constant + (0 if index is None else self.terms.linear.bounds[index][1])
            for index, constant in zip(self.terms.objectives, self.terms.constants, strict=True)
        ]

    def decisions(self, count: int) -> Decisions:
        """What the best known plan with that count does."""
        answer = self.points.get(count - self.terms.surely_counted)
        if answer is None or answer.values is None:
            return Decisions()
        return self.decided(answer.values)

    @abstractmethod
    def decided(self, values: tuple[int, ...]) -> Decisions:
        """What the values of an answer decide."""


@dataclass
class RichPart(AskedPart):
    """A component whose answers are values of the variables of its model."""

    model: PlanModel | None = None

    def decided(self, values: tuple[int, ...]) -> Decisions:
        """What the model reads in the values."""
        assert self.model is not None
        plan = self.model.plan(values)
        return Decisions(plan.ended, tuple(plan.moved.items()), tuple(plan.converted.items()))
