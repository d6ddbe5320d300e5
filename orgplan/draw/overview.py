"""The first page: every agency with its counted units, cut and posts, as a table along the tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from orgplan.draw import frame
from orgplan.draw.cards import Cards
from orgplan.draw.draft import Draft, Room
from orgplan.draw.figures import AgencyFigures, added
from orgplan.draw.fonts import Face, line_height, shorten, text_width
from orgplan.draw.frame import Heading
from orgplan.draw.marks import STYLES, Mark
from orgplan.draw.scene import Label, Line, Rect, Shape, baseline
from orgplan.text import Language, Text, number

_SIZE = 10.0
_PAD = 1.1
_STEP = 4.5
_MOST_INDENT = 27.0
_SHADE = "#E4EAF5"
SUBJECT = Text("TỔNG HỢP", "OVERVIEW")
TOTAL = Text("Tổng cộng", "Total")
SERVICE_NOTE = Text("ĐVSN: đơn vị sự nghiệp công lập", "PSU: public service unit")
LATE_BASELINE = Text(
    "Ban đầu: trước các chủ trương đã có; Giảm, Tỷ lệ so với cột Trước",
    "Original: before the decisions already taken; Cut and Share against Before",
)
EARLY_BASELINE = Text(
    "Ban đầu: trước các chủ trương đã có; Giảm, Tỷ lệ so với cột Ban đầu",
    "Original: before the decisions already taken; Cut and Share against Original",
)
_NAME = Text("Cơ quan", "Agency")
_UNITS, _POSTS = Text("Đầu mối", "Units"), Text("Biên chế", "Posts")
_SERVICE = Text("Người làm việc (ĐVSN)", "Employees (PSU)")
_CHANGES, _PAGE = Text("Thay đổi", "Changes"), Text("Trang", "Page")
_ORIGINAL, _BEFORE, _AFTER = (
    Text("Ban đầu", "Original"),
    Text("Trước", "Before"),
    Text("Sau", "After"),
)
_CUT, _SHARE = Text("Giảm", "Cut"), Text("Tỷ lệ", "Share")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its heading, the heading above it, and its cells."""

    words: str
    group: str
    cells: tuple[str, ...]
    total: str

    @property
    def width(self) -> float:
        """Width that the column needs [mm]."""
        bold = (self.words, self.total)
        widths = [text_width(words, "bold", _SIZE) for words in bold]
        widths.extend(text_width(cell, "regular", _SIZE) for cell in self.cells)
        return max(widths) + 4 * _PAD


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: the name, its place in the tree, and one text a column."""

    name: tuple[str, ...]
    indent: float
    cells: tuple[str, ...]
    face: Face

    @property
    def height(self) -> float:
        """Height of the row [mm]."""
        return max(1, len(self.name)) * line_height(_SIZE) + 2 * _PAD


class Table:
    """Columns with their right edges; the name takes what they leave."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = tuple(columns)
        widths = [column.width for column in columns]
        for group in dict.fromkeys(column.group for column in columns if column.group):
            inside = [n for n, column in enumerate(columns) if column.group == group]
            needed = text_width(group, "bold", _SIZE) + 4 * _PAD
            missing = max(0.0, needed - sum(widths[n] for n in inside))
            for n in inside:
                widths[n] += missing / len(inside)
        self.name_width = frame.INNER - sum(widths)
        self.edges = [
            frame.SIDE + self.name_width + sum(widths[: n + 1]) for n in range(len(widths))
        ]


