"""What a goal is: a name, a solver side and a checker side."""

from __future__ import annotations

from abc import ABC, abstractmethod
from fractions import Fraction
from typing import ClassVar

from orgplan.linear import Linear
from orgplan.model import PlanModel
from orgplan.plan import Plan
from orgplan.text import Text


class Goal(ABC):
    """One quantity over the whole plan; lower is better, given changes excluded."""

    name: ClassVar[str]
    label: ClassVar[Text]
    summary: ClassVar[Text]
    example: ClassVar[str]
    unit: ClassVar[Text]

    @abstractmethod
    def term(self, model: PlanModel) -> Linear:
        """The value as an expression that a minimum makes exact."""

    @abstractmethod
    def value(self, plan: Plan) -> Fraction:
        """The exact value of a finished plan."""


POSTS = Text(vi="biên chế", en="posts")
UNITS = Text(vi="đơn vị", en="units")
