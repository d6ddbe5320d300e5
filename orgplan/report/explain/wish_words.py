"""What would come of a wish, in words: goal by goal, and which units fare otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from orgplan.case import Case
from orgplan.draw.curve_words import tier_title
from orgplan.explain import Explanation, WhyNot
from orgplan.plan import Plan
from orgplan.report.explain.clash import rule_lines
from orgplan.report.explain.demand import demand
from orgplan.report.explain.origin import Origins
from orgplan.report.explain.parts import Figures, Part, Sentence
from orgplan.report.explain.price_table import signed
from orgplan.report.forms import is_flattened
from orgplan.report.layout import capital
from orgplan.report.proof import short
from orgplan.text import Text


def wish_part(found: Explanation) -> Part | None:
    """The answer to a wish as a part of a report; None where there was none."""
    asked = found.why_not
    if asked is None:
        return None
    wanted = demand(asked.wish, found.case)
    title = Text("ĐIỀU MONG MUỐN", "THE WISH")
    content: list[Sentence | Figures] = [Sentence(Text(capital(wanted.vi), capital(wanted.en)))]
    if asked.forbidden:
        content += _forbidden(asked, found.case)
    elif asked.difference is None:
        content.append(Sentence(_UNKNOWN))
    else:
        content += _possible(asked, found)
    return Part(title, tuple(content))


_UNKNOWN = Text(
    "Hết thời gian trước khi biết có phương án như vậy hay không (--time-limit).",
    "Time ran out before it was known whether there is such a plan (--time-limit).",
)


def _forbidden(asked: WhyNot, case: Case) -> Iterator[Sentence]:
    yield Sentence(
        Text(
            "Không được: không có phương án nào giữ mọi quy định mà làm như vậy (đã chứng minh).",
            "Impossible: no plan that keeps every rule does this (proven).",
        )
    )
    if asked.conflict is None:
        return
    others = [rule for rule in asked.conflict.rules if rule is not asked.wish]
    if not others:
        yield Sentence(
            Text(
                "Cơ cấu và các thao tác mà kịch bản mở đã không cho phép, dù bỏ hết quy định.",
                "The structure and the operations that the scenario opens do not allow it, "
                "whatever the rules.",
            )
        )
        return
    yield Sentence(Text("Điều này mâu thuẫn với:", "It clashes with:"))
    origins = Origins(case)
    for place, rule in enumerate(others, start=1):
        yield from rule_lines(rule, f"{place}. ", case, origins)


def _possible(asked: WhyNot, found: Explanation) -> Iterator[Sentence | Figures]:
    plan, other = found.result.plan, asked.result.plan
    if plan is None or other is None:
        return
    if not any(asked.wish.violations(plan)):
        yield Sentence(Text("Phương án này đã như vậy.", "The plan is like that already."))
        return
    if asked.free:
        yield Sentence(
            Text(
                "Không tốn gì thêm: có phương án như vậy, mọi mục tiêu bằng nhau.",
                "It costs nothing: there is such a plan with the same values of all goals.",
            )
        )
    else:
        yield Sentence(
            Text(
                "Làm được; phương án tốt nhất khi đó so với phương án này:",
                "Possible; the best plan then against this one:",
            )
        )
        yield _goals(asked, found)
    if asked.result.status != "optimal":
        yield Sentence(
            Text(
                "Phương án khi đó chưa được chứng minh là tốt nhất: có thể còn rẻ hơn.",
                "The plan then is not proven to be the best: it may be cheaper still.",
            )
        )
    yield from _units(asked, plan, other)


def _goals(asked: WhyNot, found: Explanation) -> Figures:
    heads = (
        Text("Mục tiêu ưu tiên", "Goal"),
        Text("Nay", "Now"),
        Text("Khi đó", "Then"),
        Text("Chênh", "Change"),
    )
    rows = []
    tiers = zip(
        found.case.tiers,
        found.result.tiers,
        asked.result.tiers,
        asked.difference or (),
        strict=True,
    )
    for place, (tier, now, then, change) in enumerate(tiers):
        figures = (now.value, then.value)
        rows.append(
            (
                tier_title(place, tier),
                *(Text(short(v, "vi"), short(v, "en")) for v in figures),
                Text(signed(change, "vi"), signed(change, "en")),
            )
        )
    return Figures(heads, tuple(rows), (False, True, True, True))


def _units(asked: WhyNot, plan: Plan, other: Plan) -> Iterator[Sentence]:
    count = len(asked.differing)
    if not count:
        return
    yield Sentence(
        Text(
            f"{count} đơn vị khác đi:" if count > 1 else "Một đơn vị khác đi:",
            f"{count} units fare otherwise:" if count > 1 else "One unit fares otherwise:",
        )
    )
    for unit_id in asked.differing:
        now, then = becomes(plan, unit_id), becomes(other, unit_id)
        name = plan.problem.name(unit_id)
        yield Sentence(
            Text(
                f"{name}: {then.vi} (phương án này: {now.vi})",
                f"{name}: {then.en} (in this plan: {now.en})",
            ),
            "• ",
        )


def becomes(plan: Plan, unit_id: str) -> Text:
    """What a plan makes of a unit: whether it lives on, as what, and where its duties go."""
    problem = plan.problem
    names = [problem.before[to].name for to in plan.receivers.get(unit_id, ())]
    listed = ", ".join(names)
    if unit_id in plan.ended:
        if is_flattened(plan, unit_id):
            return Text(f"nhập vào cấp trên {listed}", f"absorbed by the unit above, {listed}")
        if len(names) == 1:
            return Text(f"nhập vào {listed}", f"merged into {listed}")
        return Text(f"giải thể, nhiệm vụ về {listed}", f"dissolved into {listed}")
    parts = [Text("giữ lại", "lives on")]
    if unit_id in plan.converted:
        kind = problem.ruleset.label_of(plan.kind_after(unit_id))
        parts = [Text(f"chuyển thành {kind.vi}", f"becomes: {kind.en}")]
    if names:
        parts.append(Text(f"chuyển bớt nhiệm vụ về {listed}", f"passes duties on to {listed}"))
    return Text(", ".join(p.vi for p in parts), ", ".join(p.en for p in parts))