def overview_pages(
    cards: Cards,
    figures: Mapping[str, AgencyFigures],
    lengths: Mapping[str, int],
    heading: Heading,
    language: Language,
) -> list[Draft]:
    """The pages of the overview.

    Parameters
    ----------
    cards
        Words about the units.
    figures
        Agency → its figures, in order of the organisation.
    lengths
        Agency → number of its own pages.
    heading, language
        As for the whole chart.
    """
    changes = {agency: _changes(cards, agency) for agency in figures}
    marks = [mark for mark in STYLES if any(mark in count for count in changes.values())]
    keys = frame.legend_keys(marks, posts=False, italics=False, given=False, language=language)
    if any(f.has_service for f in figures.values()):
        keys = (*keys, frame.Key(SERVICE_NOTE.to(language)))
    if any(f.original != f.before for f in figures.values()):
        late = cards.plan.problem.baseline == "after_given"
        keys = (*keys, frame.Key((LATE_BASELINE if late else EARLY_BASELINE).to(language)))
    room = Room(SUBJECT.to(language), None, heading, language, keys)
    listed = list(figures.values())
    space = room.bottom - room.top - _head_height() - line_height(_SIZE) - 2 * _PAD
    blank = Table(list(_columns(listed, changes, marks, _first_pages(lengths, 999), language)))
    lots = _lots([row.height for row in _rows(cards, blank, figures)], space)
    first = _first_pages(lengths, len(lots))
    table = Table(list(_columns(listed, changes, marks, first, language)))
    table.name_width, table.edges = blank.name_width, blank.edges
    rows = _rows(cards, table, figures)
    total = Row((TOTAL.to(language),), 0.0, tuple(c.total for c in table.columns), "bold")
    drafts = []
    for n, lot in enumerate(lots, 1):
        page_rows = [rows[place] for place in lot] + ([total] if n == len(lots) else [])
        shapes = list(_painted(table, page_rows, room.top, language))
        drafts.append(room.draft(n, len(lots), shapes, (), keys))
    return drafts


def _columns(
    listed: Sequence[AgencyFigures],
    changes: Mapping[str, Mapping[Mark, int]],
    marks: Sequence[Mark],
    first: Mapping[str, int],
    language: Language,
) -> Iterable[Column]:
    total = added(listed)

    def column(words: Text, group: Text, cell: Callable[[AgencyFigures], str]) -> Column:
        cells = tuple(cell(figures) for figures in listed)
        return Column(words.to(language), group.to(language), cells, cell(total))

    if any(f.original != f.before for f in listed):
        yield column(_ORIGINAL, _UNITS, lambda f: str(f.original))
    yield column(_BEFORE, _UNITS, lambda f: str(f.before))
    yield column(_AFTER, _UNITS, lambda f: str(f.after))
    yield column(_CUT, _UNITS, lambda f: str(f.cut).replace("-", "−"))
    yield column(_SHARE, _UNITS, lambda f: f.share(language))
    yield column(_BEFORE, _POSTS, lambda f: number(f.posts["before"], language))
    yield column(_AFTER, _POSTS, lambda f: number(f.posts["after"], language))
    if total.has_service:
        yield column(_BEFORE, _SERVICE, lambda f: number(f.service["before"], language))
        yield column(_AFTER, _SERVICE, lambda f: number(f.service["after"], language))
    for mark in marks:
        counts = [changes[f.agency].get(mark, 0) for f in listed]
        cells = tuple(str(count) if count else "" for count in counts)
        yield Column(STYLES[mark].badge, _CHANGES.to(language), cells, str(sum(counts)))
    pages = tuple(str(first[f.agency]) for f in listed)
    yield Column(_PAGE.to(language), "", pages, "")


def _shown(cards: Cards, figures: Mapping[str, AgencyFigures]) -> list[str]:
    """The agencies and everything above them, parents first; the roots where there is none."""
    wanted = set(figures)
    for agency in figures:
        wanted.update(cards.before.ancestors(agency))
    return [unit for unit in cards.before.parents_first if unit in wanted] or list(
        cards.before.roots
    )


