"""Duties in prose: what departments write where a table should list function codes.

Prose is never taken for codes. It is split into duties, and a person gives them codes.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence

from orgplan.io.findings import Cell, Findings
from orgplan.io.reading import Duty
from orgplan.io.records import Record
from orgplan.text import Text, nfc

_WITH_POSTS = re.compile(r"[^:\s]+\s*:\s*[+\-−]?[0-9].*|[^:]*:\s*[+\-−]?[0-9][0-9.,]*")
_STOP = re.compile(r"(?<!\.\w)(?<!\.)\.$")
"""A full stop at the end of a sentence; that of ``v.v.`` belongs to the word."""

_MARKS = re.compile(r"^[\s\-–—+•·●▪*]+(?=\S)")


def is_prose(text: str) -> bool:
    """Whether a list of functions is prose: some entry without posts has white space inside.

    Parameters
    ----------
    text
        The cell as written.
    """
    return any(_is_sentence(part) for part in re.split(r"[;\n]", nfc(text)))


def _is_sentence(part: str) -> bool:
    entry = re.sub(r"\s*/\s*", "/", part.strip())
    return re.search(r"\s", entry) is not None and not _WITH_POSTS.fullmatch(entry)


def split_duties(text: str) -> Iterator[str]:
    """Split prose into duties: at line breaks and semicolons, without leading dashes and stops.

    Parameters
    ----------
    text
        The cell as written.
    """
    for part in re.split(r"[;\n]", nfc(text)):
        duty = _STOP.sub("", _MARKS.sub("", part.strip()))
        if any(letter.isalnum() for letter in duty):
            yield duty


def part_duties(records: Iterable[Record]) -> tuple[list[Record], list[Duty]]:
    """Part the duties in prose from the codes.

    Parameters
    ----------
    records
        Units as their files have them.

    Returns
    -------
    records
        The same units; a list of functions that is prose is blank.
    duties
        What stood there, duty by duty.
    """
    parted: list[Record] = []
    duties: list[Duty] = []
    for record in records:
        codes, prose = _sorted_cells(record)
        duties += [
            Duty(cell.place, record.text("id"), words)
            for cell in prose
            for words in split_duties(cell.text)
        ]
        parted.append(_without(record, prose, codes))
    return parted, duties


def _without(record: Record, prose: Sequence[Cell], codes: Sequence[Cell]) -> Record:
    """The unit with its codes alone."""
    if not prose and not record.duties:
        return record
    cells = {name: cell for name, cell in record.cells.items() if name != "functions"}
    if codes:
        text = "; ".join(cell.text for cell in codes)
        cells["functions"] = codes[0]._replace(text=text)
    return dataclasses.replace(record, cells=cells, duties=())


def _sorted_cells(record: Record) -> tuple[list[Cell], list[Cell]]:
    """The cells of a unit that list codes, and those that hold prose."""
    own = record.cells.get("functions")
    cells = [] if own is None or record.functions is not None else [own]
    filled = [cell for cell in (*cells, *record.duties) if cell.text or cell.written == "error"]
    prose = [cell for cell in filled if cell.written != "error" and is_prose(cell.text)]
    return [cell for cell in filled if cell not in prose], prose


def note_duties(prose: Sequence[Duty], listed: Sequence[Duty], findings: Findings) -> None:
    """Tell once how many duties nobody has given a code.

    Parameters
    ----------
    prose
        Duties that stand in the table of units.
    listed
        Those that stand on a sheet of duties already, where only their codes are missing.
    findings
        Gets the note, at the first of them.
    """
    bare = [duty for duty in (*prose, *listed) if not duty.code]
    if not bare:
        return
    advice = _TO_COMPLETE if any(not duty.code for duty in prose) else _TO_FILL_IN
    findings.note_at(
        bare[0].place,
        Text(
            f"{len(bare)} nhiệm vụ chưa có mã chức năng",
            f"{len(bare)} {'duty' if len(bare) == 1 else 'duties'} without a code",
        ),
        Text("mã chức năng cho mỗi nhiệm vụ", "a function code for each duty"),
        advice,
    )


_TO_COMPLETE = Text(
    "điền mã ở trang tính `Nhiệm vụ` của bảng tính hoàn chỉnh: "
    "`orgplan validate … --complete units.xlsx`",
    "complete the sheet `duties` of the completed workbook: "
    "`orgplan validate … --complete units.xlsx`",
)
_TO_FILL_IN = Text(
    "điền mã ở trang tính `Nhiệm vụ` của tệp này",
    "fill in the codes on the sheet `duties` of this file",
)
