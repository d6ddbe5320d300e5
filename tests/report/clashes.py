"""Tiny scenarios without a plan: one for each kind of rule that a scenario may list."""

from __future__ import annotations

from orgplan.case import Case
from tests.tiny import Data, Tiny

TOWN: Data = {
    "units": [
        {"id": "so"},
        {"id": "a", "functions": {"tax": 4, "land": 5}, "site": "north"},
        {"id": "b", "functions": {"tax": 7}, "site": "south"},
        {"id": "c", "staff": 7, "site": "north"},
        {"id": "d", "staff": 12, "site": "north"},
    ]
}
"""so ── a 9 (tax 4, land 5; north), b 7 (tax; south), c 7 (north), d 12 (north)"""
HALF: Data = {"cut": "50%", "per": "total", "round": "up"}
ALL: Data = {"cut": "75%", "per": "agency", "round": "up"}
CLASHES: dict[str, Data] = {
    "min_staff": {"rules": [{"rule": "min_staff", "kinds": {"division": 99}}]},
    "max_staff": {
        "rules": [{"rule": "max_staff", "kinds": {"division": 12.5}, "applies_to": "changed"}],
        "target": HALF,
    },
    "max_functions": {"rules": [{"rule": "max_functions", "at_most": 1}], "target": ALL},
    "max_absorbed": {"rules": [{"rule": "max_absorbed", "at_most": 1}], "target": ALL},
    "separate_functions": {"rules": [{"rule": "separate_functions", "pairs": [["tax", "land"]]}]},
    "single_lead": {
        "rules": [
            {"rule": "single_lead", "functions": ["tax"], "within": "agency"},
            {"rule": "keep", "units": ["a", "b"]},
        ]
    },
    "keep": {"rules": [{"rule": "keep", "units": ["a", "b", "c"]}], "target": HALF},
    "freeze": {"rules": [{"rule": "freeze", "units": ["a", "b", "c"]}], "target": HALF},
    "together": {
        "rules": [
            {"rule": "together", "units": ["a", "c"], "into": "c"},
            {"rule": "keep", "units": ["a"]},
        ]
    },
    "apart": {
        "rules": [
            {"rule": "together", "units": ["a", "c"]},
            {"rule": "apart", "units": ["a", "c", "d"]},
        ]
    },
    "same_site": {"rules": [{"rule": "together", "units": ["a", "b"]}, {"rule": "same_site"}]},
    "units_per_parent": {
        "rules": [{"rule": "units_per_parent", "parents": {"department": {"at_least": 3}}}],
        "target": HALF,
    },
    "one_per_parent": {
        "rules": [
            {"rule": "one_per_parent", "kinds": ["division"]},
            {"rule": "keep", "units": ["a", "c"]},
        ]
    },
    "kind_cut": {
        "rules": [
            {"rule": "kind_cut", "kinds": ["division"], "at_least": "50%"},
            {"rule": "keep", "units": ["a", "b", "c"]},
        ]
    },
    "agency_cut": {"rules": [{"rule": "agency_cut", "at_most": "12.5%"}], "target": HALF},
    "cap": {
        "rules": [{"rule": "cap", "goal": "displaced_staff", "at_most": 13.5}],
        "target": HALF,
    },
}


def impossible(name: str) -> Case:
    """The case of one kind of rule, with a goal."""
    return Tiny.read(TOWN).case(**{"goals": ["displaced_staff"], **CLASHES[name]})
