"""What every group costs at a price for each counted unit, from the lowest level up.

What stands below a unit knows of the levels above only where its superiors come to: nowhere while
all of them live on, else into the receiver of the nearest that ended. So with a price λ for each
counted unit that stays, the least cost of a group is a matter of its own members,

    W(group, s) = min over partings of  Σ_{u lives} (own(u, s) + V(u, s) + λ) +
                                        Σ_{u ends in r} (pair(u, r) + V(u, r)),
    V(u, s) = Σ W(group, s) over the groups directly below u,

where s is that receiver, or none. `V(u, r)` is worked out only for pairs that a parting wants; for
all others stands what it costs at least, wherever u ends: so the sum is a bound on every plan, and
exact where nothing is left that was only bounded. Before even that is worked out, a bound at a
glance tells who is not worth it. Everything is a whole number of steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from orgplan.engine.backend import Watch
from orgplan.engine.nested.cover import Cover, Parting
from orgplan.engine.nested.groups import Group
from orgplan.engine.nested.tree import Tree

ANYWHERE = ""
"""A receiver that is not known: what stands below costs at least what it costs in the best one."""
Receiver = str | None
"""Where the nearest superior that ended came to; None if all live on."""


class NoPlanError(Exception):
    """Some group cannot be parted, or nothing was found in time."""


class OutOfTimeError(Exception):
    """The watch has run out."""


@dataclass
class Values:
    """The least costs of all groups at one price.

    Parameters
    ----------
    tree, covers
        The groups, and a solver of each.
    price
        Of each counted unit that stays, by agency [steps].
    watch
        When to stop.
    """

    tree: Tree
    covers: Sequence[Cover]
    price: Mapping[str | None, int]
    watch: Watch
    _found: dict[tuple[int, Receiver], Parting] = field(default_factory=dict, init=False)

    # -- values ------------------------------------------------------------------------------

    def below(self, unit_id: str, receiver: Receiver) -> int:
        """V: a bound on what stands below a unit [steps]."""
        places = self.tree.below.get(unit_id, ())
        return sum(self.parting(place, receiver).bound for place in places)

    def parting(self, place: int, receiver: Receiver) -> Parting:
        """W: the cheapest parting of a group while its superiors came to a receiver."""
        known = self._found.get((place, receiver))
        if known is None:
            known = self._found[place, receiver] = self._part(place, receiver)
        return known

    def _part(self, place: int, receiver: Receiver) -> Parting:
        if self.watch.left <= 0:
            raise OutOfTimeError
        tree, group, cover = self.tree, self.tree.groups[place], self.covers[place]
        live = np.array([self._live(group, u, receiver) for u in range(len(group))])
        live += np.diagonal(group.pairs)
        superiors = [u for u, unit_id in enumerate(group.units) if unit_id in tree.below]
        end = group.pairs.copy()
        for u in superiors:
            end[u] += self._least_below[group.units[u]]
        near: set[int] = set()  # superiors of whom more than this is known
        exact: set[tuple[int, int]] = set()
        while True:
            found = cover.cheapest(end, live, bound_only=receiver == ANYWHERE)
            if found is None:
                raise NoPlanError
            wanted = [(u, int(found.receivers[u])) for u in superiors]
            fresh = [(u, r) for u, r in wanted if u != r and (u, r) not in exact]
            if not fresh or receiver == ANYWHERE:
                return found
            for u, r in fresh:
                if u not in near:
                    near.add(u)
                    end[u] = group.pairs[u] + self.below(group.units[u], ANYWHERE)
                    continue
                alike = np.flatnonzero(group.classes == group.classes[r])
                end[u, alike] = group.pairs[u, r] + self.below(group.units[u], group.units[r])
                exact.update((u, int(other)) for other in alike)

    @cached_property
    def _least_below(self) -> Mapping[str, int]:
        """For each superior a bound on all that stands below it if it ends, at a glance [steps].

        All are displaced, and of each group so many stay as the largest sets leave.
        """
        tree, found = self.tree, dict[str, int]()
        for unit_id in reversed(tree.division.problem.before.parents_first):
            least = 0
            for place in tree.below.get(unit_id, ()):
                group = tree.groups[place]
                least += sum(tree.displaced(u, ANYWHERE) + found.get(u, 0) for u in group.units)
                if group.counted:
                    fewest = -(-len(group) // group.rows.shape[1])
                    least += fewest * self.tree.price_of(group.units[0], self.price)
            if unit_id in tree.below:
                found[unit_id] = least
        return found

    def _live(self, group: Group, u: int, receiver: Receiver) -> int:
        """What a member costs that lives on, with everything below it."""
        unit_id = group.units[u]
        found = self.below(unit_id, receiver)
        if group.counted:
            found += self.tree.price_of(unit_id, self.price)
        if receiver is not None:
            found += self.tree.displaced(unit_id, receiver)
        return found

    # -- the plan ----------------------------------------------------------------------------

    def ended(self, top: int) -> Mapping[str, str]:
        """Who ends where in the cheapest plan of a group on top with all below it."""
        found: dict[str, str] = {}
        for place, above in self._walk(top):
            units = self.tree.groups[place].units
            for u, r in enumerate(self.parting(place, above).receivers):
                if u != r:
                    found[units[u]] = units[r]
        return found

    def cost_and_count(self, top: int) -> tuple[int, int]:
        """What that plan costs without the price [steps], and how many counted units it leaves."""
        cost, count, first = 0, 0, True
        for place, above in self._walk(top):
            group, found = self.tree.groups[place], self.parting(place, above)
            cost += found.cost - (0 if first else found.bound)  # the bound is in what is above it
            first = False
            if group.counted:
                lives = [group.units[u] for u, r in enumerate(found.receivers) if u == r]
                count += len(lives)
                cost -= sum(self.tree.price_of(unit_id, self.price) for unit_id in lives)
        return cost, count

    def _walk(self, top: int) -> Iterator[tuple[int, Receiver]]:
        """A group on top and all groups below it, with where their superiors came to."""
        stack: list[tuple[int, Receiver]] = [(top, None)]
        while stack:
            place, above = stack.pop()
            yield place, above
            units = self.tree.groups[place].units
            for u, r in enumerate(self.parting(place, above).receivers):
                receiver = above if u == r else units[r]
                stack.extend((under, receiver) for under in self.tree.below.get(units[u], ()))
