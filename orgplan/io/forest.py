"""What the units of all files say together: unequal ids, known parents, no cycles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from orgplan.io.findings import Findings, listed, shown
from orgplan.io.limits import SHOWN_PLACES
from orgplan.io.nearest import Nearest
from orgplan.io.units import Draft
from orgplan.text import Text, amount


def index_units(drafts: Sequence[Draft], findings: Findings) -> Mapping[str, Draft]:
    """Index the units by id and report ids that stand twice.

    Parameters
    ----------
    drafts
        The units of all files, in their order.
    findings
        Gets the errors; each names the place where the id stood first.

    Returns
    -------
    units
        The first unit of each id.
    """
    units: dict[str, Draft] = {}
    for draft in drafts:
        if not draft.id:
            continue
        first = units.setdefault(draft.id, draft)
        if first is not draft:
            _report_twice(first, draft, findings)
    return units


def _report_twice(first: Draft, again: Draft, findings: Findings) -> None:
    here, there = again.record.cell("id"), first.record.cell("id")
    if not here.raw or here.raw in (here.text, there.raw):
        found = Text(f"mã {shown(again.id)} lặp lại", f"id {shown(again.id)} again")
    else:
        found = Text(
            f"mã {shown(here.raw)} là {shown(again.id)} sau khi chuẩn hóa (bỏ khoảng trắng, NFC)",
            f"id {shown(here.raw)} is {shown(again.id)} after trimming and normalisation (NFC)",
        )
    findings.error(
        here,
        found,
        Text(f"mã duy nhất; đã có ở {there.place}", f"a unique id; first seen at {there.place}"),
    )


def check_parents(
    units: Mapping[str, Draft],
    drafts: Sequence[Draft],
    doubtful: frozenset[str],
    findings: Findings,
) -> None:
    """Report parents that no file knows.

    Parameters
    ----------
    units
        The units by id.
    drafts
        All units, also those whose id is wrong.
    doubtful
        Ids in rows that were refused: they exist.
    findings
        Gets the errors, with the id that was probably meant.
    """
    nearest = Nearest(units)
    for draft in drafts:
        parent = draft.parent
        if parent is None or parent in units or parent in doubtful:
            continue
        cell = draft.record.cell("parent")
        if cell.written == "error":
            continue
        near = nearest(parent)
        advice = None
        if near is not None and near.casefold() == parent.casefold():
            advice = Text(
                f"mã phân biệt chữ hoa và chữ thường; có lẽ là {shown(near)}",
                f"{shown(near)}; identifiers distinguish capitals",
            )
        elif near is not None:
            advice = Text(f"có lẽ là {shown(near)}", shown(near))
        findings.error(
            cell,
            Text(f"không có đơn vị cấp trên {shown(parent)}", f"unknown parent {shown(parent)}"),
            Text("mã của một đơn vị trong bảng", "the id of a unit in the table"),
            advice,
        )


def check_cycles(units: Mapping[str, Draft], findings: Findings) -> None:
    """Report each cycle of parents once, with all units of it.

    Parameters
    ----------
    units
        The units by id.
    findings
        Gets the errors.
    """
    done: set[str] = set()
    for start in units:
        path: dict[str, None] = {}
        here: str | None = start
        while here is not None and here in units and here not in done and here not in path:
            path[here] = None
            here = units[here].parent
        if here is not None and here in path:
            ids = list(path)
            _report_cycle([units[unit_id] for unit_id in ids[ids.index(here) :]], findings)
        done.update(path)


def _report_cycle(loop: list[Draft], findings: Findings) -> None:
    """Report a cycle that begins with the unit that stands first in the files."""
    first = min(range(len(loop)), key=lambda place: loop[place].record.cell("parent").order)
    loop = loop[first:] + loop[:first]
    places = sorted((draft.record.cell("parent") for draft in loop), key=lambda cell: cell.order)
    if len(loop) == 1:
        named = shown(loop[0].id)
        found = Text(
            f"{named} trực thuộc chính nó",
            f"{named} is its own parent",
        )
    else:
        ids = [draft.id for draft in loop[:SHOWN_PLACES]]
        if len(loop) > SHOWN_PLACES:
            ids.append(f"… ({len(loop)})")
        chain = shown(" → ".join([*ids, loop[0].id]), most=1_000)
        found = Text(f"vòng lặp trực thuộc {chain}", f"cycle {chain}")
    findings.error(
        places,
        found,
        Text(
            "một cây: mỗi đơn vị trực thuộc đơn vị không nằm dưới nó",
            "a tree: no unit reports to itself or to a unit below it",
        ),
    )


def note_roots(units: Mapping[str, Draft], findings: Findings) -> None:
    """Tell that there are several roots: a blank parent is easily an oversight.

    Parameters
    ----------
    units
        The units by id, in their order.
    findings
        Gets the note, at the parents of all roots but the first.
    """
    roots = [draft for draft in units.values() if draft.parent is None]
    if len(roots) < 2:
        return
    named = listed([draft.id for draft in roots])
    findings.note(
        [draft.record.cell("parent") for draft in roots[1:]],
        Text(f"{len(roots)} đơn vị gốc: {named}", f"{len(roots)} roots: {named}"),
        Text(
            "một đơn vị gốc, hoặc nhiều nếu đúng là như vậy",
            "one root, or several where that is meant",
        ),
        Text(
            "kiểm tra xem có ô trực thuộc nào bị bỏ trống không",
            "check that no parent was left out",
        ),
    )


def direct_posts(units: Mapping[str, Draft], findings: Findings) -> dict[str, Fraction]:
    """Make totals direct by taking away those of the sub-units.

    Parameters
    ----------
    units
        The units of a proven forest, by id. A blank figure of a unit with sub-units means that
        it has no posts of its own.
    findings
        Gets units whose total is below that of their sub-units.

    Returns
    -------
    staff
        Posts of each unit itself by id [posts]; what is unreadable below leaves what is above
        unknown, and unknown or negative figures are left out.
    """
    below: dict[str, Fraction | None] = {}
    direct: dict[str, Fraction] = {}
    for draft in _subunits_first(units):
        children = below.get(draft.id, Fraction(0))
        total = draft.staff
        if draft.id in below and not draft.record.text("staff"):
            total = children
        if total is not None and children is not None:
            if total < children:
                _report_too_few(draft, total, children, findings)
            else:
                direct[draft.id] = total - children
        if draft.parent is not None:
            known = below.get(draft.parent, Fraction(0))
            below[draft.parent] = None if known is None or total is None else known + total
    return direct


def _report_too_few(draft: Draft, total: Fraction, children: Fraction, findings: Findings) -> None:
    own, sub = amount(total), amount(children)
    findings.error(
        draft.record.cell("staff"),
        Text(
            f"tổng {own.vi} biên chế, riêng các đơn vị bên trong đã có {sub.vi}",
            f"a total of {own.en} posts, the sub-units alone have {sub.en}",
        ),
        Text(
            "tổng không nhỏ hơn tổng của các đơn vị bên trong (staff_includes_subunits)",
            "a total of at least those of the sub-units (staff_includes_subunits)",
        ),
    )


def _subunits_first(units: Mapping[str, Draft]) -> list[Draft]:
    """All units of a forest, every unit before its parent."""
    children: dict[str | None, list[str]] = {}
    for draft in units.values():
        children.setdefault(draft.parent, []).append(draft.id)
    ordered: list[Draft] = []
    stack = list(children.get(None, []))
    while stack:
        unit_id = stack.pop()
        ordered.append(units[unit_id])
        stack.extend(children.get(unit_id, []))
    return ordered[::-1]
