"""Functions with several leads or none, and posts without a function."""

from __future__ import annotations

from orgplan.audit import Audit, Findings
from orgplan.audit.functions import SharedFunction
from orgplan.report.audit.naming import TOTAL, unit_name
from orgplan.report.audit.table import (
    Cell,
    Column,
    Row,
    Topic,
    both_moments,
    moment_cell,
    moment_column,
    moment_group,
    moment_groups,
    moment_words,
)
from orgplan.report.layout import percent
from orgplan.text import Text, same

_SEVERAL = Text("nhiều cơ quan", "several agencies")


def shared_topic(audit: Audit) -> Topic:
    """Functions with several leads; a terminal shows those of two counted units of an agency."""
    rows = tuple(_shared(audit, *entry) for entry in both_moments(audit, lambda f: f.shared))
    named = (Column(Text("Chức năng", "Function"), 28),) if audit.case.function_names else ()
    return Topic(
        Text("Nhiều đơn vị một việc", "Several leads"),
        Text(
            "CHỨC NĂNG DO NHIỀU ĐẦU MỐI CÙNG CHỦ TRÌ TRONG MỘT CƠ QUAN",
            "FUNCTIONS THAT SEVERAL UNITS OF AN AGENCY LEAD",
        ),
        (
            Column(Text("Mã chức năng", "Code"), 26),
            *named,
            Column(Text("Số đơn vị", "Units"), 7, number=True, screen=False),
            Column(Text("Trong đó đầu mối", "That count"), 9, number=True, screen=False),
            Column(Text("Đơn vị", "Units"), 60),
            *moment_column(audit),
        ),
        rows,
        Column(Text("Cơ quan", "Agency"), 24),
        notes=_rest(audit),
    )


def _shared(audit: Audit, row: SharedFunction, found: Findings, when: Text) -> Row:
    names = [unit_name(found, unit_id) for unit_id in row.units]
    listed = Text("; ".join(n.vi for n in names), "; ".join(n.en for n in names))
    agency = _SEVERAL
    if row.agency is not None:
        agency = same(found.state.organisation[row.agency].name)
    name = (audit.case.function_names.get(row.code),) if audit.case.function_names else ()
    cells: tuple[Cell, ...] = (
        row.code,
        *name,
        len(row.units),
        row.counted,
        listed,
        *moment_cell(audit, when),
    )
    doubtful = row.agency is not None and row.among_counted
    said, at = _named(audit, row.code), moment_words(audit, when)
    sentence = Text(f"{said.vi}: {listed.vi}{at.vi}", f"{said.en}: {listed.en}{at.en}")
    return Row(cells, group=agency, screen=doubtful, marked=doubtful, sentence=sentence)


def _named(audit: Audit, code: str) -> Text:
    """A function by its name in the department's list, with its code."""
    name = audit.case.function_names.get(code)
    return same(code) if name is None else Text(f"{name.vi} [{code}]", f"{name.en} [{code}]")


def _rest(audit: Audit) -> tuple[Text, ...]:
    """What a terminal leaves to the workbook."""
    found = audit.findings[-1]
    mixed = sum(not row.among_counted for row in found.doubled)
    across = sum(row.agency is None for row in found.shared)
    notes: list[Text] = []
    if mixed:
        notes.append(
            Text(
                f"Còn {mixed} chức năng mà trong một cơ quan có thêm đơn vị bên trong chi cục hoặc "
                "đơn vị sự nghiệp cùng ghi: thường do phân theo địa bàn hoặc theo cấp.",
                f"{mixed} further functions are shared with units inside sub-departments or public "
                "service units of the same agency, mostly by area or level.",
            )
        )
    if across:
        notes.append(
            Text(
                f"{across} chức năng có ở nhiều cơ quan (văn thư, kế toán … là bình thường).",
                f"{across} functions stand in several agencies (as clerical work does).",
            )
        )
    return tuple(notes)


def unled_topic(audit: Audit) -> Topic:
    """Functions of the department's list that nobody leads."""
    names = audit.case.function_names
    rows = tuple(
        Row((code, names[code]), sentence=_named(audit, code)) for code in audit.without_lead
    )
    return Topic(
        Text("Chưa ai chủ trì", "Without lead"),
        Text(
            "CHỨC NĂNG TRONG DANH MỤC CHƯA CÓ ĐƠN VỊ CHỦ TRÌ",
            "FUNCTIONS OF THE LIST WITHOUT A LEAD",
        ),
        (
            Column(Text("Mã chức năng", "Code"), 40),
            Column(Text("Chức năng", "Function"), 60),
        ),
        rows,
    )


def general_topic(audit: Audit) -> Topic:
    """Posts without a function, agency by agency."""
    rows: list[Row] = []
    for found in audit.findings:
        for line in found.general:
            name: Cell = TOTAL
            if line.agency is not None:
                name = found.state.organisation[line.agency].name
            share = Text(percent(line.share, "vi"), percent(line.share, "en"))
            rows.append(
                Row(
                    (line.agency or "", name, line.posts, line.without, share),
                    group=moment_group(audit, found),
                    screen=line.agency is None or bool(line.without),
                    strong=line.agency is None,
                )
            )
    return Topic(
        Text("Chưa gắn chức năng", "Without function"),
        Text("BIÊN CHẾ CHƯA GẮN VỚI CHỨC NĂNG", "POSTS WITHOUT A FUNCTION"),
        (
            Column(Text("Mã", "Id"), 18, screen=False),
            Column(Text("Cơ quan", "Agency"), 46),
            Column(Text("Tổng", "All"), 10, number=True),
            Column(Text("Chưa gắn", "Without"), 10, number=True),
            Column(Text("Tỷ lệ", "Share"), 10, number=True),
        ),
        tuple(rows),
        moment_groups(audit),
        notes=(
            Text(
                "Biên chế và người làm việc của các đơn vị bên trong, không kể lãnh đạo cơ quan.",
                "Posts and employees of internal units, without the heads of agencies.",
            ),
        ),
    )
