"""Reading a workbook as a table: the right sheet, the header below its titles, cells as shown."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orgplan.io.columns import fold
from orgplan.io.duty_sheet import DUTY_SHEET, UNIT_SHEET, duty_columns
from orgplan.io.findings import Cell, Findings, LineSource, SheetSource, Written, listed, visible
from orgplan.io.headers import choose_header, find_header, repeat_merged
from orgplan.io.limits import HEADER_ROWS, MAX_UNITS
from orgplan.io.numbers import plain_number
from orgplan.io.package import fold_again, report_damaged, unfold
from orgplan.io.sheet_parts import (
    DamagedError,
    SheetPart,
    Spot,
    Styles,
    read_styles,
    scan_part,
    sheet_targets,
)
from orgplan.io.table import Row, Table
from orgplan.text import Text

_SHEETS = frozenset({fold(UNIT_SHEET.vi), fold(UNIT_SHEET.en)})
_DUTIES = frozenset({fold(DUTY_SHEET.vi), fold(DUTY_SHEET.en)})
_ENOUGH_FIELDS = 3

Value = (
    int
    | float
    | str
    | bool
    | datetime.time
    | datetime.date
    | datetime.datetime
    | datetime.timedelta
)
"""What a cell may hold."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One visible sheet of a workbook: its values, and what its part says of them."""

    name: str
    values: list[list[Value]]
    part: SheetPart


@dataclass(frozen=True, slots=True)
class Workbook:
    """The tables of a workbook: its units, and the duties that people gave codes to.

    Each is None where there is none.
    """

    units: Table | None = None
    duties: Table | None = None


def read_workbook(data: bytes, name: str, file: int, findings: Findings) -> Workbook:
    """Read the tables of a workbook.

    Parameters
    ----------
    data
        The bytes of the file.
    name
        Its name, for places.
    file
        Its position among the files of the organisation.
    findings
        Gets the reason where there is no table.

    Returns
    -------
    workbook
        The table of units, and the one of duties beside it.
    """
    home = Cell("", LineSource(name), file, 0, 0)
    parts = unfold(data, home, findings)
    if parts is None:
        return Workbook()
    try:
        styles = read_styles(parts.get("xl/styles.xml", b"<styleSheet/>"))
        scanned = {part: scan_part(content, styles) for part, content in parts.items()}
        targets = sheet_targets(parts)
        sheets = _read_sheets(parts, {key: scanned.get(part) for key, part in targets.items()})
    except DamagedError:
        report_damaged(home, findings)
        return Workbook()
    sheet = _choose(sheets, home, findings)
    if sheet is None:
        return Workbook()
    units = _table(sheet, styles, home, findings)
    duties = next((s for s in sheets if s is not sheet and fold(s.name) in _DUTIES), None)
    return Workbook(units, None if duties is None else _duty_table(duties, styles, home))


def _read_sheets(parts: dict[str, bytes], scanned: Mapping[str, SheetPart | None]) -> list[Sheet]:
    """Read the visible worksheets; all that a damaged file leads to is `DamagedError`."""
    import python_calamine

    sheets: list[Sheet] = []
    try:
        with python_calamine.load_workbook(fold_again(parts)) as workbook:
            for meta in workbook.sheets_metadata:
                part = scanned.get(meta.name)
                work = meta.typ == python_calamine.SheetTypeEnum.WorkSheet
                visible_sheet = meta.visible == python_calamine.SheetVisibleEnum.Visible
                if part is None or not work or not visible_sheet:
                    continue
                values = workbook.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
                sheets.append(Sheet(meta.name, values, part))
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as problem:  # a panic of the reader is no Exception
        raise DamagedError from problem
    return sheets


def _choose(sheets: Sequence[Sheet], home: Cell, findings: Findings) -> Sheet | None:
    """The sheet that is named for units, or the only one that holds anything."""
    named = [sheet for sheet in sheets if fold(sheet.name) in _SHEETS]
    filled = [s for s in sheets if any(any(_text(v)[0] for v in row) for row in s.values)]
    candidates = named or filled or sheets
    if len(candidates) == 1:
        return candidates[0]
    names = listed([sheet.name for sheet in sheets])
    advice = None
    for sheet in sheets:
        grid = [[_text(value)[0] for value in row] for row in sheet.values[:HEADER_ROWS]]
        if not named and grid and _has_columns(grid, sheet.part.merged):
            title = listed([sheet.name])
            advice = Text(
                f"trang tính {title} có các cột này: đổi tên thành `Đơn vị`",
                f"{title} has the columns: rename it to `units`",
            )
            break
    findings.error(
        home,
        Text(f"các trang tính {names}", f"the sheets {names}"),
        Text(
            "một trang tính tên `Đơn vị` hoặc `units`, hoặc chỉ một trang tính",
            "a sheet `units` or `Đơn vị`, or only one sheet",
        ),
        advice,
    )
    return None


def _has_columns(grid: list[list[str]], merged: Sequence[tuple[Spot, Spot]]) -> bool:
    """Whether a sheet looks like a table of units."""
    fields = find_header(grid, merged).fields
    return fields >= _ENOUGH_FIELDS or find_header(grid, merged, sent=True).fields >= _ENOUGH_FIELDS


