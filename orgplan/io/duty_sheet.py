"""The sheet on which people give codes to duties that are written in prose.

orgplan writes it beside the units; a person fills in the codes; the reader takes them as functions
of the units. What the sheet and its columns are called stands here for both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from orgplan.io.columns import fold, header_lines
from orgplan.io.findings import Cell, Findings, Trouble, shown
from orgplan.io.nearest import Nearest
from orgplan.io.numbers import Entry, read_functions, read_posts
from orgplan.io.reading import Duty
from orgplan.io.records import tidy
from orgplan.io.table import Row, Table
from orgplan.text import Text, amount

UNIT_SHEET = Text("Đơn vị", "units")
"""Name of the sheet of units."""

DUTY_SHEET = Text("Nhiệm vụ", "duties")
"""Name of the sheet of duties."""

DUTY_COLUMNS: Mapping[str, Text] = MappingProxyType(
    {
        "unit": Text("Mã đơn vị", "unit"),
        "name": Text("Tên đơn vị", "name"),
        "duty": Text("Nhiệm vụ", "duty"),
        "code": Text("Mã chức năng", "function"),
        "posts": Text("Biên chế", "posts"),
    }
)
"""Headers of the columns that the reader knows; any further one is for people only."""

_COLUMN_OF = {
    fold(word): column for column, text in DUTY_COLUMNS.items() for word in (text.vi, text.en)
}
_NEEDED = ("unit", "duty", "code")


def duty_columns(lines: Sequence[str]) -> dict[str, int]:
    """Find the columns of a row that may be the header of the sheet.

    Parameters
    ----------
    lines
        The texts of the row.

    Returns
    -------
    columns
        Index of each column that is known; empty where the row is no such header.
    """
    columns: dict[str, int] = {}
    for index, text in enumerate(lines):
        name = _COLUMN_OF.get(fold(" ".join(header_lines([text]))))
        if name is not None:
            columns.setdefault(name, index)
    return columns if all(name in columns for name in _NEEDED) else {}


@dataclass(frozen=True, slots=True)
class CodedDuty:
    """One row of the sheet: the duty, and the places of its unit, code and posts."""

    duty: Duty
    unit: Cell
    code: Cell
    posts: Cell


def read_duties(table: Table, findings: Findings) -> list[CodedDuty]:
    """Read the rows of the sheet.

    Parameters
    ----------
    table
        The sheet below its header.
    findings
        Gets cells that no output could show.

    Returns
    -------
    duties
        The rows that say anything, in their order.
    """
    columns = duty_columns([lines[-1] if lines else "" for lines in table.headers])
    duties: list[CodedDuty] = []
    for row in table.rows:
        cells = {name: _cell(table, row, index, findings) for name, index in columns.items()}
        blank = table.spot(row.number, 1)
        unit, prose = cells.get("unit", blank), cells.get("duty", blank)
        code, posts = cells.get("code", blank), cells.get("posts", blank)
        if any(cell.text for cell in (prose, code, posts)):
            duty = Duty(prose.place, unit.text, prose.text, code.text, posts.text)
            duties.append(CodedDuty(duty, unit, code, posts))
    return duties


def _cell(table: Table, row: Row, index: int, findings: Findings) -> Cell:
    cell = table.cell(row, index)
    if cell.written in ("error", "formula"):
        findings.error(
            cell,
            Text("công thức không có giá trị", "a formula without a value"),
            Text("một giá trị", "a value"),
        )
        return cell._replace(text="")
    if cell.written == "shown":
        return cell._replace(text=cell.raw)
    return tidy("duty", cell, findings)


class Codes:
    """The codes of one unit as they are gathered, each once.

    Parameters
    ----------
    listed
        Those that the unit has already, from its column of functions.
    """

    def __init__(self, listed: Sequence[Entry]) -> None:
        self._entries = {entry.code: entry for entry in listed}

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The codes so far, in the order in which they were first met."""
        return tuple(self._entries.values())

    def add(self, row: CodedDuty, findings: Findings) -> list[Entry]:
        """Add the codes of one row; posts stand behind the colon of a code or in their column.

        Parameters
        ----------
        row
            The row.
        findings
            Gets what is wrong with code and posts.

        Returns
        -------
        entries
            The codes of the row that could be read.
        """
        entries, troubles = read_functions(row.code.text)
        for trouble in troubles:
            findings.trouble(row.code, trouble)
        posts = read_posts(row.posts.text) if row.posts.text else None
        if isinstance(posts, Trouble):
            findings.trouble(row.posts, posts)
            posts = None
        elif posts is not None and len(entries) != 1 and not troubles:
            findings.error(
                row.posts,
                Text(f"biên chế cho {len(entries)} mã", f"posts of {len(entries)} codes"),
                Text("biên chế đi với đúng một mã", "posts beside one code"),
            )
            posts = None
        for entry in entries:
            self._put(
                Entry(entry.code, posts if entry.posts is None else entry.posts), row, findings
            )
        return list(entries)

    def _put(self, entry: Entry, row: CodedDuty, findings: Findings) -> None:
        before = self._entries.get(entry.code)
        if before is None or before.posts is None:
            self._entries[entry.code] = entry
        elif entry.posts is not None and entry.posts != before.posts:
            here, there = amount(entry.posts), amount(before.posts)
            findings.error(
                row.posts if row.posts.text else row.code,
                Text(
                    f"{here.vi} biên chế cho {shown(entry.code)}, ở chỗ khác là {there.vi}",
                    f"{here.en} posts for {shown(entry.code)}, elsewhere {there.en}",
                ),
                Text(
                    "mỗi mã trong một đơn vị chỉ một số biên chế",
                    "one number of posts for a code in a unit",
                ),
                Text("ghi số tổng một lần", "write the sum once"),
            )


