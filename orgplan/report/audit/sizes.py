"""Units below a minimum, those of optional rules apart."""

from __future__ import annotations

from orgplan.audit import Audit, Findings
from orgplan.audit.sizes import ShortUnit
from orgplan.report.audit.naming import agency_name, kind_name, unit_name
from orgplan.report.audit.table import (
    Cell,
    Column,
    Row,
    Topic,
    basis,
    both_moments,
    in_order,
    moment_cell,
    moment_column,
)
from orgplan.text import Text, same

AGENCY = Column(Text("Cơ quan", "Agency"), 20)
BASIS = Column(Text("Căn cứ, ghi chú", "Legal basis, remark"), 28, screen=False)
IN_FORCE = Text("đang áp dụng", "in force")
SWITCHED_OFF = Text("không áp dụng trong kịch bản này", "not in force in this scenario")
ONLY_CHANGED = Text("chỉ với đơn vị thay đổi", "only for units that change")


def size_topic(audit: Audit) -> Topic:
    """Units below a minimum in force."""
    return _topic(
        audit,
        Text("Dưới mức tối thiểu", "Below minimum"),
        Text("ĐƠN VỊ DƯỚI MỨC BIÊN CHẾ TỐI THIỂU", "UNITS BELOW THE MINIMUM OF POSTS"),
        in_force=True,
    )


def optional_size_topic(audit: Audit) -> Topic:
    """Units below a minimum that this scenario does not apply."""
    return _topic(
        audit,
        Text("Mức chưa áp dụng", "Minimum not in force"),
        Text(
            "DƯỚI MỨC TỐI THIỂU KHÔNG ÁP DỤNG TRONG KỊCH BẢN NÀY (để biết)",
            "BELOW A MINIMUM THAT IS NOT IN FORCE IN THIS SCENARIO (for information)",
        ),
        in_force=False,
    )


def _topic(audit: Audit, sheet: Text, title: Text, *, in_force: bool) -> Topic:
    def picked(found: Findings) -> tuple[ShortUnit, ...]:
        return tuple(row for row in found.short if row.in_force is in_force)

    entries = in_order(audit, both_moments(audit, picked), lambda row: row.unit)
    rows = tuple(_row(audit, *entry) for entry in entries)
    columns = (
        Column(Text("Mã đơn vị", "Id"), 14, screen=False),
        Column(Text("Đơn vị", "Unit"), 32),
        Column(Text("Loại hình", "Kind"), 13, screen=False),
        Column(Text("Biên chế", "Posts"), 8, number=True),
        Column(Text("Tối thiểu", "Minimum"), 9, number=True),
        Column(Text("Còn thiếu", "Missing"), 8, number=True),
        Column(Text("Quy tắc", "Rule"), 20, screen=False),
        BASIS,
        Column(Text("Hiệu lực", "In force"), 13, screen=False),
        *moment_column(audit),
    )
    return Topic(sheet, title, columns, rows, AGENCY, notes=_bases(audit, in_force=in_force))


def _row(audit: Audit, short: ShortUnit, found: Findings, when: Text) -> Row:
    cells: tuple[Cell, ...] = (
        short.unit,
        unit_name(found, short.unit),
        kind_name(found, short.unit),
        short.posts,
        short.floor,
        short.missing,
        short.rule,
        basis(short.cite, short.note, short.confirmed),
        _force(short),
        *moment_cell(audit, when),
    )
    return Row(cells, group=same(agency_name(found, short.unit)))


def _force(short: ShortUnit) -> Text:
    if not short.in_force:
        return SWITCHED_OFF
    return IN_FORCE if short.applies_to == "all" else ONLY_CHANGED


def _bases(audit: Audit, *, in_force: bool) -> tuple[Text, ...]:
    """The rules that were broken, each with its kinds and its legal basis, once."""
    kinds: dict[str, dict[str, Text]] = {}
    rules: dict[str, ShortUnit] = {}
    for found in audit.findings:
        for short in found.short:
            if short.in_force is in_force:
                rules[short.rule] = short
                kind = kind_name(found, short.unit)
                kinds.setdefault(short.rule, {})[kind.vi] = kind
    return tuple(_basis(rules[rule], list(kinds[rule].values())) for rule in rules)


def _basis(short: ShortUnit, kinds: list[Text]) -> Text:
    named = Text("; ".join(k.vi for k in kinds), "; ".join(k.en for k in kinds))
    name = Text(f"{named.vi} [{short.rule}]", f"{named.en} [{short.rule}]")
    return rule_note(name, short.cite, short.note, short.confirmed)


def rule_note(name: Text, cite: str | None, note: str | None, confirmed: bool | None) -> Text:
    """What a figure stands on, as a sentence below a table."""
    words = basis(cite, note, confirmed)
    return Text(f"{name.vi}: {words.vi or '–'}.", f"{name.en}: {words.en or '–'}.")
