"""Counts and goals of a comparison as tables."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from orgplan.compare import Comparison
from orgplan.compare.figures import GoalLine, TierLine
from orgplan.io.findings import visible
from orgplan.report.audit.table import Cell, Column, Row, Topic
from orgplan.report.compare.columns import plan_columns
from orgplan.report.compare.words import (
    NOTHING,
    goal_words,
    plan_name,
    plan_words,
    share_words,
    terms_words,
    whose,
)
from orgplan.text import Text, same

_SOME = 3
"""Unknown units that are named."""
_TIERS = Text("Mục tiêu ưu tiên", "Goals, in their order")
_OTHERS = Text("Các đại lượng khác", "Other quantities")


def result_topic(found: Comparison) -> Topic:
    """How many units each plan leaves, against what was asked."""
    plans = found.plans
    rows = [
        Row((Text("Đầu mối trước", "Units before"), *(p.before for p in plans))),
        Row((Text("Đầu mối sau", "Units after"), *(p.after for p in plans)), strong=True),
        Row((Text("Giảm", "Cut"), *(p.before - p.after for p in plans))),
        Row((Text("Tỷ lệ giảm", "Share cut"), *(share_words(p.before, p.after) for p in plans))),
        Row((Text("Phải giảm ít nhất", "Required cut"), *(_required(found)))),
        Row((Text("Đơn vị có thay đổi", "Units that change"), *(p.changes for p in plans))),
    ]
    return Topic(
        Text("Kết quả", "Result"),
        Text("KẾT QUẢ", "RESULT"),
        plan_columns(found, Text("Đại lượng", "Quantity"), 34, 16, number=True),
        tuple(rows),
        intro=tuple(_legend(found)),
    )


def _required(found: Comparison) -> Iterator[Cell]:
    for plan in found.plans:
        yield NOTHING if plan.case.scenario.target is None else plan.case.required_cut


def _legend(found: Comparison) -> Iterator[Text]:
    """Which plan is which, and what makes them hard to compare."""
    for place, plan in enumerate(found.plans):
        name, words = plan_name(place), plan_words(plan)
        yield Text(f"{name.vi}: {words.vi}", f"{name.en}: {words.en}")
    for place in range(len(found.plans)):
        missing = found.fates.unknown(place)
        if missing:
            some = ", ".join(map(visible, missing[:_SOME])) + (" …" if missing[_SOME:] else "")
            name, count = plan_name(place), len(missing)
            word = "unit" if count == 1 else "units"
            yield Text(
                f"{name.vi} không biết {count} đơn vị có ở phương án khác: {some}",
                f"{name.en} does not know {count} {word} of the other plans: {some}",
            )


def agencies_topic(found: Comparison) -> Topic:
    """Counted units of each agency."""
    alike = all(len(set(line.before)) == 1 for line in found.agencies)
    lines = [line for line in found.agencies if any(line.before) or any(line.after)]
    rows = [
        Row(
            (
                same(line.name),
                *(line.before[:1] if alike else ()),
                *(
                    after if alike else _from_to(before, after)
                    for before, after in zip(line.before, line.after, strict=True)
                ),
            )
        )
        for line in lines
    ]
    first, *each = plan_columns(found, Text("Cơ quan", "Agency"), 44, 14, number=True)
    given = Column(Text("Trước", "Before"), 10, number=True)
    notes = (Text("a → b: trước và sau sắp xếp.", "a → b: before and after the plan."),)
    return Topic(
        Text("Từng cơ quan", "By agency"),
        Text("ĐẦU MỐI CỦA TỪNG CƠ QUAN, SAU SẮP XẾP", "UNITS OF EACH AGENCY, AFTER"),
        (first, *([given] if alike else []), *each),
        tuple(rows),
        notes=() if alike else notes,
    )


def _from_to(before: int | None, after: int | None) -> Cell:
    return NOTHING if before is None or after is None else same(f"{before} → {after}")


def goals_topic(found: Comparison) -> Topic:
    """Every tier and every goal, the goals of a weighted tier below it."""
    lines = {line.goal: line for line in found.measured}
    rows: list[Row] = []
    for tier in found.tiers:
        rows.append(Row((_tier_name(tier), *map(_rounded, tier.values)), _TIERS, strong=True))
        if not tier.is_plain:
            rows += [_goal_row(lines[goal], _TIERS, "– ") for goal, _ in tier.terms]
    rows += [_goal_row(g, _OTHERS) for g in found.measured if not any(g.wanted)]
    return Topic(
        Text("Mục tiêu", "Goals"),
        Text("MỤC TIÊU ƯU TIÊN VÀ CÁC ĐẠI LƯỢNG (càng nhỏ càng tốt)", "GOALS (less is better)"),
        plan_columns(found, Text("Mục tiêu", "Goal"), 58, 14, number=True),
        tuple(rows),
        grouped=Column(Text("Nhóm", "Group"), 22),
    )


def _goal_row(line: GoalLine, group: Text, mark: str = "") -> Row:
    words = goal_words(line.goal)
    label = Text(f"{mark}{words.vi}", f"{mark}{words.en}")
    return Row((label, *map(_rounded, line.values)), group)


def _rounded(value: Fraction) -> Fraction:
    """A value to two decimals, as people read it; the document has it exactly."""
    return round(value, 2)


def _tier_name(line: TierLine) -> Text:
    """A tier with its place, where it is the same in every scenario that has it."""
    words, mark = terms_words(line.terms), whose([place is not None for place in line.places])
    places = {place for place in line.places if place is not None}
    number = f"{places.pop()}. " if len(places) == 1 else ""
    return Text(f"{number}{words.vi}{mark.vi}", f"{number}{words.en}{mark.en}")
