"""What a rule asks for that names units, functions or kinds instead of figures."""

from __future__ import annotations

from collections.abc import Sequence

from orgplan.case import Case
from orgplan.rules import Apart, Ends, Freeze, Keep, LockedAgency, Rule, SameSite, Together
from orgplan.rules.one_per_parent import OnePerParent
from orgplan.rules.separate_functions import SeparateFunctions
from orgplan.rules.single_lead import SingleLead
from orgplan.text import Text, same


def named_demand(rule: Rule, case: Case) -> Text | None:
    """The sentence of such a rule; None for others."""
    return _of_units(rule, case) or _of_functions(rule, case)


def _of_units(rule: Rule, case: Case) -> Text | None:
    match rule:
        case Keep():
            names = _listed(rule.units, case)
            return Text(f"giữ lại {names.vi}", f"keep {names.en}")
        case Freeze():
            names = _listed(rule.units, case)
            it = "it is" if len(rule.units) == 1 else "they are"
            return Text(f"giữ nguyên trạng {names.vi}", f"leave {names.en} as {it}")
        case Ends():
            names = _listed(rule.units, case)
            return Text(f"giải thể {names.vi}", f"dissolve {names.en}")
        case Together():
            names = _listed(rule.units, case)
            if rule.into is None:
                return Text(f"{names.vi} về chung một đơn vị", f"{names.en} end in one unit")
            into = case.problem.name(rule.into)
            return Text(f"{names.vi} cùng về {into}", f"{names.en} end in {into}")
        case Apart():
            names = _listed(rule.units, case)
            return Text(
                f"{names.vi} không về chung một đơn vị", f"{names.en} do not end in one unit"
            )
        case LockedAgency():
            name = case.problem.name(rule.agency)
            return Text(
                f"{name} được sắp xếp đúng như phương án đã thống nhất",
                f"{name} comes out exactly as agreed",
            )
        case SameSite():
            return Text("nhiệm vụ không chuyển sang trụ sở khác", "duties stay at their site")
    return None


def _of_functions(rule: Rule, case: Case) -> Text | None:
    match rule:
        case SeparateFunctions():
            pairs = [tuple(case.function_name(code) for code in pair) for pair in rule.pairs]
            vi = "; ".join(f"“{one.vi}” và “{other.vi}”" for one, other in pairs)
            en = "; ".join(f"“{one.en}” and “{other.en}”" for one, other in pairs)
            return Text(f"không đơn vị nào làm cả {vi}", f"no unit has both {en}")
        case SingleLead():
            return _single_lead(rule, case)
        case OnePerParent():
            kinds = [case.problem.ruleset.label_of(kind) for kind in rule.kinds]
            return Text(
                f"mỗi đơn vị cấp trên có nhiều nhất một {', một '.join(k.vi for k in kinds)}",
                f"at most one of each below the same unit: {', '.join(k.en for k in kinds)}",
            )
    return None


def _single_lead(rule: SingleLead, case: Case) -> Text:
    where = Text("trong từng cơ quan", "in each agency")
    if rule.within == "organisation":
        where = Text("trong toàn tổ chức", "in the whole organisation")
    if rule.functions == "all":
        return Text(
            f"mỗi chức năng chỉ do một đơn vị chủ trì {where.vi}",
            f"each function has one lead {where.en}",
        )
    named = [case.function_name(code) for code in rule.functions]
    vi, en = (", ".join(f"“{words}”" for words in side) for side in _sides(named))
    return Text(f"chỉ một đơn vị chủ trì {vi} {where.vi}", f"one lead {where.en} for {en}")


def _sides(texts: Sequence[Text]) -> tuple[list[str], list[str]]:
    return [text.vi for text in texts], [text.en for text in texts]


def _listed(units: Sequence[str], case: Case) -> Text:
    """Units by name; those before the last with semicolons, as names hold commas."""
    *first, last = map(case.problem.name, units)
    if not first:
        return same(last)
    return Text(f"{'; '.join(first)} và {last}", f"{'; '.join(first)} and {last}")
