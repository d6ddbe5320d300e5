"""Rules of a comparison as tables: what each leaves, and who breaks whose."""

from __future__ import annotations

from collections.abc import Iterator

from orgplan.compare import Comparison
from orgplan.compare.limits import Fit, RuleLine
from orgplan.io.findings import visible
from orgplan.report.audit.table import Cell, Row, Topic
from orgplan.report.compare.columns import plan_columns
from orgplan.report.compare.words import (
    place_in,
    plan_name,
    rule_words,
    standing_words,
    whose,
)
from orgplan.text import Text, same

_NAMED = 3
"""Violations that are told of one plan under one scenario."""


def rules_topic(found: Comparison, by_id: bool) -> Topic:
    """The room of every figure, at the nearest unit."""
    rows = [_rule_row(line, found, by_id) for line in found.limits]
    hidden = list(dict.fromkeys(str(line.rule.id) for line in found.limits if not _shown(line)))
    notes = []
    if hidden:
        ids = ", ".join(map(visible, hidden))
        notes.append(
            Text(
                f"Các quy tắc khác, không phương án nào vi phạm: {ids}.",
                f"Other rules, which no plan breaks: {ids}.",
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
        plan_columns(found, Text("Quy tắc", "Rule"), 58, 30),
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


def fit_topic(found: Comparison, brief: bool) -> Topic:
    """Each plan under the scenario of each."""
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
        plan_columns(found, Text("Phương án ↓ theo kịch bản →", "Plan ↓ under scenario →"), 34, 20),
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
