"""The ways out in words: what has to give way, and the plan that opens, side by side."""

from __future__ import annotations

from collections.abc import Iterator

from orgplan.case import Case
from orgplan.explain import Explanation, Repair, Repairs
from orgplan.report.explain.edit_words import edit_place, edit_words
from orgplan.report.explain.goals import goal_heads, goal_lines, numbered_goals
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
    below = " " * len(mark)
    for edit in repair.edits:
        words = edit_words(edit, case)
        yield Sentence(Text(capital(words.vi), capital(words.en)), mark)
        written = edit_place(edit, case)
        said = Text(f"(trong kịch bản: {written.vi})", f"(in the scenario: {written.en})")
        yield Sentence(said, below)
        mark = "+ ".rjust(len(below))
    if repair.result.status != "optimal":
        yield Sentence(
            Text(
                "phương án khi đó chưa được chứng minh là tốt nhất",
                "the plan then is not proven to be the best",
            ),
            below,
        )


def _table(repairs: Repairs, case: Case) -> Iterator[Sentence | Figures]:
    """The best plan of each way, one row a way."""
    words = Text("Phương án tốt nhất của mỗi cách", "The best plan of each way")
    yield Sentence(numbered_goals(words, case))
    before = sum(case.problem.before_count.values())
    heads = (
        Text("Cách", "Way"),
        Text("Còn", "Left"),
        Text("Giảm", "Cut"),
        Text("Đơn vị kết thúc", "Units that end"),
        *goal_heads(case),
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
    yield from goal_lines(case)


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
            "Về quy định, danh sách đầy đủ: không quy định nào khác nới riêng mà đủ, cũng không "
            "cặp nào khác mà cả hai đều cần nới. Thao tác (operations) chỉ được thử vài cách, khi "
            "không quy định nào nới riêng mà đủ.",
            "As to rules the list is complete: no other rule is enough by itself, and there is no "
            "other pair of which both are needed. Operations are tried, a few, only where no "
            "single rule is enough.",
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
