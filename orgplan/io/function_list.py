"""Reading the department's list of functions: what each code is called, in both languages."""

from __future__ import annotations

from pathlib import Path

from orgplan.errors import InputError
from orgplan.io.columns import fold, header_lines
from orgplan.io.delimited import read_delimited
from orgplan.io.findings import Cell, Findings, LineSource, listed, shown, visible
from orgplan.io.records import tidy
from orgplan.io.table import Table
from orgplan.io.text_file import read_bytes
from orgplan.text import Text

_NAMES = {
    "code": ("code", "mã", "mã chức năng", "function"),
    "vi": ("vi", "tên", "tiếng việt", "tên chức năng", "vietnamese"),
    "en": ("en", "tiếng anh", "english"),
}
_COLUMN_OF = {fold(name): column for column, names in _NAMES.items() for name in names}


def read_function_list(path: Path) -> dict[str, Text]:
    """Read a list of functions.

    Parameters
    ----------
    path
        A text table with the columns code, vi and en (mã, tên or tiếng Việt, tiếng Anh); a name
        that is missing in one language is taken from the other.

    Returns
    -------
    names
        Code → name, in the order of the file.

    Raises
    ------
    InputError
        With everything that is wrong in the file.
    """
    findings = Findings()
    name = visible(path.name)
    data = read_bytes(path)
    if data.startswith(b"PK\x03\x04"):
        findings.error(
            Cell("", LineSource(name), 0, 0, 0),
            Text("một bảng tính Excel", "a workbook"),
            Text("văn bản CSV có các cột code, vi, en", "CSV text with the columns code, vi, en"),
            Text("lưu lại dạng *CSV UTF-8*", "save as *CSV UTF-8*"),
        )
        raise InputError(findings.sorted())
    table = read_delimited(data, name, 0, findings)
    names = {} if table is None else _names(table, findings)
    if findings.failed:
        raise InputError(findings.sorted())
    return names


def _names(table: Table, findings: Findings) -> dict[str, Text]:
    """The names by code; what is wrong is reported at its cell."""
    columns: dict[str, int] = {}
    for index, lines in enumerate(table.headers):
        column = _COLUMN_OF.get(fold(" ".join(header_lines(lines))))
        if column is not None:
            columns.setdefault(column, index)
    if "code" not in columns or not columns.keys() & {"vi", "en"}:
        there = [" ".join(header_lines(lines)) for lines in table.headers]
        findings.error(
            table.spot(table.header_row),
            Text(f"các cột {listed(there)}", f"the columns {listed(there)}"),
            Text("các cột code, vi, en", "the columns code, vi, en"),
        )
        return {}
    names: dict[str, Text] = {}
    first: dict[str, Cell] = {}
    for row in table.rows:
        cells = {key: tidy("name", table.cell(row, n), findings) for key, n in columns.items()}
        code = cells["code"]
        vi = cells["vi"].text if "vi" in cells else ""
        en = cells["en"].text if "en" in cells else ""
        if not code.text:
            findings.error(
                code, Text("mã chức năng trống", "an empty code"), Text("mã chức năng", "a code")
            )
        elif code.text in first:
            there_first = first[code.text].place
            findings.error(
                code,
                Text(f"mã {shown(code.text)} lặp lại", f"the code {shown(code.text)} again"),
                Text(
                    f"mỗi mã một dòng; đã có ở {there_first}",
                    f"one row a code; first seen at {there_first}",
                ),
            )
        else:
            first[code.text] = code
            names[code.text] = Text(vi or en or code.text, en or vi or code.text)
    return names
