"""What every format gives: one record a unit, its values still text, each with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from orgplan.io.findings import Cell, Findings, listed, shown
from orgplan.io.limits import MAX_CELL
from orgplan.text import Text, nfc

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_ONE_LINE = frozenset({"name", "kind", "site", "short"})
_IDENTIFIERS = frozenset({"id", "parent"})
_NUMBERS = frozenset({"staff", "present", "heads", "deputies"})
_OF_EVERY_UNIT = frozenset({"id", "parent", "name", "kind"})


@dataclass(frozen=True, slots=True)
class Record:
    """One unit as its file has it.

    Parameters
    ----------
    cells
        The cell of each field that the file has, blank ones included.
    extra
        Columns that orgplan does not know: header and text.
    home
        Where the unit begins: the place of whatever it lacks.
    functions
        Functions that the file has already taken apart (trees), else None.
    duties
        Further cells with duties in prose, where they take several rows.
    """

    cells: Mapping[str, Cell]
    extra: Mapping[str, str]
    home: Cell
    functions: tuple[tuple[str, str | None], ...] | None = None
    duties: tuple[Cell, ...] = ()

    def cell(self, name: str) -> Cell:
        """The cell of a field, or a blank one where the unit begins."""
        return self.cells.get(name, self.home)

    def text(self, name: str) -> str:
        """The text of a field, blank if the file does not have it."""
        found = self.cells.get(name)
        return "" if found is None else found.text


def columns_of(records: Sequence[Record]) -> dict[str, frozenset[str]]:
    """Say which columns there are for each unit of one file.

    Parameters
    ----------
    records
        The units of the file, duties in prose parted from codes.

    Returns
    -------
    columns
        Unit → fields and unknown headers. A body that stands in a title alone has no column but
        those of every unit; functions count where some unit lists a code.
    """
    extra = {name for record in records for name in record.extra}
    if any(record.text("functions") for record in records):
        extra.add("functions")
    return {
        record.text("id"): frozenset(record.cells) - {"functions"}
        | (extra if record.cells.keys() - _OF_EVERY_UNIT or record.extra else set())
        for record in records
    }


@dataclass(slots=True)
class Batch:
    """What one file gives.

    Parameters
    ----------
    records
        The units that could be read.
    doubtful
        Ids that stand in rows with errors: nobody shall call them unknown.
    whole
        Whether the file could be read; if not, parents may be in what is missing.
    """

    records: list[Record] = field(default_factory=list)
    doubtful: set[str] = field(default_factory=set)
    whole: bool = True


def tidy(name: str, cell: Cell, findings: Findings) -> Cell:
    """Normalise a value and report what no output could show.

    Parameters
    ----------
    name
        The field, or the header of a column that orgplan does not know.
    cell
        The value as it stands in the file.
    findings
        Gets errors (control characters, very long cells) and notes (invisible characters).

    Returns
    -------
    cell
        The value in normal form C and trimmed; `raw` keeps what was there.
    """
    raw = cell.text
    if len(raw) > MAX_CELL:
        findings.error(
            cell,
            Text(f"ô có {len(raw)} ký tự", f"a cell of {len(raw)} characters"),
            Text(f"nhiều nhất {MAX_CELL} ký tự", f"at most {MAX_CELL} characters"),
        )
        return cell._replace(text="", raw="")
    if raw.isascii() and raw.isprintable():
        return cell._replace(text=raw.strip(), raw=raw)
    forbidden = _FORBIDDEN.search(raw)
    if forbidden is not None:
        _report_control(cell, forbidden[0], findings)
        return cell._replace(text=nfc(_FORBIDDEN.sub("", raw)), raw=raw)
    text = nfc(raw.replace("\r\n", "\n").replace("\r", "\n"))
    if name in _ONE_LINE and not text.isprintable():
        text = re.sub(r"\s*\n\s*", " ", text)
    if not text.isprintable() and _INVISIBLE.search(text):
        _note_invisible(cell, text, findings)
    return cell._replace(text=text, raw=raw)


def _report_control(cell: Cell, letter: str, findings: Findings) -> None:
    """Refuse characters that neither a document nor a web page may hold."""
    code = f"U+{ord(letter):04X}"
    findings.error(
        cell,
        Text(f"ký tự điều khiển {code}", f"the control character {code}"),
        Text("chỉ chữ, số và dấu thông thường", "ordinary text"),
        Text("xóa ký tự này", "delete the character"),
    )


def _note_invisible(cell: Cell, text: str, findings: Findings) -> None:
    """Tell of characters that nobody can see: two names may differ by nothing else."""
    codes = sorted({f"U+{ord(letter):04X}" for letter in _INVISIBLE.findall(text)})
    findings.note(
        cell,
        Text(
            f"ký tự ẩn hoặc ký tự đổi chiều chữ {listed(codes)} trong {shown(text)}",
            f"invisible or bidirectional characters {listed(codes)} in {shown(text)}",
        ),
        Text("chữ nhìn thấy được", "text that can be seen"),
        Text("kiểm tra rồi gõ lại ô này", "check the cell and type it anew"),
    )


@dataclass(slots=True)
class StoredIds:
    """What is known of identifiers that a file stores as numbers.

    Parameters
    ----------
    known
        Identifiers of the file that are text.
    numeric
        Identifiers that are numbers, as they were met.
    """

    known: frozenset[str] = frozenset()
    numeric: list[Cell] = field(default_factory=list)


def as_shown(name: str, cell: Cell) -> Cell:
    """A cell that is no text, as the reader of the sheet sees it: 1 may be shown as 00001."""
    if cell.written == "shown" and name not in _NUMBERS:
        return cell._replace(text=cell.raw)
    return cell._replace(raw="")


def judge_stored(name: str, cell: Cell, stored: StoredIds, findings: Findings) -> bool:
    """Report cells whose stored value is not what the reader of the sheet sees.

    Parameters
    ----------
    name
        The field of the cell.
    cell
        A cell that was not stored as text.
    stored
        Knows the identifiers, and gets those that were stored as numbers.
    findings
        Gets the errors.

    Returns
    -------
    usable
        Whether the text of the cell may be read.
    """
    if cell.written in ("error", "formula"):
        _report_formula(cell, findings)
        return False
    if cell.written == "date" and name in _IDENTIFIERS | _NUMBERS | {"functions"}:
        _report_date(name, cell, findings)
        return False
    if cell.written == "shown" and name in _IDENTIFIERS:
        _report_shown(cell, stored.known, findings)
        return False
    if cell.written == "number" and name in _IDENTIFIERS and cell.text:
        stored.numeric.append(cell)
    return True


def _report_formula(cell: Cell, findings: Findings) -> None:
    if cell.written == "error":
        findings.error(
            cell,
            Text(f"công thức báo lỗi {shown(cell.raw)}", f"a formula with error {shown(cell.raw)}"),
            Text("một giá trị", "a value"),
        )
        return
    findings.error(
        cell,
        Text("công thức chưa có kết quả", "a formula without a stored result"),
        Text("một giá trị", "a value"),
        Text("mở tệp trong Excel rồi lưu lại", "open the file in Excel and save it"),
    )


def _report_date(name: str, cell: Cell, findings: Findings) -> None:
    what = {
        "id": Text("mã đơn vị dạng văn bản", "an identifier as text"),
        "parent": Text("mã đơn vị dạng văn bản", "an identifier as text"),
        "functions": Text("danh sách chức năng", "a list of functions"),
        "heads": Text("một số nguyên", "a whole number"),
        "deputies": Text("một số nguyên", "a whole number"),
    }.get(name, Text("một số biên chế", "a number of posts"))
    findings.error(
        cell,
        Text(f"ngày tháng {shown(cell.text)}", f"a date {shown(cell.text)}"),
        what,
        Text(
            "Excel tự đổi các giá trị như 8/5 thành ngày: định dạng cột rồi nhập lại",
            "Excel turns values like 8/5 into dates: format the column and type the value anew",
        ),
    )


def _report_shown(cell: Cell, known: frozenset[str], findings: Findings) -> None:
    there = cell.raw in known
    which = Text(
        f"đã có mã {shown(cell.raw)}: " if there else "",
        f"{shown(cell.raw)} exists: " if there else "",
    )
    findings.error(
        cell,
        Text(
            f"số {shown(cell.text)} hiển thị là {shown(cell.raw)}",
            f"the number {shown(cell.text)} shown as {shown(cell.raw)}",
        ),
        Text("mã đơn vị là văn bản, không phải số", "identifiers are text, not numbers"),
        Text(
            f"{which.vi}định dạng cột là Văn bản (Text) rồi nhập lại {shown(cell.raw)}",
            f"{which.en}format the column as text and type {shown(cell.raw)} anew",
        ),
    )


def note_numeric(numeric: list[Cell], findings: Findings) -> None:
    """Tell once a file which identifiers were numbers: leading zeros may be lost."""
    if not numeric:
        return
    named = listed([cell.text for cell in numeric])
    findings.note(
        numeric,
        Text(f"mã đơn vị ghi bằng số {named}", f"identifiers stored as numbers {named}"),
        Text("mã đơn vị là văn bản; đã đọc thành văn bản", "identifiers are text; read as text"),
        Text("kiểm tra các số 0 ở đầu", "check for leading zeros"),
    )
