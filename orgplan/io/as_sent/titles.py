"""Whose table it is: the agency, what is above it and what is below it, from the titles.

Most tables of one agency have no row for it. It then stands above the table, and above it the body
that it belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from orgplan.io.as_sent.kinds import KindWords
from orgplan.io.as_sent.names import in_capitals, written_out
from orgplan.io.columns import fold
from orgplan.io.findings import Cell
from orgplan.io.table import Table
from orgplan.text import Text, nfc

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_LETTER = re.compile(
    r"\s*(?:\(|kèm theo|ban hành kèm|kính gửi|nơi nhận|số\s*:|căn cứ|theo )", re.IGNORECASE
)
_AFTER = re.compile(
    r"\s+(?:năm|tính đến|đến|tháng|ngày|quý|theo|tại|giai đoạn|kèm|sau khi|trước khi|hiện nay)\b"
    r"|[(;:\n]|\s*[0-9]{4}",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\s+[-–—|]\s+(?=(?:SỞ|Sở|UBND|ỦY BAN|Ủy ban|CHI CỤC|Chi cục)\s)")
_EVERY = frozenset({"ban", "ngành", "và", "sở", "phòng"})
"""Words behind Sở that speak of all of them: các sở, ban, ngành."""
_LEADING = re.compile(r"[^\W\d_]")
_KNOWN = (
    *("Nội vụ", "Tư pháp", "Tài chính", "Công Thương", "Nông nghiệp và Môi trường", "Xây dựng"),
    *("Khoa học và Công nghệ", "Văn hóa, Thể thao và Du lịch", "Giáo dục và Đào tạo", "Y tế"),
    *("Ngoại vụ", "Dân tộc và Tôn giáo", "Du lịch", "Quy hoạch - Kiến trúc"),
    *("Kế hoạch và Đầu tư", "Giao thông vận tải", "Thông tin và Truyền thông"),
    *("Nông nghiệp và Phát triển nông thôn", "Tài nguyên và Môi trường", "Văn hóa và Thể thao"),
    "Lao động - Thương binh và Xã hội",
)
"""Departments, for file names without accents: so-noi-vu is Sở Nội vụ."""


@dataclass(frozen=True, slots=True)
class Titled:
    """A unit that only a title names.

    Parameters
    ----------
    cell
        Where it is named; the text is the name as it stands there.
    because
        What names it, for people.
    """

    cell: Cell
    because: Text


@dataclass(frozen=True, slots=True)
class Titles:
    """What stands above a table, or on its outside.

    Parameters
    ----------
    body
        The body above the agency, ``Ủy ban nhân dân tỉnh Khánh Hòa``.
    agency
        The agency.
    within
        The unit of the agency whose table it is, ``Chi cục Thủy lợi``; None for the agency's own.
    """

    body: Titled | None = None
    agency: Titled | None = None
    within: Titled | None = None


_TITLE = Text("tên ghi phía trên bảng", "the title above the table")
_SHEET = Text("tên trang tính", "the name of the sheet")
_FILE = Text("tên tệp", "the name of the file")


def read_titles(table: Table, words: KindWords) -> Titles:
    """Read whose table it is.

    Parameters
    ----------
    table
        A table as sent, with its titles.
    words
        What the kinds are called.

    Returns
    -------
    titles
        What was found; a line that begins with a name goes before one that only contains it, and
        titles go before the names of sheet and file.
    """
    lines = list(_lines(table))
    body = _first(lines, words.above_kinds(), words)
    agency = _first(lines, words.agency_kinds(), words) or _inside(lines, words)
    if agency is None:
        agency = _outside(table, words)
    within = None
    if agency is not None:
        containers = [
            kind
            for kind, said in words.ruleset.kinds.items()
            if said.contains and not said.agency and not words.is_above(kind)
        ]
        within = _first(lines, containers, words)
    return Titles(body, agency, within)


def _lines(table: Table) -> Iterator[Cell]:
    """The lines of the titles from top to bottom, without letters and legal references."""
    for row in table.titles:
        for index, text in enumerate(row.texts):
            for line in (part for piece in text.splitlines() for part in _NEXT.split(piece)):
                words = " ".join(nfc(line).split())
                if words and len(words) <= 300 and not _LETTER.match(words):
                    yield table.cell(row, index)._replace(text=words)


def _first(lines: Sequence[Cell], kinds: Sequence[str], words: KindWords) -> Titled | None:
    """The first line that begins with a word of one of some kinds."""
    for cell in lines:
        called = words.of_name(cell.text)
        if called is None or not set(called.kinds) & set(kinds):
            continue
        name = _cut(cell.text)
        if _is_name(name, called.length):
            return Titled(cell._replace(text=name), _TITLE)
    return None


def _inside(lines: Sequence[Cell], words: KindWords) -> Titled | None:
    """An agency that a line contains: DANH SÁCH CÁC PHÒNG CỦA SỞ NỘI VỤ."""
    kinds = set(words.agency_kinds())
    for cell in lines:
        starts = [match.start() for match in _WORD.finditer(cell.text)]
        for start in starts[1:]:
            rest = cell.text[start:]
            called = words.of_name(rest)
            if called is None or not set(called.kinds) & kinds or not rest[:1].isupper():
                continue
            name = _cut(rest)
            if _is_name(name, called.length):
                return Titled(cell._replace(text=name), _TITLE)
    return None


def _is_name(name: str, kind_words: int) -> bool:
    """Whether more follows than the words of a kind, and one agency is meant, not all of them."""
    words = [word.casefold() for word in _WORD.findall(written_out(name))]
    if len(words) <= kind_words:
        return kind_words > 1
    return words[kind_words] not in _EVERY


def _cut(text: str) -> str:
    """A title up to where a year, a date or a remark begins."""
    end = _AFTER.search(text)
    cut = text if end is None or not end.start() else text[: end.start()]
    return cut.strip(" ,.-–—")


def _outside(table: Table, words: KindWords) -> Titled | None:
    """The agency from the name of the sheet, or else of the file."""
    for place, written in enumerate(table.names):
        name = " ".join(nfc(written).replace("_", " ").split())
        name = name[_start(name) :]
        because = _FILE if place == len(table.names) - 1 else _SHEET
        found = _restored(name) or _agency_name(name, words)
        if found is not None:
            return Titled(table.spot(0)._replace(text=found), because)
    return None


def _start(name: str) -> int:
    """Where the letters of a name begin: files are often numbered."""
    first = _LEADING.search(name)
    return len(name) if first is None else first.start()


def _agency_name(name: str, words: KindWords) -> str | None:
    """The name, where it begins as those of agencies do and has its accents."""
    called = words.of_name(name)
    if called is None or not set(called.kinds) & set(words.agency_kinds()):
        return None
    if name.isascii() and not in_capitals(name) and fold(name).startswith("so"):
        return None
    cut = _cut(name)
    return cut if _is_name(cut, called.length) else None


def _restored(name: str) -> str | None:
    """The known department that a name without accents means, whatever follows it."""
    folded = fold(name)
    fits = [known for known in _KNOWN if folded.startswith(fold(f"so {known}"))]
    if not fits or not name.isascii():
        return None
    return f"Sở {max(fits, key=len)}"