def _changes(cards: Cards, agency: str) -> dict[Mark, int]:
    """How many units of an agency bear each mark: before if they end, else after."""
    plan = cards.plan
    count: dict[Mark, int] = {}
    for unit in cards.units_of(agency):
        for mark in cards.marks(unit, "after" if plan.survives(unit) else "before"):
            if mark is not Mark.KEPT:
                count[mark] = count.get(mark, 0) + 1
    return {mark: count[mark] for mark in STYLES if mark in count}


def _first_pages(lengths: Mapping[str, int], overview: int) -> dict[str, int]:
    first: dict[str, int] = {}
    page = overview + 1
    for agency, length in lengths.items():
        first[agency] = page
        page += length
    return first


def _lots(heights: Sequence[float], space: float) -> list[list[int]]:
    lots: list[list[int]] = [[]]
    used = 0.0
    for place, height in enumerate(heights):
        if lots[-1] and used + height > space:
            lots.append([])
            used = 0.0
        lots[-1].append(place)
        used += height
    return lots


def _rows(cards: Cards, table: Table, figures: Mapping[str, AgencyFigures]) -> list[Row]:
    place = {agency: n for n, agency in enumerate(figures)}
    rows = []
    for unit in _shown(cards, figures):
        indent = min(_STEP * cards.before.depth[unit], _MOST_INDENT)
        face: Face = "regular" if unit in figures else "bold"
        room = table.name_width - indent - 2 * _PAD
        name = shorten(cards.name(unit, "after"), room, face, _SIZE, 3)
        cells = tuple(c.cells[place[unit]] if unit in figures else "" for c in table.columns)
        rows.append(Row(name, indent, cells, face))
    return rows


def _head_height() -> float:
    return 2 * (line_height(_SIZE) + 2 * _PAD)


def _painted(table: Table, rows: Sequence[Row], top: float, language: Language) -> Iterable[Shape]:
    yield from _head(table, top, language)
    y = top + _head_height()
    for row in rows:
        if row.face == "bold":
            yield Rect(frame.SIDE, y, frame.INNER, row.height, _SHADE, None)
        yield from _row_shapes(table, row, y)
        y += row.height
        yield Line(((frame.SIDE, y), (frame.SIDE + frame.INNER, y)), "#999999", 0.5)


def _row_shapes(table: Table, row: Row, y: float) -> Iterable[Shape]:
    x = frame.SIDE + row.indent + _PAD
    for n, line in enumerate(row.name):
        yield Label(x, baseline(y + _PAD + n * line_height(_SIZE), _SIZE), line, _SIZE, row.face)
    for edge, cell in zip(table.edges, row.cells, strict=True):
        if cell:
            text_y = baseline(y + _PAD, _SIZE)
            yield Label(edge - 2 * _PAD, text_y, cell, _SIZE, row.face, "right")


def _head(table: Table, top: float, language: Language) -> Iterable[Shape]:
    height = _head_height()
    yield Rect(frame.SIDE, top, frame.INNER, height, "#D3DCEC", None)
    upper = baseline(top + _PAD, _SIZE)
    lower = baseline(top + height / 2 + _PAD, _SIZE)
    yield Label(frame.SIDE + _PAD, upper, _NAME.to(language), _SIZE, "bold")
    left = frame.SIDE + table.name_width
    for place, (column, edge) in enumerate(zip(table.columns, table.edges, strict=True)):
        y = lower if column.group else upper
        yield Label(edge - 2 * _PAD, y, column.words, _SIZE, "bold", "right")
        if column.group and (place == 0 or table.columns[place - 1].group != column.group):
            pairs = zip(table.columns, table.edges, strict=True)
            last = max(e for c, e in pairs if c.group == column.group)
            middle, line_y = (left + last) / 2, top + height / 2
            yield Label(middle, upper, column.group, _SIZE, "bold", "center")
            yield Line(((left + _PAD, line_y), (last - _PAD, line_y)), line=0.5)
        left = edge
    bottom = top + height
    yield Line(((frame.SIDE, bottom), (frame.SIDE + frame.INNER, bottom)), line=1.0)