def _table(sheet: Sheet, styles: Styles, home: Cell, findings: Findings) -> Table | None:
    """The rows of a sheet below its header."""
    source = SheetSource(home.place, visible(sheet.name))
    read = [[_text(value) for value in row] for row in sheet.values]
    grid = [[text for text, _ in row] for row in read]
    empty = Table(source, home.file, 1, (), ())
    if not any(any(row) for row in grid):
        _report_empty(empty, findings)
        return None
    merged = sheet.part.merged
    head = [list(row) for row in grid[: HEADER_ROWS + 5]]
    if not repeat_merged(head, merged):
        report_damaged(home, findings)
        return None
    header = choose_header(head, merged)
    first = header.first + header.lines
    titles = tuple(Row(n + 1, tuple(grid[n])) for n in range(header.first)) if header.sent else ()
    if len(grid) - first > MAX_UNITS or not repeat_merged(grid, merged, below=first):
        _report_too_long(empty, len(grid), findings)
        return None
    lines = head[header.first : first]
    width = max(
        (index + 1 for row in (*lines, *grid[first:]) for index, text in enumerate(row) if text),
        default=0,
    )
    rows = _rows(sheet.part, grid, first, width, _stored(sheet.part, read, styles))
    stem = home.place.rpartition("/")[2].rpartition(".")[0]
    return Table(
        source,
        home.file,
        first,
        tuple(zip(*(line[:width] for line in lines), strict=True)),
        rows,
        sent=header.sent,
        titles=titles,
        names=(sheet.name, stem),
    )


def _duty_table(sheet: Sheet, styles: Styles, home: Cell) -> Table | None:
    """The sheet of duties below its header, or None if it has other columns."""
    read = [[_text(value) for value in row] for row in sheet.values]
    stored = _stored(sheet.part, read, styles)
    for first, line in enumerate(read[:HEADER_ROWS]):
        texts = [text for text, _ in line]
        if not duty_columns(texts):
            continue
        return Table(
            SheetSource(home.place, visible(sheet.name)),
            home.file,
            first + 1,
            tuple((text,) for text in texts),
            [
                Row(number + 1, tuple(text for text, _ in cells), stored.get(number, {}))
                for number, cells in enumerate(read)
                if number > first
            ],
        )
    return None


def _rows(
    part: SheetPart,
    grid: list[list[str]],
    first: int,
    width: int,
    stored: Mapping[int, Mapping[int, tuple[Written, str]]],
) -> list[Row]:
    """The rows below the header with everything that is known of their looks."""
    indents: dict[int, dict[int, int]] = {}
    for (row, column), indent in part.indents.items():
        indents.setdefault(row, {})[column] = indent
    repeated: dict[int, set[int]] = {}
    for (top, left), (bottom, _) in part.merged:
        for row in range(max(top, first - 1) + 1, min(bottom, len(grid) - 1) + 1):
            repeated.setdefault(row, set()).add(left)
    return [
        Row(
            row + 1,
            tuple(texts[:width]),
            stored.get(row, {}),
            indents=indents.get(row, {}),
            repeated=frozenset(repeated.get(row, ())),
            level=part.levels.get(row, 0),
            hidden=row in part.hidden,
        )
        for row, texts in enumerate(grid[first:], start=first)
    ]


def _stored(
    part: SheetPart, read: list[list[tuple[str, Written]]], styles: Styles
) -> dict[int, dict[int, tuple[Written, str]]]:
    """How the cells are stored that are no plain text, by row and column."""
    stored: dict[int, dict[int, tuple[Written, str]]] = {}
    for row, cells in enumerate(read):
        for column, (text, written) in enumerate(cells):
            how = written
            raw = ""
            spot = (row, column)
            if spot in part.errors:
                how, raw = "error", part.errors[spot]
            elif spot in part.bare:
                how = "formula"
            elif spot in part.styles and text.isdigit():
                raw = text.zfill(styles.padded[part.styles[spot]])
                how = "shown" if raw != text else "number"
            if how != "text":
                stored.setdefault(row, {})[column] = (how, raw)
    return stored


def _text(value: Value) -> tuple[str, Written]:
    """The text of a cell and how it is stored."""
    if isinstance(value, str):
        return value, "text"
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), "text"
    if isinstance(value, int | float):
        return plain_number(repr(round(value, 9))), "number"
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat(), "date"
    if isinstance(value, datetime.timedelta):
        return str(value), "date"
    return value.isoformat(), "date"


def _report_empty(table: Table, findings: Findings) -> None:
    findings.error(
        table.spot(1, 1),
        Text("trang tính trống", "an empty sheet"),
        Text(
            "một bảng có ít nhất các cột `id`, `parent`, `name`",
            "a table with at least `id`, `parent`, `name`",
        ),
    )


def _report_too_long(table: Table, rows: int, findings: Findings) -> None:
    findings.error(
        table.spot(rows, 1),
        Text(f"{rows} dòng", f"{rows} rows"),
        Text(f"nhiều nhất {MAX_UNITS} đơn vị", f"at most {MAX_UNITS} units"),
    )
