"""The workbook of units that orgplan writes for people to complete and that it reads back.

It is the template of a new start and the completed form of tables as departments send them: read
back without a change it gives the same organisation, without a guess.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from orgplan.errors import Finding, InputError
from orgplan.io.limits import MAX_CELL
from orgplan.io.writing import write_bytes
from orgplan.report.sheets import new_book
from orgplan.report.unit_workbook.contents import (
    DUTIES,
    FUNCTIONS,
    GUESSES,
    GUIDE,
    KINDS,
    UNITS,
    Contents,
)
from orgplan.report.unit_workbook.duties_sheet import write_duties
from orgplan.report.unit_workbook.guesses_sheet import field_name, write_guesses
from orgplan.report.unit_workbook.guide import write_guide
from orgplan.report.unit_workbook.lists import write_functions, write_kinds
from orgplan.report.unit_workbook.units_sheet import write_units
from orgplan.text import Text

__all__ = ["Contents", "field_name", "unit_workbook", "write_unit_workbook"]

_WRITERS = {
    UNITS: write_units,
    DUTIES: write_duties,
    GUESSES: write_guesses,
    KINDS: write_kinds,
    FUNCTIONS: write_functions,
    GUIDE: write_guide,
}
_TITLE = Text("Danh sách đơn vị", "Units of the organisation")


def write_unit_workbook(contents: Contents, path: Path) -> None:
    """Write a workbook of units, whole or not at all.

    Parameters
    ----------
    contents
        The units and everything about them that goes into the workbook.
    path
        The file.

    Raises
    ------
    OSError
        If the file cannot be written; an old one is then as it was.
    """
    write_bytes(path, unit_workbook(contents))


def unit_workbook(contents: Contents) -> bytes:
    """The workbook as bytes; equal contents give equal ones.

    Raises
    ------
    InputError
        If a unit has more functions than a cell that is read again may hold.
    """
    _refuse_what_does_not_come_back(contents)
    target = BytesIO()
    with new_book(target, contents.words(_TITLE)) as book:
        for name in contents.sheets:
            sheet = book.add_worksheet(contents.words(name))
            _WRITERS[name](book, sheet, contents)
    return target.getvalue()


def _refuse_what_does_not_come_back(contents: Contents) -> None:
    """A cell that the reader would refuse, or that Excel would cut, must not be written."""
    findings = [
        Finding(
            f"{unit_id}.functions",
            Text(f"danh sách dài {len(text)} ký tự", f"a list of {len(text)} characters"),
            Text(f"nhiều nhất {MAX_CELL} ký tự trong một ô", f"at most {MAX_CELL} in one cell"),
            Text("gộp các mã chức năng", "fewer or shorter function codes"),
        )
        for unit_id, text in contents.reading.functions.items()
        if len(text) > MAX_CELL
    ]
    if findings:
        raise InputError(findings)
