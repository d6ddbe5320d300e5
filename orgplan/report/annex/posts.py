"""Annex III: posts before and after; public service units stand on lines of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from orgplan.report.annex.form import ID, NUMBER, Annex, Column, Content, Row, Weight
from orgplan.report.annex.places import Group, Listed, Numbering, Places
from orgplan.report.changes import ChangeRow
from orgplan.text import Text, same

TITLE = Text(
    "BIÊN CHẾ, SỐ LƯỢNG NGƯỜI LÀM VIỆC TRƯỚC VÀ SAU SẮP XẾP", "POSTS AND EMPLOYEES BEFORE AND AFTER"
)
SERVICE = Text(
    "Đơn vị sự nghiệp công lập (số lượng người làm việc)", "Public service units (employees)"
)
_BEFORE = Text("Trước sắp xếp", "Before")
_AFTER = Text("Sau sắp xếp", "After")
_OWN = Text("Giao, trực tiếp", "Assigned, own")
_TOTAL = Text("Giao, cả cấp dưới", "Assigned, with sub-units")
_COLUMNS = (
    NUMBER,
    Column(Text("Đơn vị", "Unit"), 66),
    Column(ID.heading, 27),
    Column(Text("Loại hình", "Kind"), 31),
    Column(_OWN, 19, group=_BEFORE),
    Column(_TOTAL, 19, group=_BEFORE),
    Column(Text("Có mặt", "Present"), 19, group=_BEFORE),
    Column(_OWN, 19, group=_AFTER),
    Column(_TOTAL, 19, group=_AFTER),
    Column(Text("Tăng, giảm", "Change"), 20),
)


def posts(places: Places) -> Annex:
    """Own posts of every unit, and sums by agency and in all, never of both sorts together."""
    rows: list[Row] = []
    numbering = Numbering()
    for group in places.groups:
        rows.extend(_Part(places, group).rows(numbering))
    whole = [(group, one) for group in places.groups for one in group.units]
    for service, words in (
        (False, Text("TỔNG BIÊN CHẾ CÔNG CHỨC", "ALL CIVIL-SERVANT POSTS")),
        (True, Text("TỔNG SỐ NGƯỜI LÀM VIỆC Ở ĐƠN VỊ SỰ NGHIỆP", "ALL EMPLOYEES")),
    ):
        chosen = [one for _, one in whole if places.is_service(one.unit) is service]
        if chosen:
            rows.append(_sum_row(places, "", words, chosen, "total"))
    return Annex(TITLE, _COLUMNS, tuple(rows), _NOTES, Text("Đơn vị tính: người", "In posts"))


_NOTES = (
    Text(
        "Ghi chú: «trực tiếp» là biên chế của riêng đơn vị, cột này cộng lại bằng tổng số; «cả "
        "cấp dưới» gồm cả các đơn vị trực thuộc cùng loại biên chế. Biên chế công chức và số "
        "lượng người làm việc ở đơn vị sự nghiệp không cộng lẫn nhau. Số có mặt để trống nơi bảng "
        "số liệu không ghi.",
        "Note: own posts are those of the unit alone and add up to the total; with sub-units "
        "includes those counted in the same way. Posts and employees are never added together. "
        "Present is blank where the tables say nothing.",
    ),
)


@dataclass(frozen=True)
class _Part:
    """The rows of one agency."""

    places: Places
    group: Group

    def rows(self, numbering: Numbering) -> Iterator[Row]:
        """Its sum, its units, then its public service units."""
        places, group = self.places, self.group
        civil = [one for one in group.units if not places.is_service(one.unit)]
        service = [one for one in group.units if places.is_service(one.unit)]
        name = places.agency_name(group.agency)
        yield _sum_row(places, numbering.agency(), name, civil, "agency")
        yield from (self._row(one, numbering) for one in civil)
        if service:
            yield _sum_row(places, "", SERVICE, service, "part")
            yield from (self._row(one, numbering) for one in service)

    def _row(self, one: Listed, numbering: Numbering) -> Row:
        places = self.places
        row = places.rows[one.unit]
        is_agency = places.problem.ruleset.kind(row.unit.kind).agency
        name = places.name_before(one.unit, self.group.agency)
        words = Text(f"{name} (trực tiếp)", f"{name} (own)") if is_agency else same(name)
        before = row.own_before if one.original else None
        after = row.own_after if one.after else None
        return Row(
            (
                "" if is_agency else numbering.unit(places.depth(one.unit)),
                words,
                one.unit,
                _kind(row) if one.after else row.kind,
                before,
                row.total_before if one.original and not is_agency else None,
                row.unit.present if one.original else None,
                after,
                row.total_after if one.after and not is_agency else None,
                (after or 0) - (before or 0),
            )
        )


def _kind(row: ChangeRow) -> Text:
    """The kind, and the new one of a unit that is converted."""
    new = row.kind_after
    if new is None or new == row.kind:
        return row.kind
    return Text(f"{row.kind.vi} → {new.vi}", f"{row.kind.en} → {new.en}")


def _sum_row(
    places: Places, number: str, words: Text, listed: Sequence[Listed], weight: Weight
) -> Row:
    original = places.problem.original
    before = sum((original[one.unit].staff for one in listed if one.original), Fraction(0))
    known = [
        here for one in listed if one.original and (here := original[one.unit].present) is not None
    ]
    left = (places.rows[one.unit].own_after for one in listed if one.after)
    after = sum((posts or Fraction(0) for posts in left), Fraction(0))
    present: Content = sum(known, Fraction(0)) if known else None
    return Row(
        (number, words, "", "", before, before, present, after, after, after - before), weight
    )
