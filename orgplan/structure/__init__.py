"""The structure of every plan: the clauses of section 4 that no rule can switch off.

Each clause is one module with the sides that rules have: `post` tells a solver what to respect,
`violations` judges a finished plan without one. The clauses on parents (4.5) and leaders (4.10)
need neither: they define `Plan.parent_after` and `Plan.leaders_after`.
"""

from __future__ import annotations

from orgplan.structure.clause import Clause
from orgplan.structure.contain import Contain
from orgplan.structure.convert import Convert
from orgplan.structure.fixed import Fixed
from orgplan.structure.flatten import Flatten
from orgplan.structure.forest import Forest
from orgplan.structure.receive import Receive
from orgplan.structure.stay import Stay
from orgplan.structure.whole import Whole

CLAUSES: tuple[Clause, ...] = (
    Fixed(),
    Stay(),
    Whole(),
    Receive(),
    Contain(),
    Flatten(),
    Convert(),
    Forest(),
)

__all__ = ["CLAUSES", "Clause"]
