"""The cheapest ways out: which rules have to give way, and by how little, so that a plan opens.

Whatever opens a plan loosens a rule of every conflict, so of the one that is known. Each of its
rules is left out alone. If that opens a plan, the rule is loosened to the nearest value that does;
if not, there is a conflict without it, and one of the rules there has to give way with it: that
makes the pairs, and with the single ones these are all (Reiter 1987, hitting sets,
doi:10.1016/0004-3702(87)90062-2).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from fractions import Fraction

from orgplan.case import Case
from orgplan.engine.subsets import Subsets
from orgplan.explain.conflict import Conflict, find_conflict
from orgplan.explain.edits import Edit, applied, joined, with_rules
from orgplan.explain.openings import Opening, openings
from orgplan.goals import Tier
from orgplan.result import Result
from orgplan.rules import Cap, Rule
from orgplan.rules.easing import Easing

Solve = Callable[[Case], Result]


@dataclass(frozen=True)
class Repair:
    """Rules that give way, and the plan that opens.

    Parameters
    ----------
    parts
        The rules that give way, one or two; of `keep` and `freeze` the single units. None where an
        operation is allowed instead.
    edits
        What becomes of the rules or operations of the scenario.
    result
        The best plan then, with its proof.
    """

    parts: tuple[Rule, ...]
    edits: tuple[Edit | Opening, ...]
    result: Result

    @property
    def values(self) -> tuple[Fraction, ...]:
        """The tiers of the plan."""
        return tuple(tier.value for tier in self.result.tiers)


@dataclass(frozen=True)
class Repairs:
    """Ways out of a conflict, in order of preference.

    Parameters
    ----------
    repairs
        The ways.
    complete
        Whether no other single rule or pair opens a plan. False if time ran out. Operations are
        only tried.
    """

    repairs: tuple[Repair, ...]
    complete: bool


@dataclass
class Search:
    """The search for repairs of one case.

    Parameters
    ----------
    case
        The case that has no plan.
    subsets
        Its rules in parts (`Rule.instances`), asked already.
    origin
        For each of these, the rule of the case that it is a part of.
    solve
        Solves a changed case; equal optima do not matter.
    workers
        How many cases are solved at once.
    """

    case: Case
    subsets: Subsets
    origin: Sequence[Rule]
    solve: Solve
    workers: int = 1
    complete: bool = True

    def run(self, conflict: Conflict) -> Repairs:
        """Every single rule, then every pair; each is solved while the next is looked for."""
        with ThreadPoolExecutor(max(1, self.workers)) as pool:
            begun = [
                (places, edits, pool.submit(self.solve, applied(self.case, edits)))
                for places, edits in self._ways(conflict)
            ]
        found: list[Repair] = []
        for places, edits, answer in begun:
            result = answer.result()
            if result.plan is None:
                self.complete = False
            else:
                parts = tuple(self.subsets.rules[place] for place in places)
                found.append(Repair(parts, tuple(edits), result))
        return Repairs(tuple(sorted(found, key=self._preference)), self.complete)

    def _ways(self, conflict: Conflict) -> Iterator[tuple[Sequence[int], list[Edit]]]:
        """The parts of rules that give way, and what becomes of the rules."""
        everything = frozenset(range(len(self.origin)))
        alone: set[int] = set()
        for place in conflict.places:
            verdict = self.subsets.verdict(everything - {place})
            if verdict.possible:
                alone.add(place)
                for edits in self._loosened(place, everything - {place}):
                    yield [place], edits
            elif verdict.possible is None:
                self.complete = False
        for pair in self._pairs(conflict, everything, alone):
            yield pair, self._both(pair, everything)

    def _pairs(
        self, conflict: Conflict, everything: frozenset[int], alone: set[int]
    ) -> Iterator[tuple[int, int]]:
        seen: set[frozenset[int]] = set()
        for first in conflict.places:
            if first in alone:
                continue
            try:
                other = find_conflict(self.subsets, everything - {first})
            except TimeoutError:
                self.complete = False
                return
            for second in () if other is None else other.places:
                pair = frozenset((first, second))
                if second in alone or pair in seen:
                    continue
                seen.add(pair)
                verdict = self.subsets.verdict(everything - pair)
                if verdict.possible:
                    yield first, second
                elif verdict.possible is None:
                    self.complete = False

    def _both(self, pair: tuple[int, int], everything: frozenset[int]) -> list[Edit]:
        """The first rule as little as the second, given up, allows; then the second as little."""
        first, second = pair
        rest = everything - {*pair}
        edit, place = next(self._steps(first, rest))
        other, _ = next(self._steps(second, rest if place is None else rest | {place}))
        return self._together(edit, other, second)

    def _together(self, edit: Edit, other: Edit, second: int) -> list[Edit]:
        """Two edits, or one where both are of the same rule."""
        if edit.old is not other.old:
            return [edit, other]
        left = None if edit.new is None else edit.new.without(self.subsets.rules[second])
        return [Edit(edit.old, left, joined(edit.says, other.says))]

    def _loosened(self, place: int, held: frozenset[int]) -> Iterator[list[Edit]]:
        for edit, _ in self._steps(place, held):
            yield [edit]

    def _steps(self, place: int, held: frozenset[int]) -> Iterator[tuple[Edit, int | None]]:
        """The nearest step of each parameter that opens a plan beside rules that are held.

        To give the rule up is a step only where no parameter is enough by itself.
        """
        part = self.subsets.rules[place]
        opened = False
        for easing in self._easings(part, held):
            step, where = self._nearest(easing, held)
            if step is not None:
                opened = True
                yield self._edit(place, easing.at(step), easing, step), where
                if easing.at(step) is None:
                    return
        if not opened:
            giving_up = next(iter(Rule.easings(part, self.case.problem)))
            yield self._edit(place, None, giving_up, 1), None

    def _easings(self, part: Rule, held: frozenset[int]) -> Iterator[Easing]:
        if isinstance(part, Cap):
            rest = [self.subsets.rules[place] for place in sorted(held)]
            goal = Tier(((part.measured_goal, 1),))
            least = self.solve(_asking(self.case, rest, goal))
            if least.tiers:
                yield part.raised(least.tiers[0].value)
            return
        yield from part.easings(self.case.problem)

    def _nearest(self, easing: Easing, held: frozenset[int]) -> tuple[int | None, int | None]:
        """The first step that opens a plan, and the place of the rule there."""
        if not self._opens(easing, easing.steps, held)[0]:
            return None, None
        low, high = 0, easing.steps
        while high - low > 1:
            middle = (low + high) // 2
            if self._opens(easing, middle, held)[0]:
                high = middle
            else:
                low = middle
        return high, self._opens(easing, high, held)[1]

    def _opens(self, easing: Easing, step: int, held: frozenset[int]) -> tuple[bool, int | None]:
        rule = easing.at(step)
        place = None if rule is None else self._place(rule)
        kept = held if place is None else held | {place}
        possible = self.subsets.verdict(kept).possible
        if possible is None:
            self.complete = False
        return bool(possible), place

    def _place(self, rule: Rule) -> int:
        for place in range(len(self.origin), len(self.subsets.rules)):
            if self.subsets.rules[place] == rule:
                return place
        return self.subsets.add(rule)

    def _edit(self, place: int, new: Rule | None, easing: Easing, step: int) -> Edit:
        """The edit of the whole rule where a part of it changes."""
        part, whole = self.subsets.rules[place], self.origin[place]
        left = new if part is whole else whole.without(part)
        return Edit(whole, left, easing.says(step))

    def opened(
        self, repairs: Repairs, clash: Conflict, agencies: Sequence[str], quick: Solve
    ) -> Repairs:
        """The same with operations that open a plan, tried between some agencies.

        Where the clash stays, nothing opens: that is looked at first, `quick`-ly; where it cannot
        be told in a moment the operation is passed over.
        """
        found = list(repairs.repairs)
        for opening in openings(self.case, agencies):
            case = opening.applied(self.case)
            if case is None or self.subsets.watch.left <= 0:
                continue
            if quick(replace(with_rules(case, clash.rules), tiers=())).plan is None:
                continue
            result = self.solve(case)
            if result.plan is not None:
                found.append(Repair((), (opening,), result))
        return Repairs(tuple(sorted(found, key=self._preference)), repairs.complete)

    def _preference(self, repair: Repair) -> tuple[object, ...]:
        willing = self.case.scenario.willingness
        ranks = sorted(
            willing.index(part.id) if part.id in willing else len(willing) for part in repair.parts
        )
        return max(1, len(ranks)), ranks or [len(willing)], repair.values


def _asking(case: Case, rules: Sequence[Rule], goal: Tier) -> Case:
    """The least of one goal under some rules."""
    return replace(with_rules(case, rules), tiers=(goal,))
