"""What a change touches in a scenario: sentences for every output, and the page of a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from rich.console import Console, RenderableType

from orgplan.audit.broken import BrokenRule
from orgplan.diff.cuts import CutLine
from orgplan.diff.plans import PlanState
from orgplan.diff.touched import Touched, TouchedLock
from orgplan.errors import Finding
from orgplan.io.findings import visible
from orgplan.report.layout import heading, item
from orgplan.text import Language, Text, number

LISTED = 12
"""Units that one line names."""
PLANS: Mapping[PlanState, Text] = {
    "current": Text("lập từ bản mới, còn dùng được", "made from the new version, still good"),
    "stale": Text(
        "lập từ số liệu khác: vẫn dùng được làm mốc so sánh; giải lại để có phương án của bản mới",
        "made from other data: still good to compare with; solve for a plan of the new version",
    ),
    "missing": Text("không tìm thấy tệp", "no such file"),
    "unreadable": Text("không đọc được như một phương án", "cannot be read as a plan"),
}


def lock_words(lock: TouchedLock) -> Text:
    """Whether a lock can be kept, and what changed."""
    listed = ", ".join(lock.shape[:LISTED]) + (" …" if len(lock.shape) > LISTED else "")
    if lock.holds is False:
        why = lock.because or (Text("không còn cơ quan này", "the agency is gone"),)
        return Text(
            f"không còn khóa được: {'; '.join(words.vi for words in why)}",
            f"the lock cannot be kept: {'; '.join(words.en for words in why)}",
        )
    if lock.shape:
        return Text(
            f"cần xem khóa còn phù hợp không: {listed}",
            f"see whether the lock still fits: {listed}",
        )
    units = "unit" if lock.figures == 1 else "units"
    return Text(
        f"chỉ đổi số liệu ở {lock.figures} đơn vị; khóa vẫn giữ được",
        f"only figures of {lock.figures} {units} changed; the lock can be kept",
    )


def cut_words(line: CutLine) -> Text:
    """Counted units and required cut of an agency, old and new."""
    counted = _both(line.counted_before, line.counted_after)
    name = Text(line.name or "Tất cả", line.name or "All together")
    vi, en = f"{name.vi}: {counted.vi} đầu mối", f"{name.en}: {counted.en} units"
    if line.required_before is not None or line.required_after is not None:
        asked = _both(line.required_before or 0, line.required_after or 0)
        vi, en = f"{vi}, phải giảm {asked.vi}", f"{en}, {asked.en} must go"
    return Text(vi, en)


def _both(before: int, after: int) -> Text:
    return Text(arrow(before, after, "vi"), arrow(before, after, "en"))


def arrow(before: Fraction | int, after: Fraction | int, language: Language) -> str:
    """Two figures, or one where they are the same."""
    if before == after:
        return number(after, language)
    return f"{number(before, language)} → {number(after, language)}"


def print_touched(touched: Touched, scenario: str, language: Language, console: Console) -> None:
    """Print what the change touches in a scenario."""
    for one in _touched(touched, scenario, language):
        console.print(one)


def _touched(touched: Touched, scenario: str, language: Language) -> Iterator[RenderableType]:
    name = visible(scenario)
    yield heading(
        Text(f"ẢNH HƯỞNG ĐẾN KỊCH BẢN {name}", f"WHAT IT TOUCHES IN THE SCENARIO {name}"), language
    )
    if _is_untouched(touched):
        words = Text("Kịch bản không bị ảnh hưởng.", "The scenario is not touched.")
        yield item(words.to(language))
    errors = [found for found in touched.findings if found.severity == "error"]
    notes = [found for found in touched.findings if found.severity != "error"]
    yield from _findings(
        Text("Phải sửa trong kịch bản", "To be changed in the scenario"), errors, language
    )
    yield from _findings(Text("Cần xem lại", "To be looked at"), notes, language)
    yield from _locks(touched.locks, language)
    yield from _rules(Text("Nay vi phạm", "Broken now"), touched.broken, "− ", language)
    yield from _rules(
        Text("Không còn vi phạm", "Not broken any more"), touched.mended, "+ ", language
    )
    yield from _cuts(touched.cuts, language)
    if touched.plans:
        yield item(Text("Phương án mà kịch bản nêu:", "Plans that it names:").to(language))
    for plan in touched.plans:
        yield item(f"{plan.name} ({plan.place}): {PLANS[plan.state].to(language)}", "• ", 2)
    if not touched.complete:
        words = Text(
            "Không so sánh được quy tắc và mức phải giảm: kịch bản khác quá nhiều so với một bản.",
            "Rules and cuts could not be compared: the scenario fits one version too little.",
        )
        yield item(words.to(language))


def _is_untouched(touched: Touched) -> bool:
    stale = any(plan.state != "current" for plan in touched.plans)
    return touched.complete and not (
        touched.findings
        or touched.locks
        or touched.broken
        or touched.mended
        or touched.cuts
        or stale
    )


def _findings(head: Text, found: Sequence[Finding], language: Language) -> Iterator[RenderableType]:
    if found:
        yield item(f"{head.to(language)}:")
    for one in found:
        yield item(f"{one.place}: {one.found.to(language)}", "• ", 2)
        more = one.advice if one.advice is not None else one.expected
        yield item(more.to(language), "→ ", 4)


def _locks(locks: Sequence[TouchedLock], language: Language) -> Iterator[RenderableType]:
    if locks:
        yield item(
            Text("Cơ quan đã khóa mà có thay đổi:", "Locked agencies that changed:").to(language)
        )
    for lock in locks:
        yield item(f"{lock.place}: {lock.name} – {lock_words(lock).to(language)}", "• ", 2)
        if lock.because:
            advice = Text(
                "bỏ cơ quan này khỏi `lock`; mục tiêu `changed_from` vẫn giữ gần với phương án",
                "take it out of `lock`; the goal `changed_from` still stays close to the plan",
            )
            yield item(advice.to(language), "→ ", 4)


def _rules(
    head: Text, broken: Sequence[BrokenRule], mark: str, language: Language
) -> Iterator[RenderableType]:
    if broken:
        yield item(f"{head.to(language)}:")
    for one in broken:
        basis = f"{one.id}; {one.cite}" if one.cite else one.id
        yield item(f"{one.message.to(language)} [{basis}]", mark, 2)


def _cuts(cuts: Sequence[CutLine], language: Language) -> Iterator[RenderableType]:
    if cuts:
        yield item(Text("Số đầu mối và mức phải giảm:", "Counted units and cuts:").to(language))
    for line in cuts:
        yield item(cut_words(line).to(language), "• ", 2)
