"""The change table as headings and cells, the same for every file format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from orgplan.case import GENERAL
from orgplan.plan import Move
from orgplan.report.changes import ChangeRow, Source
from orgplan.text import Language, Text, number, same

Cell = str | Fraction | int | None

SOURCES: dict[Source, Text] = {
    "": Text("", ""),
    "given": Text("chủ trương đã có", "earlier decision"),
    "plan": Text("phương án", "plan"),
    "both": Text("chủ trương đã có; phương án", "earlier decision; plan"),
}
POSTS = Text("biên chế", "posts")
EMPLOYEES = Text("người làm việc", "employees")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table.

    Parameters
    ----------
    heading
        Words of its head.
    width
        Width in a workbook [characters].
    cell
        The content of the column for a row.
    """

    heading: Text
    width: float
    cell: Callable[[ChangeRow, Language], Cell]


def _moves(row: ChangeRow, language: Language) -> str:
    return "; ".join(_move(move, language) for move in row.moves)


def _move(move: Move, language: Language) -> str:
    function = GENERAL.to(language) if move.function is None else move.function
    return f"{function}: {number(move.posts, language)} → {move.to}"


def _receivers(row: ChangeRow, _: Language) -> str:
    return "; ".join(f"{unit.name} ({unit.id})" for unit in row.receivers)


COLUMNS: tuple[Column, ...] = (
    Column(Text("Mã đơn vị", "Id"), 10, lambda row, _: row.unit.id),
    Column(Text("Tên đơn vị", "Unit"), 21, lambda row, _: row.unit.name),
    Column(Text("Loại hình", "Kind"), 9, lambda row, lang: row.kind.to(lang)),
    Column(Text("Cơ quan", "Agency"), 12, lambda row, _: row.agency),
    Column(Text("Kết quả", "Outcome"), 12, lambda row, lang: row.fate.to(lang)),
    Column(Text("Đơn vị tiếp nhận", "Receiver"), 17, _receivers),
    Column(
        Text("Loại hình sau", "Kind after"),
        9,
        lambda row, lang: None if row.kind_after is None else row.kind_after.to(lang),
    ),
    Column(
        Text("Tính theo", "Counted in"),
        7,
        lambda row, lang: (EMPLOYEES if row.service else POSTS).to(lang),
    ),
    Column(Text("Trước: trực tiếp", "Before: own"), 6, lambda row, _: row.own_before),
    Column(Text("Trước: cả cấp dưới", "Before: total"), 6, lambda row, _: row.total_before),
    Column(Text("Sau: trực tiếp", "After: own"), 6, lambda row, _: row.own_after),
    Column(Text("Sau: cả cấp dưới", "After: total"), 6, lambda row, _: row.total_after),
    Column(Text("Chức năng chuyển đi", "Functions moved"), 17, _moves),
    Column(Text("Lãnh đạo trước", "Leaders before"), 6, lambda row, _: row.leaders_before),
    Column(Text("Lãnh đạo sau", "Leaders after"), 6, lambda row, _: row.leaders_after),
    Column(
        Text("Theo", "By"),
        7,
        lambda row, lang: SOURCES[row.source].to(lang),
    ),
    Column(
        Text("Quy tắc, căn cứ", "Rules, legal basis"), 17, lambda row, lang: row.grounds.to(lang)
    ),
)


def columns_for(rows: Iterable[ChangeRow]) -> tuple[Column, ...]:
    """The columns of a table; those of the files that orgplan does not know stand at the end."""
    return (*COLUMNS, *(_from_files(name) for name in _extra_names(rows)))


def _extra_names(rows: Iterable[ChangeRow]) -> list[str]:
    """Names in order of appearance; one that is blank in earlier rows goes before its neighbour."""
    names: list[str] = []
    for row in rows:
        place = len(names)
        for name in reversed(tuple(row.unit.extra)):
            if name in names:
                place = names.index(name)
            else:
                names.insert(place, name)
    return names


def _from_files(name: str) -> Column:
    return Column(same(name), 12, lambda row, _: row.unit.extra.get(name))


def headings(columns: Sequence[Column], language: Language) -> list[str]:
    """The heads of the columns."""
    return [column.heading.to(language) for column in columns]


def cells(row: ChangeRow, columns: Sequence[Column], language: Language) -> list[Cell]:
    """All cells of a row; None where there is nothing to say."""
    return [column.cell(row, language) for column in columns]
