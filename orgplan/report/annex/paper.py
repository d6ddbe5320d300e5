"""Annexes on paper, in the form of Decree 30/2020/NĐ-CP: A4 landscape, each numbered by itself.

Nothing is cut off: the height of a row follows from the exact width of its words, and a row that
is taller than a sheet program allows goes on in the next one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

from orgplan.draw.fonts import Face, plain, wrap
from orgplan.report.annex.first_page import with_first_pages
from orgplan.report.annex.form import Annex, Column, Content, Row, Weight, roman
from orgplan.report.provenance import draft_words, provenance, status_words
from orgplan.report.sheets import fitting, new_book, style, write_cell
from orgplan.result import Result
from orgplan.text import Language, Text

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

BODY = 11
"""Size of the type in a table [points]."""
ROOM = 250.0
"""Width between the margins [mm]."""
_TOP, _LEFT, _RIGHT, _BOTTOM = 20.0, 30.0, 15.0, 20.0
_A4 = 9
_PIXELS = 96 / 25.4
"""Pixels of a column in one millimetre."""
_PADDING = 2.4
"""What a sheet program keeps free beside the words of a cell [mm]."""
_LINE = 1.27
"""Height of a line that no sheet program finds too small, in sizes of its type."""
_AIR = 4.0
"""What a row is higher than its lines [points]."""
_MOST_LINES = 27
"""Lines of one row: a sheet program allows 409 points."""
_LONGEST_FOOTER = 250
_FOOTER_LINE = 185
"""Letters of a line of the footer, at 9 points."""
_FILLS: dict[Weight, str] = {"plain": "", "agency": "#E4E4E4", "part": "#F4F4F4", "total": ""}
_FACE: dict[Weight, Face] = {
    "plain": "regular",
    "agency": "bold",
    "part": "bold_italic",
    "total": "bold",
}

NAME = Text("Phụ lục", "Annex")
BELONGS = Text(
    "(Kèm theo Đề án/Quyết định số ……/…… ngày …… tháng …… năm …… của ……)",
    "(Attached to the Scheme/Decision No. ……/…… of …… by ……)",
)


def workbook(result: Result, annexes: Sequence[Annex]) -> bytes:
    """The annexes as a workbook, one sheet each."""
    target = BytesIO()
    language = result.case.language
    title = Text("Phụ lục phương án sắp xếp tổ chức bộ máy", "Annexes to the plan").to(language)
    with new_book(target, title) as book:
        looks = _Looks(book)
        for number, annex in enumerate(annexes, start=1):
            name = f"{NAME.to(language)} {roman(number)}"
            sheet = book.add_worksheet(name)
            _Sheet(sheet, looks, annex, language).write(name, result.case.scenario.name)
            _margins(sheet)
            _header_and_footer(sheet, result)
    return with_first_pages(target.getvalue())


class _Looks:
    """The formats of all sheets, each made once."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self._made: dict[tuple[Weight, str, str], Format] = {}
        self.name = style(book, size=14, bold=True, border=False, align="center")
        self.title = style(book, size=13, bold=True, border=False, align="center", middle=True)
        self.belongs = style(book, size=13, italic=True, border=False, align="center")
        self.plan = style(book, size=12, border=False, align="center", middle=True)
        self.measured = style(book, size=BODY, italic=True, border=False, align="right")
        self.head = style(book, size=BODY, bold=True, align="center", middle=True)
        self.note = style(book, size=BODY, italic=True, border=False)

    def cell(self, weight: Weight, align: str, number: str) -> Format:
        """The format of a cell of a table."""
        key = (weight, align, number)
        if key not in self._made:
            face = _FACE[weight]
            self._made[key] = style(
                self.book,
                size=BODY,
                bold=face.startswith("bold"),
                italic=face.endswith("italic"),
                align=align,
                number=number,
                fill=_FILLS[weight],
            )
        return self._made[key]


