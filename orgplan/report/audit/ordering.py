"""Deputies of one unit against those of another, as remarks."""

from __future__ import annotations

from orgplan.audit import Audit, Findings
from orgplan.audit.ordering import OrderingRemark
from orgplan.report.audit.naming import agency_name, unit_name
from orgplan.report.audit.sizes import AGENCY
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


def ordering_topic(audit: Audit) -> Topic:
    """Remarks on the order of deputies."""
    rows = tuple(
        _remark(audit, *entry) for entry in both_moments(audit, lambda found: found.ordering)
    )
    return Topic(
        Text("Tương quan cấp phó", "Order of deputies"),
        Text("TƯƠNG QUAN SỐ CẤP PHÓ GIỮA CÁC ĐƠN VỊ (lưu ý)", "ORDER OF DEPUTIES (remarks)"),
        (
            Column(Text("Mã đơn vị", "Id"), 14, screen=False),
            Column(Text("Đơn vị", "Unit"), 34),
            Column(Text("Cấp phó", "Deputies"), 9, number=True),
            Column(Text("Nhiều hơn", "More than"), 34),
            Column(Text("Cấp phó", "Deputies"), 9, number=True),
            Column(Text("Nội dung", "Clause"), 40, screen=False),
            *moment_column(audit),
        ),
        rows,
        AGENCY,
        notes=_ordering_notes(audit),
    )


CLAUSES = {
    "superior": Text(
        "cấp phó của đơn vị không nhiều hơn cấp phó của cấp trên trực tiếp",
        "a unit has no more deputies than its direct superior",
    ),
    "inner_units": Text(
        "đơn vị không có đơn vị bên trong không nhiều cấp phó hơn đơn vị cùng cấp có",
        "a unit without inner units has no more deputies than one of its level with",
    ),
}


def _remark(audit: Audit, row: OrderingRemark, found: Findings, when: Text) -> Row:
    cells: tuple[Cell, ...] = (
        row.unit,
        unit_name(found, row.unit),
        row.deputies,
        unit_name(found, row.other),
        row.other_deputies,
        CLAUSES[row.rule.clause],
        *moment_cell(audit, when),
    )
    own, other, at = (
        unit_name(found, row.unit),
        unit_name(found, row.other),
        moment_words(audit, when),
    )
    said = Text(
        f"{own.vi}: {row.deputies} cấp phó, nhiều hơn {other.vi} ({row.other_deputies}){at.vi}",
        f"{own.en}: deputies {row.deputies}, more than {other.en} ({row.other_deputies}){at.en}",
    )
    return Row(cells, group=same(agency_name(found, row.unit)), sentence=said)


def _ordering_notes(audit: Audit) -> tuple[Text, ...]:
    notes: list[Text] = []
    for rule in audit.case.problem.ruleset.ordering:
        clause, cite = CLAUSES[rule.clause], basis(rule.cite, rule.note, rule.confirmed)
        open_point = rule.question
        vi, en = f"{clause.vi} ({cite.vi})", f"{clause.en} ({cite.en})"
        if open_point is not None:
            vi, en = f"{vi}; {open_point.vi}", f"{en}; {open_point.en}"
        notes.append(Text(f"{vi[:1].upper()}{vi[1:]}.", f"{en[:1].upper()}{en[1:]}."))
    return tuple(notes)
