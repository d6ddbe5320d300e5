"""The sheets that drop-downs choose from: kinds and functions, with what their codes mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orgplan.report.sheets import CellValue
from orgplan.report.unit_workbook.contents import Contents
from orgplan.report.unit_workbook.plain_table import Head, write_table
from orgplan.text import Text

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_KINDS = Text("LOẠI HÌNH ĐƠN VỊ", "KINDS OF UNITS")
_KINDS_HINT = Text(
    "Ở cột Loại hình của trang Đơn vị, ghi mã (cột thứ nhất), không ghi tên gọi.",
    "The column kind of the sheet units takes the code (first column), not the name.",
)
_KIND_HEADS = (
    Head(Text("Mã loại hình", "kind"), 24),
    Head(Text("Tên gọi", "Vietnamese name"), 40),
    Head(Text("Tên tiếng Anh", "English name"), 34),
    Head(Text("Là cơ quan", "agency"), 10),
    Head(Text("Tính là đầu mối", "counted"), 10),
    Head(Text("Đứng dưới", "stands below"), 44),
)
_YES, _NO = Text("có", "yes"), Text("không", "no")

_FUNCTIONS = Text("DANH MỤC CHỨC NĂNG", "FUNCTIONS")
_FUNCTIONS_HINT = Text(
    "Mã chức năng dùng ở cột Chức năng của trang Đơn vị và ở trang Nhiệm vụ.",
    "Codes for the column functions of the sheet units, and for the sheet duties.",
)
_OPEN_HINT = Text(
    "Chưa có danh mục chức năng: đây là các mã đang dùng; có thể dùng thêm mã khác.",
    "There is no function list yet: these are the codes in use; others may be added.",
)
_FUNCTION_HEADS = (
    Head(Text("Mã chức năng", "code"), 34),
    Head(Text("Tên gọi", "Vietnamese name"), 60),
    Head(Text("Tên tiếng Anh", "English name"), 54),
)


def write_kinds(book: Workbook, sheet: Worksheet, contents: Contents) -> None:
    """Write the kinds with their names and where they may stand."""
    ruleset = contents.ruleset
    rows: list[list[CellValue]] = []
    for code, name in contents.kinds.items():
        kind = ruleset.kind(code)
        above = [other for other, k in ruleset.kinds.items() if k.may_contain(code)]
        rows.append(
            [
                code,
                name.vi,
                name.en,
                contents.words(_YES if kind.agency else _NO),
                contents.words(_YES if kind.counted else _NO),
                ", ".join(above),
            ]
        )
    label = ruleset.label.text if ruleset.label is not None else Text(ruleset.name, ruleset.name)
    source = Text(
        f"Theo bộ quy định {ruleset.name} ({label.vi}).",
        f"By the ruleset {ruleset.name} ({label.en}).",
    )
    write_table(book, sheet, contents, _KINDS, (_KINDS_HINT, source), _KIND_HEADS, rows)


def write_functions(book: Workbook, sheet: Worksheet, contents: Contents) -> None:
    """Write the function codes with their names."""
    rows = [[code, name.vi, name.en] for code, name in contents.functions.items()]
    hints = (_FUNCTIONS_HINT,) if contents.function_names else (_FUNCTIONS_HINT, _OPEN_HINT)
    write_table(book, sheet, contents, _FUNCTIONS, hints, _FUNCTION_HEADS, rows)
