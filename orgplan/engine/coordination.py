"""Exact minimisation of a sum over components that share a few budgets.

The components (`orgplan.engine.components`) are independent but for sums over the whole plan: the
target, caps, and the tiers that are already held. A small master decides how much of each sum every
component may use; a component answers with its least objective within that budget, all components
of a round at once (`orgplan.engine.crowd`). The answer is proven for every tighter budget too, and
is widened to the loosest budgets for which it still holds (`orgplan.engine.inquiry`). The master
learns these proofs until its own optimum is what the components can do: logic-based Benders
decomposition (Hooker, Ottosson 2003, doi:10.1007/s10107-003-0375-9).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from orgplan.engine.asked_part import AskedPart, Point, value_of
from orgplan.engine.backend import Outcome, Report
from orgplan.engine.cache import Cache
from orgplan.engine.components import Component, split
from orgplan.engine.crowd import Crowd
from orgplan.engine.inquiry import Found, Inquiry
from orgplan.engine.knowledge import Knowledge, Narrowing
from orgplan.engine.proofs import Proofs
from orgplan.engine.question import OutOfTimeError, Question
from orgplan.engine.works import MakeBackend
from orgplan.linear import Linear, LinearModel, Number


class Coordinator:
    """Solves a growing model component by component.

    Parameters
    ----------
    model
        The whole model; sums over the plan may be added to it between calls.
    make_backend
        Makes a fresh solver, for each component and for each master.
    crowd, seed
        Who does the work, and the seed of the search.
    cache
        Where proofs are kept.
    components
        How the model falls apart, where that is known.
    known
        What was learnt of components before, in this session; it is added to.

    Attributes
    ----------
    impossible
        A component that has no plan of its own; None if none is proven to be such.
    """

    def __init__(
        self,
        model: LinearModel,
        make_backend: MakeBackend,
        crowd: Crowd,
        seed: int,
        cache: Cache | None = None,
        components: Sequence[Component] | None = None,
        known: dict[tuple[str, Narrowing], Knowledge] | None = None,
    ) -> None:
        self.model = model
        self.make_backend = make_backend
        self.crowd = crowd
        self.watch = crowd.watch
        self.seed = seed
        self.cache = cache
        found = split(model) if components is None else components
        self.parts = [AskedPart(component, make_backend, seed) for component in found]
        self._home = _homes(part.component.variables for part in self.parts)
        self.sums: list[tuple[Linear, int]] = []
        self.impossible: AskedPart | None = None
        self._read = 0
        self._last: tuple[Linear, list[Proofs]] | None = None
        self._known = {} if known is None else known

    def minimise(self, objective: Linear, hint: Sequence[int] | None, report: Report) -> Outcome:
        """Minimise a whole-numbered objective over all components within the sums."""
        try:
            self._take_hint(hint)
            self._take_sums()
            if self.impossible is not None:
                return Outcome("infeasible")
            return self._search(objective, report)
        except OutOfTimeError:
            return Outcome("unknown")
        finally:
            for knowledge in self._known.values():
                knowledge.save(self.cache)

    def _take_hint(self, hint: Sequence[int] | None) -> None:
        """Where components may begin that have not begun."""
        for part in self.parts:
            if hint is not None and part.hint is None:
                part.hint = tuple(hint[index] for index in part.component.variables)

    # -- sums --------------------------------------------------------------------------------

    def _take_sums(self) -> None:
        """Read the sums over the plan that are new in the model, as ``Σ_parts <= limit``."""
        for constraint in self.model.constraints[self._read :]:
            self._read += 1
            if not constraint.over_plan:
                continue
            expression = Linear(constraint.terms)
            if constraint.high is not None:
                self._add_sum(expression, constraint.high)
            if constraint.low is not None:
                self._add_sum(-expression, -constraint.low)

    def _add_sum(self, expression: Linear, limit: int) -> None:
        goals = self.measured(expression)
        floors: list[tuple[int | None, int]] | None = None
        if self._last is not None:
            objective, proofs = self._last
            held = objective.terms == expression.terms
            for part, proven in zip(self.parts, proofs, strict=True):
                part.remember(proven, as_sum=held)
            if held:  # what was minimised has a bound already, within all sums so far
                floors = [(i, proven.lowest) for i, proven in zip(goals, proofs, strict=True)]
            self._last = None
        floors = self._floors(goals) if floors is None else floors
        self.sums.append((expression, limit))
        for part, (index, floor) in zip(self.parts, floors, strict=True):
            part.measures.append(index)
            part.floors.append(floor)

    def measured(self, expression: Linear) -> list[int | None]:
        """For each component, the variable that is its part of a sum; None where it has no part."""
        terms: list[dict[int, Number]] = [{} for _ in self.parts]
        for index, factor in expression.terms.items():
            part, place = self._home[index]
            terms[part][place] = factor
        return [part.measure(Linear(own)) for part, own in zip(self.parts, terms, strict=True)]

    def _floors(self, goals: Sequence[int | None]) -> list[tuple[int | None, int]]:
        """The least of a measured variable in every component, whatever the others do."""
        known = [
            self.knowledge(part, goal, within_sums=False)
            for part, goal in zip(self.parts, goals, strict=True)
        ]
        self.ask(
            {
                place: (self.parts[place].inquiry(goal, None), known[place])
                for place, goal in enumerate(goals)
                if goal is not None and not known[place].proofs
            }
        )
        found: list[tuple[int | None, int]] = []
        for part, goal, knowledge in zip(self.parts, goals, known, strict=True):
            leasts = [0] if goal is None else [proof.least for proof in knowledge.proofs]
            if None in leasts:
                self.impossible = part
            found.append((goal, max(least or 0 for least in leasts)))
        return found

    def knowledge(self, part: AskedPart, goal: int | None, *, within_sums: bool) -> Knowledge:
        """What is known of a component, from this solve or from before."""
        made = part.knowledge(goal, within_sums=within_sums)
        name = (made.key, made.narrowing)
        if name not in self._known:
            made.load(self.cache)
            self._known[name] = made
        return self._known[name]

    def ask(self, questions: Mapping[int, tuple[Inquiry, Knowledge]]) -> dict[int, Found]:
        """Put questions to components, all at once, the largest first; proofs are learned.

        Raises
        ------
        OutOfTimeError
            The time was over before all had answered.
        """
        order = sorted(questions, key=lambda place: (-questions[place][0].size, place))
        works = [questions[place][0] for place in order]
        answers = {order[index]: found for index, found in self.crowd.do(works)}
        for place in sorted(answers):  # in this order whoever was faster
            self.parts[place].note(answers[place])
            questions[place][1].learn(answers[place].proof, answers[place].points)
        if len(answers) < len(works) or any(a.verdict == "unknown" for a in answers.values()):
            raise OutOfTimeError
        return answers

    # -- search ------------------------------------------------------------------------------

    def _search(self, objective: Linear, report: Report) -> Outcome:
        asked = Question(self, objective)
        self._last = (objective, asked.proofs)
        best: tuple[int, ...] | None = None
        best_value: int | None = None
        bound: int | None = None
        try:
            while True:
                proposal = asked.propose()
                if proposal is None:
                    self.impossible = asked.impossible_alone()
                    return Outcome("infeasible")
                bound = proposal + int(objective.constant)
                report(None, bound)
                found = asked.answer()
                if found is not None:
                    value = int(objective.constant) + value_of(objective, found)
                    if best_value is None or value < best_value:
                        best, best_value = found, value
                        report(found, bound)
                    if best_value <= bound:
                        return Outcome("optimal", best, bound)
        except OutOfTimeError:
            if best is not None:
                return Outcome("feasible", best, bound)
            return Outcome("unknown", None, bound)

    def assemble(self, answers: Sequence[Point]) -> tuple[int, ...]:
        """Values of the whole model from the answers of its components."""
        values = [low for low, _ in self.model.bounds]
        for part, answer in zip(self.parts, answers, strict=True):
            for place, index in enumerate(part.component.variables):
                values[index] = answer[place]
        return tuple(values)


def _homes(groups: Iterable[Sequence[int]]) -> dict[int, tuple[int, int]]:
    """Variable of the whole model → its component, and its place there."""
    return {
        index: (number, place)
        for number, group in enumerate(groups)
        for place, index in enumerate(group)
    }
