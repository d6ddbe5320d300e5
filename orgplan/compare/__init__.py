"""Plans side by side: counts, goals, rules, and the units that fare otherwise."""

from orgplan.compare.call import compare
from orgplan.compare.compared import ComparedPlan
from orgplan.compare.comparison import Comparison

__all__ = ["ComparedPlan", "Comparison", "compare"]
