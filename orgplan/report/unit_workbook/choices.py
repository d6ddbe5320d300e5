"""Drop-downs and limits of the sheet of units, for the rows that are there and those to come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from orgplan.report.unit_workbook.contents import FIRST, KINDS, SPARE, UNITS, Contents
from orgplan.text import Text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_LONGEST_TITLE = 32
_LONGEST_MESSAGE = 255


def offer_choices(sheet: Worksheet, contents: Contents, column: Mapping[str, int]) -> None:
    """Set the drop-downs and limits of the sheet of units.

    Parameters
    ----------
    sheet
        The sheet.
    contents
        Whose kinds are offered.
    column
        Field → its column, from 0.
    """
    last = FIRST + len(contents.reading.organisation) + SPARE
    rules = {
        "id": {
            "validate": "custom",
            "value": f"=SUMPRODUCT(--({_column(column['id'], last)}={_cell(column['id'])}))=1",
            **_messages(
                contents,
                Text("Mã đã có", "This id exists"),
                Text("Mỗi đơn vị một mã riêng.", "Every unit needs an id of its own."),
            ),
        },
        "parent": {
            "validate": "list",
            "source": f"={filled(column['id'], last)}",
            **_messages(
                contents,
                Text("Không có mã này", "No such id"),
                Text(
                    "Chọn một mã ở cột Mã đơn vị; để trống nếu đơn vị đứng trên cùng.",
                    "Choose one of the ids; leave blank for a unit at the top.",
                ),
            ),
        },
        "kind": {
            "validate": "list",
            "source": f"={of_sheet(contents.words(KINDS), len(contents.kinds))}",
            **_messages(
                contents,
                Text("Không có loại hình này", "No such kind"),
                Text(
                    "Chọn một mã loại hình; tên gọi của từng mã ở trang Loại hình.",
                    "Choose the code of a kind; the sheet kinds says what each one means.",
                ),
                blocking="*" not in contents.ruleset.kinds,
            ),
        },
    }
    for name in ("staff", "present"):
        rules[name] = _number(contents, "decimal")
    for name in ("heads", "deputies"):
        rules[name] = _number(contents, "integer")
    for name, rule in rules.items():
        sheet.data_validation(FIRST, column[name], last, column[name], rule)


def filled(column: int, last: int, sheet: str = "") -> str:
    """The part of a column that is filled in, as a formula: no blanks stand in the drop-down."""
    whole = _column(column, last, sheet)
    return f"OFFSET({_cell(column, sheet, fixed=True)},0,0,MAX(1,COUNTA({whole})),1)"


def of_sheet(sheet: str, count: int) -> str:
    """The first column of a table of another sheet, as a formula."""
    return _column(0, FIRST + max(count, 1) - 1, sheet)


def posts_rule(contents: Contents) -> dict[str, object]:
    """The limit of a number of posts."""
    return _number(contents, "decimal")


def choice_rule(
    contents: Contents, source: str, title: Text, words: Text, *, blocking: bool
) -> dict[str, object]:
    """A drop-down from cells elsewhere; one that does not block takes other values as well."""
    return {
        "validate": "list",
        "source": f"={source}",
        **_messages(contents, title, words, blocking=blocking),
    }


def unit_ids(contents: Contents) -> str:
    """The ids of the sheet of units, as a formula."""
    last = FIRST + len(contents.reading.organisation) + SPARE
    return filled(0, last, contents.words(UNITS))


def _number(contents: Contents, how: str) -> dict[str, object]:
    words = {
        "decimal": Text("Nhập một số từ 0 trở lên.", "Enter a number, 0 or more."),
        "integer": Text("Nhập một số nguyên từ 0 trở lên.", "Enter a whole number, 0 or more."),
    }[how]
    wrong = Text("Số chưa đúng", "Not such a number")
    return {"validate": how, "criteria": ">=", "value": 0, **_messages(contents, wrong, words)}


def _messages(
    contents: Contents, title: Text, words: Text, *, blocking: bool = True
) -> dict[str, object]:
    return {
        "error_title": contents.words(title)[:_LONGEST_TITLE],
        "error_message": contents.words(words)[:_LONGEST_MESSAGE],
        "error_type": "stop" if blocking else "information",
    }


def _cell(column: int, sheet: str = "", *, fixed: bool = False) -> str:
    from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

    cell = str(xl_rowcol_to_cell(FIRST, column, row_abs=fixed, col_abs=fixed))
    return f"{quote_sheetname(sheet)}!{cell}" if sheet else cell


def _column(column: int, last: int, sheet: str = "") -> str:
    from xlsxwriter.utility import quote_sheetname, xl_range_abs

    cells = str(xl_range_abs(FIRST, column, last, column))
    return f"{quote_sheetname(sheet)}!{cells}" if sheet else cells
