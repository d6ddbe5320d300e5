"""What a rule asks for, as a sentence with its figures, units and functions by name.

The sentence of a rule's class (`Rule.summary`) explains the rule to who writes a scenario; in a
conflict people want to read what this very instance says.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from orgplan.case import Case
from orgplan.report.explain.demand_named import named_demand
from orgplan.report.layout import measured
from orgplan.rules import AgencyCut, Cap, KindCut, Rule, Target
from orgplan.rules.max_absorbed import MaxAbsorbed
from orgplan.rules.max_functions import MaxFunctions
from orgplan.rules.max_staff import MaxStaff
from orgplan.rules.min_staff import MinStaff
from orgplan.rules.rule import SelectiveRule
from orgplan.rules.slack import FUNCTIONS, POSTS, UNITS
from orgplan.rules.units_per_parent import SubunitBounds, UnitsPerParent
from orgplan.text import Text, amount


def demand(rule: Rule, case: Case) -> Text:
    """What a rule asks for, without a full stop; of a rule without words here its summary."""
    words = _of_units(rule, case) or _of_sums(rule, case) or named_demand(rule, case)
    if words is None:
        words = Text(rule.summary.vi.rstrip("."), rule.summary.en.rstrip("."))
    if isinstance(rule, SelectiveRule) and rule.applies_to == "changed":
        vi, en = "chỉ xét đơn vị có thay đổi", "only units that change are judged"
        words = Text(f"{words.vi} ({vi})", f"{words.en} ({en})")
    return words


def _of_units(rule: Rule, case: Case) -> Text | None:
    """A rule about figures of single units; None for others."""
    match rule:
        case MinStaff():
            return _kinds(((k, _least(v, POSTS)) for k, v in rule.kinds.items()), case)
        case MaxStaff():
            return _kinds(((k, _most(v, POSTS)) for k, v in rule.kinds.items()), case)
        case MaxFunctions() if rule.kinds is not None:
            return _kinds(((k, _most(v, FUNCTIONS)) for k, v in rule.kinds.items()), case)
        case MaxFunctions():
            most = _most(rule.at_most or 0, FUNCTIONS)
            return Text(f"mỗi đơn vị đảm nhận {most.vi}", f"each unit has {most.en}")
        case MaxAbsorbed():
            most = _most(rule.at_most, UNITS)
            return Text(
                f"mỗi đơn vị tiếp nhận {most.vi} kết thúc", f"each unit takes {most.en} that end"
            )
        case UnitsPerParent():
            return _kinds(((k, _bounds(found)) for k, found in rule.parents.items()), case)
    return None


def _of_sums(rule: Rule, case: Case) -> Text | None:
    """A rule about an agency or the whole plan; None for others."""
    match rule:
        case KindCut():
            named = [case.problem.ruleset.label_of(kind) for kind in rule.kinds]
            where = _per(rule.per)
            share = _share(rule.at_least, rule.at_most)
            return Text(
                f"{', '.join(n.vi for n in named)}: giảm {share.vi}, {where.vi}",
                f"{', '.join(n.en for n in named)}: cut {share.en}, {where.en}",
            )
        case AgencyCut():
            share = _share(rule.at_least, rule.at_most)
            return Text(
                f"mỗi cơ quan giảm {share.vi} số đầu mối của mình",
                f"each agency cuts {share.en} of its own units",
            )
        case Target():
            where, share = _per(rule.per), amount(rule.cut * 100)
            return Text(
                f"mục tiêu cắt giảm: ít nhất {share.vi} % số đầu mối, {where.vi}",
                f"the target: cut at least {share.en} % of the units, {where.en}",
            )
        case Cap():
            goal = rule.measured_goal
            most = measured(rule.at_most, goal.unit)
            return Text(
                f"{goal.label.vi}: nhiều nhất {most.vi}", f"{goal.label.en}: at most {most.en}"
            )
    return None


def _kinds(listed: Iterable[tuple[str, Text]], case: Case) -> Text:
    """Words for each kind, by the name of the kind."""
    ruleset = case.problem.ruleset
    named = [(ruleset.label_of(kind), words) for kind, words in listed]
    return Text(
        "; ".join(f"{kind.vi}: {words.vi}" for kind, words in named),
        "; ".join(f"{kind.en}: {words.en}" for kind, words in named),
    )


def _least(value: Fraction | int, unit: Text) -> Text:
    words = measured(value, unit)
    return Text(f"ít nhất {words.vi}", f"at least {words.en}")


def _most(value: Fraction | int, unit: Text) -> Text:
    words = measured(value, unit)
    return Text(f"nhiều nhất {words.vi}", f"at most {words.en}")


def _bounds(found: SubunitBounds) -> Text:
    """How many sub-units there must be."""
    unit = Text("đơn vị trực thuộc", "sub-units")
    parts = [] if found.at_least is None else [_least(found.at_least, unit)]
    parts += [] if found.at_most is None else [_most(found.at_most, unit)]
    if found.or_none:
        parts.append(Text("hoặc không có đơn vị nào", "or none at all"))
    return Text(", ".join(p.vi for p in parts), ", ".join(p.en for p in parts))


def _share(low: Fraction | None, high: Fraction | None) -> Text:
    """Shares between two bounds."""
    least = amount((low or Fraction(0)) * 100)
    most = amount((high or Fraction(0)) * 100)
    if low is None:
        return Text(f"nhiều nhất {most.vi} %", f"at most {most.en} %")
    if high is None:
        return Text(f"ít nhất {least.vi} %", f"at least {least.en} %")
    return Text(f"từ {least.vi} % đến {most.vi} %", f"from {least.en} % to {most.en} %")


def _per(area: str) -> Text:
    if area == "agency":
        return Text("ở từng cơ quan", "in each agency")
    return Text("tính chung các cơ quan", "of all agencies together")
