"""orgplan plans the restructuring of a public organisation, proves the plan and explains it.

The same calls stand behind the command line and the notebooks::

    import orgplan

    case = orgplan.load("scenario.yaml")
    result = orgplan.solve(case)
    orgplan.write_plan(result, "out/plan.json")
    verdict = orgplan.check("out/plan.json")
    pages = orgplan.draw(result)
    curve = orgplan.frontier(case)
    why = orgplan.explain(case)
    both = orgplan.compare("out/plan.json", "agreed/plan.json")
    others = orgplan.alternatives(case, n=5, within="2%", min_difference=3)
    front = orgplan.trade_off(case, "displaced_staff", "surplus_leaders")

Names are imported when they are first used, so that ``import orgplan`` stays fast.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from orgplan.version import __version__

if TYPE_CHECKING:
    from orgplan.alternatives import alternatives
    from orgplan.api import check, draw, load, write_plan
    from orgplan.audit import audit
    from orgplan.case import Case
    from orgplan.check import Verdict
    from orgplan.compare import Comparison, compare
    from orgplan.errors import InputError, OrgplanError
    from orgplan.explain import explain
    from orgplan.frontier import Frontier, frontier
    from orgplan.organisation import Organisation
    from orgplan.plan import Plan
    from orgplan.result import Result
    from orgplan.ruleset import Ruleset
    from orgplan.scenario import Scenario
    from orgplan.solve import solve
    from orgplan.sweep import sweep
    from orgplan.trade_off import trade_off

_HOMES = {
    "Case": "orgplan.case",
    "Comparison": "orgplan.compare",
    "Frontier": "orgplan.frontier",
    "InputError": "orgplan.errors",
    "Organisation": "orgplan.organisation",
    "OrgplanError": "orgplan.errors",
    "Plan": "orgplan.plan",
    "Result": "orgplan.result",
    "Ruleset": "orgplan.ruleset",
    "Scenario": "orgplan.scenario",
    "Verdict": "orgplan.check",
    "alternatives": "orgplan.alternatives",
    "audit": "orgplan.audit",
    "check": "orgplan.api",
    "compare": "orgplan.compare",
    "draw": "orgplan.api",
    "explain": "orgplan.api",
    "frontier": "orgplan.api",
    "load": "orgplan.api",
    "solve": "orgplan.api",
    "sweep": "orgplan.sweep",
    "trade_off": "orgplan.trade_off",
    "write_plan": "orgplan.api",
}

__all__ = [
    "Case",
    "Comparison",
    "Frontier",
    "InputError",
    "Organisation",
    "OrgplanError",
    "Plan",
    "Result",
    "Ruleset",
    "Scenario",
    "Verdict",
    "__version__",
    "alternatives",
    "audit",
    "check",
    "compare",
    "draw",
    "explain",
    "frontier",
    "load",
    "solve",
    "sweep",
    "trade_off",
    "write_plan",
]


class _Package(ModuleType):
    """The package: its public names win over its modules of the same name.

    ``orgplan.solve`` is the function for users, while ``from orgplan.solve import GRACE`` still
    finds the module.
    """

    def __getattribute__(self, name: str) -> object:
        if name in _HOMES:
            return getattr(import_module(_HOMES[name]), name)
        return super().__getattribute__(name)


sys.modules[__name__].__class__ = _Package


def __dir__() -> list[str]:
    return list(__all__)
