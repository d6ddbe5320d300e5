"""The clash in words: each rule with its sentence and origin, and what exactly is proven of it."""

from __future__ import annotations

from collections.abc import Iterator

from orgplan.case import Case
from orgplan.explain import Conflict
from orgplan.plan import Plan
from orgplan.report.explain.demand import demand
from orgplan.report.explain.origin import Origins
from orgplan.report.explain.parts import Part, Sentence
from orgplan.report.layout import capital
from orgplan.rules import Rule
from orgplan.structure import CLAUSES
from orgplan.text import Text

TITLE = Text("QUY ĐỊNH MÂU THUẪN NHAU", "RULES THAT CLASH")
_CONFIRMED = Text(
    "Một bộ giải khác cũng kết luận rằng danh sách này không thể cùng giữ được.",
    "Another solver finds too that this list cannot all be kept.",
)
_MOST = 12
"""Sentences about the structure that are shown."""


def clash_part(conflict: Conflict, case: Case) -> Part:
    """The conflict as a part of a report."""
    if not conflict.rules:
        return Part(TITLE, tuple(_structure(case)))
    origins = Origins(case)
    content = [Sentence(claim(conflict))]
    for place, rule in enumerate(conflict.rules, start=1):
        content += rule_lines(rule, f"{place}. ", case, origins)
    if conflict.confirmed:
        content.append(Sentence(_CONFIRMED))
    return Part(TITLE, tuple(content))


def rule_lines(rule: Rule, mark: str, case: Case, origins: Origins) -> Iterator[Sentence]:
    """The sentence of a rule, and below it where the rule comes from."""
    words = demand(rule, case)
    yield Sentence(Text(capital(words.vi), capital(words.en)), mark)
    yield Sentence(origins.of(rule), " " * len(mark))


def claim(conflict: Conflict) -> Text:
    """What is proven of the rules together, never more."""
    count = len(conflict.rules)
    if count == 1:
        return Text(
            "Riêng quy định này đã không thể giữ được, dù bỏ hết các quy định khác (đã chứng "
            "minh):",
            "This rule alone cannot be kept, even without all the others (proven):",
        )
    if not conflict.minimal:
        return Text(
            f"Riêng {count} quy định sau đã không thể cùng giữ được, dù bỏ hết các quy định khác. "
            "Chưa kịp xét hết xem có thể bớt quy định nào khỏi danh sách không:",
            f"These {count} rules cannot all be kept, even without all the others. Time ran out "
            "before it was known whether fewer of them clash already:",
        )
    return Text(
        f"Riêng {count} quy định sau đã không thể cùng giữ được, dù bỏ hết các quy định khác; bớt "
        "bất kỳ quy định nào trong đó thì những quy định còn lại của danh sách giữ được (đã "
        "chứng minh cả hai chiều):",
        f"These {count} rules cannot all be kept, even without all the others; leave out any one "
        "of them, and the rest of this list can be kept (proven both ways):",
    )


def _structure(case: Case) -> Iterator[Sentence]:
    """Of an empty conflict: what in the organisation itself stands in the way."""
    yield Sentence(
        Text(
            "Không phải do quy tắc nào: bỏ hết quy tắc và mục tiêu, vẫn không có phương án (đã "
            "chứng minh). Cơ cấu hiện có không được phép tồn tại, mà các thao tác đang mở không "
            "sửa được:",
            "No rule is to blame: without any rule and without the target there is still no plan "
            "(proven). The organisation may not stay as it is, and the operations that are open "
            "cannot mend it:",
        )
    )
    found = structure_faults(case)
    for words in found[:_MOST]:
        yield Sentence(words, "• ")
    if len(found) > _MOST:
        rest = len(found) - _MOST
        yield Sentence(Text(f"… và {rest} điều khác", f"… and {rest} more"), "• ")


def structure_faults(case: Case) -> list[Text]:
    """What the clauses that no rule can switch off find wrong with the organisation as it is."""
    as_is = Plan(case.problem, frozenset(), {}, {})
    found = (violation.message for clause in CLAUSES for violation in clause.violations(as_is))
    return [Text(capital(words.vi), capital(words.en)) for words in found]
