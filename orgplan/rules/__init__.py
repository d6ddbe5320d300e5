"""The rules: hard limits that a plan must keep. One file each; this is the list."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, TypeAdapter

from orgplan.rules.agency_cut import AgencyCut
from orgplan.rules.apart import Apart
from orgplan.rules.cap import Cap
from orgplan.rules.ends import Ends
from orgplan.rules.freeze import Freeze
from orgplan.rules.keep import Keep
from orgplan.rules.kind_cut import KindCut
from orgplan.rules.lock import LockedAgency
from orgplan.rules.max_absorbed import MaxAbsorbed
from orgplan.rules.max_functions import MaxFunctions
from orgplan.rules.max_staff import MaxStaff
from orgplan.rules.min_staff import MinStaff
from orgplan.rules.one_per_parent import OnePerParent
from orgplan.rules.rule import Rule
from orgplan.rules.same_site import SameSite
from orgplan.rules.separate_functions import SeparateFunctions
from orgplan.rules.single_lead import SingleLead
from orgplan.rules.target import Target
from orgplan.rules.together import Together
from orgplan.rules.units_per_parent import UnitsPerParent

AnyRule = Annotated[
    MinStaff
    | MaxStaff
    | MaxFunctions
    | MaxAbsorbed
    | SeparateFunctions
    | SingleLead
    | Keep
    | Freeze
    | Together
    | Apart
    | SameSite
    | UnitsPerParent
    | OnePerParent
    | KindCut
    | AgencyCut
    | Cap,
    Field(discriminator="rule"),
]
"""Any rule that a scenario or ruleset may list."""

RULES: tuple[type[Rule], ...] = (
    MinStaff,
    MaxStaff,
    MaxFunctions,
    MaxAbsorbed,
    SeparateFunctions,
    SingleLead,
    Keep,
    Freeze,
    Together,
    Apart,
    SameSite,
    UnitsPerParent,
    OnePerParent,
    KindCut,
    AgencyCut,
    Cap,
)

RULE_LIST: TypeAdapter[tuple[AnyRule, ...]] = TypeAdapter(tuple[AnyRule, ...])
"""Reads a list of rules as files write it."""

__all__ = [
    "RULES",
    "RULE_LIST",
    "AgencyCut",
    "AnyRule",
    "Apart",
    "Cap",
    "Ends",
    "Freeze",
    "Keep",
    "KindCut",
    "LockedAgency",
    "Rule",
    "SameSite",
    "Target",
    "Together",
]
