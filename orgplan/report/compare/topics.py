"""The subjects of a comparison as tables, before anybody knows whether they become sheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from orgplan.compare import Comparison
from orgplan.compare.figures import GoalLine, TierLine
from orgplan.compare.limits import Fit, RuleLine
from orgplan.io.findings import visible
from orgplan.report.audit.table import Cell, Column, Row, Topic
from orgplan.report.compare.words import (
    NOTHING,
    fate_words,
    goal_words,
    place_in,
    plan_name,
    plan_words,
    rule_words,
    share_words,
    standing_words,
    terms_words,
    whose,
)
from orgplan.text import Text, same

TITLE = Text("SO SÁNH PHƯƠNG ÁN", "PLANS SIDE BY SIDE")
_FEW = 3
"""Plans of which a terminal has room for names; of more it shows ids."""
_NAMED = 3
"""Violations that are told of one plan under one scenario."""
_TIERS = Text("Mục tiêu ưu tiên", "Goals, in their order")
_OTHERS = Text("Các đại lượng khác", "Other quantities")
_RULE = Text("Quy tắc", "Rule")


def topics(found: Comparison, *, by_id: bool = False) -> tuple[Topic, ...]:
    """Everything there is to say, subject by subject.

    Parameters
    ----------
    found
        The comparison.
    by_id
        Whether cells name units by their ids: where columns are narrow.
    """
    listed = [_result(found), _agencies(found), _goals(found), _rules(found, by_id)]
    if any(fit.violations or fit.unasked for row in found.fit for fit in row):
        listed.append(_fit(found, by_id))
    if len(found.plans) > 2:
        listed.append(_distances(found))
    return (*listed, _units(found, by_id))


def is_narrow(found: Comparison) -> bool:
    """Whether a terminal has no room for names in the cells."""
    return len(found.plans) > _FEW


def _columns(
    found: Comparison, first: Text, width: float, each: float, *, number: bool = False
) -> tuple[Column, ...]:
    """A first column of words, then one column a plan."""
    places = range(len(found.plans))
    return (Column(first, width), *(Column(plan_name(n), each, number) for n in places))


def _result(found: Comparison) -> Topic:
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
        _columns(found, Text("Đại lượng", "Quantity"), 34, 16, number=True),
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
            some = ", ".join(map(visible, missing[:_NAMED])) + (" …" if missing[_NAMED:] else "")
            name, count = plan_name(place), len(missing)
            word = "unit" if count == 1 else "units"
            yield Text(
                f"{name.vi} không biết {count} đơn vị có ở phương án khác: {some}",
                f"{name.en} does not know {count} {word} of the other plans: {some}",
            )


def _agencies(found: Comparison) -> Topic:
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
    first, *each = _columns(found, Text("Cơ quan", "Agency"), 44, 14, number=True)
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


def _goals(found: Comparison) -> Topic:
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
        _columns(found, Text("Mục tiêu", "Goal"), 58, 14, number=True),
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


def _rules(found: Comparison, by_id: bool) -> Topic:
    rows = [_rule_row(line, found, by_id) for line in found.limits]
    hidden = list(dict.fromkeys(str(line.rule.id) for line in found.limits if not _shown(line)))
    notes = []
    if hidden:
        ids = ", ".join(map(visible, hidden))
        notes.append(
            Text(
                f"Quy tắc không có con số, không phương án nào vi phạm: {ids}.",
                f"Rules without figures that no plan breaks: {ids}.",
            )
        )
    if by_id:
        notes.append(
            Text(
                "+: còn dư so với mức; −: vi phạm; 0: sát mức; tỷ lệ tính bằng điểm %.",
                "+: room left to the limit; −: broken; 0: at the limit; shares in points.",
            )
        )
    if any(standing is None for line in found.limits for standing in line.standings):
        notes.append(
            Text(
                "–: không xét được, vì các chủ trương đã có khác nhau.",
                "–: cannot be judged, as other decisions had been taken.",
            )
        )
    return Topic(
        Text("Quy tắc", "Rules"),
        Text(
            "QUY TẮC: CÒN CÁCH MỨC BAO NHIÊU, Ở ĐƠN VỊ GẦN NHẤT",
            "RULES: HOW FAR FROM THE LIMIT, AT THE NEAREST UNIT",
        ),
        _columns(found, _RULE, 58, 30),
        tuple(rows),
        notes=tuple(notes),
    )


def _shown(line: RuleLine) -> bool:
    """Whether a terminal shows the rule: it has a figure, or is broken."""
    return line.is_broken or any(s is not None and s.slack is not None for s in line.standings)


def _rule_row(line: RuleLine, found: Comparison, by_id: bool) -> Row:
    words, mark = rule_words(line, found), whose(line.holds)
    cells: list[Cell] = []
    for plan, standing in zip(found.plans, line.standings, strict=True):
        slack = None if standing is None else standing.slack
        units = () if slack is None else slack.units
        names = [visible(place_in(plan, u, by_id=by_id)) for u in units]
        cells.append(standing_words(standing, names, brief=by_id))
    label = Text(f"{words.vi}{mark.vi}", f"{words.en}{mark.en}")
    return Row((label, *cells), screen=_shown(line), marked=line.is_broken)


def _fit(found: Comparison, brief: bool) -> Topic:
    rows = []
    for place, row in enumerate(found.fit):
        cells = [_fit_words(fit, brief) for fit in row]
        rows.append(Row((plan_name(place), *cells), marked=any(fit.violations for fit in row)))
    partly = Text(
        "*: chỉ xét được quy tắc, không xét cơ cấu, vì các chủ trương đã có khác nhau.",
        "*: judged by the rules only, not by the structure, as other decisions had been taken.",
    )
    notes = [] if all(fit.whole for row in found.fit for fit in row) else [partly]
    if brief:
        notes.append(
            Text(
                "Số: bao nhiêu vi phạm; nêu từng vi phạm trong bảng tính (-o THƯ_MỤC).",
                "Figures: how many violations; the workbook names them (-o DIR).",
            )
        )
    else:
        notes += _breaches(found)
    return Topic(
        Text("Đổi kịch bản", "Other scenarios"),
        Text(
            "PHƯƠNG ÁN NÀY CÓ GIỮ ĐƯỢC QUY TẮC CỦA KỊCH BẢN KIA KHÔNG",
            "WHETHER A PLAN KEEPS THE RULES OF ANOTHER SCENARIO",
        ),
        _columns(found, Text("Phương án ↓ theo kịch bản →", "Plan ↓ under scenario →"), 34, 20),
        tuple(rows),
        notes=tuple(notes),
    )


def _fit_words(fit: Fit, brief: bool) -> Text:
    """Whether a plan is valid under a scenario, or how much it breaks."""
    many, mark = len(fit.violations), "" if fit.whole else " *"
    if not many:
        return Text(f"đạt{mark}", f"valid{mark}")
    if brief:
        return same(f"{many}{mark}")
    word = "violation" if many == 1 else "violations"
    return Text(f"{many} vi phạm{mark}", f"{many} {word}{mark}")


def _breaches(found: Comparison) -> Iterator[Text]:
    """The first violations of each plan under each scenario."""
    for one, row in enumerate(found.fit):
        for other, fit in enumerate(row):
            first, second = plan_name(one), plan_name(other)
            for said in fit.violations[:_NAMED]:
                yield Text(
                    f"{first.vi} theo kịch bản của {second.vi}: {said.message.vi} [{said.id}]",
                    f"{first.en} under the scenario of {second.en}: {said.message.en} [{said.id}]",
                )
            more = len(fit.violations) - _NAMED
            if more > 0:
                yield Text(
                    f"{first.vi} theo kịch bản của {second.vi}: còn {more} vi phạm khác",
                    f"{first.en} under the scenario of {second.en}: {more} more",
                )


def _distances(found: Comparison) -> Topic:
    rows = [
        Row((plan_name(place), *(NOTHING if n == place else d for n, d in enumerate(row))))
        for place, row in enumerate(found.apart)
    ]
    return Topic(
        Text("Khác nhau", "Distances"),
        Text("SỐ ĐƠN VỊ CÓ KẾT QUẢ KHÁC NHAU GIỮA HAI PHƯƠNG ÁN", "UNITS WITH ANOTHER FATE"),
        _columns(found, Text("Phương án", "Plan"), 20, 14, number=True),
        tuple(rows),
    )


def _units(found: Comparison, by_id: bool) -> Topic:
    lines = found.fates.differing
    rows: list[Row] = []
    place_of = {name: n for n, name in enumerate(dict.fromkeys(line.agency for line in lines))}
    for line in sorted(lines, key=lambda line: place_of[line.agency]):
        cells = [
            fate_words(line, place, plan, by_id=by_id) for place, plan in enumerate(found.plans)
        ]
        rows.append(Row((line.unit, same(line.name), *cells), same(line.agency)))
    name, *each = _columns(found, Text("Đơn vị", "Unit"), 40, 34)
    return Topic(
        Text("Đơn vị khác", "Units that differ"),
        Text("ĐƠN VỊ CÓ KẾT QUẢ KHÁC NHAU", "UNITS THAT FARE OTHERWISE"),
        (
            Column(Text("Mã đơn vị", "Id"), 16, screen=by_id),
            replace(name, screen=not by_id),
            *each,
        ),
        tuple(rows),
        grouped=Column(Text("Cơ quan", "Agency"), 32),
        intro=tuple(_how_many(found)),
        notes=() if not rows else (Text("→ nơi tiếp nhận.", "→ receiver."),),
    )


def _how_many(found: Comparison) -> Iterator[Text]:
    count, whole = len(found.fates.differing), len(found.fates.lines)
    yield Text(
        f"{count} trong {whole} đơn vị có kết quả khác nhau: còn hay kết thúc, loại hình sau, nơi "
        "nhận từng phần việc.",
        f"{count} of {whole} units fare otherwise: whether they survive, their kind after, the "
        "receiver of each block.",
    )
    if not found.fates.after_given:
        yield Text(
            "Các chủ trương đã có hoặc số liệu không giống nhau: theo dõi từng đơn vị từ tệp gốc, "
            "gồm cả việc đã có chủ trương.",
            "Earlier decisions or data are not the same: each unit is followed from the files on, "
            "what was decided before included.",
        )
