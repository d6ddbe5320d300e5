"""Annex V: where every function stands before and after, with the posts that it takes."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from orgplan.case import GENERAL
from orgplan.organisation import Block
from orgplan.report.annex.form import NUMBER, Annex, Column, Row
from orgplan.report.annex.places import Numbering, Places
from orgplan.report.layout import capital
from orgplan.text import Text

TITLE = Text("ĐỐI CHIẾU CHỨC NĂNG, NHIỆM VỤ TRƯỚC VÀ SAU SẮP XẾP", "FUNCTIONS BEFORE AND AFTER")
_COLUMNS = (
    NUMBER,
    Column(Text("Chức năng, nhiệm vụ", "Function"), 62),
    Column(Text("Mã", "Code"), 44),
    Column(Text("Đơn vị thực hiện trước sắp xếp", "Unit before"), 46),
    Column(Text("Đơn vị thực hiện sau sắp xếp", "Unit after"), 50),
    Column(Text("Biên chế", "Posts"), 14),
    Column(Text("Thay đổi", "Change"), 23),
)
_GIVEN = Text("Theo chủ trương đã có", "By earlier decision")
_GENERAL = Text(capital(GENERAL.vi), capital(GENERAL.en))
_PLAN = Text("Theo phương án", "By the plan")
_BOTH = Text("Theo chủ trương đã có và phương án", "By earlier decision and the plan")


def functions(places: Places) -> Annex:
    """Every block of the files, agency by agency, the general duties of a unit included."""
    rows: list[Row] = []
    numbering, posts = Numbering(), {False: Fraction(0), True: Fraction(0)}
    for group in places.groups:
        blocks = [
            block
            for one in group.units
            if one.original
            for block in places.problem.original[one.unit].blocks
            if block.posts or block.function is not None
        ]
        if not blocks:
            continue
        name = places.agency_name(group.agency)
        rows.append(Row((numbering.agency(), name, "", "", "", None, ""), "agency"))
        for block in blocks:
            posts[places.is_service(block.unit)] += block.posts
            rows.append(_row(places, block, group.agency, numbering))
    rows.extend(_totals(posts))
    return Annex(TITLE, _COLUMNS, tuple(rows), _NOTES)


_NOTES = (
    Text(
        "Ghi chú: «việc chung» là biên chế chưa gắn với chức năng nào. Ô «Thay đổi» trống: đơn vị "
        "thực hiện không đổi. Tên chức năng theo danh mục của cơ quan; nơi danh mục không có thì "
        "ghi mã.",
        "Note: general duties are posts without a function. Change is blank where the unit stays. "
        "Functions that the list does not name show their code.",
    ),
)


def _row(places: Places, block: Block, agency: str, numbering: Numbering) -> Row:
    plan, case = places.plan, places.case
    holder = places.problem.given.holder[block.key]
    last = plan.ends_in((holder, block.function))
    given, planned = holder != block.unit, last != holder
    change = _BOTH if given and planned else _GIVEN if given else _PLAN if planned else ""
    return Row(
        (
            numbering.unit(0),
            _GENERAL if block.function is None else case.function_name(block.function),
            block.function or "",
            places.name_before(block.unit, agency),
            places.name_after(last, agency),
            block.posts,
            change,
        )
    )


def _totals(posts: dict[bool, Fraction]) -> Iterator[Row]:
    civil = Text("TỔNG BIÊN CHẾ CÔNG CHỨC", "ALL CIVIL-SERVANT POSTS")
    yield Row(("", civil, "", "", "", posts[False], ""), "total")
    if posts[True]:
        words = Text("TỔNG SỐ NGƯỜI LÀM VIỆC Ở ĐƠN VỊ SỰ NGHIỆP", "ALL EMPLOYEES")
        yield Row(("", words, "", "", "", posts[True], ""), "total")
