"""Exact minimisation of a sum over components that share a few budgets.

The components (`orgplan.engine.components`) are independent but for sums over the whole plan: the
target, caps, and the tiers that are already held. A small master decides how much of each sum every
component may use; a component answers with its least objective within that budget. The answer is
proven for every tighter budget too, and is first widened to the loosest budgets for which it still
holds (`orgplan.engine.proofs`). The master learns these proofs until its own optimum is what the
components can do: logic-based Benders decomposition (Hooker, Ottosson 2003,
doi:10.1007/s10107-003-0375-9).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from orgplan.engine.backend import Backend, Outcome, Report, Watch
from orgplan.engine.components import Component, split
from orgplan.engine.proofs import Budgets, Proof, Proofs
from orgplan.linear import Linear, LinearModel, total


@dataclass
class _Part:
    """One component with its solver and the budgets that are measured in it.

    `measures[j]` is the variable that counts towards sum j (None: nothing here), `floors[j]` its
    least possible value.
    """

    component: Component
    backend: Backend
    measures: list[int | None] = field(default_factory=list)
    floors: list[int] = field(default_factory=list)
    points: dict[tuple[int, ...], None] = field(default_factory=dict)
    impossible: list[Proof] = field(default_factory=list)
    values: tuple[int, ...] | None = None

    def remember(self, proofs: Proofs, *, as_sum: bool) -> None:
        """Keep what a finished question proved, once its objective has become a sum (or not).

        Where at least n was proven within some budgets, less than n within them is impossible.
        """
        for proof in proofs.known:
            if proof.least is None:
                extra: tuple[int | None, ...] = (None,) if as_sum else ()
                self.impossible.append(Proof((*proof.ceilings, *extra), None))
            elif as_sum:
                self.impossible.append(Proof((*proof.ceilings, proof.least - 1), None))

    def spends(self, point: tuple[int, ...], j: int) -> int:
        """What a known assignment counts towards sum j."""
        index = self.measures[j]
        return 0 if index is None else _value(self.component.meaning[index], point)


class OutOfTimeError(Exception):
    """The watch ran out inside a component."""


class Coordinator:
    """Solves a growing model component by component.

    Parameters
    ----------
    model
        The whole model; sums over the plan may be added to it between calls.
    make_backend
        Makes a fresh solver, for each component and for each master.
    watch, seed
        As for a back end.
    """

    def __init__(
        self, model: LinearModel, make_backend: Callable[[], Backend], watch: Watch, seed: int
    ) -> None:
        self.model = model
        self.make_backend = make_backend
        self.watch = watch
        self.seed = seed
        self.parts = [_Part(component, make_backend()) for component in split(model)]
        self.sums: list[tuple[Linear, int]] = []
        self._read = 0
        self._last: tuple[Linear, list[Proofs]] | None = None
        self.impossible = False

    def minimise(self, objective: Linear, hint: Sequence[int] | None, report: Report) -> Outcome:
        """Minimise a whole-numbered objective over all components within the sums."""
        try:
            self._take_sums()
            if self.impossible:
                return Outcome("infeasible")
            return self._search(objective, hint, report)
        except OutOfTimeError:
            return Outcome("unknown")

    # -- sums --------------------------------------------------------------------------------

    def _take_sums(self) -> None:
        """Read the sums over the plan that are new in the model, as ``Σ_parts <= limit``."""
        for constraint in self.model.constraints[self._read :]:
            if not constraint.over_plan:
                continue
            expression = Linear(constraint.terms)
            if constraint.high is not None:
                self._add_sum(expression, constraint.high)
            if constraint.low is not None:
                self._add_sum(-expression, -constraint.low)
        self._read = len(self.model.constraints)

    def _add_sum(self, expression: Linear, limit: int) -> None:
        if self._last is not None:
            objective, proofs = self._last
            held = objective.terms == expression.terms
            for part, proven in zip(self.parts, proofs, strict=True):
                part.remember(proven, as_sum=held)
            self._last = None
        self.sums.append((expression, limit))
        for part in self.parts:
            index = part.component.measure(expression)
            part.measures.append(index)
            floor = 0
            if index is not None:
                outcome = self.ask(part, Linear({index: 1}), {})
                if outcome.verdict == "infeasible":
                    self.impossible = True
                    return
                floor = int(outcome.bound or 0)
            part.floors.append(floor)

    def ask(self, part: _Part, objective: Linear, ceilings: Mapping[int, int]) -> Outcome:
        """A proven answer of one component."""
        if self.watch.left <= 0:
            raise OutOfTimeError
        outcome = part.backend.minimise(
            part.component.linear,
            objective,
            self.watch,
            seed=self.seed,
            hint=part.values,
            ceilings=ceilings,
        )
        if outcome.verdict in ("feasible", "unknown"):
            raise OutOfTimeError
        if outcome.values is not None:
            part.values = outcome.values
            part.points[outcome.values[: len(part.component.variables)]] = None
        return outcome

    # -- search ------------------------------------------------------------------------------

    def _search(self, objective: Linear, hint: Sequence[int] | None, report: Report) -> Outcome:
        asked = _Question(self, objective)
        self._last = (objective, asked.proofs)
        best: tuple[int, ...] | None = None
        best_value: int | None = None
        bound: int | None = None
        try:
            while True:
                proposal = asked.propose()
                if proposal is None:
                    return Outcome("infeasible")
                bound = proposal + int(objective.constant)
                report(None, bound)
                found = asked.answer()
                if found is not None:
                    value = int(objective.constant) + _value(objective, found)
                    if best_value is None or value < best_value:
                        best, best_value = found, value
                        report(found, bound)
                    if best_value <= bound:
                        return Outcome("optimal", best, bound)
        except OutOfTimeError:
            if best is not None:
                return Outcome("feasible", best, bound)
            return Outcome("unknown", None, bound)

    def assemble(self, answers: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
        """Values of the whole model from the answers of its components."""
        values = [low for low, _ in self.model.bounds]
        for part, answer in zip(self.parts, answers, strict=True):
            for place, index in enumerate(part.component.variables):
                values[index] = answer[place]
        return tuple(values)


class _Question:
    """One minimisation: what is proven of each component, and the master that chooses budgets."""

    def __init__(self, home: Coordinator, objective: Linear) -> None:
        self.home = home
        self.known: dict[tuple[int, Budgets], Outcome] = {}
        self.goals = [part.component.measure(objective) for part in home.parts]
        self.spare = [
            limit - sum(part.floors[j] for part in home.parts)
            for j, (_, limit) in enumerate(home.sums)
        ]
        self.proofs = [self._proofs(place) for place in range(len(home.parts))]
        self.chosen: list[Budgets] = []

    def _proofs(self, place: int) -> Proofs:
        part, goal = self.home.parts[place], self.goals[place]
        highs = [
            floor if index is None else floor + max(0, spare)
            for floor, index, spare in zip(part.floors, part.measures, self.spare, strict=True)
        ]
        least = 0 if goal is None else part.component.linear.bounds[goal][0]
        proofs = Proofs(tuple(part.floors), tuple(highs), least)
        for proof in part.impossible:
            open_ended = (None,) * (len(highs) - len(proof.ceilings))
            proofs.learn(Proof((*proof.ceilings, *open_ended), None))
        return proofs

    def propose(self) -> int | None:
        """The least sum that the proofs so far allow within all sums; None if there is no plan.

        Each component offers the budgets at which its proven bound falls; one offer is chosen for
        each.
        """
        if self.home.watch.left <= 0:
            raise OutOfTimeError
        if any(spare < 0 for spare in self.spare):
            return None
        master = LinearModel()
        costs: list[Linear] = []
        spent: list[list[Linear]] = [[] for _ in self.home.sums]
        offers = [proofs.offers() for proofs in self.proofs]
        picks: list[list[Linear]] = []
        for row in offers:
            pick = [master.boolean("pick") for _ in row]
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
            master, objective, self.home.watch, seed=self.home.seed
        )
        if outcome.verdict == "infeasible":
            return None
        if outcome.verdict != "optimal" or outcome.values is None:
            raise OutOfTimeError
        self.chosen = [
            next(offer[0] for p, offer in zip(pick, row, strict=True) if _value(p, outcome.values))
            for pick, row in zip(picks, offers, strict=True)
        ]
        return _value(objective, outcome.values)

    def answer(self) -> tuple[int, ...] | None:
        """Ask every component within the proposed budgets, and keep what is proven.

        Returns
        -------
        values
            Of the whole model, if every component has an answer.
        """
        answers: list[tuple[int, ...]] = []
        for place, budgets in enumerate(self.chosen):
            outcome = self.known.get((place, budgets)) or self._recall(place, budgets)
            if outcome is None:
                outcome = self._ask(place, budgets)
                self.proofs[place].learn(self._widen(place, budgets, outcome))
            self.known[place, budgets] = outcome
            if outcome.values is not None:
                answers.append(outcome.values)
        return self.home.assemble(answers) if len(answers) == len(self.home.parts) else None

    def _recall(self, place: int, budgets: Budgets) -> Outcome | None:
        """The answer, if a known assignment reaches what is proven."""
        part, goal = self.home.parts[place], self.goals[place]
        proven = self.proofs[place].least_within(budgets)
        for point in part.points:
            value = 0 if goal is None else _value(part.component.meaning[goal], point)
            if value == proven and all(part.spends(point, j) <= b for j, b in enumerate(budgets)):
                return Outcome("optimal", point, value)
        return None

    def _ask(self, place: int, budgets: Budgets) -> Outcome:
        goal = self.goals[place]
        objective = Linear() if goal is None else Linear({goal: 1})
        ceilings = self._ceilings(place, dict(enumerate(budgets)))
        return self.home.ask(self.home.parts[place], objective, ceilings)

    def _ceilings(self, place: int, budgets: Mapping[int, int]) -> dict[int, int]:
        """Budgets of some sums, and what the other parts leave of all, as ceilings."""
        ceilings: dict[int, int] = {}
        for j, index in enumerate(self.home.parts[place].measures):
            if index is not None:
                most = self.proofs[place].highs[j]
                ceilings[index] = min(budgets.get(j, most), most, ceilings.get(index, most))
        return ceilings

    def _widen(self, place: int, budgets: Budgets, outcome: Outcome) -> Proof:
        """The loosest budgets for which an answer still holds, one sum after the other."""
        part, goal, highs = self.home.parts[place], self.goals[place], self.proofs[place].highs
        better: dict[int, int] = {}
        least = None
        if outcome.verdict == "optimal":
            least = outcome.bound or 0
            if goal is None:
                return Proof((None,) * len(budgets), 0)
            better = {goal: least - 1}
        kept = {
            j: budget
            for j, budget in enumerate(budgets)
            if part.measures[j] is not None and budget < highs[j]
        }
        for j in tuple(kept):
            index = part.measures[j]
            assert index is not None
            ceilings = self._ceilings(place, {i: b for i, b in kept.items() if i != j})
            for variable, ceiling in better.items():
                ceilings[variable] = min(ceiling, ceilings.get(variable, ceiling))
            reached = self.home.ask(part, Linear({index: 1}), ceilings)
            if reached.verdict == "infeasible" or reached.bound is None:
                kept.pop(j)
            else:
                kept[j] = reached.bound - 1
        return Proof(tuple(kept.get(j) for j in range(len(budgets))), least)


def _value(expression: Linear, values: Sequence[int]) -> int:
    """Value of the variable terms of a whole-numbered expression."""
    return int(sum(values[i] * c for i, c in expression.terms.items()))