@dataclass
class _Sheet:
    """One sheet while it is being written; `line` is the next free row, from 0."""

    sheet: Worksheet
    looks: _Looks
    annex: Annex
    language: Language
    line: int = 0

    def write(self, name: str, plan: str) -> None:
        """Write everything, from the number of the annex to the last note."""
        sheet, looks = self.sheet, self.looks
        for place, column in enumerate(self.annex.columns):
            sheet.set_column_pixels(place, place, round(column.width * _PIXELS))
        self._across(name, looks.name, "bold", 14)
        self._across(self.annex.title.to(self.language), looks.title, "bold", 13)
        self._across(BELONGS.to(self.language), looks.belongs, "italic", 13)
        self._across(plan, looks.plan, "regular", 12)
        measured = self.annex.measured
        self._across("" if measured is None else measured.to(self.language), looks.measured)
        first = self.line
        self._head()
        sheet.repeat_rows(first, self.line - 1)
        sheet.freeze_panes(self.line, 2)
        for row in self.annex.rows:
            self._row(row)
        self.line += 1
        for note in self.annex.notes:
            self._across(note.to(self.language), looks.note, "italic")
        sheet.print_area(0, 0, self.line - 1, len(self.annex.columns) - 1)

    def _across(self, words: str, look: Format, face: Face = "regular", size: float = BODY) -> None:
        """One paragraph over the whole width."""
        last = len(self.annex.columns) - 1
        room = sum(column.width for column in self.annex.columns)
        self.sheet.merge_range(self.line, 0, self.line, last, "", look)
        write_cell(self.sheet, self.line, 0, words, look)
        self.sheet.set_row(self.line, _height(len(broken(words, room, face, size)), size))
        self.line += 1

    def _head(self) -> None:
        """The heads of the columns, on two lines where some have words above them."""
        columns, first = self.annex.columns, self.line
        grouped = any(column.group is not None for column in columns)
        place = 0
        for group, several in groupby(columns, key=lambda column: column.group):
            count = len(list(several))
            if group is not None:
                self._merged(first, place, first, place + count - 1, group)
                for here in range(place, place + count):
                    self._merged(first + 1, here, first + 1, here, columns[here].heading)
            else:
                for here in range(place, place + count):
                    self._merged(first, here, first + grouped, here, columns[here].heading)
            place += count
        self._head_heights(first, grouped)
        self.line += 1 + grouped

    def _merged(self, top: int, left: int, bottom: int, right: int, words: Text) -> None:
        look = self.looks.head
        if (top, left) != (bottom, right):
            self.sheet.merge_range(top, left, bottom, right, "", look)
        self.sheet.write_string(top, left, words.to(self.language), look)

    def _head_heights(self, first: int, grouped: bool) -> None:
        def tall(column: Column, words: Text, width: float) -> int:
            return len(broken(words.to(self.language), width, "bold", BODY))

        columns = self.annex.columns
        below = [tall(c, c.heading, c.width) for c in columns if not grouped or c.group]
        alone = [tall(c, c.heading, c.width) for c in columns if grouped and not c.group]
        above = [
            tall(c, c.group, sum(o.width for o in columns if o.group == c.group))
            for c in columns
            if c.group
        ]
        upper = max(above, default=0)
        lower = max(*below, max(alone, default=0) - upper)
        if grouped:
            self.sheet.set_row(first, _height(upper, BODY))
        self.sheet.set_row(first + grouped, _height(lower, BODY))

    def _row(self, row: Row) -> None:
        """One row of the table; what is too tall goes on below."""
        columns = self.annex.columns
        words = [self._said(cell) for cell in row.cells]
        if row.weight in ("agency", "part") and all(cell in ("", None) for cell in words[2:]):
            self._heading(row.weight, words)
            return
        lines = [
            broken(cell, column.width, _FACE[row.weight], BODY) if isinstance(cell, str) else ()
            for cell, column in zip(words, columns, strict=True)
        ]
        if max(map(len, lines)) <= _MOST_LINES:
            self._physical(row.weight, words, max(map(len, lines)))
            return
        for start in range(0, max(map(len, lines)), _MOST_LINES):
            part: list[str | Fraction | int | None] = [
                "\n".join(text[start : start + _MOST_LINES])
                if isinstance(cell, str)
                else (cell if start == 0 else None)
                for cell, text in zip(words, lines, strict=True)
            ]
            self._physical(row.weight, part, min(_MOST_LINES, max(map(len, lines)) - start))

    def _heading(self, weight: Weight, words: Sequence[str | Fraction | int | None]) -> None:
        """The row of an agency that has nothing but its number and its name."""
        number, name, *rest = words
        look = self.looks.cell(weight, "left", "@")
        write_cell(self.sheet, self.line, 0, number, self.looks.cell(weight, "center", "@"))
        if rest:
            self.sheet.merge_range(self.line, 1, self.line, 1 + len(rest), "", look)
        write_cell(self.sheet, self.line, 1, name, look)
        room = sum(column.width for column in self.annex.columns[1:])
        lines = broken(str(name), room, _FACE[weight], BODY)
        self.sheet.set_row(self.line, _height(len(lines), BODY))
        self.line += 1

    def _said(self, cell: Content) -> str | Fraction | int | None:
        return cell.to(self.language) if isinstance(cell, Text) else cell

    def _physical(
        self, weight: Weight, cells: Sequence[str | Fraction | int | None], lines: int
    ) -> None:
        for place, (cell, column) in enumerate(zip(cells, self.annex.columns, strict=True)):
            look = self.looks.cell(weight, *_alignment(cell, column))
            write_cell(self.sheet, self.line, place, cell, look)
        self.sheet.set_row(self.line, _height(max(1, lines), BODY))
        self.line += 1


