"""What breaks a rule already, what the files do not say yet, and what is not confirmed."""

from __future__ import annotations

from collections.abc import Sequence

from orgplan.audit import Audit, Findings
from orgplan.audit.broken import BrokenRule
from orgplan.audit.missing import Missing, Unconfirmed
from orgplan.audit.missing import Topic as MissingTopic
from orgplan.report.audit.naming import agency_name, unit_name
from orgplan.report.audit.sizes import AGENCY, BASIS
from orgplan.report.audit.table import (
    Cell,
    Column,
    Row,
    Topic,
    basis,
    both_moments,
    moment_cell,
    moment_column,
    moment_words,
)
from orgplan.text import Text, same

_TOPICS: dict[MissingTopic, Text] = {
    "posts": Text("biên chế", "posts"),
    "present": Text("số có mặt", "people present"),
    "leaders": Text("cấp trưởng, cấp phó", "heads and deputies"),
    "site": Text("địa điểm", "site"),
    "function": Text("chức năng, nhiệm vụ", "functions"),
}
_AWAITED = Text("cơ quan chưa gửi số liệu", "agencies that have not sent a file")
_NAMED = 6


def broken_topic(audit: Audit) -> Topic:
    """Rules that the organisation breaks as it stands; minimums have a topic of their own."""
    rows = tuple(_broken(audit, *entry) for entry in both_moments(audit, lambda f: f.others_broken))
    return Topic(
        Text("Quy tắc chưa đạt", "Rules not kept"),
        Text(
            "QUY TẮC ĐANG BỊ VI PHẠM TRƯỚC KHI SẮP XẾP", "RULES THAT ARE NOT KEPT BEFORE ANY PLAN"
        ),
        (
            Column(Text("Mã quy tắc", "Rule"), 26),
            Column(Text("Loại quy tắc", "Kind of rule"), 18, screen=False),
            Column(Text("Nội dung", "What"), 64),
            Column(Text("Mã đơn vị", "Ids"), 20, screen=False),
            BASIS,
            *moment_column(audit),
        ),
        rows,
    )


def _broken(audit: Audit, row: BrokenRule, found: Findings, when: Text) -> Row:
    cells: tuple[Cell, ...] = (
        row.id,
        row.label,
        row.message,
        ", ".join(row.units),
        basis(row.cite, row.note, row.confirmed),
        *moment_cell(audit, when),
    )
    at = moment_words(audit, when)
    said = Text(f"{row.message.vi} [{row.id}]{at.vi}", f"{row.message.en} [{row.id}]{at.en}")
    return Row(cells, sentence=said)


def missing_topic(audit: Audit) -> Topic:
    """What the files do not say, one sentence a subject and one row a unit."""
    found = audit.present
    rows = [
        Row(
            (_TOPICS[entry.topic], unit_id, unit_name(found, unit_id)),
            group=same(agency_name(found, unit_id)),
            screen=False,
        )
        for entry in audit.missing
        for unit_id in entry.units
    ]
    rows += [Row((_AWAITED, name, name), screen=False) for name in audit.missing_agencies]
    return Topic(
        Text("Còn thiếu", "Missing"),
        Text("SỐ LIỆU CÒN THIẾU", "DATA STILL MISSING"),
        (
            Column(Text("Còn thiếu", "Missing"), 24),
            Column(Text("Mã đơn vị", "Id"), 18),
            Column(Text("Đơn vị", "Unit"), 50),
        ),
        tuple(rows),
        AGENCY,
        intro=(*_awaited(audit.missing_agencies), *(_missing(found, m) for m in audit.missing)),
    )


def _awaited(names: Sequence[str]) -> tuple[Text, ...]:
    if not names:
        return ()
    listed = ", ".join(names)
    return (
        Text(
            f"Cơ quan chưa gửi số liệu ({len(names)}): {listed}.",
            f"Agencies that have not sent a file ({len(names)}): {listed}.",
        ),
    )


def _missing(found: Findings, entry: Missing) -> Text:
    what, count = _TOPICS[entry.topic], len(entry.units)
    if count == entry.of:
        return Text(
            f"Chưa có {what.vi}: toàn bộ {count} đơn vị.", f"No {what.en}: all {count} units."
        )
    names = [unit_name(found, unit_id) for unit_id in entry.units[:_NAMED]]
    more = " …" if count > _NAMED else ""
    vi, en = ", ".join(n.vi for n in names) + more, ", ".join(n.en for n in names) + more
    return Text(
        f"Chưa có {what.vi}: {count}/{entry.of} đơn vị: {vi}.",
        f"No {what.en}: {count} of {entry.of} units: {en}.",
    )


def unconfirmed_topic(audit: Audit) -> Topic:
    """Figures used that are not confirmed."""
    return Topic(
        Text("Chưa đối chiếu", "Not confirmed"),
        Text("SỐ LIỆU CHƯA ĐỐI CHIẾU CÔNG BÁO", "FIGURES NOT YET CHECKED AGAINST THE GAZETTE"),
        (
            Column(Text("Số liệu", "Figure"), 50),
            Column(Text("Mã", "Id"), 28),
            Column(Text("Lý do", "Why"), 70),
        ),
        tuple(Row((e.what, e.id, e.note), sentence=_doubt(e)) for e in audit.unconfirmed),
    )


def _doubt(entry: Unconfirmed) -> Text:
    why = f": {entry.note}" if entry.note else ""
    return Text(f"{entry.what.vi} [{entry.id}]{why}", f"{entry.what.en} [{entry.id}]{why}")
