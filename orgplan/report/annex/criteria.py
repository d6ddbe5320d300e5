"""Annex VI: on what basis each unit stands after the reorganisation, criterion by criterion."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from orgplan.report.annex.form import ID, NUMBER, Annex, Column, Row, joined
from orgplan.report.annex.places import Numbering, Places
from orgplan.report.grounds import source_words
from orgplan.rules.min_staff import MinStaff
from orgplan.text import Text, number, same

TITLE = Text("CĂN CỨ VÀ TIÊU CHÍ THÀNH LẬP CỦA TỪNG ĐƠN VỊ", "BASIS AND CRITERIA OF EVERY UNIT")
_COLUMNS = (
    NUMBER,
    Column(Text("Đơn vị sau sắp xếp", "Unit after"), 40),
    ID,
    Column(Text("Loại hình", "Kind"), 21),
    Column(Text("Biên chế, cả cấp dưới", "Posts, sub-units included"), 15),
    Column(Text("Mức tối thiểu", "Least"), 14),
    Column(Text("Kết luận", "Finding"), 20),
    Column(Text("Đơn vị trực thuộc", "Sub-units"), 14),
    Column(Text("Chức năng, nhiệm vụ", "Functions"), 52),
    Column(Text("Căn cứ; điều cơ quan tự kiểm tra", "Basis; to be checked by hand"), 39),
)
_MET = Text("Đạt", "Met")
_MISSED = Text("Chưa đạt", "Not met")
_NO_FLOOR = Text("Không có mức áp dụng", "No floor applies")


def criteria(places: Places) -> Annex:
    """Every internal unit in scope that lives on, against the least posts of its kind."""
    floors = _Floors(places)
    rows: list[Row] = []
    numbering = Numbering()
    for agency, units in places.after:
        name = places.agency_name(agency)
        empty = ("",) * (len(_COLUMNS) - 2)
        rows.append(Row((numbering.agency(), name, *empty), "agency"))
        rows.extend(_row(places, floors, unit_id, numbering) for unit_id in units)
    rows.extend(_totals(floors, places))
    return Annex(TITLE, _COLUMNS, tuple(rows), tuple(_notes(places, floors)))


class _Floors:
    """The rules about least posts that hold in this scenario, and what they ask of each unit."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.rules = tuple(rule for rule in places.case.rules if isinstance(rule, MinStaff))
        self._asked: dict[str, MinStaff] = {}
        for rule in self.rules:
            for unit_id in rule.judged(places.plan):
                self._take(rule, unit_id)

    def _take(self, rule: MinStaff, unit_id: str) -> None:
        kind, known = self.places.plan.kind_after(unit_id), self._asked.get(unit_id)
        if kind in rule.kinds and (known is None or rule.kinds[kind] > known.kinds[kind]):
            self._asked[unit_id] = rule

    def of(self, unit_id: str) -> MinStaff | None:
        """The rule that asks most of a unit; None if none asks anything."""
        return self._asked.get(unit_id)

    def least(self, unit_id: str) -> Fraction | None:
        """Least posts of a unit [posts]."""
        rule = self.of(unit_id)
        return None if rule is None else rule.kinds[self.places.plan.kind_after(unit_id)]

    def finding(self, unit_id: str) -> Text:
        """Whether a unit has as many."""
        least = self.least(unit_id)
        if least is None:
            return _NO_FLOOR
        return _MET if self.places.plan.total_after[unit_id] >= least else _MISSED


def _row(places: Places, floors: _Floors, unit_id: str, numbering: Numbering) -> Row:
    plan, case = places.plan, places.case
    names = [case.function_name(code) for code in plan.functions_after(unit_id)]
    rule = floors.of(unit_id)
    return Row(
        (
            numbering.unit(places.depth_after(unit_id)),
            case.name_after(unit_id),
            unit_id,
            places.problem.ruleset.label_of(plan.kind_after(unit_id)),
            plan.total_after[unit_id],
            floors.least(unit_id),
            floors.finding(unit_id),
            len(plan.children_after[unit_id]) or None,
            joined(names, "; "),
            "" if rule is None else _basis(rule),
        )
    )


def _basis(rule: MinStaff) -> Text:
    """Legal basis of a floor; a remark on several kinds stands below the table only."""
    note = rule.note if len(rule.kinds) == 1 else None
    return source_words(rule.cite or f"[{rule.id}]", note, rule.confirmed)


def _totals(floors: _Floors, places: Places) -> Iterator[Row]:
    """How many units are met, missed, or without a floor."""
    found = [floors.finding(unit_id) for unit_id in places.plan.survivors]
    for finding in (_MET, _MISSED, _NO_FLOOR):
        words = Text(f"Số đơn vị: {finding.vi.lower()}", f"Units: {finding.en.lower()}")
        count = found.count(finding)
        yield Row(("", words, "", "", None, None, count, None, "", ""), "total")


def _notes(places: Places, floors: _Floors) -> Iterator[Text]:
    yield Text(
        "Ghi chú: phần mềm chỉ so được biên chế với mức tối thiểu. Các tiêu chí khác (đối tượng "
        "quản lý, phân cấp, ủy quyền, tính chất dịch vụ của đơn vị sự nghiệp) do cơ quan tự kiểm "
        "tra và ghi vào cột cuối.",
        "Note: only posts are compared here. Other criteria (object of management, delegation, "
        "the service of a public service unit) are checked by hand.",
    )
    for rule in floors.rules:
        label = places.problem.ruleset.label_of
        kinds = [
            Text(f"{label(kind).vi} {number(least, 'vi')}", f"{label(kind).en} {number(least)}")
            for kind, least in rule.kinds.items()
        ]
        listed, basis = joined(kinds, ", "), source_words(rule.cite, rule.note, rule.confirmed)
        yield Text(
            f"Biên chế tối thiểu [{rule.id}]: {listed.vi} ({basis.vi}).",
            f"Least posts [{rule.id}]: {listed.en} ({basis.en}).",
        )
    off = places.case.scenario.disable
    if off:
        listed = same(", ".join(off))
        yield Text(
            f"Quy tắc đã tắt trong kịch bản: {listed.vi}.", f"Rules switched off: {listed.en}."
        )
