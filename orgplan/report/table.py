"""The change table as headings and cells, the same for every file format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from orgplan.case import GENERAL
from orgplan.decisions import FORMS
from orgplan.organisation import Unit
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
    cell
        The content of the column for a row.
    """

    heading: Text
    cell: Callable[[ChangeRow, Language], Cell]


def _moves(row: ChangeRow, language: Language) -> str:
    return "; ".join(_move(move, language) for move in row.moves)


def _move(move: Move, language: Language) -> str:
    function = GENERAL.to(language) if move.function is None else move.function
    return f"{function}: {number(move.posts, language)} → {move.to}"


def _receivers(row: ChangeRow, _: Language) -> str:
    return "; ".join(f"{unit.name} ({unit.id})" for unit in row.receivers)


COLUMNS: tuple[Column, ...] = (
    Column(Text("Mã đơn vị", "Id"), lambda row, _: row.unit.id),
    Column(Text("Tên đơn vị", "Unit"), lambda row, _: row.unit.name),
    Column(Text("Loại hình", "Kind"), lambda row, lang: row.kind.to(lang)),
    Column(Text("Cơ quan", "Agency"), lambda row, _: row.agency),
    Column(Text("Kết quả", "Outcome"), lambda row, lang: row.fate.to(lang)),
    Column(Text("Đơn vị tiếp nhận", "Receiver"), _receivers),
    Column(
        Text("Loại hình sau", "Kind after"),
        lambda row, lang: None if row.kind_after is None else row.kind_after.to(lang),
    ),
    Column(
        Text("Tính theo", "Counted in"),
        lambda row, lang: (EMPLOYEES if row.service else POSTS).to(lang),
    ),
    Column(Text("Trước: trực tiếp", "Before: own"), lambda row, _: row.own_before),
    Column(Text("Trước: cả cấp dưới", "Before: total"), lambda row, _: row.total_before),
    Column(Text("Sau: trực tiếp", "After: own"), lambda row, _: row.own_after),
    Column(Text("Sau: cả cấp dưới", "After: total"), lambda row, _: row.total_after),
    Column(Text("Chức năng chuyển đi", "Functions moved"), _moves),
    Column(Text("Lãnh đạo trước", "Leaders before"), lambda row, _: row.leaders_before),
    Column(Text("Lãnh đạo sau", "Leaders after"), lambda row, _: row.leaders_after),
    Column(
        Text("Theo", "By"),
        lambda row, lang: SOURCES[row.source].to(lang),
    ),
    Column(Text("Quy tắc, căn cứ", "Rules, legal basis"), lambda row, lang: row.grounds.to(lang)),
)


def _form(row: ChangeRow, language: Language) -> str | None:
    form = None if row.decision is None else row.decision.form
    return None if form is None else FORMS[form].to(language)


def _seat(row: ChangeRow, _: Language) -> str | None:
    return None if row.decision is None else row.decision.seat


def _head(row: ChangeRow, language: Language) -> str | None:
    head = None if row.decision is None else row.decision.head_words
    return None if head is None else head.to(language)


DECIDED: tuple[Column, ...] = (
    Column(Text("Tên sau", "Name after"), lambda row, _: row.name_after),
    Column(Text("Hình thức", "Form"), _form),
    Column(Text("Trụ sở mới", "Seat"), _seat),
    Column(Text("Người đứng đầu", "Head"), _head),
    Column(
        Text("Phê duyệt", "Approval"),
        lambda row, lang: None if row.approval is None else row.approval.to(lang),
    ),
)
"""Columns of what people decided; each is there where one of its cells says something."""


def own_columns(rows: Iterable[ChangeRow]) -> tuple[Column, ...]:
    """The columns that orgplan fills; those of decisions only where there are any."""
    listed = list(rows)
    if all(row.decision is None for row in listed):
        return COLUMNS
    used = (c for c in DECIDED if any(c.cell(row, "en") for row in listed))
    return (*COLUMNS, *used)


def columns_for(rows: Iterable[ChangeRow]) -> tuple[Column, ...]:
    """The columns of a table; those of the files that orgplan does not know stand at the end."""
    listed = list(rows)
    extra = extra_names(row.unit for row in listed)
    return (*own_columns(listed), *(_from_files(name) for name in extra))


def extra_names(units: Iterable[Unit]) -> list[str]:
    """Columns that orgplan does not know, in order of appearance in the files.

    One that is blank in earlier rows goes before its neighbour.
    """
    names: list[str] = []
    for unit in units:
        place = len(names)
        for name in reversed(tuple(unit.extra)):
            if name in names:
                place = names.index(name)
            else:
                names.insert(place, name)
    return names


def _from_files(name: str) -> Column:
    return Column(same(name), lambda row, _: row.unit.extra.get(name))


def headings(columns: Sequence[Column], language: Language) -> list[str]:
    """The heads of the columns."""
    return [column.heading.to(language) for column in columns]


def cells(row: ChangeRow, columns: Sequence[Column], language: Language) -> list[Cell]:
    """All cells of a row; None where there is nothing to say."""
    return [column.cell(row, language) for column in columns]
