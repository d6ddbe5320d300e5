"""The goals: soft quantities that tiers minimise. One file each; this is the list."""

from __future__ import annotations

from orgplan.goals.changed_from import ChangedFrom, EarlierPlan
from orgplan.goals.displaced_staff import DisplacedStaff
from orgplan.goals.extra_receivers import ExtraReceivers
from orgplan.goals.goal import Goal
from orgplan.goals.mismatch import Mismatch
from orgplan.goals.relocated_staff import RelocatedStaff
from orgplan.goals.remaining_units import RemainingUnits
from orgplan.goals.size_deviation import SizeDeviation
from orgplan.goals.surplus_leaders import SurplusLeaders
from orgplan.goals.tier import GoalName, GoalParameters, Tier, TierData, make_goal
from orgplan.goals.touched_agencies import TouchedAgencies
from orgplan.goals.touched_units import TouchedUnits

GOALS: tuple[type[Goal], ...] = (
    DisplacedStaff,
    Mismatch,
    RelocatedStaff,
    SurplusLeaders,
    SizeDeviation,
    ExtraReceivers,
    TouchedUnits,
    TouchedAgencies,
    RemainingUnits,
    ChangedFrom,
)

__all__ = [
    "GOALS",
    "ChangedFrom",
    "EarlierPlan",
    "Goal",
    "GoalName",
    "GoalParameters",
    "Tier",
    "TierData",
    "make_goal",
]
