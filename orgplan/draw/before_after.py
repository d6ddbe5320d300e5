"""The organisation before and after a plan, one page for each agency, an overview first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from orgplan.draw import frame
from orgplan.draw.cards import Card, Cards, unit_box
from orgplan.draw.draft import Draft, Room
from orgplan.draw.figures import AgencyFigures, figures_of
from orgplan.draw.fonts import MIN_SIZE, line_height, shorten
from orgplan.draw.frame import Heading
from orgplan.draw.hanging import Tree
from orgplan.draw.layout import Sheet
from orgplan.draw.overview import overview_pages
from orgplan.draw.paging import Chart, alone, remembered, together
from orgplan.draw.scene import Anchor, Line, Page, Part, Rect, Shape, UnitBox, paragraph
from orgplan.errors import UsageError
from orgplan.plan import Plan
from orgplan.text import Language, Text

PARTS: tuple[Part, Part] = ("before", "after")
SIZES = (11.0, 10.0, MIN_SIZE)
"""Type in boxes, the largest that fits on one page; several pages have the smallest [pt]."""
_SECTION = 11.5
_SECTION_HEIGHT = line_height(_SECTION) + 1.6
_BETWEEN = 4.0
_MOST_BETWEEN = 24.0
_MOST_ON_A_PAGE = 120
"""More boxes than this are not tried on one page [units]."""
CONTINUED = Text("(tiếp theo)", "(continued)")


def before_after(
    plan: Plan,
    heading: Heading,
    *,
    language: Language,
    agencies: Sequence[str] | None = None,
    names: Mapping[str, str] | None = None,
    notes: Mapping[str, Sequence[str]] | None = None,
    headings: Mapping[str, Heading] | None = None,
) -> tuple[Page, ...]:
    """Draw the organisation before and after a plan.

    The first page is an overview of the agencies; then each agency has a page with all its units
    before and after, or several pages where they could not be read on one.

    Parameters
    ----------
    plan
        The plan.
    heading
        What every page says about the plan.
    language
        Language of the words.
    agencies
        Ids of the agencies to draw; None means every agency in scope. An agency that ended by a
        given change means its receiver.
    names
        Unit → name that was decided for it after the plan; all others keep theirs.
    notes
        Unit → lines that its box bears after the plan, where the pages have room for them.
    headings
        Agency → what its own pages say about the plan, where that is not `heading`.

    Returns
    -------
    pages
        Pages in order of the organisation.

    Raises
    ------
    UsageError
        If one of `agencies` is no agency.
    """
    chosen = _chosen(plan, agencies)
    plain_cards = Cards(plan, language, names or {})
    noted = Cards(plan, language, names or {}, notes or {})
    own = {agency: (headings or {}).get(agency, heading) for agency in chosen}
    members = _members(plan, chosen)
    figures = {agency: figures_of(plan, agency, _units(members[agency])) for agency in chosen}
    drafts = {a: _with_room((noted, plain_cards), members[a], figures[a], own[a]) for a in chosen}
    overview = overview_pages(
        plain_cards, figures, {a: len(d) for a, d in drafts.items()}, heading, language
    )
    drafted = [draft for agency in chosen for draft in drafts[agency]]
    total = len(overview) + len(drafted)
    pages = [*overview, *drafted]
    return tuple(page.finished(n, total, language) for n, page in enumerate(pages, 1))


def _chosen(plan: Plan, agencies: Sequence[str] | None) -> tuple[str, ...]:
    problem = plan.problem
    if agencies is None:
        return problem.agencies_in_scope
    wanted = {problem.given.ended.get(agency, agency) for agency in agencies}
    for agency in agencies:
        here = problem.given.ended.get(agency, agency)
        if here not in problem.before or not problem.is_agency(here):
            raise UsageError(
                Text(f"«{agency}» không phải là một cơ quan", f"{agency!r} is no agency")
            )
    return tuple(unit for unit in problem.before.ids if unit in wanted)


def _members(plan: Plan, chosen: Iterable[str]) -> dict[str, dict[Part, Tree]]:
    """For each agency the trees of its own units before and after, agencies inside it apart."""
    problem = plan.problem
    home: dict[Part, Mapping[str, str | None]] = {
        "before": problem.agency,
        "after": plan.agency_after,
    }
    children: dict[str, dict[Part, dict[str, list[str]]]] = {
        agency: {"before": {}, "after": {}} for agency in chosen
    }
    for part in PARTS:
        for unit, agency in home[part].items():
            if agency is None or agency == unit or agency not in children:
                continue
            parent = problem.before.parent(unit) if part == "before" else plan.parent_after[unit]
            if parent is not None:
                children[agency][part].setdefault(parent, []).append(unit)
    return {
        agency: {part: Tree(agency, below[part]) for part in PARTS}
        for agency, below in children.items()
    }


def _units(trees: Mapping[Part, Tree]) -> dict[Part, list[str]]:
    return {
        part: [tree.root, *(unit for below in tree.children.values() for unit in below)]
        for part, tree in trees.items()
    }


@dataclass(frozen=True)
class _Section:
    """One part of an agency: its cards, title and chart."""

    part: Part
    title: str
    cards: Mapping[str, Card]
    chart: Chart


def _section(cards: Cards, tree: Tree, part: Part, title: str, size: float) -> _Section:
    of_unit = {unit: cards.card(unit, part, size) for unit in _units({part: tree})[part]}

    def note(unit: str, width: float) -> float:
        return len(_note(of_unit[unit], width, cards.language)) * line_height(size)

    chart = Chart(
        tree,
        len(of_unit),
        remembered(lambda unit, width: of_unit[unit].height(width)),
        remembered(note),
    )
    return _Section(part, title, of_unit, chart)


def _note(card: Card, width: float, language: Language) -> tuple[str, ...]:
    return shorten(f"{CONTINUED.to(language)} {card.name}", width, "italic", card.size, 2)


def _with_room(
    ways: tuple[Cards, Cards],
    trees: Mapping[Part, Tree],
    figures: AgencyFigures,
    heading: Heading,
) -> list[Draft]:
    """The pages of an agency: with the notes, unless these would need more pages."""
    noted, without = ways
    bare = _agency_drafts(without, trees, figures, heading)
    if not any(unit in noted.notes for unit in _units(trees)["after"]):
        return bare
    full = _agency_drafts(noted, trees, figures, heading)
    return full if len(full) <= len(bare) else bare


def _agency_drafts(
    cards: Cards, trees: Mapping[Part, Tree], figures: AgencyFigures, heading: Heading
) -> list[Draft]:
    language = cards.language
    titles = figures.titles(language)
    sections = {
        size: [_section(cards, trees[part], part, titles[part], size) for part in PARTS]
        for size in SIZES
    }
    shown = [card for section in sections[MIN_SIZE] for card in section.cards.values()]
    name = cards.name(figures.agency, "after")
    room = Room(name, figures.agency, heading, language, _keys(shown, language))
    space = room.bottom - room.top
    for arrange in (_on_one_page, _on_a_page_each):
        for size in SIZES:
            lots = arrange(sections[size], space)
            if lots:
                return [_draft(room, lot, n, len(lots)) for n, lot in enumerate(lots, 1)]
    lots = _on_many_pages(sections[MIN_SIZE], space)
    return [_draft(room, lot, n, len(lots)) for n, lot in enumerate(lots, 1)]


@dataclass(frozen=True)
class _Placed:
    """One sheet of a section; `number` is its place among the sheets of the section, from 0."""

    section: _Section
    sheet: Sheet
    in_row: bool
    number: int


def _on_one_page(sections: Sequence[_Section], space: float) -> list[list[_Placed]]:
    """Both parts below each other; nothing where they do not fit."""
    rest = space - len(sections) * _SECTION_HEIGHT - (len(sections) - 1) * _BETWEEN
    both = together([section.chart for section in sections], frame.INNER, rest)
    if both is None:
        return []
    pairs = zip(sections, both, strict=True)
    return [[_Placed(section, laid.sheets[0], laid.in_row, 0) for section, laid in pairs]]


def _on_a_page_each(sections: Sequence[_Section], space: float) -> list[list[_Placed]]:
    """Each part on a page of its own; nothing where one of them does not fit."""
    if any(section.chart.size > _MOST_ON_A_PAGE for section in sections):
        return []
    lots = _on_many_pages(sections, space)
    return lots if len(lots) == len(sections) else []


def _on_many_pages(sections: Sequence[_Section], space: float) -> list[list[_Placed]]:
    """Each part on as many pages as it needs."""
    lots: list[list[_Placed]] = []
    for section in sections:
        laid = alone(section.chart, frame.INNER, space - _SECTION_HEIGHT)
        lots.extend([_Placed(section, s, laid.in_row, n)] for n, s in enumerate(laid.sheets))
    return lots


def _keys(shown: Iterable[Card], language: Language) -> tuple[frame.Key, ...]:
    cards = list(shown)
    return frame.legend_keys(
        (mark for card in cards for mark in card.marks),
        posts=True,
        italics=any(card.face == "italic" for card in cards),
        given=any(card.star for card in cards),
        language=language,
    )


def _draft(room: Room, lot: Sequence[_Placed], number: int, pages: int) -> Draft:
    shapes: list[Shape] = []
    boxes: list[UnitBox] = []
    taken = sum(placed.sheet.height + _SECTION_HEIGHT for placed in lot)
    between = max(_BETWEEN, min((room.bottom - room.top - taken) / 2, _MOST_BETWEEN))
    y = room.top
    for placed in lot:
        title = placed.section.title + (f" {CONTINUED.to(room.language)}" if placed.number else "")
        title_lines = shorten(title, frame.INNER, "bold", _SECTION, 1)
        shapes.extend(paragraph(title_lines, frame.SIDE, y, _SECTION, "bold"))
        y += _SECTION_HEIGHT
        shapes.extend(_shapes(placed, y, boxes, room.language))
        y += placed.sheet.height + between
    shown = [p.section.cards[spot.node] for p in lot for spot in p.sheet.spots]
    return room.draft(number, pages, shapes, boxes, _keys(shown, room.language))


def _shapes(placed: _Placed, y: float, boxes: list[UnitBox], language: Language) -> Iterable[Shape]:
    section = placed.section
    for points in placed.sheet.links:
        yield Line(tuple((frame.SIDE + px, y + py) for px, py in points))
    for spot in placed.sheet.spots:
        card = section.cards[spot.node]
        place = Rect(frame.SIDE + spot.x, y + spot.y, spot.width, spot.height)
        box, shapes = unit_box(card, section.part, place, placed.in_row or card.agency)
        boxes.append(box)
        yield from shapes
    for spot in placed.sheet.notes:
        card = section.cards[spot.node]
        lines = _note(card, spot.width, language)
        x = frame.SIDE + (spot.middle[0] if card.agency else spot.x)
        anchor: Anchor = "center" if card.agency else "left"
        yield from paragraph(lines, x, y + spot.y, card.size, "italic", anchor)