def _alignment(cell: str | Fraction | int | None, column: Column) -> tuple[str, str]:
    """Where the words of a cell stand, and the format of its number."""
    if isinstance(cell, str | None):
        return column.align, "@"
    whole = Fraction(cell).denominator == 1
    return "center", column.number or ("#,##0" if whole else "#,##0.##")


@lru_cache(maxsize=65536)
def broken(words: str, width: float, face: Face, size: float) -> tuple[str, ...]:
    """The lines that words take in a cell; an empty paragraph takes one too.

    Parameters
    ----------
    words
        Any text; line ends stay.
    width
        Width of the cell, its edges included [mm].
    face, size
        The type [points].
    """
    lines: list[str] = []
    for paragraph in fitting(words).splitlines() or [""]:
        lines.extend(wrap(plain(paragraph), width - _PADDING, face, size) or ("",))
    return tuple(lines)


def _height(lines: int, size: float) -> float:
    return _LINE * size * lines + _AIR


def _margins(sheet: Worksheet) -> None:
    """A4 landscape with the margins of the decree; the long side never holds more than fits."""
    inches = [side / 25.4 for side in (_LEFT, _RIGHT, _TOP, _BOTTOM)]
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.set_margins(*inches)
    sheet.fit_to_pages(1, 0)
    sheet.set_start_page(1)


def _header_and_footer(sheet: Worksheet, result: Result) -> None:
    """Page number above, from page 2 on; where the figures come from below, on every page."""
    language = result.case.language
    draft = draft_words(result)
    mark = "" if draft is None else f'&R&"Times New Roman,Bold"&12{draft.to(language)}'
    inches = 10 / 25.4
    sheet.set_header(f'&C&"Times New Roman,Regular"&13&P{mark}', {"margin": inches})
    code = '&L&"Times New Roman,Italic"&9'
    words = _footer(result, language, _LONGEST_FOOTER - len(code))
    sheet.set_footer(code + words, {"margin": 8 / 25.4})


def _footer(result: Result, language: Language, most: int) -> str:
    """Where the figures come from, on a few lines, safe for a footer.

    Names of files that are too long lose letters in their middle: fingerprints and proof stay.
    """
    parts = [*provenance(result, language).split(" · "), status_words(result).to(language)]
    while len((words := _in_lines(parts)).replace("&", "&&")) > most:
        place = max(range(len(parts)), key=lambda n: len(parts[n]))
        half = len(parts[place]) // 2
        parts[place] = f"{parts[place][: half - 1]}…{parts[place][half + 1 :]}"
    return words.replace("&", "&&")


def _in_lines(parts: Sequence[str]) -> str:
    lines = [""]
    for part in parts:
        longer = f"{lines[-1]} · {part}" if lines[-1] else part
        if lines[-1] and len(longer) > _FOOTER_LINE:
            lines.append(part)
        else:
            lines[-1] = longer
    return "\n".join(lines)
