"""Annex II: units before and after side by side, counted under both baselines."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from orgplan.report.annex.form import ID, NUMBER, Annex, Column, Content, Row, joined
from orgplan.report.annex.places import OUTSIDE, Group, Listed, Numbering, Places
from orgplan.report.counts import asked_words, baseline_words
from orgplan.report.layout import capital
from orgplan.report.summary import Figures, counted_figures
from orgplan.text import Text

TITLE = Text(
    "BẢNG ĐỐI CHIẾU ĐƠN VỊ TRƯỚC VÀ SAU SẮP XẾP", "UNITS BEFORE AND AFTER THE REORGANISATION"
)
_BEFORE = Text("Trước sắp xếp", "Before")
_AFTER = Text("Sau sắp xếp", "After")
_COUNT = Text("Số đầu mối bên trong", "Counted units")
_COLUMNS = (
    NUMBER,
    Column(Text("Tên đơn vị", "Unit"), 42, group=_BEFORE),
    Column(ID.heading, 22, group=_BEFORE),
    Column(Text("Loại hình", "Kind"), 20, group=_BEFORE),
    Column(Text("Kết quả sắp xếp", "Outcome"), 27),
    Column(Text("Tên đơn vị", "Unit"), 40, group=_AFTER),
    Column(Text("Loại hình", "Kind"), 20, group=_AFTER),
    Column(Text("Trước chủ trương đã có", "Before earlier decisions"), 16, group=_COUNT),
    Column(Text("Sau chủ trương đã có", "After them"), 16, group=_COUNT),
    Column(Text("Sau sắp xếp", "After"), 13, group=_COUNT),
    Column(Text("Giảm", "Cut"), 11, group=_COUNT),
    Column(Text("Tỷ lệ (%)", "Share (%)"), 12, group=_COUNT, number="0.0"),
)
_NOT_COUNTED = Text("không tính vào số đầu mối", "not counted")


def units(places: Places) -> Annex:
    """Every unit of the files with what becomes of it; sums by agency, by kind and in all."""
    figures = counted_figures(places.case, places.plan)
    rows: list[Row] = []
    numbering = Numbering()
    for group in places.groups:
        rows.append(_agency(places, group, numbering))
        inside = (one for one in group.units if one.unit != group.agency)
        rows.extend(_unit(places, group, one, numbering) for one in inside)
    rows.append(_total(places, Text("TỔNG CỘNG", "TOTAL"), places.problem.agencies_in_scope))
    rows.extend(_kinds(figures))
    return Annex(TITLE, _COLUMNS, tuple(rows), tuple(_notes(figures)))


def _agency(places: Places, group: Group, numbering: Numbering) -> Row:
    """The row of the agency itself, with the sums of what stands in it."""
    problem, agency = places.problem, group.agency
    if agency == OUTSIDE:
        empty = ("",) * (len(_COLUMNS) - 2)
        return Row((numbering.agency(), places.agency_name(agency), *empty), "agency")
    counted = _sums(places, (agency,)) if agency in problem.scope else (None,) * 5
    cells: tuple[Content, ...] = (
        numbering.agency(),
        problem.original[agency].name,
        agency,
        problem.ruleset.label_of(problem.original[agency].kind),
        _sentence(places.rows[agency].fate),
        places.agency_name(agency),
        problem.ruleset.label_of(places.plan.kind_after(agency)),
    )
    return Row((*cells, *counted), "agency")


def _sums(places: Places, agencies: tuple[str, ...]) -> tuple[Content, ...]:
    """Both counts before, the count after, the cut against the scenario's own, its share."""
    problem = places.problem
    given = sum(problem.before_given[a] for a in agencies)
    before = sum(problem.before_after_given[a] for a in agencies)
    after = sum(places.plan.after_count[a] for a in agencies)
    base = sum(problem.before_count[a] for a in agencies)
    share = Fraction(100 * (base - after), base) if base else None
    return given, before, after, base - after, share


