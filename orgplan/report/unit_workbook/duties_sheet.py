"""The sheet in which duties stated in prose get their function codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orgplan.io.duty_sheet import DUTY_COLUMNS
from orgplan.io.findings import Trouble
from orgplan.io.numbers import read_posts
from orgplan.io.reading import Duty
from orgplan.io.suggestions import Suggestions
from orgplan.report.sheets import CellValue
from orgplan.report.unit_workbook.choices import choice_rule, of_sheet, posts_rule, unit_ids
from orgplan.report.unit_workbook.contents import FIRST, FUNCTIONS, SPARE, Contents
from orgplan.report.unit_workbook.plain_table import Head, write_table
from orgplan.text import Text

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

SUGGESTED = 3
"""Codes suggested for one duty."""

_TITLE = Text("NHIỆM VỤ GHI BẰNG LỜI VÀ MÃ CHỨC NĂNG", "DUTIES IN WORDS AND THEIR FUNCTION CODES")
_HINT = Text(
    "Chọn mã chức năng cho từng nhiệm vụ (cột tô màu); ghi số biên chế nếu biết, để trống nếu "
    "chưa rõ.",
    "Choose a function code for every duty (coloured columns); enter posts if they are known.",
)
_HINT_2 = Text(
    "Nhiệm vụ chưa có mã không được tính; một mã ghi hai lần ở cùng một đơn vị chỉ tính một lần.",
    "A duty without a code does not count; a code given twice for one unit counts once.",
)


def write_duties(book: Workbook, sheet: Worksheet, contents: Contents) -> None:
    """Write the sheet of duties, with suggestions where there is a function list."""
    named = contents.function_names
    heads = [
        Head(DUTY_COLUMNS["unit"], 18),
        Head(DUTY_COLUMNS["name"], 22),
        Head(DUTY_COLUMNS["duty"], 44),
        Head(DUTY_COLUMNS["code"], 19, to_fill=True),
        Head(DUTY_COLUMNS["posts"], 8, to_fill=True, numeric=True),
    ]
    if named:
        heads += [Head(Text(f"Gợi ý {n}", f"suggestion {n}"), 19) for n in range(1, SUGGESTED + 1)]
    rows = _rows(contents)
    write_table(book, sheet, contents, _TITLE, (_HINT, _HINT_2), heads, rows)
    last = FIRST + len(rows) + SPARE
    unknown = Text("Không có mã này", "No such id")
    sheet.data_validation(
        FIRST,
        0,
        last,
        0,
        choice_rule(
            contents,
            unit_ids(contents),
            unknown,
            Text("Chọn mã đơn vị ở trang Đơn vị.", "Choose the id of a unit."),
            blocking=True,
        ),
    )
    if contents.functions:
        words = Text(
            "Chọn một mã ở trang Danh mục chức năng.", "Choose a code of the sheet functions."
        )
        source = of_sheet(contents.words(FUNCTIONS), len(contents.functions))
        rule = choice_rule(contents, source, unknown, words, blocking=bool(named))
        sheet.data_validation(FIRST, 3, last, 3, rule)
    sheet.data_validation(FIRST, 4, last, 4, posts_rule(contents))


def _rows(contents: Contents) -> list[list[CellValue]]:
    names = contents.function_names
    suggest = Suggestions(names) if names else None
    rows: list[list[CellValue]] = []
    for duty in contents.reading.duties:
        unit = contents.reading.organisation[duty.unit]
        row: list[CellValue] = [unit.id, unit.name, duty.prose, duty.code, _posts(duty)]
        if suggest is not None:
            codes = () if duty.code else suggest(duty.prose, SUGGESTED)
            told = [f"{code} – {contents.words(names[code])}" for code in codes]
            row += [*told, *([""] * (SUGGESTED - len(told)))]
        rows.append(row)
    return rows


def _posts(duty: Duty) -> CellValue:
    """The posts as a number; as they were written where they are none."""
    if not duty.posts:
        return None
    posts = read_posts(duty.posts)
    return duty.posts if isinstance(posts, Trouble) else posts
