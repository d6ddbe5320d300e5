"""Rulesets: the kinds of units, leader quotas and rules of one statute, as dated data."""

from orgplan.ruleset.builtin import builtin_names, builtin_path
from orgplan.ruleset.schema import Kind, LeaderQuota, Parameter, RuleData, Ruleset

__all__ = [
    "Kind",
    "LeaderQuota",
    "Parameter",
    "RuleData",
    "Ruleset",
    "builtin_names",
    "builtin_path",
]
