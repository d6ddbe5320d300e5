"""The ways out in words: what has to give way, and the plan that opens, side by side."""

from __future__ import annotations

import json
from collections.abc import Iterator

from orgplan.case import Case
from orgplan.draw.curve_words import tier_title
from orgplan.explain import Explanation, Repair, Repairs
from orgplan.report.explain.demand import demand
from orgplan.report.explain.parts import Figures, Part, Sentence
from orgplan.report.layout import capital
from orgplan.report.proof import short
from orgplan.text import Text, same

TITLE = Text("CÁCH GỠ", "WAYS OUT")


def ways_part(found: Explanation) -> Part | None:
    """The repairs as a part of a report; None where they were not looked for."""
    repairs = found.repairs
    if repairs is None:
        return None
    if not repairs.repairs:
        return Part(TITLE, (Sentence(_none(repairs)),))
    content: list[Sentence | Figures] = [Sentence(_introduction(repairs))]
    for place, repair in enumerate(repairs.repairs, start=1):
        content += _way(place, repair, found.case)
    content += _table(repairs, found.case)
    content += [Sentence(words) for words in (_order(found.case), _complete(repairs))]
    return Part(TITLE, tuple(content))


def edits_words(repair: Repair) -> Text:
    """Everything that a repair asks of people, as one sentence."""
    says = [edit.says for edit in repair.edits]
    return Text(
        "; đồng thời ".join(words.vi for words in says),
        "; and also ".join(words.en for words in says),
    )


def _introduction(repairs: Repairs) -> Text:
    count = len(repairs.repairs)
    if count == 1:
        return Text("Một cách, nới vừa đủ để có phương án:", "One way, no more than is needed:")
    return Text(
        f"{count} cách, mỗi cách nới vừa đủ để có phương án; chọn một:",
        f"{count} ways, each no more than is needed for a plan; choose one:",
    )


def _way(place: int, repair: Repair, case: Case) -> Iterator[Sentence]:
    mark = f"{place}. "
    for edit in repair.edits:
        rule = demand(edit.old, case) if edit.new is None else None
        words = Text(capital(edit.says.vi), capital(edit.says.en))
        yield Sentence(words, mark)
        if rule is not None and len(getattr(edit.old, "units", ())) <= 1:
            kept = Text(f"(nay: {rule.vi})", f"(now: {rule.en})")
            yield Sentence(kept, " " * len(mark))
        mark = "+ ".rjust(len(mark))
    written = "; ".join(json.dumps(edit.as_json(), ensure_ascii=False) for edit in repair.edits)
    said = Text(f"sửa trong kịch bản: {written}", f"in the scenario: {written}")
    yield Sentence(said, " " * len(mark))
    if repair.result.status != "optimal":
        yield Sentence(
            Text(
                "phương án khi đó chưa được chứng minh là tốt nhất",
                "the plan then is not proven to be the best",
            ),
            " " * len(mark),
        )


def _table(repairs: Repairs, case: Case) -> Iterator[Sentence | Figures]:
    """The best plan of each way, one row a way."""
    yield Sentence(Text("Phương án tốt nhất của mỗi cách:", "The best plan of each way:"))
    before = sum(case.problem.before_count.values())
    tiers = [str(n) for n in range(1, len(case.tiers) + 1)]
    heads = (
        Text("Cách", "Way"),
        Text("Còn", "Left"),
        Text("Giảm", "Cut"),
        Text("Đơn vị kết thúc", "Units that end"),
        *(Text(f"Mục tiêu {n}", f"Goal {n}") for n in tiers),
    )
    rows = []
    for place, repair in enumerate(repairs.repairs, start=1):
        plan = repair.result.plan
        if plan is None:
            continue
        after = sum(plan.after_count.values())
        rows.append(
            (
                same(str(place)),
                same(str(after)),
                same(str(before - after).replace("-", "−")),
                same(str(len(plan.ended))),
                *(Text(short(v, "vi"), short(v, "en")) for v in repair.values),
            )
        )
    yield Figures(heads, tuple(rows), (False, *[True] * (len(heads) - 1)))
    for place, tier in enumerate(case.tiers):
        yield Sentence(tier_title(place, tier), depth=2)


def _order(case: Case) -> Text:
    willing = case.scenario.willingness
    if willing:
        listed = ", ".join(willing)
        return Text(
            f"Thứ tự: nới một quy định trước, hai quy định sau; rồi theo `willingness` của kịch "
            f"bản ({listed}); rồi theo giá trị các mục tiêu.",
            f"Order: one rule before two; then the scenario's `willingness` ({listed}); then the "
            "values of the goals.",
        )
    return Text(
        "Thứ tự: nới một quy định trước, hai quy định sau; rồi theo giá trị các mục tiêu. Muốn "
        "tự nêu quy định nào nới trước: ghi `willingness: [mã, …]` vào kịch bản.",
        "Order: one rule before two, then the values of the goals. To say yourself what to give "
        "up first, write `willingness: [id, …]` into the scenario.",
    )


def _complete(repairs: Repairs) -> Text:
    if repairs.complete:
        return Text(
            "Danh sách đầy đủ: ngoài các cách này, nới riêng một quy định hay nới hai quy định "
            "cùng lúc đều không mở được phương án nào.",
            "The list is complete: no other single rule and no other pair of rules opens a plan.",
        )
    return Text(
        "Danh sách có thể chưa đủ: hết thời gian trước khi xét hết (--time-limit).",
        "The list may lack some: time ran out before all was tried (--time-limit).",
    )


def _none(repairs: Repairs) -> Text:
    if repairs.complete:
        return Text(
            "Nới một hay hai quy định đều không đủ: phải nới từ ba quy định trở lên, hoặc mở thêm "
            "thao tác (operations) trong kịch bản.",
            "Neither one rule nor two are enough: three or more must give way, or the scenario "
            "must open more operations.",
        )
    return Text(
        "Hết thời gian trước khi tìm được cách gỡ (--time-limit).",
        "Time ran out before a way out was found (--time-limit).",
    )
