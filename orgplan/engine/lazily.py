"""The best plan of all components where only numbers of counted units are limited.

Every part has a curve of proven least costs (`orgplan.engine.parts`). Their sum is a bound on the
whole; the count at which it is least says where each part would have to stand. Parts that are not
known exactly there are asked, the bound rises, and so on until a plan stands where the bound is:
then it is the best. No part is ever asked about a count that cannot matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from orgplan.engine.assembly import Assembly
from orgplan.engine.backend import Watch
from orgplan.engine.parts import Part, RichPart

News = Callable[[tuple[int, ...] | None, tuple[int, ...] | None], None]
"""Told of the costs of a better plan, or of a better bound."""


@dataclass(frozen=True)
class Standing:
    """Where each part stands in a plan, and what is proven.

    Parameters
    ----------
    picks
        Every part with its number of counted units; None if no plan is known.
    costs
        Objectives of that plan in whole steps.
    bound
        Proven least objectives, lexicographically; None if it is proven that there is no plan.
    exact
        Whether the plan is proven to be the best.
    """

    picks: Sequence[tuple[Part, int]] | None
    costs: tuple[int, ...] | None
    bound: tuple[int, ...] | None
    exact: bool

    @property
    def impossible(self) -> bool:
        """Whether it is proven that there is no plan."""
        return self.bound is None


Ask = Callable[[Iterable[tuple[RichPart, int]]], None]
"""Has parts asked about counts; returns when they know more or the time is over."""


def settle(assembly: Assembly, ask: Ask, watch: Watch, news: News) -> Standing:
    """Ask parts until the best plan is proven, or the watch has run out."""
    while True:
        whole = assembly.whole("bounds")
        best = assembly.best(whole)
        if best is None:
            return Standing(None, None, None, exact=True)
        bound = assembly.packing.parts(best.words)
        news(None, bound)
        picks = assembly.picks(whole, best.count)
        unknown = [(p, k) for p, k in picks if isinstance(p, RichPart) and not p.exact(k)]
        if not unknown:
            news(bound, bound)
            return Standing(picks, bound, bound, exact=True)
        if watch.left <= 0:
            return _best_known(assembly, bound)
        ask(unknown)


def _best_known(assembly: Assembly, bound: tuple[int, ...]) -> Standing:
    """The best plan that can be put together from what is known."""
    whole = assembly.whole("known")
    best = assembly.best(whole)
    if best is None:
        return Standing(None, None, bound, exact=False)
    picks = assembly.picks(whole, best.count)
    return Standing(picks, assembly.packing.parts(best.words), bound, exact=False)
