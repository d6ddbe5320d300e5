"""The sheet that lists what was concluded, for somebody to confirm, and the names of fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orgplan.report.sheets import CellValue
from orgplan.report.unit_workbook.contents import FIRST, Contents
from orgplan.report.unit_workbook.plain_table import Head, write_table
from orgplan.report.unit_workbook.units_sheet import COLUMN, FIELDS
from orgplan.text import Text, same

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_TITLE = Text("GIÁ TRỊ DO MÁY SUY RA, CẦN XÁC NHẬN", "CONCLUDED VALUES TO CONFIRM")
_HINT = Text(
    "Sửa giá trị chưa đúng ở trang Đơn vị, không sửa ở trang này; trang này chỉ để đối chiếu.",
    "Correct wrong values on the sheet units, not here; this sheet is only a list to tick off.",
)
_HEADS = (
    Head(Text("Nơi trong tệp gốc", "place in the file"), 22),
    Head(Text("Ô ở trang Đơn vị", "cell of units"), 9),
    Head(Text("Mã đơn vị", "id"), 26),
    Head(Text("Tên đơn vị", "name"), 26),
    Head(Text("Trường", "field"), 17),
    Head(Text("Giá trị suy ra", "concluded"), 26),
    Head(Text("Vì sao", "because"), 34),
    Head(Text("Đã xem", "checked"), 8, to_fill=True),
)


def field_name(field: str) -> Text:
    """What people call a field of a unit."""
    if field not in COLUMN:
        return same(field)
    return FIELDS[COLUMN[field]].heading


def write_guesses(book: Workbook, sheet: Worksheet, contents: Contents) -> None:
    """Write the sheet of values to confirm."""
    rows = _rows(contents)
    write_table(book, sheet, contents, _TITLE, (_HINT,), _HEADS, rows)


def _rows(contents: Contents) -> list[list[CellValue]]:
    from xlsxwriter.utility import xl_rowcol_to_cell

    organisation = contents.reading.organisation
    row_of = {unit.id: row for row, unit in enumerate(organisation, start=FIRST)}
    return [
        [
            guess.place,
            xl_rowcol_to_cell(row_of[guess.unit], COLUMN[guess.field]),
            guess.unit,
            organisation[guess.unit].name,
            contents.words(field_name(guess.field)),
            guess.value,
            contents.words(guess.because),
            "",
        ]
        for guess in contents.reading.guesses
    ]
