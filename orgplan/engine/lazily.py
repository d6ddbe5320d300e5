"""The best plan of all components where only numbers of counted units are limited.

Every part has a curve of proven least costs (`orgplan.engine.parts`). Their sum is a bound on the
whole; the count at which it is least says where each part would have to stand. Parts that are not
known exactly there are asked, the bound rises, and so on until a plan stands where the bound is:
then it is the best. No part is ever asked about a count that cannot matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from orgplan.engine.assembly import Assembly
from orgplan.engine.backend import Watch
from orgplan.engine.parts import AskedPart, Part

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


Prices = Mapping[str | None, int]
"""Agency → price of a counted unit [steps of the first tier]; None for all that are not named."""
Ask = Callable[[Iterable[tuple[AskedPart, int]], Prices, int], None]
"""Has parts asked about counts, so many objectives deep; returns when they know more or the time is
over."""


def settle(
    assembly: Assembly, ask: Ask, watch: Watch, news: News, *, first_tier: bool = False
) -> Standing:
    """Ask parts until the best plan is proven, or the watch has run out.

    With `first_tier` nothing but the first tier is asked for, and its proof is enough.
    """
    depth = 1 if first_tier else assembly.depth
    while True:
        whole = assembly.whole("bounds")
        best = assembly.best(whole)
        if best is None:
            return Standing(None, None, None, exact=True)
        bound = assembly.packing.parts(best.words)
        picks = assembly.picks(whole, best.count)
        unknown = [(p, k) for p, k in picks if isinstance(p, AskedPart) and not p.exact(k, depth)]
        if not unknown and depth == assembly.depth:
            news(bound, bound)
            return Standing(picks, bound, bound, exact=True)
        if not unknown or watch.left <= 0:
            return _best_known(assembly, bound)
        known = _best_known(assembly, bound)
        news(known.costs, bound)
        if depth == assembly.depth and known.costs == bound:  # with other counts than the bound has
            return Standing(known.picks, bound, bound, exact=True)
        if first_tier and known.costs is not None and known.costs[0] <= bound[0]:
            return known
        ask(unknown, prices_of(assembly), depth)


def _best_known(assembly: Assembly, bound: tuple[int, ...]) -> Standing:
    """The best plan that can be put together from what is known."""
    whole = assembly.whole("known")
    best = assembly.best(whole)
    if best is None:
        return Standing(None, None, bound, exact=False)
    picks = assembly.picks(whole, best.count)
    return Standing(picks, assembly.packing.parts(best.words), bound, exact=False)


def prices_of(assembly: Assembly) -> dict[str | None, int]:
    """Prices at which the bounds of an assembly stay near its limits [steps a counted unit]."""
    whole = assembly.unlimited("bounds")
    _, most = assembly.limits.get(None, (None, None))
    total = 0 if most is None else slope(assembly.first_tier(whole), most)
    found: dict[str | None, int] = {None: total}
    for name, node in assembly.by_area("bounds"):
        _, highest = assembly.limits.get(name, (None, None))
        if name is not None and highest is not None:
            found[name] = max(total, slope(assembly.first_tier(node), highest))
    return found


def slope(points: Sequence[tuple[int, int]], count: int) -> int:
    """How much the lower hull of a falling curve falls a unit just beyond a count; 0 at its end.

    Parameters
    ----------
    points
        (count, cost), counts rising.
    count
        Where to look.
    """
    for (x0, x1), fall in hull(points):
        if x0 <= count < x1:
            return fall
    return 0


def hull(points: Sequence[tuple[int, int]]) -> list[tuple[tuple[int, int], int]]:
    """The sides of the lower hull: (from, to) in counts, and how much it falls a unit."""
    corners: list[tuple[int, int]] = []
    for x, y in points:
        while len(corners) > 1:
            (x0, y0), (x1, y1) = corners[-2:]
            if (y1 - y0) * (x - x0) < (y - y0) * (x1 - x0):
                break
            corners.pop()
        corners.append((x, y))
    return [
        ((x0, x1), max(0, -((y1 - y0) // (x1 - x0)))) for (x0, y0), (x1, y1) in pairwise(corners)
    ]
