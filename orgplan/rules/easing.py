"""How a rule can be loosened: one parameter at a time, from the nearest value to the loosest.

A conflict is repaired where it costs least (problem definition, section 7). Each rule says in its
own file which of its parameters can give way; who looks for repairs asks for the first step at
which a plan opens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol, overload

from orgplan.measures import Rounding, share_of
from orgplan.problem import Problem
from orgplan.text import Text, amount

if TYPE_CHECKING:
    from orgplan.rules.rule import Rule

_FINEST = 12
"""Fewer decimals are enough to tell the shares of any areas from each other."""


@dataclass(frozen=True)
class Easing:
    """One way of loosening a rule.

    Parameters
    ----------
    steps
        How many steps there are, at least 1; each is looser than the one before it.
    at
        The rule at a step, from 1; None where it is given up.
    says
        What that step asks of people, as a sentence without a full stop.
    """

    steps: int
    at: Callable[[int], Rule | None]
    says: Callable[[int], Text]


def only(rule: Rule | None, says: Text) -> Easing:
    """A single step."""
    return Easing(1, lambda step: rule, lambda step: says)


def given_up(says: Text) -> Easing:
    """A rule that holds or does not: its only step is to give it up."""
    return only(None, says)


def among(
    values: Sequence[Fraction], make: Callable[[Fraction], Rule], says: Say
) -> Iterator[Easing]:
    """A figure that takes some values, the nearest first; nothing where there is none."""
    if values:
        yield Easing(
            len(values), lambda step: make(values[step - 1]), lambda step: says(values[step - 1])
        )


class Say(Protocol):
    """The sentence for a new value of a figure."""

    def __call__(self, value: Fraction, /) -> Text:
        """What it asks of people."""
        ...


@dataclass(frozen=True)
class Multiples(Sequence[Fraction]):
    """Some multiples of a unit, worked out when they are asked for."""

    whole: range
    unit: Fraction = Fraction(1)

    def __len__(self) -> int:
        return len(self.whole)

    @overload
    def __getitem__(self, place: int) -> Fraction: ...

    @overload
    def __getitem__(self, place: slice) -> Multiples: ...

    def __getitem__(self, place: int | slice) -> Fraction | Multiples:
        if isinstance(place, slice):
            return Multiples(self.whole[place], self.unit)
        return self.whole[place] * self.unit


def less_posts(limit: Fraction, problem: Problem) -> Multiples:
    """Limits below one, in the smallest steps that totals take, down to 0 [posts]."""
    each = Fraction(1, problem.steps)
    return Multiples(range(_ceiling(limit / each) - 1, -1, -1), each)


def more_posts(limit: Fraction, problem: Problem) -> Multiples:
    """Limits above one, in the smallest steps that totals take, up to all posts there are."""
    each = Fraction(1, problem.steps)
    return Multiples(range(limit // each + 1, sum(problem.block_steps.values()) + 1), each)


def less_count(limit: int, least: int = 0) -> Multiples:
    """Whole limits below one."""
    return Multiples(range(limit - 1, least - 1, -1))


def more_count(limit: int, most: int) -> Multiples:
    """Whole limits above one."""
    return Multiples(range(limit + 1, most + 1))


def _ceiling(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)


def less_share(share: Fraction, areas: Iterable[int], rounding: Rounding) -> Iterator[Fraction]:
    """Shares below one at which less is asked of some area, down to none, written shortly.

    Parameters
    ----------
    share
        Share that must go.
    areas
        Units of each area.
    rounding
        How the share of an area becomes whole.
    """
    sizes = sorted({n for n in areas if n})
    turns = sorted({Fraction(k, n) for n in sizes for k in range(n + 1)}, reverse=True)
    last = _asked(share, sizes, rounding)
    for above, turn in zip((Fraction(1), *turns), turns, strict=False):
        asked = _asked(turn, sizes, rounding)
        if turn < share and asked != last:
            last = asked
            yield _written(turn, above, sizes, rounding)


def more_share(share: Fraction, areas: Iterable[int]) -> Iterator[Fraction]:
    """Shares above one at which some area may lose more, rounded down, up to all."""
    sizes = sorted({n for n in areas if n})
    last = _asked(share, sizes, "down")
    for turn in sorted({Fraction(k, n) for n in sizes for k in range(n + 1)}):
        asked = _asked(turn, sizes, "down")
        if turn > share and asked != last:
            last = asked
            yield next(
                found
                for found in (Fraction(_ceiling(turn * 10**n), 10**n) for n in range(2, _FINEST))
                if found <= 1 and _asked(found, sizes, "down") == asked
            )


def _written(turn: Fraction, above: Fraction, sizes: list[int], rounding: Rounding) -> Fraction:
    """The greatest share with few decimals that asks for as much as a turn, and no more."""
    asked = _asked(turn, sizes, rounding)
    for decimals in range(2, _FINEST):
        unit = 10**decimals
        whole = turn * unit // 1 if rounding == "up" else _ceiling(above * unit) - 1
        if _asked(Fraction(whole, unit), sizes, rounding) == asked:
            return Fraction(whole, unit)
    return turn


def _asked(share: Fraction, sizes: list[int], rounding: Rounding) -> list[int]:
    return [share_of(share, n, rounding) for n in sizes]


def must_go(old: Fraction, share: Fraction) -> Text:
    """The sentence for a lower share that must go."""
    new, before = amount(share * 100), amount(old * 100)
    return Text(
        vi=f"giảm ít nhất {new.vi} %, thay vì {before.vi} %",
        en=f"cut at least {new.en} % instead of {before.en} %",
    )


def may_go(old: Fraction, share: Fraction) -> Text:
    """The sentence for a higher share that may go."""
    new, before = amount(share * 100), amount(old * 100)
    return Text(
        vi=f"được giảm đến {new.vi} %, thay vì {before.vi} %",
        en=f"cut up to {new.en} % instead of {before.en} %",
    )
