"""Annex IV: heads and deputies against the quota, the surplus, and the years in which it goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orgplan.report.annex.form import ID, NUMBER, Annex, Column, Content, Row, Weight
from orgplan.report.annex.places import Numbering, Places
from orgplan.report.annex.posts import SERVICE
from orgplan.report.grounds import source_words
from orgplan.road_map import Leaders, Year, anniversary, decided_on, leaders_of, road_map, years_of
from orgplan.ruleset import LeaderQuota
from orgplan.text import Text, number

_ORDINALS = (
    Text("nhất", "first"),
    Text("hai", "second"),
    Text("ba", "third"),
    Text("tư", "fourth"),
    Text("năm", "fifth"),
)
_HEADS = Text("Cấp trưởng", "Heads")
_DEPUTIES = Text("Cấp phó", "Deputies")
_ROAD_MAP = Text("Lộ trình giảm (đề xuất)", "Road map (proposal)")
_YEARS_ROOM = 72.0
"""Width of all years together [mm]."""


def leaders(places: Places) -> Annex:
    """Leaders of every unit after, by agency; public service units apart where they have quotas."""
    listed = {one.unit: one for one in leaders_of(places.plan)}
    years = years_of(places.case)
    service = [one for one in listed.values() if places.is_service(one.unit)]
    civil = [one for one in listed.values() if not places.is_service(one.unit)]
    table = _Table(places, years)
    rows = [*table.rows(civil, Text("TỔNG CỘNG", "TOTAL"))]
    if any(one.allowed is not None for one in service):
        rows.append(Row(("", SERVICE, *("",) * (len(table.columns) - 2)), "part"))
        rows.extend(table.rows(service, Text("CỘNG ĐƠN VỊ SỰ NGHIỆP", "PUBLIC SERVICE UNITS")))
    title = Text(
        f"CẤP TRƯỞNG, CẤP PHÓ, SỐ DÔI DƯ VÀ LỘ TRÌNH {years:02d} NĂM",
        f"HEADS, DEPUTIES, SURPLUS AND ROAD MAP OF {years} YEARS",
    )
    return Annex(title, table.columns, tuple(rows), tuple(_notes(places)), _MEASURED)


_MEASURED = Text("Đơn vị tính: người", "In persons")


class _Table:
    """Columns and rows for so many years."""

    def __init__(self, places: Places, years: int) -> None:
        self.places, self.years = places, years
        self.columns = (
            NUMBER,
            Column(Text("Đơn vị sau sắp xếp", "Unit after"), 42),
            ID,
            Column(Text("Biên chế", "Posts"), 14),
            Column(Text("Hiện có", "In post"), 13, group=_HEADS),
            Column(Text("Làm cấp phó", "As deputy"), 13, group=_HEADS),
            Column(Text("Dôi dư", "Surplus"), 12, group=_HEADS),
            Column(Text("Hiện có", "In post"), 13, group=_DEPUTIES),
            Column(Text("Tối đa", "At most"), 12, group=_DEPUTIES),
            Column(Text("Dôi dư", "Surplus"), 12, group=_DEPUTIES),
            *(
                Column(Text(f"Năm {n}", f"Year {n}"), _YEARS_ROOM / years, group=_ROAD_MAP)
                for n in range(1, years + 1)
            ),
            Column(Text("Còn dôi dư", "Left"), 12),
        )

    def rows(self, listed: Sequence[Leaders], words: Text) -> Iterator[Row]:
        """Agencies with their units, and the total."""
        plan = road_map(listed, decided_on(self.places.case), self.years)
        known = {one.unit: one for one in listed}
        numbering = Numbering()
        for agency, units in self.places.after:
            here = [known[unit_id] for unit_id in units if unit_id in known]
            if not here:
                continue
            name = self.places.agency_name(agency)
            yield self._sum(numbering.agency(), name, here, plan, "agency")
            for one in here:
                yield self._row(one, numbering, plan)
        yield self._sum("", words, listed, plan, "total")

    def _row(self, one: Leaders, numbering: Numbering, plan: Sequence[Year]) -> Row:
        places = self.places
        leave = [sum(year.leave.get(one.unit, (0, 0))) for year in plan]
        known = one.allowed is not None
        return Row(
            (
                numbering.unit(places.depth_after(one.unit)),
                places.case.name_after(one.unit),
                one.unit,
                places.plan.total_after[one.unit],
                one.heads,
                one.as_deputies or None,
                one.surplus_heads if known else None,
                one.deputies,
                one.allowed,
                one.surplus_deputies if known else None,
                *(count or None for count in leave),
                one.surplus - sum(leave) if known else None,
            )
        )

    def _sum(
        self,
        number: str,
        words: Text,
        listed: Sequence[Leaders],
        plan: Sequence[Year],
        weight: Weight,
    ) -> Row:
        leave = [sum(sum(year.leave.get(one.unit, (0, 0))) for one in listed) for year in plan]
        figures: tuple[Content, ...] = (
            sum(one.heads for one in listed),
            sum(one.as_deputies for one in listed),
            sum(one.surplus_heads for one in listed),
            sum(one.deputies for one in listed),
            sum(one.allowed or 0 for one in listed),
            sum(one.surplus_deputies for one in listed),
        )
        left = sum(one.surplus for one in listed) - sum(leave)
        return Row((number, words, "", None, *figures, *leave, left), weight)


def _notes(places: Places) -> Iterator[Text]:
    yield from _deadline(places)
    yield Text(
        "Lộ trình là đề xuất của phương án: chia đều theo năm, đơn vị dôi dư nhiều giảm trước; cấp "
        "có thẩm quyền quyết định người cụ thể. Mỗi đơn vị có 01 cấp trưởng; «làm cấp phó» là cấp "
        "trưởng dôi dư được tính vào chỗ cấp phó còn trống.",
        "The road map is a proposal: spread evenly over the years, the largest surplus first; who "
        "leaves is for the competent authority. One head a unit; a second head may take the free "
        "place of a deputy.",
    )
    yield from _quotas(places)
    yield Text(
        "Bảng này gồm các đơn vị bên trong thuộc phạm vi sắp xếp; người đứng đầu và cấp phó của "
        "người đứng đầu cơ quan không tính ở đây. Ô trống ở cột «Tối đa»: quy định không nêu.",
        "Internal units in scope only; directors of agencies and their deputies are not counted "
        "here. A blank in At most: the statute says nothing.",
    )


def _deadline(places: Places) -> Iterator[Text]:
    """From when to when, and on what basis."""
    case = places.case
    decided, years = decided_on(case), years_of(case)
    if decided is None:
        yield Text(
            "Chưa có ngày quyết định có hiệu lực (khóa road_map.decided trong kịch bản), nên năm 1 "
            f"đến năm {years} tính từ ngày ấy.",
            "The day on which the decision takes effect is not known (road_map.decided in the "
            f"scenario): years 1 to {years} count from it.",
        )
    else:
        ends = [anniversary(decided, n) for n in range(1, years + 1)]
        vi = "; ".join(
            f"năm thứ {_ORDINALS[n].vi} đến {day:%d/%m/%Y}" for n, day in enumerate(ends)
        )
        en = "; ".join(f"{_ORDINALS[n].en} year to {day}" for n, day in enumerate(ends))
        yield Text(
            f"Tính từ ngày quyết định có hiệu lực {decided:%d/%m/%Y}: {vi}. Thời hạn cuối cùng: "
            f"{ends[-1]:%d/%m/%Y}.",
            f"From {decided}, when the decision takes effect: {en}. Deadline: {ends[-1]}.",
        )
    statute = case.problem.ruleset.surplus_leaders
    if statute is None:
        yield Text(
            f"Bộ quy định đã chọn không nêu thời hạn xử lý cấp trưởng, cấp phó dôi dư; {years} năm "
            "là giả định, cơ quan tự kiểm tra.",
            "The chosen ruleset gives no time for surplus leaders: "
            f"{years} years are an assumption to be checked.",
        )
    else:
        basis = source_words(statute.cite, statute.note, statute.confirmed)
        yield Text(
            f"Thời hạn theo quy định: không quá {statute.years} năm ({basis.vi}).",
            f"Time allowed: at most {statute.years} years ({basis.en}).",
        )


def _quotas(places: Places) -> Iterator[Text]:
    """The quota of every kind in the table, with its source."""
    ruleset, plan = places.problem.ruleset, places.plan
    kinds = dict.fromkeys(plan.kind_after(unit_id) for unit_id in plan.survivors)
    for kind in kinds:
        quota = ruleset.quota(kind)
        if quota is None:
            continue
        label, steps = ruleset.label_of(kind), _steps(quota)
        basis = source_words(quota.cite, quota.note, quota.confirmed)
        yield Text(
            f"Số cấp phó tối đa, {label.vi}: {steps.vi} ({basis.vi}).",
            f"Deputies at most, {label.en}: {steps.en} ({basis.en}).",
        )


def _steps(quota: LeaderQuota) -> Text:
    """The rows of a quota in words."""
    unit = Text("biên chế", "posts")
    if quota.by_staff is None:
        unit = Text("đơn vị trực thuộc", "sub-units")
    vi, en = [], []
    for place, (limit, deputies) in enumerate(quota.rows):
        if limit is None or place == len(quota.rows) - 1:
            above = Text("trên mức đó", "above") if place else Text("mọi trường hợp", "always")
            vi.append(f"{above.vi} {deputies}")
            en.append(f"{above.en} {deputies}")
            break
        vi.append(f"đến {number(limit, 'vi')} {unit.vi} {deputies}")
        en.append(f"up to {number(limit)} {unit.en} {deputies}")
    return Text("; ".join(vi), "; ".join(en))
