"""What each rule costs, the dear ones first, and how far its figures could still be tightened."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction

from orgplan.case import Case
from orgplan.explain import Explanation, Price
from orgplan.plan import Plan
from orgplan.report.explain.demand import demand
from orgplan.report.explain.goals import goal_heads, goal_lines, numbered_goals
from orgplan.report.explain.parts import Figures, Part, Sentence
from orgplan.report.layout import capital
from orgplan.report.proof import short
from orgplan.rules import Rule
from orgplan.rules.slack import Slack
from orgplan.text import Language, Text, amount, same

TITLE = Text("CÁI GIÁ CỦA TỪNG QUY ĐỊNH", "WHAT EACH RULE COSTS")
ROOM = Text("CÒN SIẾT ĐƯỢC BAO NHIÊU", "HOW MUCH TIGHTER THE FIGURES COULD BE")
_NAMED = 3


def signed(value: Fraction, language: Language) -> str:
    """A difference with its sign; 0 without."""
    words = short(abs(value), language)
    if not value:
        return "0"
    return f"+{words}" if value > 0 else f"−{words}"


def signed_figures(differences: Sequence[Fraction]) -> tuple[Text, ...]:
    """Differences as cells of a table."""
    return tuple(Text(signed(d, "vi"), signed(d, "en")) for d in differences)


def price_part(found: Explanation) -> Part | None:
    """The prices as a part of a report; None where none was asked."""
    if not found.prices:
        return None
    case = found.case
    dear = sorted((p for p in found.prices if p.costs), key=_dearness, reverse=True)
    content: list[Sentence | Figures] = []
    if dear:
        content.append(Sentence(numbered_goals(_INTRODUCTION, case)))
        content.append(_table(dear, case))
        content += goal_lines(case)
    content += _others(found.prices, case)
    return Part(TITLE, tuple(content))


def _dearness(price: Price) -> tuple[Fraction, ...]:
    return price.difference or ()


_INTRODUCTION = Text(
    "Phương án tốt nhất khi có quy định so với khi bỏ quy định; + là mục tiêu tăng thêm vì quy "
    "định ấy, − là giảm đi, càng nhỏ càng tốt",
    "The best plan with the rule against the best one without it; + is what the rule adds to a "
    "goal, − what it takes off, less is better",
)


def _table(dear: Sequence[Price], case: Case) -> Figures:
    heads = (Text("Quy định", "Rule"), *goal_heads(case))
    rows = tuple((_named(price, case), *signed_figures(price.difference or ())) for price in dear)
    return Figures(heads, rows, (False, *[True] * len(case.tiers)))


def _named(price: Price, case: Case) -> Text:
    words = rule_name(price.rule, case)
    if price.proven:
        return words
    return Text(f"{words.vi} (chưa chứng minh)", f"{words.en} (not proven)")


def rule_name(rule: Rule, case: Case) -> Text:
    """A rule in one line: its sentence, or its label where many units are named, and its id."""
    words = demand(rule, case)
    if len(getattr(rule, "units", ())) > _NAMED:
        count = len(getattr(rule, "units", ()))
        words = Text(f"{rule.label.vi} {count} đơn vị", f"{rule.label.en} {count} units")
    return Text(
        f"{capital(words.vi)} [{rule.id or rule.rule}]",
        f"{capital(words.en)} [{rule.id or rule.rule}]",
    )


def _others(prices: Sequence[Price], case: Case) -> Iterator[Sentence]:
    """The rules without a figure: those that cost nothing, and those that are not known."""
    words = (
        Text(
            "Không tốn gì, bỏ đi thì phương án tốt nhất vẫn như vậy:",
            "These cost nothing, without them the best plan is as good as this one:",
        ),
        Text("Chưa kịp tính (--time-limit):", "Not known, time ran out (--time-limit):"),
    )
    for said, state in zip(words, (False, None), strict=True):
        listed = [rule_name(price.rule, case) for price in prices if price.costs is state]
        if listed:
            yield Sentence(said)
            yield from (Sentence(name, "• ", 2) for name in listed)


def room_part(case: Case, plan: Plan) -> Part | None:
    """How far each figure could be tightened with this very plan still keeping the rule."""
    rows = tuple(_room(rule, slack, case) for rule in case.rules for slack in rule.slack(plan))
    if not rows:
        return None
    heads = (
        Text("Quy định", "Rule"),
        Text("Mức", "Figure"),
        Text("Siết đến", "Could be"),
        Text("Nơi sát nhất", "Nearest to it"),
    )
    words = Text(
        "Mỗi con số có thể siết đến đâu mà chính phương án này vẫn giữ được:",
        "How far each figure could be tightened with this very plan still keeping it:",
    )
    return Part(ROOM, (Sentence(words), Figures(heads, rows, (False, True, True, False))))


def _room(rule: Rule, slack: Slack, case: Case) -> tuple[Text, ...]:
    sign = "≥" if slack.side == "least" else "≤"
    limit = _figure(slack.limit, slack)
    could = _figure(slack.tightest, slack)
    reached = sign if slack.attained else "<"
    tight = Text(f"{reached} {could.vi}", f"{reached} {could.en}")
    if not slack.room:
        tight = Text("không thêm", "no further")
    return (
        _figure_name(rule, slack, case),
        Text(f"{sign} {limit.vi}", f"{sign} {limit.en}"),
        tight,
        _where(slack, case),
    )


def _figure(value: Fraction, slack: Slack) -> Text:
    """A figure to two decimals, rounded so that the plan still keeps it."""
    shown = value if slack.of is None else value * 100
    down = slack.side == "least"
    whole = math.floor(shown * 100) if down else math.ceil(shown * 100)
    words = amount(Fraction(whole, 100))
    return words if slack.of is None else Text(f"{words.vi} %", f"{words.en} %")


def _figure_name(rule: Rule, slack: Slack, case: Case) -> Text:
    """The rule, and the kind of unit that the figure is about."""
    kinds = [step for step in slack.path[1:2] if isinstance(step, str)]
    label = Text(capital(rule.label.vi), capital(rule.label.en))
    if kinds:
        kind = case.problem.ruleset.label_of(kinds[0])
        label = Text(f"{label.vi}, {kind.vi}", f"{label.en}, {kind.en}")
    if sum(other.rule == rule.rule for other in case.rules) == 1:
        return label
    return Text(f"{label.vi} [{rule.id}]", f"{label.en} [{rule.id}]")


def _where(slack: Slack, case: Case) -> Text:
    """Where the limit is met, and how many places besides."""
    if not slack.units:
        return Text("tính chung", "altogether")
    first, rest = case.problem.before[slack.units[0]].name, len(slack.units) - 1
    if not rest:
        return same(first)
    return Text(f"{first} và {rest} nơi khác", f"{first} and {rest} more")
