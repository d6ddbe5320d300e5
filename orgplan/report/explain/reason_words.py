"""Why each unit changes, in words: what was wrong, what it shares, what the alternative costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from orgplan.case import Case
from orgplan.explain import Explanation, Reason
from orgplan.plan import Plan
from orgplan.report.explain.demand import demand
from orgplan.report.explain.origin import Origins
from orgplan.report.explain.parts import Part, Sentence
from orgplan.report.explain.price_table import signed
from orgplan.report.explain.wish_words import becomes
from orgplan.report.grounds import basis
from orgplan.report.layout import capital
from orgplan.text import Text, same

TITLE = Text("LÝ DO CỦA TỪNG THAY ĐỔI", "WHY EACH UNIT CHANGES")
_OUTSIDE = Text("Ngoài các cơ quan", "Outside agencies")


def reason_part(found: Explanation, unit: str | None) -> Part | None:
    """The reasons as a part of a report.

    Parameters
    ----------
    found
        The explanation.
    unit
        The only unit that was asked about; None for all.
    """
    plan = found.result.plan
    if plan is None or found.why_not is not None:
        return None
    if not found.reasons:
        return None if unit is None else Part(TITLE, tuple(_stays(found, plan, unit)))
    content: list[Sentence] = []
    if unit is None and any(_is_chosen(reason) for reason in found.reasons):
        content.append(Sentence(_WITHOUT_REASON))
    for agency, listed in _by_agency(found).items():
        content.append(Sentence(agency))
        for reason in listed:
            content += _reason(reason, found, plan, alone=unit is not None)
    if any(_open(reason) for reason in found.reasons):
        content.append(Sentence(_TIME))
    return Part(TITLE, tuple(content))


_TIME = Text(
    "Với các thay đổi khác chưa kịp tính cái giá nếu giữ lại: cho thêm thời gian (--time-limit), "
    "hoặc hỏi riêng một đơn vị (--unit MÃ).",
    "For the others there was no time to work out what it costs to let them live on: allow more "
    "(--time-limit), or ask about one unit (--unit ID).",
)


def _by_agency(found: Explanation) -> Mapping[Text, Sequence[Reason]]:
    """The reasons of each agency together, agencies in input order."""
    listed: dict[Text, list[Reason]] = {}
    for reason in found.reasons:
        listed.setdefault(_agency(found.case, reason.unit), []).append(reason)
    return listed


def _is_chosen(reason: Reason) -> bool:
    """Whether no rule asks it of this very unit: the plan chose it because it costs least."""
    forced = reason.instead is not None and reason.instead.forbidden
    return not (reason.grounds or reason.named_by or forced)


def _open(reason: Reason) -> bool:
    return reason.kind_after is None and reason.instead is None


def _agency(case: Case, unit_id: str) -> Text:
    agency = case.problem.agency[unit_id]
    return _OUTSIDE if agency is None else same(case.problem.before[agency].name)


def _stays(found: Explanation, plan: Plan, unit: str) -> Iterator[Sentence]:
    """A unit that keeps everything it has, and the rules that name it."""
    name, outcome = found.case.problem.name(unit), becomes(plan, unit)
    yield Sentence(
        Text(
            f"{name}: {outcome.vi}, không chuyển đi nhiệm vụ nào.",
            f"{name} {outcome.en} and gives nothing away.",
        )
    )
    origins = Origins(found.case)
    named = [
        part
        for rule in found.case.rules
        for part in rule.instances()
        if unit in getattr(part, "units", ())
    ]
    for rule in named:
        words = demand(rule, found.case)
        yield Sentence(Text(capital(words.vi), capital(words.en)), "– ", 2)
        yield Sentence(origins.of(rule), depth=3)
    yield Sentence(
        Text(
            f'Muốn biết nếu giải thể thì sao: --why-not "dissolve {unit}"',
            f'To see what its end would cost: --why-not "dissolve {unit}"',
        )
    )


def _reason(reason: Reason, found: Explanation, plan: Plan, *, alone: bool) -> Iterator[Sentence]:
    case = found.case
    name, outcome = case.problem.before[reason.unit].name, becomes(plan, reason.unit)
    yield Sentence(
        Text(f"{name} ({reason.unit}): {outcome.vi}", f"{name} ({reason.unit}): {outcome.en}"),
        "• ",
        2,
    )
    for words in _lines(reason, found, alone=alone):
        yield Sentence(words, "– ", 3)


def _lines(reason: Reason, found: Explanation, *, alone: bool) -> Iterator[Text]:
    """What there is to say of a unit; `alone`: of it only, so that nothing was said above."""
    case = found.case
    for rule, violation in reason.grounds:
        known, own = basis(rule), f"{case.problem.name(reason.unit)} "
        vi, en = (side.removeprefix(own) for side in (violation.message.vi, violation.message.en))
        yield Text(f"hiện trạng: {vi} [{known.vi}]", f"as it is: {en} [{known.en}]")
    for rule in reason.named_by:
        words, known = demand(rule, case), basis(rule)
        yield Text(f"quy định: {words.vi} [{known.vi}]", f"rule: {words.en} [{known.en}]")
    if reason.shared:
        listed = [case.function_name(code) for code in reason.shared]
        vi, en = ", ".join(t.vi for t in listed), ", ".join(t.en for t in listed)
        yield Text(f"chung chức năng với nơi tiếp nhận: {vi}", f"shared with the receiver: {en}")
    if alone and _is_chosen(reason):
        yield _CHOSEN
    yield from _instead(reason, found)


_WITHOUT_REASON = Text(
    "Đơn vị không ghi lý do riêng: không quy định nào đòi nó thay đổi; phương án chọn nó vì tốn ít "
    "nhất.",
    "Where no reason is given no rule asks it of that very unit: the plan chose it because that "
    "costs least.",
)
_CHOSEN = Text(
    "không quy định nào đòi riêng đơn vị này; chọn vì cả phương án tốn ít nhất",
    "no rule asks it of this very unit; chosen because the whole plan costs least",
)


def _instead(reason: Reason, found: Explanation) -> Iterator[Text]:
    """What it would cost to let the unit live on, or why it cannot."""
    asked = reason.instead
    if asked is None:
        return
    if asked.forbidden:
        others = () if asked.conflict is None else asked.conflict.rules
        asks = [(demand(rule, found.case), rule.id) for rule in others if rule is not asked.wish]
        if asks:
            vi = "; ".join(f"{words.vi} [{name}]" for words, name in asks)
            en = "; ".join(f"{words.en} [{name}]" for words, name in asks)
            yield Text(
                f"không thể giữ lại: mâu thuẫn với: {vi}", f"cannot live on, it clashes with: {en}"
            )
        else:
            yield Text("không thể giữ lại", "cannot live on")
        return
    if asked.difference is None:
        return
    others_count = len([unit for unit in asked.differing if unit != reason.unit])
    also = Text("", "")
    if others_count:
        units = "unit" if others_count == 1 else "units"
        also = Text(
            f"; {others_count} đơn vị khác thay đổi theo",
            f"; {others_count} other {units} would fare otherwise",
        )
    if asked.free:
        yield Text(
            f"giữ lại cũng không tốn gì thêm{also.vi}",
            f"letting it live on would cost nothing{also.en}",
        )
        return
    cost = differences(asked.difference)
    doubt = Text("", "")
    if asked.result.status != "optimal":
        doubt = Text(" (chưa chứng minh)", " (not proven)")
    yield Text(
        f"nếu giữ lại: {cost.vi}{doubt.vi}{also.vi}",
        f"if it lived on: {cost.en}{doubt.en}{also.en}",
    )


def differences(values: Sequence[Fraction]) -> Text:
    """The goals that change, each with its sign."""
    listed = [(n, value) for n, value in enumerate(values, start=1) if value]
    return Text(
        ", ".join(f"mục tiêu ưu tiên {n} {signed(v, 'vi')}" for n, v in listed),
        ", ".join(f"goal {n} {signed(v, 'en')}" for n, v in listed),
    )
