"""The sheet of instructions, in Vietnamese and then in English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from orgplan.report.sheets import prepare_paper, row_height, style
from orgplan.report.unit_workbook.contents import (
    DUTIES,
    FUNCTIONS,
    GUESSES,
    KINDS,
    SHADE,
    TITLE_HEIGHT,
    UNITS,
    Contents,
)
from orgplan.report.unit_workbook.units_sheet import COLUMN, FIELDS
from orgplan.text import Language, Text, same

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = (24.0, 12.0, 66.0, 34.0)
_HEADS = (
    Text("Cột", "Column"),
    Text("Bắt buộc", "Needed"),
    Text("Ghi gì", "What to enter"),
    Text("Ví dụ", "Example"),
)
_SHEET, _HOLDS = Text("Trang", "Sheet"), Text("Nội dung", "What it holds")
_TITLE = Text("HƯỚNG DẪN NHẬP LIỆU", "INSTRUCTIONS")
_YES, _NO = Text("có", "yes"), Text("không", "no")

_COLUMNS: tuple[tuple[str, Text, Text, Text], ...] = (
    (
        "id",
        _YES,
        Text(
            "Mã riêng của đơn vị, dạng văn bản; giữ nguyên qua các lần gửi.",
            "An identifier of the unit's own, as text; keep it from one version to the next.",
        ),
        same("snv-phong-to-chuc"),
    ),
    (
        "parent",
        _YES,
        Text(
            "Mã của đơn vị cấp trên trực tiếp; để trống nếu đứng trên cùng.",
            "The id of the unit directly above; blank at the top.",
        ),
        same("so-noi-vu"),
    ),
    ("name", _YES, Text("Tên đầy đủ.", "The full name."), same("Phòng Tổ chức biên chế")),
    (
        "kind",
        _YES,
        Text(
            "Chọn mã loại hình trong danh sách thả xuống; tên gọi ở trang «{kinds}».",
            "Choose the code of a kind from the drop-down; the sheet “{kinds}” gives their names.",
        ),
        Text("division (phòng)", "division"),
    ),
    (
        "staff",
        _NO,
        Text(
            "Biên chế được giao của riêng đơn vị, KHÔNG gồm các đơn vị bên trong. Để trống là 0.",
            "Posts of the unit itself, WITHOUT those of its sub-units. Blank is 0.",
        ),
        same("12"),
    ),
    (
        "present",
        _NO,
        Text("Số người hiện có mặt của riêng đơn vị.", "People present in the unit itself."),
        same("11"),
    ),
    (
        "heads",
        _NO,
        Text(
            "Số cấp trưởng hiện có. Để trống: đơn vị bên trong cơ quan tính 1.",
            "Heads in post. Blank: 1 for a unit inside an agency.",
        ),
        same("1"),
    ),
    (
        "deputies",
        _NO,
        Text("Số cấp phó hiện có. Để trống là 0.", "Deputies in post. Blank is 0."),
        same("2"),
    ),
    (
        "functions",
        _NO,
        Text(
            "Mã chức năng, ngăn bằng dấu chấm phẩy; số biên chế của từng chức năng ghi sau dấu "
            "hai chấm, nếu biết.",
            "Function codes separated by semicolons; posts of a function behind a colon, if known.",
        ),
        same("organisation/structure:5; organisation/payroll:4"),
    ),
    (
        "site",
        _NO,
        Text("Nơi đặt trụ sở.", "The place of work."),
        Text("Trụ sở 1", "Building 1"),
    ),
    (
        "short",
        _NO,
        Text("Tên viết tắt, dùng trong sơ đồ.", "A short name for charts."),
        same("P. TC"),
    ),
    ("note", _NO, Text("Ghi chú tự do.", "Any remark."), same("")),
)

_SHEETS: tuple[tuple[Text, Text], ...] = (
    (
        UNITS,
        Text(
            "Mỗi dòng một đơn vị, từ cơ quan đến phòng. Chỉ trang này và trang «{duties}» được "
            "phần mềm đọc. Có thể thêm cột khác ở bên phải: cột ấy được giữ nguyên.",
            "One unit a row, from the agency down to its divisions. Only this sheet and the sheet "
            "“{duties}” are read. Columns of your own may be added at the right: they are kept.",
        ),
    ),
    (
        DUTIES,
        Text(
            "Nhiệm vụ ghi bằng lời: chọn mã chức năng cho từng dòng. Dòng chưa có mã không được "
            "tính vào chức năng của đơn vị.",
            "Duties in words: choose a function code for every row. A row without one does not "
            "count among the functions of the unit.",
        ),
    ),
    (
        GUESSES,
        Text(
            "Giá trị do máy suy ra từ tệp gốc: đối chiếu, rồi sửa ở trang «{units}» nếu chưa đúng.",
            "What was concluded from your own files: compare and correct on “{units}”.",
        ),
    ),
    (
        KINDS,
        Text("Các mã loại hình và tên gọi.", "The codes of kinds and what they mean."),
    ),
    (FUNCTIONS, Text("Các mã chức năng và tên gọi.", "The function codes and their names.")),
)

_DONE = Text(
    "Nhập xong, lưu lại dạng .xlsx rồi kiểm tra bằng lệnh: orgplan validate <tên tệp>",
    "When it is filled in, save it as .xlsx and check it: orgplan validate <file>",
)


def write_guide(book: Workbook, sheet: Worksheet, contents: Contents) -> None:
    """Write the instructions in both languages, that of the workbook first."""
    looks = _Looks.of(book)
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    first = contents.language
    middle = _write_part(sheet, 0, first, contents, looks)
    second: Language = "en" if first == "vi" else "vi"
    last = _write_part(sheet, middle, second, contents, looks)
    sheet.set_h_pagebreaks([middle])
    sheet.hide_gridlines(2)
    prepare_paper(sheet, first, columns=len(_WIDTHS), rows=last, footer=contents.words(_TITLE))


@dataclass(frozen=True, slots=True)
class _Looks:
    """The formats of the sheet."""

    title: Format
    head: Format
    bold: Format
    plain: Format
    words: Format

    @classmethod
    def of(cls, book: Workbook) -> _Looks:
        return cls(
            title=style(book, size=14, bold=True, border=False, wrap=False),
            head=style(book, bold=True, align="center", middle=True, fill=SHADE),
            bold=style(book, bold=True),
            plain=style(book, number="@"),
            words=style(book, bold=True, border=False, wrap=False),
        )


def _write_part(
    sheet: Worksheet, row: int, language: Language, contents: Contents, looks: _Looks
) -> int:
    """Write the instructions in one language from a row on; the row after them."""
    sheet.set_row(row, TITLE_HEIGHT)
    sheet.write_string(row, 0, _TITLE.to(language), looks.title)
    sheet.write_string(row + 1, 0, _DONE.to(language), looks.words)
    row = _write_line(sheet, row + 3, [_SHEET.to(language), _HOLDS.to(language)], looks.head)
    for name, words in _SHEETS:
        if name in contents.sheets:
            line = [contents.words(name), _named(words, language, contents)]
            row = _write_line(sheet, row, line, looks.plain, looks.bold)
    row = _write_line(sheet, row + 1, [head.to(language) for head in _HEADS], looks.head)
    for field, needed, words, example in _COLUMNS:
        heading = contents.words(FIELDS[COLUMN[field]].heading)
        line = [heading, needed.to(language), _named(words, language, contents)]
        row = _write_line(sheet, row, [*line, example.to(language)], looks.plain, looks.bold)
    return row + 1


def _named(words: Text, language: Language, contents: Contents) -> str:
    """The words with the sheets called as they are in this workbook."""
    sheets = {"units": UNITS, "duties": DUTIES, "kinds": KINDS}
    return words.to(language).format(**{k: contents.words(name) for k, name in sheets.items()})


def _write_line(
    sheet: Worksheet, row: int, texts: Sequence[str], look: Format, first: Format | None = None
) -> int:
    """Write one row, the last text over the rest of the width; the row after it."""
    widths = [*_WIDTHS[: len(texts) - 1], sum(_WIDTHS[len(texts) - 1 :])]
    sheet.set_row(row, row_height(texts, widths))
    for place, text in enumerate(texts):
        shown = first if first is not None and place == 0 else look
        if place == len(texts) - 1 < len(_WIDTHS) - 1:
            sheet.merge_range(row, place, row, len(_WIDTHS) - 1, text, shown)
        else:
            sheet.write_string(row, place, text, shown)
    return row + 1
