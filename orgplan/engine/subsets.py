"""Which rules of a case can hold together: asked for one set of rules after the other.

The model of all rules is written down once; each rule owns its constraints, and what only defines
a variable has no owner. A set of rules is the model without the constraints of all others. Its
components stay those of the whole, so what was proven of a component under the same rules is never
asked again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from uuid import uuid4

from orgplan.case import Case
from orgplan.engine.backend import Watch
from orgplan.engine.cache import content_key
from orgplan.engine.components import Component, Name, split
from orgplan.engine.confirmation import Claim, examine
from orgplan.engine.coordination import Coordinator
from orgplan.engine.cp_sat import CpSat
from orgplan.engine.crowd import Crowd
from orgplan.engine.knowledge import Knowledge, Narrowing, Point
from orgplan.linear import Constraint, Linear, LinearModel
from orgplan.model import PlanModel
from orgplan.plan import Plan
from orgplan.rules import Rule
from orgplan.structure import CLAUSES

_SECOND_LOOK = 3.0
"""Seconds that a second engine has to look at a clash."""


@dataclass(frozen=True)
class Verdict:
    """What came of a set of rules.

    Parameters
    ----------
    possible
        Whether a plan keeps them all; None if time was over first.
    plan
        Such a plan.
    alone
        Places of the rules of one component that has no plan by itself, where there is one.
    part
        Its number.
    """

    possible: bool | None
    plan: Plan | None = None
    alone: frozenset[int] | None = None
    part: int | None = None


@dataclass
class Subsets:
    """The rules of a case, to be held or left out one by one.

    Parameters
    ----------
    case
        What is planned; its own rules do not matter.
    rules
        The rules; each is known by its place from 0.
    crowd
        Who does the work, and the clock.
    seed
        Of the searches.
    counted
        Agency → number of counted units after, once the model is written down.
    """

    case: Case
    rules: list[Rule]
    crowd: Crowd
    seed: int = 1
    counted: dict[str, Linear] = field(default_factory=dict)
    _known: dict[tuple[str, Narrowing], Knowledge] = field(default_factory=dict)
    _parts: dict[tuple[int, frozenset[int]], tuple[Name, list[Constraint]]] = field(
        default_factory=dict
    )
    _token: str = field(default_factory=lambda: uuid4().hex)
    _verdicts: dict[frozenset[int], Verdict] = field(default_factory=dict)
    _points: dict[int, dict[Point, frozenset[int]]] = field(default_factory=dict)

    @property
    def watch(self) -> Watch:
        """The clock."""
        return self.crowd.watch

    @cached_property
    def model(self) -> PlanModel:
        """The model with all rules, each owning its constraints by its place."""
        model = PlanModel(self.case.problem)
        for clause in CLAUSES:
            clause.post(model)  # owned by nobody: no rule can switch it off
        for place, rule in enumerate(self.rules):
            model.linear.owner = str(place)
            rule.post(model)
        model.linear.owner = ""
        for agency in model.agencies:
            self.counted[agency] = model.counted(agency, self.case.problem.counts)
        return model

    def add(self, rule: Rule) -> int:
        """One more rule to choose from; its place."""
        place, linear = len(self.rules), self.model.linear
        self.rules.append(rule)
        variables, constraints = len(linear.bounds), len(linear.constraints)
        linear.owner = str(place)
        rule.post(self.model)
        linear.owner = ""
        if "_whole" in self.__dict__:
            self._take(linear.constraints[constraints:], anew=len(linear.bounds) > variables)
        return place

    def _take(self, news: Sequence[Constraint], *, anew: bool) -> None:
        """Give new constraints to their components; divide anew where they tie two, or `anew`."""
        homes = [self._homes(constraint) for constraint in news]
        if anew or any(len(found) > 1 for found in homes):
            self._parts.clear()
            self._token = uuid4().hex
            self._points.clear()
            del self._whole
        else:
            for constraint, found in zip(news, homes, strict=True):
                for number in found:
                    self._whole[number].constraints.append(constraint)
        for name in ("owners", "_sums", "_home"):
            self.__dict__.pop(name, None)

    def _homes(self, constraint: Constraint) -> set[int]:
        """The components of a constraint; none for a sum over the plan."""
        if constraint.over_plan:
            return set()
        variables = [*constraint.terms, *(literal.index for literal in constraint.when)]
        return {self._home.get(index, -1) for index in variables}

    @cached_property
    def _home(self) -> Mapping[int, int]:
        """Variable → number of its component."""
        return {index: n for n, part in enumerate(self._whole) for index in part.variables}

    @cached_property
    def _whole(self) -> tuple[Component, ...]:
        return split(self.model.linear)

    @cached_property
    def owners(self) -> tuple[frozenset[int], ...]:
        """For each component, the rules that ask something of it alone."""
        return tuple(_owners(component.constraints) for component in self._whole)

    @cached_property
    def _sums(self) -> Mapping[int, list[Constraint]]:
        """The sums over the plan of each rule."""
        found: dict[int, list[Constraint]] = {}
        for constraint in self.model.linear.constraints:
            if constraint.over_plan:
                found.setdefault(int(constraint.owner), []).append(constraint)
        return found

    def verdict(self, kept: Collection[int]) -> Verdict:
        """Whether rules can hold together, by their places.

        A plan that is found keeps them; that there is none is proven.
        """
        chosen = frozenset(kept)
        if chosen not in self._verdicts:
            found = self._ask(chosen)
            if found.possible is None:
                return found
            self._verdicts[chosen] = found
        return self._verdicts[chosen]

    def confirmed(self, kept: Collection[int]) -> bool:
        """Whether a second engine agrees that rules cannot hold together; it has a few seconds."""
        chosen = frozenset(kept)
        verdict = self.verdict(chosen)
        if verdict.possible is not False:
            return False
        if verdict.part is not None:
            claimed = self._part(verdict.part, chosen).linear
        else:
            linear, owners = self.model.linear, {"", *map(str, chosen)}
            rules = [c for c in linear.constraints if c.owner in owners]
            claimed = LinearModel(linear.bounds, linear.names, rules)
        return examine([Claim(claimed)], self.watch, seconds=_SECOND_LOOK).opinion == "confirmed"

    def fewest(self, agency: str, kept: Collection[int]) -> int | None:
        """Least number of counted units that some rules allow in an agency, sums left aside.

        None if time was over, or nothing is possible.
        """
        coordinator = self._coordinator(frozenset(kept), sums=False)
        outcome = coordinator.minimise(self.counted[agency], None, lambda values, bound: None)
        return outcome.bound if outcome.verdict == "optimal" else None

    def _coordinator(self, kept: frozenset[int], *, sums: bool = True) -> Coordinator:
        linear = self.model.linear
        chosen = [c for place in sorted(kept) for c in self._sums.get(place, ())] if sums else []
        coordinator = Coordinator(
            LinearModel(linear.bounds, linear.names, chosen),
            CpSat,
            self.crowd,
            self.seed,
            components=[self._part(number, kept) for number in range(len(self._whole))],
            known=self._known,
        )
        for number, part in enumerate(coordinator.parts):
            mine = kept & self.owners[number]
            known = self._points.get(number, {})
            part.points.update((point, None) for point, keeps in known.items() if mine <= keeps)
        return coordinator

    def _remember(self, coordinator: Coordinator, kept: frozenset[int]) -> None:
        """What keeps some rules keeps fewer too: assignments of components are used again."""
        for number, part in enumerate(coordinator.parts):
            mine, known = kept & self.owners[number], self._points.setdefault(number, {})
            for point in part.points:
                if len(known.get(point, ())) <= len(mine):
                    known[point] = mine

    def _ask(self, kept: frozenset[int]) -> Verdict:
        coordinator = self._coordinator(kept)
        outcome = coordinator.minimise(Linear(), None, lambda values, bound: None)
        self._remember(coordinator, kept)
        if outcome.values is not None:
            return Verdict(possible=True, plan=self.model.plan(outcome.values))
        if outcome.verdict != "infeasible":
            return Verdict(possible=None)
        for number, part in enumerate(coordinator.parts):
            if part is coordinator.impossible:
                return Verdict(possible=False, alone=kept & self.owners[number], part=number)
        return Verdict(possible=False)

    def _part(self, number: int, kept: frozenset[int]) -> Component:
        """A component with the constraints of nobody and of some rules; fresh for each question.

        Its name says which it is, which is enough here: what it says need not be looked at.
        """
        mine = kept & self.owners[number]
        whole = self._whole[number]
        if (number, mine) not in self._parts:
            rest = [c for c in whole.constraints if not c.owner or int(c.owner) in mine]
            name = content_key("a set of rules", self._token, number, sorted(mine))
            self._parts[number, mine] = Name(name, name, ()), rest
        made, constraints = self._parts[number, mine]
        return Component(whole.variables, whole.whole, constraints, (made, 0))


def _owners(constraints: Sequence[Constraint]) -> frozenset[int]:
    return frozenset(int(c.owner) for c in constraints if c.owner)
