"""Counts by line, by kind and by agency, and the cut under both baselines."""

from __future__ import annotations

from orgplan.audit import Audit, Findings
from orgplan.audit.counts import BaselineCount, Strength
from orgplan.audit.state import LINES, Line
from orgplan.report.audit.naming import OUTSIDE, TOTAL
from orgplan.report.audit.table import (
    Cell,
    Column,
    Row,
    Topic,
    has_two,
    moment_group,
    moment_groups,
)
from orgplan.text import Text, number

LINE_NAMES: dict[Line, Text] = {
    "administrative": Text("Đầu mối bên trong được tính", "Internal units that count"),
    "inner": Text(
        "Đơn vị hành chính không tính là đầu mối (bên trong chi cục …)",
        "Administrative units that do not count (inside sub-departments …)",
    ),
    "service": Text("Đơn vị sự nghiệp công lập", "Public service units"),
    "inside": Text("Đơn vị bên trong đơn vị sự nghiệp", "Units inside public service units"),
}
_UNITS = Column(Text("Đơn vị", "Units"), 8, number=True)
_STRENGTH = (
    Column(Text("Biên chế", "Posts"), 9, number=True),
    Column(Text("Có mặt", "Present"), 9, number=True),
    Column(Text("Người làm việc", "Employees"), 10, number=True),
    Column(Text("Người làm việc có mặt", "Employees present"), 10, number=True, screen=False),
    Column(Text("Cấp trưởng", "Heads"), 8, number=True, screen=False),
    Column(Text("Cấp phó", "Deputies"), 9, number=True),
)
_APART = Text(
    "Biên chế là của công chức; người làm việc ở đơn vị sự nghiệp công lập tính riêng, không cộng "
    "vào biên chế. Số có mặt chỉ gồm những đơn vị có ghi.",
    "Posts are those of civil servants; employees of public service units are apart and never "
    "added to them. People present are those of the units that state them.",
)


def line_topic(audit: Audit) -> Topic:
    """The three lines that are never added up."""
    rows = tuple(
        Row(
            (LINE_NAMES[line.line], line.strength.units, *_cells(line.strength)),
            group=moment_group(audit, found),
        )
        for found in audit.findings
        for line in found.lines
        if line.strength.units
    )
    note = Text(
        "Mỗi tuyến tính riêng, không cộng với nhau.", "Each line by itself; they are not added up."
    )
    return Topic(
        Text("Theo tuyến", "By line"),
        Text("HÀNH CHÍNH VÀ SỰ NGHIỆP", "ADMINISTRATIVE AND PUBLIC SERVICE UNITS"),
        (Column(Text("Tuyến", "Line"), 44), _UNITS, *_STRENGTH),
        rows,
        moment_groups(audit),
        notes=(note, _APART),
    )


def kind_topic(audit: Audit) -> Topic:
    """Every kind, and all together."""
    rows: list[Row] = []
    for found in audit.findings:
        label = found.state.problem.ruleset.label_of
        group = moment_group(audit, found)
        for kind in found.kinds:
            name = _starred(label(kind.kind), kind.counted)
            cells = (name, kind.kind, kind.strength.units, *_cells(kind.strength))
            rows.append(Row(cells, group=group))
        total = (TOTAL, "", found.total.units, *_cells(found.total))
        rows.append(Row(total, group=group, strong=True))
    return Topic(
        Text("Theo loại hình", "By kind"),
        Text("THEO LOẠI HÌNH", "BY KIND"),
        (
            Column(Text("Loại hình", "Kind"), 32),
            Column(Text("Mã loại hình", "Code"), 20, screen=False),
            _UNITS,
            *_STRENGTH,
        ),
        tuple(rows),
        moment_groups(audit),
        notes=(Text("* tính là đầu mối.", "* counts for the target."), _APART),
    )


def agency_topic(audit: Audit) -> Topic:
    """Every agency with all that stands in it, and all together."""
    rows = [row for found in audit.findings for row in _agencies(audit, found)]
    return Topic(
        Text("Theo cơ quan", "By agency"),
        Text("THEO CƠ QUAN", "BY AGENCY"),
        (
            Column(Text("Mã", "Id"), 18, screen=False),
            Column(Text("Cơ quan", "Agency"), 32),
            Column(Text("Đầu mối", "Count"), 7, number=True),
            Column(Text("Không tính", "Not counted"), 8, number=True, screen=False),
            Column(Text("Sự nghiệp", "Service"), 8, number=True),
            Column(Text("Bên trong sự nghiệp", "Inside service"), 9, number=True, screen=False),
            *_STRENGTH,
        ),
        tuple(rows),
        moment_groups(audit),
        notes=(
            Text(
                "Gồm cả lãnh đạo cơ quan và mọi đơn vị trực thuộc.",
                "The heads of the agency and everything below are counted in.",
            ),
        ),
    )


