"""Leaders against the places that the statute gives each unit."""

from __future__ import annotations

from orgplan.audit import Audit, Findings
from orgplan.audit.leaders import LeaderRow
from orgplan.report.audit.naming import TOTAL, agency_name, kind_name, unit_name
from orgplan.report.audit.sizes import AGENCY, BASIS, rule_note
from orgplan.report.audit.table import (
    FEW,
    Cell,
    Column,
    Row,
    Topic,
    basis,
    both_moments,
    in_order,
    moment_cell,
    moment_column,
    moment_group,
)
from orgplan.text import Text, amount, same


def leader_topic(audit: Audit) -> Topic:
    """Every unit whose kind has a quota; on a terminal those with a leader too many."""
    found_rows = both_moments(audit, lambda found: found.leaders)
    every = in_order(audit, found_rows, lambda row: row.unit)
    few = len(every) <= FEW
    heads = any(row.heads_over for row, _, _ in every)
    rows = [_leaders(audit, *entry, few=few) for entry in every]
    rows += [_sum(audit, found) for found in audit.findings if found.leaders]
    columns = (
        Column(Text("Mã đơn vị", "Id"), 14, screen=False),
        Column(Text("Đơn vị", "Unit"), 32),
        Column(Text("Loại hình", "Kind"), 14, screen=False),
        Column(Text("Tính theo", "By"), 14),
        Column(Text("Cấp trưởng", "Heads"), 8, number=True),
        Column(Text("Cấp phó", "Deputies"), 8, number=True),
        Column(Text("Phó được bố trí", "Deputies allowed"), 9, number=True),
        Column(Text("Phó vượt", "Deputies over"), 8, number=True),
        Column(Text("Trưởng vượt", "Heads over"), 8, number=True, screen=heads),
        Column(Text("Dôi dư", "Surplus"), 8, number=True, screen=False),
        BASIS,
        *moment_column(audit),
    )
    title = Text(
        "CẤP TRƯỞNG, CẤP PHÓ SO VỚI SỐ LƯỢNG ĐƯỢC BỐ TRÍ", "LEADERS AGAINST THE NUMBER ALLOWED"
    )
    return Topic(
        Text("Lãnh đạo đơn vị", "Leaders"),
        title,
        columns,
        tuple(rows),
        AGENCY,
        notes=tuple(_quota_notes(audit)),
    )


def _leaders(audit: Audit, row: LeaderRow, found: Findings, when: Text, *, few: bool) -> Row:
    cells: tuple[Cell, ...] = (
        row.unit,
        unit_name(found, row.unit),
        kind_name(found, row.unit),
        _figure(row),
        row.heads,
        row.deputies,
        row.allowed,
        row.deputies_over,
        row.heads_over,
        row.surplus,
        basis(row.cite, row.note, row.confirmed),
        *moment_cell(audit, when),
    )
    group = same(agency_name(found, row.unit))
    return Row(cells, group=group, screen=few or row.over, marked=row.over)


def _figure(row: LeaderRow) -> Text:
    """What the quota goes by."""
    if row.subunits is None:
        posts = amount(row.posts)
        return Text(f"{posts.vi} biên chế", f"{posts.en} post{'' if row.posts == 1 else 's'}")
    many = "unit" if row.subunits == 1 else "units"
    return Text(f"{row.subunits} đơn vị bên trong", f"{row.subunits} inner {many}")


def _sum(audit: Audit, found: Findings) -> Row:
    rows = found.leaders
    when = moment_group(audit, found)
    name = Text(f"{TOTAL.vi} {len(rows)} đơn vị", f"{TOTAL.en} of {len(rows)} units")
    cells: tuple[Cell, ...] = (
        "",
        name,
        "",
        None,
        sum(row.heads for row in rows),
        sum(row.deputies for row in rows),
        sum(row.allowed for row in rows),
        sum(row.deputies_over for row in rows),
        sum(row.heads_over for row in rows),
        sum(row.surplus for row in rows),
        "",
        *moment_cell(audit, when),
    )
    return Row(cells, strong=True)


def _quota_notes(audit: Audit) -> list[Text]:
    """What the quotas stand on, kind by kind, and which kinds have none."""
    ruleset = audit.case.problem.ruleset
    notes = [
        Text(
            "Mỗi đơn vị một cấp trưởng. Dôi dư là số người vượt tổng số chỗ (một cấp trưởng và số "
            "cấp phó được bố trí).",
            "One head a unit. Surplus is the number of people beyond all places (one head and the "
            "deputies allowed).",
        )
    ]
    kinds = dict.fromkeys(
        found.state.organisation[row.unit].kind for found in audit.findings for row in found.leaders
    )
    for kind in kinds:
        quota, label = ruleset.quota(kind), ruleset.label_of(kind)
        if quota is not None:
            notes.append(rule_note(label, quota.cite, quota.note, quota.confirmed))
    without = audit.present.without_quota
    if without:
        labels = [(ruleset.label_of(kind), count) for kind, count in without.items()]
        vi = ", ".join(f"{label.vi} ({count})" for label, count in labels)
        en = ", ".join(f"{label.en} ({count})" for label, count in labels)
        notes.append(
            Text(
                f"Bộ quy định không có số lượng cấp phó cho: {vi}.",
                f"The ruleset has no number of deputies for: {en}.",
            )
        )
    return notes
