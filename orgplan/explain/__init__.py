"""Why: the clash where there is no plan, the reasons and prices where there is one."""

from orgplan.explain.call import ExplainListener, explain, explain_clash
from orgplan.explain.conflict import Conflict
from orgplan.explain.edits import Edit, applied
from orgplan.explain.explanation import Explanation
from orgplan.explain.floors import Floor
from orgplan.explain.loosening import Loosening
from orgplan.explain.openings import Opening
from orgplan.explain.prices import Price
from orgplan.explain.reasons import Reason
from orgplan.explain.repairs import Repair, Repairs
from orgplan.explain.why_not import WhyNot

__all__ = [
    "Conflict",
    "Edit",
    "ExplainListener",
    "Explanation",
    "Floor",
    "Loosening",
    "Opening",
    "Price",
    "Reason",
    "Repair",
    "Repairs",
    "WhyNot",
    "applied",
    "explain",
    "explain_clash",
]