def gather_codes(
    rows: Sequence[CodedDuty],
    listed_codes: Mapping[str, Sequence[Entry]],
    names: Mapping[str, Text],
    findings: Findings,
) -> dict[str, tuple[Entry, ...]]:
    """Gather the codes that the sheets give to units.

    Parameters
    ----------
    rows
        The rows of all sheets.
    listed_codes
        Unit → the codes of its column of functions, for every unit that exists.
    names
        The department's list of functions; empty if there is none.
    findings
        Gets unknown units (errors), codes that are not in the list (notes), and contradictions.

    Returns
    -------
    codes
        All codes of each unit that a sheet speaks of.
    """
    codes: dict[str, Codes] = {}
    units, known = Nearest(listed_codes), Nearest(names)
    for row in rows:
        unit = row.unit.text
        if unit not in listed_codes:
            _report_unit(row, units, findings)
            continue
        if not row.code.text:
            if row.posts.text:
                _report_no_code(row, findings)
            continue
        entries = codes.setdefault(unit, Codes(listed_codes[unit])).add(row, findings)
        for entry in entries:
            if names and entry.code not in names:
                _note_code(row, entry.code, known, findings)
    return {unit: found.entries for unit, found in codes.items()}


def _report_unit(row: CodedDuty, units: Nearest, findings: Findings) -> None:
    near = units(row.unit.text) if row.unit.text else None
    found = Text(f"không có đơn vị {shown(row.unit.text)}", f"unknown unit {shown(row.unit.text)}")
    if not row.unit.text:
        found = Text("thiếu mã đơn vị", "no unit")
    findings.error(
        row.unit,
        found,
        Text("mã của một đơn vị trong bảng", "the id of a unit in the table"),
        None if near is None else Text(f"có lẽ là {shown(near)}", shown(near)),
    )


def _report_no_code(row: CodedDuty, findings: Findings) -> None:
    findings.error(
        row.posts,
        Text("có biên chế mà không có mã chức năng", "posts without a function code"),
        Text("mã chức năng ở cùng dòng", "a function code in the same row"),
    )


def _note_code(row: CodedDuty, code: str, known: Nearest, findings: Findings) -> None:
    near = known(code)
    findings.note(
        row.code,
        Text(
            f"mã {shown(code)} không có trong danh mục chức năng",
            f"the code {shown(code)} is not in the list of functions",
        ),
        Text("một mã trong danh mục", "a code of the list"),
        None if near is None else Text(f"có lẽ là {shown(near)}", shown(near)),
    )
