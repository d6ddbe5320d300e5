"""The smallest clash: rules that cannot hold together, while all but any one of them can.

Rules are left out as long as what remains is still impossible, first by halves, then one by one
(Junker 2004, QuickXplain, AAAI 167-172). Impossible has one direction: whoever adds a rule to a set
that is impossible has another such set. So in the end leaving out any single rule opens a plan.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from orgplan.engine.subsets import Subsets
from orgplan.rules import Rule, Target


@dataclass(frozen=True)
class Conflict:
    """Rules that cannot hold together.

    Parameters
    ----------
    places
        Their places among the rules that were asked about; none if the structure alone, the clauses
        that no rule can switch off, forbids every plan.
    rules
        The rules.
    minimal
        Whether it is proven that any of them left out opens a plan. False if time ran out.
    confirmed
        Whether a second engine finds too that they cannot hold together. False where it could not
        tell in a few seconds.
    """

    places: tuple[int, ...]
    rules: tuple[Rule, ...]
    minimal: bool
    confirmed: bool


def find_conflict(subsets: Subsets, among: Collection[int] | None = None) -> Conflict | None:
    """A conflict among some rules, or among all; None if a plan keeps them.

    Rules of the scenario are left out last, and the target last of all: a clash with what was
    chosen here says more than one among statutes alone.

    Raises
    ------
    TimeoutError
        Nothing is proven yet of all rules together.
    """
    everything = range(len(subsets.rules)) if among is None else among
    first = subsets.verdict(everything)
    if first.possible is None:
        raise TimeoutError
    if first.possible:
        return None
    start = everything if first.alone is None else first.alone
    kept, minimal = _shrunk(subsets, sorted(start, key=lambda p: (_weight(subsets.rules[p]), p)))
    places = tuple(sorted(kept))
    rules = tuple(subsets.rules[place] for place in places)
    return Conflict(places, rules, minimal, subsets.confirmed(places))


def _weight(rule: Rule) -> int:
    """How late a rule is left out."""
    if isinstance(rule, Target):
        return 2
    return 0 if rule.cite else 1


def _shrunk(subsets: Subsets, order: Sequence[int]) -> tuple[set[int], bool]:
    """What is left of an impossible set, and whether it is proven that nothing more can go."""
    kept, minimal = set(order), True
    heaps = _halves(list(order))
    while heaps:
        heap = heaps.pop()
        verdict = subsets.verdict(kept - set(heap))
        if verdict.possible is False:
            kept -= set(heap)
            if verdict.alone is not None:
                kept &= verdict.alone
                heaps = [[place for place in other if place in kept] for other in heaps]
                heaps = [other for other in heaps if other]
        elif len(heap) > 1:
            heaps += _halves(heap)
        elif verdict.possible is None:
            minimal = False
    return kept, minimal


def _halves(heap: list[int]) -> list[list[int]]:
    """Two heaps of a large one, the one to look at first last."""
    middle = (len(heap) + 1) // 2
    return [half for half in (heap[middle:], heap[:middle]) if half]