def _agencies(audit: Audit, found: Findings) -> list[Row]:
    group = moment_group(audit, found)
    rows: list[Row] = []
    for agency in found.agencies:
        name: Cell = OUTSIDE
        if agency.agency is not None:
            name = found.state.organisation[agency.agency].name
        lines = (agency.lines[line] for line in LINES)
        cells = (agency.agency or "", name, *lines, *_cells(agency.strength))
        rows.append(Row(cells, group=group))
    sums = (sum(agency.lines[line] for agency in found.agencies) for line in LINES)
    total = ("", TOTAL, *sums, *_cells(found.total))
    return [*rows, Row(total, group=group, strong=True)]


def baseline_topic(audit: Audit) -> Topic:
    """Counted units before and after what is decided, with the cut that each asks for."""
    organisation, two = audit.case.problem.before, has_two(audit)
    target = audit.case.scenario.target
    shown = two or (target is not None and target.per == "agency")
    rows = tuple(
        Row(
            (
                line.agency or "",
                TOTAL if line.agency is None else organisation[line.agency].name,
                *_both(line)[: 4 if two else 2],
            ),
            screen=shown,
            strong=line.agency is None,
        )
        for line in audit.baselines
    )
    pairs = (
        Column(Text("Trước chủ trương", "Before decisions"), 11, number=True),
        Column(Text("Phải giảm", "Cut"), 9, number=True),
        Column(Text("Sau chủ trương", "After decisions"), 11, number=True),
        Column(Text("Phải giảm", "Cut"), 9, number=True),
    )
    one = (Column(Text("Đầu mối", "Units that count"), 11, number=True), pairs[1])
    return Topic(
        Text("Số phải giảm", "Required cut"),
        Text("SỐ ĐẦU MỐI THEO HAI MỐC TÍNH", "UNITS UNDER BOTH BASELINES")
        if two
        else Text("SỐ ĐẦU MỐI PHẢI GIẢM", "REQUIRED CUT"),
        (
            Column(Text("Mã", "Id"), 18, screen=False),
            Column(Text("Cơ quan", "Agency"), 40),
            *(pairs if two else one),
        ),
        rows,
        intro=(asked(audit),) if shown else (),
    )


def _both(line: BaselineCount) -> tuple[Cell, ...]:
    return (line.before_given, line.required_before, line.after_given, line.required_after)


def asked(audit: Audit) -> Text:
    """What the target asks for, and against which baseline the scenario measures it."""
    target = audit.case.scenario.target
    if target is None:
        return Text("Kịch bản không đặt mục tiêu cắt giảm.", "The scenario asks for no cut.")
    cut = Text(f"{number(target.cut * 100, 'vi')} %", f"{number(target.cut * 100)} %")
    where = Text("tính chung", "of all together")
    if target.per == "agency":
        where = Text("ở từng cơ quan", "in every agency")
    measured = Text("sau các chủ trương đã có", "after the earlier decisions")
    if audit.case.problem.baseline == "before_given":
        measured = Text("trước các chủ trương đã có", "before the earlier decisions")
    vi, en = f"Mục tiêu: giảm ít nhất {cut.vi} {where.vi}", f"Target: at least {cut.en} {where.en}"
    if len(audit.findings) == 1:
        return Text(f"{vi}.", f"{en}.")
    return Text(
        f"{vi}; kịch bản tính từ {measured.vi}.", f"{en}; the scenario measures it {measured.en}."
    )


def _cells(strength: Strength) -> tuple[Cell, ...]:
    only_service = bool(strength.employees) and not strength.posts
    return (
        None if only_service else strength.posts,
        strength.present,
        strength.employees or None,
        strength.employees_present,
        strength.heads,
        strength.deputies,
    )


def _starred(name: Text, counted: bool) -> Text:
    return Text(f"{name.vi} *", f"{name.en} *") if counted else name
