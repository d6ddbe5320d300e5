"""The frontier from the curves of the parts: the whole curve in one go.

Every component has a curve of its own, and the curve of the whole is their sum
(`orgplan.engine.convolution`). Large trees are divided as in a solve (`orgplan.engine.prices`):
what the division leaves out is priced at every slope of the curve, and what could be better at a
count lowers the bound there.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from orgplan.case import Case
from orgplan.engine.apart import Division, Workshop
from orgplan.engine.assembly import Assembly
from orgplan.engine.backend import Backend, Watch
from orgplan.engine.by_parts import first_settled
from orgplan.engine.crowd import Crowd, Means
from orgplan.engine.lazily import hull
from orgplan.engine.prices import Prices
from orgplan.frontier.curve import FrontierPoint
from orgplan.frontier.find import FrontierListener, FrontierProgress
from orgplan.frontier.whole import without_target

_SLOPES = 40
"""Slopes of the curve at which what a division leaves out is looked at, at most."""


class PartCurves:
    """The frontier of a case in which only numbers of counted units are limited.

    Parameters
    ----------
    case
        The question; its target is left out.
    make_backend
        Makes a fresh solver.
    watch, seed, listener
        Clock and stop button, seed of the search, and whom to tell.
    means
        Workers and kept results.
    """

    def __init__(
        self,
        case: Case,
        make_backend: Callable[[], Backend],
        watch: Watch,
        seed: int,
        listener: FrontierListener | None,
        means: Means,
    ) -> None:
        self.division = Division(without_target(case), every_count=True)
        self.make_backend = make_backend
        self.watch = watch
        self.seed = seed
        self.listener = listener
        self.means = means
        self.points: tuple[FrontierPoint, ...] = ()
        self.complete = False
        backend = make_backend()
        self.name, self.version = backend.name, backend.version

    def run(self) -> None:
        """Ask every part about every count, and add the curves up."""
        means, depth = self.means, len(self.division.case.tiers)
        settled = first_settled(self.division)
        with Crowd(self.watch, means.workers, means.scheduler, means.cache) as crowd:
            workshop = Workshop(self.division, crowd, self.make_backend, self.seed)
            families, rich = workshop.parts(self.division.components(settled), settled)
            limits = self.division.limits
            assembly = Assembly(families, rich, self.division.agency_of, limits, max(1, depth))
            try:
                workshop.ask_all(rich, max(1, depth))
            except KeyboardInterrupt:
                self.watch.stop()
        self._read(assembly, settled)

    def _read(self, assembly: Assembly, settled: frozenset[str]) -> None:
        lows = assembly.costs(assembly.whole("bounds"))
        known = assembly.costs(assembly.whole("known"))
        spare = self._priced(assembly, settled, lows) if settled else dict.fromkeys(lows)
        self.points = tuple(
            self._point(count, known.get(count), low, spare[count]) for count, low in lows.items()
        )
        self.complete = not settled
        if self.listener is not None and self.points:
            done = sum(point.proven for point in self.points)
            news = FrontierProgress(done, len(self.points), self.points[-1], self.watch.elapsed)
            self.listener(news)

    def _priced(
        self, assembly: Assembly, settled: frozenset[str], lows: dict[int, tuple[int, ...]]
    ) -> dict[int, int | None]:
        """For each count a bound on what is left out; None where that can be no better."""
        order = [u for u in self.division.problem.in_scope if u in settled]
        corners = hull([(count, low[0]) for count, low in lows.items()])
        slopes = sorted({fall for _, fall in corners})
        found: dict[int, int | None] = dict.fromkeys(lows, -(1 << 60))
        for price in slopes[:: max(1, len(slopes) // _SLOPES)]:
            prices = Prices(self.division, assembly, {None: price})
            options = [*prices.options(order)]
            base, worst = prices.all_staying(), prices.worst(options)
            nearest = min((option.gap for option in options), default=1)
            for count, low in lows.items():
                bound = base - price * count
                best = found[count]
                if best is None:
                    continue
                if nearest > low[0] - bound:
                    found[count] = None
                else:
                    found[count] = max(best, bound + worst)
        return found

    def _point(
        self,
        count: int,
        known: tuple[int, ...] | None,
        low: tuple[int, ...],
        left_out: int | None,
    ) -> FrontierPoint:
        """A count; `left_out` bounds the first tier of plans that the division leaves out."""
        scales = self.division.scales
        values = None if known is None else tuple(map(Fraction, known[: len(scales)], scales))
        bounds: list[Fraction | None] = [None] * len(scales)
        for place, scale in enumerate(scales):
            least = low[place]
            if place == 0 and left_out is not None:
                least = max(0, min(least, left_out))
            bounds[place] = Fraction(least, scale)
            if left_out is not None or known is None or known[place] != low[place]:
                break
        proven = (
            left_out is None and known is not None and known[: len(scales)] == low[: len(scales)]
        )
        return FrontierPoint(count, values, tuple(bounds), proven)
