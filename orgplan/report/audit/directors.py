"""Deputies of the heads of agencies against the average of the province."""

from __future__ import annotations

from orgplan.audit import Audit, Findings
from orgplan.audit.directors import DirectorRow, Directors
from orgplan.report.audit.naming import TOTAL
from orgplan.report.audit.sizes import rule_note
from orgplan.report.audit.table import (
    FEW,
    Column,
    Row,
    Topic,
    moment_group,
    moment_groups,
)
from orgplan.text import Text, amount, number


def director_topic(audit: Audit) -> Topic:
    """The heads of agencies and their deputies, against an average."""
    rows: list[Row] = []
    for found in audit.findings:
        if found.directors is not None:
            rows += _directors(audit, found, found.directors)
    return Topic(
        Text("Lãnh đạo cơ quan", "Deputy directors"),
        Text("CẤP PHÓ CỦA NGƯỜI ĐỨNG ĐẦU CƠ QUAN", "DEPUTIES OF THE HEADS OF AGENCIES"),
        (
            Column(Text("Mã", "Id"), 18, screen=False),
            Column(Text("Cơ quan", "Agency"), 46),
            Column(Text("Cấp trưởng", "Heads"), 9, number=True),
            Column(Text("Cấp phó", "Deputies"), 9, number=True),
            Column(Text("Được thêm", "On top"), 9, number=True),
            Column(Text("Được bố trí", "Allowed"), 9, number=True),
        ),
        tuple(rows),
        moment_groups(audit),
        notes=tuple(_director_notes(audit)),
    )


def _directors(audit: Audit, found: Findings, directors: Directors) -> list[Row]:
    group = moment_group(audit, found)
    organisation = found.state.organisation
    few = len(directors.rows) <= FEW
    rows = [
        Row(
            (row.agency, organisation[row.agency].name, row.heads, row.deputies, row.more, None),
            group=group,
            screen=few or _above(row, directors),
            marked=_above(row, directors),
        )
        for row in directors.rows
    ]
    heads = sum(row.heads for row in directors.rows)
    count = len(directors.rows)
    name = Text(f"{TOTAL.vi} {count} cơ quan", f"{TOTAL.en} of {count} agencies")
    total = ("", name, heads, directors.deputies, directors.more, directors.allowed)
    return [*rows, Row(total, group=group, strong=True)]


def _above(row: DirectorRow, directors: Directors) -> bool:
    """Whether an agency has more than the average with what it was granted."""
    return row.deputies is not None and row.deputies > directors.quota.average + row.more


def _director_notes(audit: Audit) -> list[Text]:
    notes = [note for found in audit.findings for note in _against_average(audit, found)]
    quota = audit.case.problem.ruleset.directors
    if quota is None:
        return notes
    mean = amount(quota.average)
    notes.append(
        Text(
            f"Mức {mean.vi} là bình quân trên toàn tỉnh, do Ủy ban nhân dân tỉnh phân bổ: một cơ "
            "quan nhiều hơn không phải là vi phạm. Ở đây chỉ tính các cơ quan có trong dữ liệu.",
            f"{mean.en} is an average over the province, shared out by the People's Committee: one "
            "agency with more breaks nothing. Only the agencies in the data are counted here.",
        )
    )
    if quota.additions is not None:
        more = quota.additions
        notes.append(
            Text(
                f"Được thêm: {more.vi}. Ghi vào kịch bản: audit: {{more_deputies: {{mã: số}}}}.",
                f"On top: {more.en}. Say so in the scenario: audit: {{more_deputies: {{id: n}}}}.",
            )
        )
    name = Text("Căn cứ", "Legal basis")
    return [*notes, rule_note(name, quota.cite, quota.note, quota.confirmed)]


def _against_average(audit: Audit, found: Findings) -> list[Text]:
    directors = found.directors
    if directors is None or directors.average is None:
        return []
    when = moment_group(audit, found)
    lead = Text(f"{when.vi}: ".capitalize(), f"{when.en}: ".capitalize())
    if not when.vi:
        lead = when
    mean = round(directors.average, 2)
    vi = (
        f"{lead.vi}{directors.deputies} cấp phó ở {directors.known} cơ quan, bình quân "
        f"{number(mean, 'vi')}; được bố trí {directors.allowed}"
    )
    en = (
        f"{lead.en}{directors.deputies} deputies in {directors.known} agencies, {number(mean)} on "
        f"average; allowed {directors.allowed}"
    )
    if directors.over:
        vi, en = f"{vi}, vượt {directors.over}", f"{en}, {directors.over} over"
    return [Text(f"{vi}.", f"{en}.")]
