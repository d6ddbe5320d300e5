"""What a goal is: a name, a solver side and a checker side."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from orgplan.linear import Linear
from orgplan.model import PlanModel
from orgplan.plan import Plan
from orgplan.problem import Problem
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.candidates import Candidates
    from orgplan.families import Families, Sets, Whole


class Goal(ABC):
    """One quantity over the whole plan; lower is better, given changes excluded."""

    name: ClassVar[str]
    label: ClassVar[Text]
    summary: ClassVar[Text]
    example: ClassVar[str]
    unit: ClassVar[Text]
    eased_by_gain: ClassVar[bool] = True
    """Whether it might be less because a unit ends: where False, it is no more if it lives on."""

    nested: ClassVar[bool] = False
    """Whether it is a sum over siblings that merge and units whose superiors end, level by level:
    `pair_costs` and `set_costs` of each family, and `displacement` of whoever lives on.
    """

    @abstractmethod
    def term(self, model: PlanModel) -> Linear:
        """The value as an expression that a minimum makes exact."""

    def couples(self, candidates: Candidates) -> Iterator[Sequence[str]]:
        """Groups of units whose decisions this goal ties together beyond what the structure does.

        A goal is a sum over units; most tie nothing.
        """
        yield from ()

    def parts(self, problem: Problem) -> int:
        """A number by which every value of this goal becomes whole."""
        return 1

    def least_if_ended(
        self, problem: Problem, unit_id: str, receivers: Collection[str]
    ) -> Fraction:
        """A bound on what it costs by itself that a unit ends, wherever among the receivers."""
        return Fraction(0)

    def least_if_displaced(self, problem: Problem, unit_id: str) -> Fraction:
        """A bound on what it costs by itself that a unit ends or its superiors change."""
        return Fraction(0)

    def displacement(self, problem: Problem) -> tuple[Callable[[str, str], int], int] | None:
        """What it costs that a unit lives on while the nearest superior to end came to a receiver.

        Only goals that are `nested` answer for it.

        Returns
        -------
        cost, parts
            Unit and receiver → the goal's unit divided by `parts`. None if it costs nothing.
        """
        return None

    def beyond_sets(self) -> bool:
        """Whether `pair_costs` and `set_costs` do not tell all of it for siblings merging whole."""
        return True

    def pair_costs(self, families: Families) -> tuple[Whole, int] | None:
        """What it costs that member u ends in member r, F × n × n; u = r: that u lives on.

        Returns
        -------
        costs, parts
            The costs are in the goal's unit divided by `parts`. None if it costs nothing.
        """
        return None

    def set_costs(self, sets: Sets, place: int) -> tuple[Whole, int] | None:
        """What it costs that the member at a place holds a set, F × 2^n, as `pair_costs`.

        Of the member itself only its kind may matter: large families ask once for each kind.
        What is said of sets without that member does not matter.
        """
        return None

    @abstractmethod
    def value(self, plan: Plan) -> Fraction:
        """The exact value of a finished plan."""


POSTS = Text(vi="biên chế", en="posts")
UNITS = Text(vi="đơn vị", en="units")
