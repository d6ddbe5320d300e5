"""Which units live on in every best plan, shown by prices: so that deep trees fall into families.

In a tree every level hangs on the one above: where a unit ends, all that stands below it changes
superiors. But where much stands below, ending it costs far more than the cut is worth. Let λ be a
price for each counted unit that stays (a Lagrange multiplier: Everett 1963,
doi:10.1287/opre.11.3.399). For a division into components in which some units are *settled*, the
sum of the components' least priced costs is a bound on every plan that keeps these settled. A plan
that does not, costs at least δ more, where δ counts with bounds that no rule can lower: whoever
stands below is displaced, every other unit of the components concerned ends where it is cheapest,
or not; where that says too little, what stands below is solved by itself with the unit made to end.
If δ exceeds the distance between a known plan and the bound, no best plan does it, and the unit is
settled for good. The others are taken back into the components of what stands below them.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from orgplan.engine.apart import Division
from orgplan.engine.assembly import Assembly
from orgplan.engine.convolution import Leaf
from orgplan.engine.parts import Part


@dataclass(frozen=True)
class Option:
    """Something that a division leaves out: a settled unit ends, or is flattened.

    Parameters
    ----------
    unit
        The settled unit.
    ends
        Whether it ends; else it is flattened.
    gap
        At least so much a plan that does it is above the bound of the division [steps].
    """

    unit: str
    ends: bool
    gap: int


Forced = Callable[[Sequence[tuple[Option, int, int]]], Sequence[int]]
"""For each option, price of a counted unit, and limit: the least priced cost of the unit with all
that stands below it if the option is taken and all others live on; or anything above the limit
[steps].
"""


class Prices:
    """Priced bounds of a division.

    Parameters
    ----------
    division, assembly
        The components with what is known of them.
    price
        Of each counted unit that stays, for each agency with limits of its own [steps].
    """

    def __init__(
        self, division: Division, assembly: Assembly, price: dict[str | None, int]
    ) -> None:
        self.division = division
        self.assembly = assembly
        self.price = price
        self._home = {u: n for n, part in enumerate(assembly.parts) for u in part.units}

    @cached_property
    def _least(self) -> list[int]:
        """Least priced cost of each part, measured from all its counted units staying."""
        return [self._least_of(part) for part in self.assembly.parts]

    def _price_of(self, part: Part) -> int:
        return self.price.get(self.division.agency_of(part), self.price[None])

    def _least_of(self, part: Part) -> int:
        points = self.assembly.first_tier(Leaf(part.bounds(self.assembly.packing)))
        price, counted = self._price_of(part), self._counted(part)
        return min(value + price * (count - counted) for count, value in points)

    def _counted(self, part: Part) -> int:
        return sum(map(self._counts, part.units))

    def _counts(self, unit_id: str) -> bool:
        problem = self.division.problem
        return problem.counts(problem.before[unit_id].kind)

    def all_staying(self) -> int:
        """The least priced cost of the division, every counted unit that stays paid for."""
        found = sum(self._least)
        for part in self.assembly.parts:
            found += self._price_of(part) * self._counted(part)
        return found

    def bound(self) -> int:
        """No plan that keeps the settled units settled costs less in the first tier [steps]."""
        limits = self.assembly.limits
        total = self.price[None]
        found = self.all_staying()
        _, high = limits.get(None, (None, None))
        if high is not None:
            found -= total * high
        for agency, (_, most) in limits.items():
            if agency is not None and most is not None:
                found -= (self.price[agency] - total) * most
        return found

    # -- what is left out --------------------------------------------------------------------

    def options(self, settled: Sequence[str]) -> Iterator[Option]:
        """Everything that the settled units keep out, with how far it is from the bound."""
        problem = self.division.problem
        for unit_id in settled:
            below = problem.before.subtree(unit_id)[1:]
            if unit_id in problem.may_end:
                yield Option(unit_id, True, self._gap_of_end(unit_id, below))
            if self._could_be_flattened(unit_id):
                yield Option(unit_id, False, self._gap_of_flattening(unit_id, below))

    def sharpened(self, options: Sequence[Option], room: int, forced: Forced) -> list[Option]:
        """The same options with what a solver proves of those that are near the bound.

        Parameters
        ----------
        options
            What would be done.
        room
            Options further from the bound than this are of no interest [steps].
        forced
            Looks at the units and what stands below them alone.
        """
        kept = {option.unit for option in options}
        near = [
            place
            for place, option in enumerate(options)
            if option.gap <= room and self._stands_alone(option, kept)
        ]
        others = [self._beside(options[place]) for place in near]
        wanted = [
            (options[place], self._worth_of(options[place].unit), room - other)
            for place, other in zip(near, others, strict=True)
        ]
        found = [*options]
        for place, other, least in zip(near, others, forced(wanted), strict=True):
            option = options[place]
            found[place] = Option(option.unit, option.ends, max(option.gap, other + least))
        return found

    def _stands_alone(self, option: Option, kept: Container[str]) -> bool:
        """Whether what the unit and those below it can do hangs on nobody who is not asked about.

        Where a superior might end too, or whoever it ends in be flattened, or those below it merge
        with units elsewhere, more is possible than the unit with its receivers would show.
        """
        problem, candidates = self.division.problem, self.division.candidates
        before, of = problem.before, candidates.of
        for above in before.ancestors(option.unit):
            open_end = above in problem.may_end or self._could_be_flattened(above)
            if above in problem.movable and above not in kept and open_end:
                return False
        if not option.ends:
            return True
        around, inside = of[option.unit], before.subtree(option.unit)
        if any(before.children(r) and candidates.may_be_flattened(r) for r in around):
            return False
        asked = {*around, *inside}
        return all(asked.issuperset(of.get(unit_id, ())) for unit_id in inside)

    def _beside(self, option: Option) -> int:
        """What the rest of the parts concerned could gain at best, above what they do gain."""
        below = self.division.problem.before.subtree(option.unit)[1:]
        counted = {*below, option.unit} if option.ends else {*below}
        return self._others(counted, [*below, *self._near(option.unit, below)])

    def worst(self, options: Sequence[Option]) -> int:
        """How far below the bound of the division a plan might be that takes any options [steps].

        Options below one that is taken are part of it, so the sum is over options of which none
        stands below another, at the worst.
        """
        gaps: dict[str, int] = {}
        for option in options:
            gaps[option.unit] = min(gaps.get(option.unit, 0), option.gap)
        found: dict[str, int] = {}
        before = self.division.problem.before
        for unit_id in reversed(before.parents_first):
            below = sum(found[child] for child in before.children(unit_id))
            found[unit_id] = min(gaps.get(unit_id, 0), below)
        return sum(found[root] for root in before.roots)

    def _worth_of(self, unit_id: str) -> int:
        agency = self.division.problem.agency[unit_id]
        return self.price.get(agency, self.price[None])

    def _could_be_flattened(self, unit_id: str) -> bool:
        """Whether some plan flattens it: it may be, or it might get what it cannot contain."""
        problem, of = self.division.problem, self.division.candidates.of
        before = problem.before
        if not any(unit_id in of.get(child, ()) for child in before.children(unit_id)):
            return False
        kind = problem.ruleset.kind(before[unit_id].kind)
        return before[unit_id].kind in problem.operations.flatten or any(
            not kind.may_contain(after)
            for giver in self._givers.get(unit_id, ())
            for child in before.children(giver)
            for after in problem.kinds_after(child)
        )

    @cached_property
    def _givers(self) -> Mapping[str, Sequence[str]]:
        """Unit → whoever might end in it."""
        found: dict[str, list[str]] = {}
        for giver, ways in self.division.candidates.of.items():
            for receiver in ways:
                found.setdefault(receiver, []).append(giver)
        return found

    def _gap_of_end(self, unit_id: str, below: Sequence[str]) -> int:
        own = self._if_ended(unit_id) + sum(map(self._if_displaced, below))
        return own + self._others({unit_id, *below}, [*below, *self._near(unit_id, below)])

    def _gap_of_flattening(self, unit_id: str, below: Sequence[str]) -> int:
        children = self.division.problem.before.children(unit_id)
        own = sum(self._if_flattened(child, unit_id) for child in children)
        own += sum(self._if_displaced(u) for u in below if u not in children)
        return own + self._others({*below}, [*below, *self._near(unit_id, below)])

    def _near(self, unit_id: str, below: Sequence[str]) -> Iterator[str]:
        """Units whose parts are concerned besides those of what stands below."""
        if not self._untouched(unit_id, below):
            yield unit_id
        if self.division.problem.operations.cousins:  # they may merge once their superiors do
            for under in below:
                yield from self.division.candidates.of.get(under, ())
                yield from self._givers.get(under, ())

    def _untouched(self, unit_id: str, below: Sequence[str]) -> bool:
        """Whether the others of the unit's own part can gain nothing by what happens to it.

        So it is where no rule and no goal of the first tier is eased by a receiver's gain: then
        what the others do, they may also do while the unit lives on and receives nothing.
        """
        home = self._home[unit_id]
        return self._hardened and all(self._home.get(u) != home for u in below)

    @cached_property
    def _hardened(self) -> bool:
        case = self.division.case
        goals = [goal for goal, _ in case.tiers[0].terms] if case.tiers else []
        eased = [*(rule.eased_by_gain for rule in case.rules), *(g.eased_by_gain for g in goals)]
        return not any(eased)

    def _others(self, counted: set[str], touched: Sequence[str]) -> int:
        """What the rest of the parts concerned could gain at best, above what they do gain."""
        homes = dict.fromkeys(self._home[u] for u in touched if u in self._home)
        found = 0
        for home in homes:
            found -= self._least[home]
            for unit_id in self.assembly.parts[home].units:
                if unit_id not in counted:
                    found += min(0, self._if_ended(unit_id))
        return found

    def _if_flattened(self, unit_id: str, receiver: str) -> int:
        if unit_id not in self.division.problem.movable:
            return 0
        return self.division.least_if_ended(unit_id, (receiver,)) - self._worth(unit_id)

    def _if_ended(self, unit_id: str) -> int:
        return self._ended[unit_id]

    def _if_displaced(self, unit_id: str) -> int:
        return self._displaced.get(unit_id, 0)

    @cached_property
    def _ended(self) -> dict[str, int]:
        return {
            u: self.division.least_if_ended(u) - self._worth(u)
            for u in self.division.problem.in_scope
        }

    @cached_property
    def _displaced(self) -> dict[str, int]:
        return {
            u: self.division.least_if_displaced(u) - self._worth(u)
            for u in self.division.problem.in_scope
        }

    def _worth(self, unit_id: str) -> int:
        """The price of a unit that may cease to count."""
        return self._worth_of(unit_id) if self._counts(unit_id) else 0
