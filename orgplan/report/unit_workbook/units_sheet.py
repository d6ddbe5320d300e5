"""The sheet of units: one row a unit, guessed cells marked, drop-downs where there is a choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from orgplan.io.reading import Guess
from orgplan.organisation import Unit
from orgplan.report.sheets import CellValue, fitting, prepare_paper, row_height, style, write_cell
from orgplan.report.table import extra_names
from orgplan.report.unit_workbook.choices import offer_choices
from orgplan.report.unit_workbook.contents import (
    FIRST,
    HEAD,
    SHADE,
    TITLE_HEIGHT,
    TO_FILL,
    Contents,
)
from orgplan.text import Text

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Field:
    """A column that orgplan knows: its name in files, its head, its width [characters]."""

    name: str
    heading: Text
    width: float
    numeric: bool = False


FIELDS: tuple[Field, ...] = (
    Field("id", Text("Mã đơn vị", "id"), 21),
    Field("parent", Text("Mã đơn vị cấp trên", "parent"), 19),
    Field("name", Text("Tên đơn vị", "name"), 28),
    Field("kind", Text("Loại hình", "kind"), 16),
    Field("staff", Text("Biên chế", "staff"), 7, numeric=True),
    Field("present", Text("Có mặt", "present"), 7, numeric=True),
    Field("heads", Text("Cấp trưởng", "heads"), 7, numeric=True),
    Field("deputies", Text("Cấp phó", "deputies"), 7.5, numeric=True),
    Field("functions", Text("Chức năng", "functions"), 22),
    Field("site", Text("Địa điểm", "site"), 12),
    Field("short", Text("Tên viết tắt", "short"), 9),
    Field("note", Text("Ghi chú", "note"), 14),
)
"""The columns in their order; the reader knows these heads."""
COLUMN: Mapping[str, int] = {field.name: place for place, field in enumerate(FIELDS)}
_OTHER_WIDTH = 14.0

_TITLE = Text("DANH SÁCH ĐƠN VỊ", "UNITS OF THE ORGANISATION")
_EXAMPLE = Text(
    "VÍ DỤ: xóa các dòng dưới đây rồi nhập đơn vị của cơ quan mình. "
    "Cách ghi từng cột: xem trang Hướng dẫn.",
    "EXAMPLE: delete the rows below and enter your own units. "
    "What goes into each column: see the sheet instructions.",
)
_FILL_IN = Text(
    "Mỗi dòng một đơn vị. Cách ghi từng cột: xem trang Hướng dẫn.",
    "One unit a row. What goes into each column: see the sheet instructions.",
)
_SAMPLE = Text("ô như thế này", "a cell like this")
_LEGEND = Text(
    "← là giá trị do máy suy ra: xem lại, sửa nếu chưa đúng (chỉ vào ô để đọc lý do).",
    "← was concluded, not read: look at it, correct what is wrong (point at it to read why).",
)


def write_units(book: Workbook, sheet: Worksheet, contents: Contents) -> None:
    """Write the sheet of units."""
    looks = _Looks.of(book)
    others = extra_names(contents.reading.organisation)
    headings = [*(contents.words(field.heading) for field in FIELDS), *others]
    widths = [*(field.width for field in FIELDS), *(_OTHER_WIDTH for _ in others)]
    _write_title(sheet, contents, looks)
    for place, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        numeric = place < len(FIELDS) and FIELDS[place].numeric
        sheet.set_column(place, place, width, looks.spare_number if numeric else looks.spare)
        sheet.write_string(HEAD, place, fitting(heading), looks.head)
    sheet.set_row(HEAD, row_height(headings, widths, bold=True))
    _write_rows(sheet, contents, others, widths, looks)
    count = len(contents.reading.organisation)
    sheet.freeze_panes(FIRST, 1)
    sheet.autofilter(HEAD, 0, HEAD + count, len(headings) - 1)
    offer_choices(sheet, contents, COLUMN)
    prepare_paper(
        sheet,
        contents.language,
        head=HEAD,
        columns=len(FIELDS),
        rows=FIRST + count if others else None,
        footer=contents.words(_TITLE),
    )


@dataclass(frozen=True, slots=True)
class _Looks:
    """The formats of the sheet."""

    title: Format
    hint: Format
    warning: Format
    head: Format
    text: Format
    number: Format
    guessed: Format
    guessed_number: Format
    spare: Format
    spare_number: Format

    @classmethod
    def of(cls, book: Workbook) -> _Looks:
        def marked(*, number: str = "", align: str = "left") -> Format:
            # dots under the colour and slanted type: what was guessed shows in a grey copy as well
            dots = "#7F6000"
            return style(
                book, italic=True, number=number, align=align, fill=TO_FILL, pattern=18, ink=dots
            )

        return cls(
            title=style(book, size=14, bold=True, border=False, wrap=False),
            hint=style(book, border=False, wrap=False),
            warning=style(book, size=12, bold=True, border=False, wrap=False),
            head=style(book, bold=True, align="center", middle=True, fill=SHADE),
            text=style(book, number="@"),
            number=style(book, align="center"),
            guessed=marked(number="@"),
            guessed_number=marked(align="center"),
            spare=style(book, number="@", border=False),
            spare_number=style(book, align="center", border=False),
        )


def _write_title(sheet: Worksheet, contents: Contents, looks: _Looks) -> None:
    sheet.set_row(0, TITLE_HEIGHT)
    sheet.write_string(0, 0, contents.words(_TITLE), looks.title)
    if contents.example:
        sheet.write_string(1, 0, contents.words(_EXAMPLE), looks.warning)
    else:
        sheet.write_string(1, 0, contents.words(_FILL_IN), looks.hint)
    if contents.reading.guesses:
        sheet.write_string(2, 0, contents.words(_SAMPLE), looks.guessed)
        sheet.write_string(2, 1, contents.words(_LEGEND), looks.hint)


def _write_rows(
    sheet: Worksheet,
    contents: Contents,
    others: list[str],
    widths: list[float],
    looks: _Looks,
) -> None:
    guesses: dict[tuple[str, str], list[Guess]] = {}
    for guess in contents.reading.guesses:
        guesses.setdefault((guess.unit, guess.field), []).append(guess)
    for row, unit in enumerate(contents.reading.organisation, start=FIRST):
        cells = [*_cells(unit, contents), *(unit.extra.get(name, "") for name in others)]
        sheet.set_row(row, row_height(cells, widths))
        for place, cell in enumerate(cells):
            field = FIELDS[place] if place < len(FIELDS) else None
            why = guesses.get((unit.id, field.name), []) if field is not None else []
            numeric = field is not None and field.numeric
            if why:
                look = looks.guessed_number if numeric else looks.guessed
                _explain(sheet, row, place, why, contents)
            else:
                look = looks.number if numeric else looks.text
            write_cell(sheet, row, place, cell, look)


def _cells(unit: Unit, contents: Contents) -> list[CellValue]:
    """The values of a unit in the order of the columns."""
    organisation = contents.reading.organisation
    return [
        unit.id,
        unit.parent,
        unit.name,
        unit.kind,
        organisation.total[unit.id] if contents.totals else unit.staff,
        unit.present,
        unit.heads,
        unit.deputies,
        contents.reading.functions.get(unit.id, ""),
        unit.site,
        unit.short,
        unit.note,
    ]


def _explain(sheet: Worksheet, row: int, place: int, why: list[Guess], contents: Contents) -> None:
    """Say in a comment why a value was concluded."""
    reasons = "\n".join(dict.fromkeys(contents.words(guess.because) for guess in why))
    intro = Text("Máy suy ra, cần kiểm tra:", "Concluded, please check:")
    words = fitting(f"{contents.words(intro)}\n{reasons}")
    size = {"x_scale": 1.8, "y_scale": 1.0 + 0.25 * (len(words) // 120)}
    sheet.write_comment(row, place, words, {"author": "orgplan", **size})
