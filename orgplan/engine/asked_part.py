"""One component as a coordinator knows it: its share of the sums, and what is proven of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from orgplan.engine.cache import content_key
from orgplan.engine.components import Component
from orgplan.engine.inquiry import Found, Inquiry
from orgplan.engine.knowledge import Knowledge
from orgplan.engine.proofs import Budgets, Proof, Proofs
from orgplan.engine.works import MakeBackend
from orgplan.linear import Linear

Point = tuple[int, ...]


@dataclass
class AskedPart:
    """A component and the budgets that are measured in it.

    Parameters
    ----------
    component
        The component; measured variables are added to its model.
    backend, seed
        The solver of its questions.

    Attributes
    ----------
    measures
        For each sum, the variable that counts towards it; None where nothing does.
    floors
        A proven lower bound of each.
    points
        Known assignments.
    impossible
        Budgets within which nothing is possible.
    hint
        Where the next search may begin.
    """

    component: Component
    backend: MakeBackend
    seed: int
    measures: list[int | None] = field(default_factory=list)
    floors: list[int] = field(default_factory=list)
    points: dict[Point, None] = field(default_factory=dict)
    impossible: list[Proof] = field(default_factory=list)
    hint: Point | None = None

    def __post_init__(self) -> None:
        self.lineage = [self.component.name.exact]
        self._names: dict[int, str] = {}

    def measure(self, part: Linear) -> int | None:
        """The variable that equals the component's part of a sum; None where it has no part."""
        index = self.component.measure(part)
        if index is not None and index not in self._names:
            self._names[index] = name_of(self.component.meaning[index])
            self.lineage.insert(0, content_key(self.lineage[0], self._names[index]))
        return index

    def knowledge(self, goal: int | None, *, within_sums: bool) -> Knowledge:
        """A place for what is proven of a measured variable, within the sums or at all."""
        measures = self.measures if within_sums else []
        names = [None if i is None else self._names[i] for i in (*measures, goal)]
        called = self.component.name
        key = content_key("knowledge of a component", called.wider, names)
        return Knowledge(key, len(measures), len(self.component.variables), called.narrowing)

    def inquiry(
        self,
        goal: int | None,
        budgets: Budgets | None,
        proven: int | None = None,
        *,
        widely: bool = True,
    ) -> Inquiry:
        """The question for the least of a measured variable, within budgets or at all."""
        return Inquiry(
            self.component.linear,
            len(self.component.variables),
            tuple(self.lineage),
            goal,
            () if budgets is None else tuple(self.measures),
            budgets or (),
            self.hint,
            self.seed,
            self.backend,
            proven,
            widely,
        )

    def note(self, found: Found) -> None:
        """Remember the assignments that a question came across."""
        self.hint = found.hint or self.hint
        self.points.update(dict.fromkeys(found.points))

    def remember(self, proofs: Proofs, *, as_sum: bool) -> None:
        """Keep what a finished question proved, once its objective has become a sum (or not).

        Where at least n was proven within some budgets, less than n within them is impossible.
        """
        impossible: dict[Proof, None] = {}
        for proof in proofs.known:
            if proof.least is None:
                extra: tuple[int | None, ...] = (None,) if as_sum else ()
                impossible[Proof((*proof.ceilings, *extra), None)] = None
            elif as_sum:
                impossible[Proof((*proof.ceilings, proof.least - 1), None)] = None
        self.impossible = list(impossible)

    def reaches(self, point: Point, goal: int | None, least: int, budgets: Budgets) -> bool:
        """Whether a known assignment has that objective and keeps the budgets."""
        if self.counts(point, goal) != least:
            return False
        pairs = zip(self.measures, budgets, strict=True)
        return all(self.counts(point, index) <= budget for index, budget in pairs)

    def counts(self, point: Point, index: int | None) -> int:
        """What an assignment amounts to in a measured variable."""
        return 0 if index is None else value_of(self.component.meaning[index], point)


def name_of(expression: Linear) -> str:
    """A name for the content of an expression."""
    terms = expression.terms
    return content_key([*terms], [int(factor) for factor in terms.values()])


def value_of(expression: Linear, values: Sequence[int]) -> int:
    """Value of the variable terms of a whole-numbered expression."""
    return int(sum(values[i] * c for i, c in expression.terms.items()))