def _total(places: Places, words: Text, agencies: tuple[str, ...]) -> Row:
    return Row(("", words, "", "", "", "", "", *_sums(places, agencies)), "total")


def _unit(places: Places, group: Group, one: Listed, numbering: Numbering) -> Row:
    plan, problem = places.plan, places.problem
    unit = problem.original[one.unit]
    here = one.original or one.before
    return Row(
        (
            numbering.unit(places.depth(one.unit)),
            places.name_before(one.unit, group.agency),
            one.unit,
            problem.ruleset.label_of(unit.kind) if here else "",
            _sentence(_outcome(places, one)),
            _heirs(places, one, group.agency),
            problem.ruleset.label_of(plan.kind_after(one.unit)) if one.after else "",
            *(_one(flag) for flag in _counted(places, group, one)),
            None,
            None,
        )
    )


def _counted(places: Places, group: Group, one: Listed) -> tuple[bool, bool, bool]:
    """Whether the unit counts in this agency: in the files, before, after."""
    problem, plan = places.problem, places.plan
    inside = group.agency in problem.scope
    home = places.original[one.unit]
    original = one.original and home is not None and home != one.unit
    return (
        inside and original and problem.counts(problem.original[one.unit].kind),
        inside
        and one.before
        and one.unit in problem.internal
        and problem.counts(problem.before[one.unit].kind),
        inside
        and one.after
        and one.unit in problem.internal
        and problem.counts(plan.kind_after(one.unit)),
    )


def _one(flag: bool) -> int | None:
    return 1 if flag else None


def _outcome(places: Places, one: Listed) -> Text:
    """What becomes of a unit, said where it stood; elsewhere where it comes from."""
    if one.original or not one.after:
        return places.rows[one.unit].fate
    return Text("chuyển về từ cơ quan khác", "comes from another agency")


def _heirs(places: Places, one: Listed, agency: str) -> Text:
    """What stands there after: the unit itself, or the units that have its blocks."""
    plan = places.plan
    if plan.survives(one.unit) and one.unit in plan.parent_after:
        heirs: tuple[str, ...] = (one.unit,)
    else:
        given = places.problem.given.ended.get(one.unit)
        heirs = plan.receivers.get(one.unit, ()) if given is None else _last(places, given)
    return joined(_same(places.name_after(heir, agency)) for heir in heirs)


def _last(places: Places, unit_id: str) -> tuple[str, ...]:
    """A unit of the organisation before, or where its blocks went if the plan ended it."""
    if places.plan.survives(unit_id):
        return (unit_id,)
    return places.plan.receivers.get(unit_id, ())


def _kinds(figures: Figures) -> Iterator[Row]:
    """The same by kind, from after the earlier decisions."""
    for line in figures.kinds:
        said = line.name if line.counted else joined([line.name, _NOT_COUNTED], ", ")
        words = Text(f"Trong đó: {said.vi}", f"Of these: {said.en}")
        if not line.counted:
            words = Text(capital(said.vi), capital(said.en))
        share = Fraction(100 * line.cut, line.before) if line.before else None
        cells = (None, line.before, line.after, line.cut, share)
        yield Row(("", words, "", "", "", "", "", *cells), "part")


def _notes(figures: Figures) -> Iterator[Text]:
    yield from asked_words(figures)
    yield from baseline_words(figures)
    base = Text("trước các chủ trương đã có", "before the earlier decisions")
    if figures.baseline == "after_given":
        base = Text("sau các chủ trương đã có", "after the earlier decisions")
    yield Text(
        f"Số giảm và tỷ lệ tính theo số đầu mối {base.vi}; số theo loại hình tính từ sau các chủ "
        "trương đã có. Đơn vị chuyển sang cơ quan khác có dòng ở cả hai cơ quan.",
        f"Cut and share are counted from {base.en}; kinds from after the earlier decisions. "
        "A unit that moves to another agency has a row in both.",
    )


def _same(words: str) -> Text:
    return Text(words, words)


def _sentence(words: Text) -> Text:
    return Text(capital(words.vi), capital(words.en))
