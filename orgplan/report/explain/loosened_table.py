"""How far the rules that cost something would have to give way before the plan changes."""

from __future__ import annotations

from orgplan.case import Case
from orgplan.explain import Explanation, Loosening
from orgplan.report.explain.edit_words import edit_words
from orgplan.report.explain.goals import goal_heads, numbered_goals
from orgplan.report.explain.parts import Figures, Part, Sentence
from orgplan.report.explain.price_table import rule_name, signed_figures
from orgplan.report.layout import capital
from orgplan.text import Text

TITLE = Text("NỚI ĐẾN ĐÂU THÌ PHƯƠNG ÁN ĐỔI", "HOW FAR A RULE WOULD HAVE TO GIVE WAY")


def loosened_part(found: Explanation) -> Part | None:
    """How far the rules that cost something would have to give way; None where none was asked."""
    dear = [price.rule for price in found.prices if price.costs]
    if not dear:
        return None
    case = found.case
    content: list[Sentence | Figures] = []
    if found.loosenings:
        heads = (Text("Nới điều gì", "What gives way"), *goal_heads(case))
        rows = tuple(
            (_loosened(each, case), *signed_figures(each.difference)) for each in found.loosenings
        )
        content.append(Sentence(numbered_goals(_INTRODUCTION, case)))
        content.append(Figures(heads, rows, (False, *[True] * len(case.tiers))))
    reached = {id(each.edit.old) for each in found.loosenings}
    only_dropped = [rule_name(rule, case) for rule in dear if id(rule) not in reached]
    if only_dropped and found.complete:
        content.append(Sentence(_ONLY_DROPPED))
        content += [Sentence(name, "• ", 2) for name in only_dropped]
    return Part(TITLE, tuple(content)) if content else None


_INTRODUCTION = Text(
    "Mức nới gần nhất làm phương án tốt nhất đổi khác, và khi ấy mỗi mục tiêu tăng (+) hay giảm "
    "(−) bao nhiêu; nới ít hơn một bước thì phương án này vẫn là tốt nhất",
    "The nearest step at which the best plan changes, and what that adds to (+) or takes off (−) "
    "each goal; one step less, and this plan is still the best",
)
_ONLY_DROPPED = Text(
    "Nới từng phần không làm phương án đổi; chỉ khi bỏ hẳn mới đổi:",
    "These change the plan only when they are given up altogether:",
)


def _loosened(loosening: Loosening, case: Case) -> Text:
    words, old = edit_words(loosening.edit, case), loosening.edit.old
    name = old.id or old.rule
    return Text(f"{capital(words.vi)} [{name}]", f"{capital(words.en)} [{name}]")
