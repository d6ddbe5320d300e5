"""What a clause of the structure is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from fractions import Fraction

from orgplan.model import PlanModel
from orgplan.plan import Plan, Violation
from orgplan.text import Text


class Clause(ABC):
    """One clause: a name, a solver side and a checker side."""

    name: str

    @abstractmethod
    def post(self, model: PlanModel) -> None:
        """Tell a solver what this clause forbids."""

    @abstractmethod
    def violations(self, plan: Plan) -> Iterator[Violation]:
        """Every witness that a plan breaks this clause."""

    def broken(
        self, units: Sequence[str], vi: str, en: str, amount: Fraction | None = None
    ) -> Violation:
        """A violation of this clause."""
        return Violation(
            f"structure-{self.name}", self.name, tuple(units), amount, Text(vi=vi, en=en)
        )
