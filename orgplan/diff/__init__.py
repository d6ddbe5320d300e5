"""What changed between two versions of an organisation, and what that touches."""

from orgplan.diff.compare import diff
from orgplan.diff.difference import AgencyLine, Change, Difference, SameUnit, UnitChange

__all__ = ["AgencyLine", "Change", "Difference", "SameUnit", "UnitChange", "diff"]
