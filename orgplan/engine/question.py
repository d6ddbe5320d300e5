"""One minimisation over components that share budgets: what to ask next, and of whom.

The least sum that the proofs so far allow is a bound on the whole; what it gives to each component
is the next question to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from orgplan.engine.asked_part import AskedPart, Point, value_of
from orgplan.engine.inquiry import Inquiry
from orgplan.engine.knowledge import Knowledge
from orgplan.engine.proofs import Budgets, Proof, Proofs
from orgplan.linear import ONE, Linear, LinearModel, total

if TYPE_CHECKING:
    from orgplan.engine.coordination import Coordinator


class OutOfTimeError(Exception):
    """The watch ran out inside a component."""


class Question:
    """One minimisation: what is proven of each component, and the master that chooses budgets."""

    def __init__(self, home: Coordinator, objective: Linear) -> None:
        self.home = home
        self.goals = home.measured(objective)
        self.known = [
            home.knowledge(part, goal, within_sums=True)
            for part, goal in zip(home.parts, self.goals, strict=True)
        ]
        self.spare = [
            limit - sum(part.floors[j] for part in home.parts)
            for j, (_, limit) in enumerate(home.sums)
        ]
        self.proofs = [self._proofs(place) for place in range(len(home.parts))]
        self.chosen: list[Budgets] = []
        self.asked: set[int] = set()

    def _proofs(self, place: int) -> Proofs:
        part, goal = self.home.parts[place], self.goals[place]
        highs = [
            floor if index is None else floor + max(0, spare)
            for floor, index, spare in zip(part.floors, part.measures, self.spare, strict=True)
        ]
        least = 0 if goal is None else part.component.ranges[goal][0]
        proofs = Proofs(tuple(part.floors), tuple(highs), least)
        for proof in part.impossible:
            open_ended = (None,) * (len(highs) - len(proof.ceilings))
            proofs.learn(Proof((*proof.ceilings, *open_ended), None))
        for proof in self.known[place].proofs:
            proofs.learn(proof)
        part.points.update(self.known[place].points)
        return proofs

    def impossible_alone(self) -> AskedPart | None:
        """A component that is proven to have no plan within any budgets."""
        for part, proofs in zip(self.home.parts, self.proofs, strict=True):
            for proof in proofs.known:
                if proof.least is None and not any(c is not None for c in proof.ceilings):
                    return part
        return None

    def propose(self) -> int | None:
        """The least sum that the proofs so far allow within all sums; None if there is no plan.

        Each component offers the budgets at which its proven bound falls; one offer is chosen for
        each.
        """
        if self.home.watch.left <= 0:
            raise OutOfTimeError
        if any(spare < 0 for spare in self.spare):
            return None
        offers = [proofs.offers() for proofs in self.proofs]
        if all(len(row) == 1 for row in offers):
            return self._only_choice([row[0] for row in offers])
        return self._choose(offers)

    def _only_choice(self, offers: Sequence[tuple[Budgets, int]]) -> int | None:
        """What the master says where every component has one offer."""
        for j, (_, limit) in enumerate(self.home.sums):
            if sum(budgets[j] for budgets, _ in offers) > limit:
                return None
        self.chosen = [budgets for budgets, _ in offers]
        return sum(least for _, least in offers)

    def _choose(self, offers: Sequence[Sequence[tuple[Budgets, int]]]) -> int | None:
        master = LinearModel()
        costs: list[Linear] = []
        spent: list[list[Linear]] = [[] for _ in self.home.sums]
        picks: list[list[Linear]] = []
        for row in offers:
            pick = [master.boolean("pick") for _ in row] if len(row) > 1 else [ONE] * len(row)
            master.add(total(pick), low=1, high=1)
            picks.append(pick)
            for chosen, (budgets, least) in zip(pick, row, strict=True):
                costs.append(chosen * least)
                for j, budget in enumerate(budgets):
                    spent[j].append(chosen * budget)
        for j, (_, limit) in enumerate(self.home.sums):
            master.add(total(spent[j]), high=limit)
        objective = total(costs)
        outcome = self.home.make_backend().minimise(
            master, objective, self.home.watch, seed=self.home.seed, easy=True
        )
        if outcome.verdict == "infeasible":
            return None
        if outcome.verdict != "optimal" or outcome.values is None:
            raise OutOfTimeError
        self.chosen = [
            next(
                budgets
                for p, (budgets, _) in zip(pick, row, strict=True)
                if p.constant or value_of(p, outcome.values)
            )
            for pick, row in zip(picks, offers, strict=True)
        ]
        return int(objective.constant) + value_of(objective, outcome.values)

    def answer(self) -> tuple[int, ...] | None:
        """Ask every component within the proposed budgets, and keep what is proven.

        Returns
        -------
        values
            Of the whole model, if every component has an answer.
        """
        recalled = [self._recall(place, budgets) for place, budgets in enumerate(self.chosen)]
        answers = {place: point for place, point in enumerate(recalled) if point is not None}
        for place, found in self.home.ask(self._questions(recalled)).items():
            if found.proof is not None:
                self.proofs[place].learn(found.proof)
            if found.values is not None:
                answers[place] = found.values
        if len(answers) < len(self.home.parts):
            return None
        return self.home.assemble([answers[place] for place in range(len(answers))])

    def _questions(self, recalled: Sequence[Point | None]) -> dict[int, tuple[Inquiry, Knowledge]]:
        """What to ask of the components of which no answer is known.

        One that is asked alone gets all that the others leave. If that is its first question, the
        answer most likely ends the search, and is not widened.
        """
        places = [place for place, point in enumerate(recalled) if point is None]
        alone = len(places) == 1 and places[0] not in self.asked
        questions = {}
        for place in places:
            budgets = self._rest_for(place) if alone else self.chosen[place]
            proven = self.proofs[place].least_within(budgets)
            inquiry = self.home.parts[place].inquiry(
                self.goals[place], budgets, proven, widely=not alone
            )
            questions[place] = (inquiry, self.known[place])
        self.asked.update(places)
        return questions

    def _rest_for(self, place: int) -> Budgets:
        """What the chosen budgets of all others leave to a component."""
        others = [budgets for other, budgets in enumerate(self.chosen) if other != place]
        return tuple(
            limit - sum(budgets[j] for budgets in others)
            for j, (_, limit) in enumerate(self.home.sums)
        )

    def _recall(self, place: int, budgets: Budgets) -> Point | None:
        """The answer, if a known assignment reaches what is proven."""
        part, goal = self.home.parts[place], self.goals[place]
        proven = self.proofs[place].least_within(budgets)
        if proven is None:
            return None
        return next((p for p in part.points if part.reaches(p, goal, proven, budgets)), None)
