"""An explanation as parts: everything that a terminal or a notebook shows of it."""

from __future__ import annotations

from collections.abc import Iterator

from orgplan.explain import Explanation
from orgplan.plan import Plan
from orgplan.report.explain.clash import clash_part
from orgplan.report.explain.floors_table import floors_part
from orgplan.report.explain.loosened_table import loosened_part
from orgplan.report.explain.parts import Part, Sentence
from orgplan.report.explain.price_table import price_part, room_part
from orgplan.report.explain.reason_words import reason_part
from orgplan.report.explain.ways import ways_part
from orgplan.report.explain.wish_words import wish_part
from orgplan.report.layout import capital
from orgplan.report.proof import confirmation_words, proof_words, short
from orgplan.report.provenance import status_words
from orgplan.text import Text

_ANSWER = Text("TRẢ LỜI", "THE ANSWER")


def parts(found: Explanation, unit: str | None = None) -> Iterator[Part]:
    """The parts of an explanation that have something to say.

    Parameters
    ----------
    found
        The explanation.
    unit
        The only unit that was asked about; None for all.
    """
    yield _answer(found)
    if found.conflict is not None:
        yield clash_part(found.conflict, found.case)
    listed = [floors_part(found), ways_part(found), wish_part(found)]
    plan = found.result.plan
    if plan is not None and found.why_not is None:
        listed.append(price_part(found))
        if unit is None:
            listed.append(loosened_part(found))
            listed.append(room_part(found.case, plan))
        listed.append(reason_part(found, unit))
    yield from (part for part in listed if part is not None)


def _answer(found: Explanation) -> Part:
    content = [] if found.result.plan is None else [_plan_line(found, found.result.plan)]
    content += [Sentence(words) for words in _proof(found)]
    if not found.complete:
        content.append(Sentence(_STOPPED if found.interrupted else _SHORT))
    return Part(_ANSWER, tuple(content))


def _proof(found: Explanation) -> tuple[Text, ...]:
    """What is proven; where the clash is told below, not that there must be one."""
    result = found.result
    if result.status != "infeasible" or found.conflict is None:
        return proof_words(result)
    state, second = status_words(result), confirmation_words(result)
    said = Text(f"{capital(state.vi)}.", f"{capital(state.en)}.")
    return (said,) if second is None else (said, second)


_STOPPED = Text(
    "Đã dừng theo yêu cầu: sau đây chỉ là những gì đã biết.",
    "Stopped on request: what follows is what was known by then.",
)
_SHORT = Text(
    "Hết thời gian trước khi trả lời hết: cho thêm bằng --time-limit.",
    "Time ran out before everything was answered: allow more with --time-limit.",
)


def _plan_line(found: Explanation, plan: Plan) -> Sentence:
    before, after = sum(found.case.problem.before_count.values()), sum(plan.after_count.values())
    vi = f"Phương án: {before} → {after} đầu mối"
    en = f"The plan: {before} → {after} units"
    for place, tier in enumerate(found.result.tiers, start=1):
        vi += f"; mục tiêu ưu tiên {place}: {short(tier.value, 'vi')}"
        en += f"; goal {place}: {short(tier.value, 'en')}"
    return Sentence(Text(f"{vi}.", f"{en}."))
