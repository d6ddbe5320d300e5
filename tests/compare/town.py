"""A town for comparisons: plans decided by hand under scenarios that differ in a few lines."""

from __future__ import annotations

from collections.abc import Mapping

from orgplan.case import Case
from orgplan.check import judge
from orgplan.compare import ComparedPlan, Comparison
from orgplan.text import Language
from tests.tiny import Data, Tiny, decided

UNITS: Data = {
    "units": [
        {"id": "so"},
        {"id": "a", "functions": {"tax": 4, "land": 5}},
        {"id": "b", "functions": {"tax": 7}},
        {"id": "c", "functions": {"trade": 7}},
        {"id": "ban", "kind": "department"},
        {"id": "e", "parent": "ban", "functions": {"trade": 8}},
        {"id": "f", "parent": "ban", "functions": {"land": 20}},
    ]
}
"""so ── a (tax 4, land 5), b (tax 7), c (trade 7); ban ── e (trade 8), f (land 20)"""
ASKED: Data = {
    "target": {"cut": "20%"},
    "goals": ["displaced_staff"],
    "rules": [{"rule": "min_staff", "kinds": {"division": 5}, "id": "floor"}],
}
"""What the scenarios of the town say unless a test says otherwise."""


def town(units: Data | None = None, **changes: object) -> Case:
    """A scenario over the town."""
    return Tiny.read(units or UNITS).case(None, **(ASKED | changes))


def compared(case: Case, decisions: Data | None = None, source: str = "") -> ComparedPlan:
    """A plan decided by hand, judged."""
    plan = decided(case.problem, decisions)
    return ComparedPlan(source, case, plan, "feasible", (), judge(case, plan))


def side_by_side(
    *plans: tuple[Case, Data], language: Language = "en", sources: Mapping[int, str] | None = None
) -> Comparison:
    """Plans decided by hand, compared."""
    named = sources or {}
    return Comparison(
        tuple(compared(c, d, named.get(n, f"plan-{n}")) for n, (c, d) in enumerate(plans)), language
    )
