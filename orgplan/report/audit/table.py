"""What a table of the audit is, before anybody knows whether it becomes a sheet or lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from orgplan.audit import Audit, Findings
from orgplan.text import Text, same

Cell = Text | str | Fraction | int | None

NO_GROUP = Text("", "")
MOMENT = Text("Thời điểm", "At")
AS_FILED = Text("hiện trạng", "as it is")
AFTER_GIVEN = Text("sau chủ trương", "after decisions")
_BOTH = Text("cả hai", "both")
UNCHECKED = Text("chưa đối chiếu Công báo", "not yet checked against the gazette")
FEW = 12
"""Up to that many rows a terminal shows those without a finding too."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Parameters
    ----------
    heading
        Words of its head.
    width
        Width in a workbook [characters].
    number
        Whether it holds figures: they stand at the right.
    screen
        Whether a terminal has room for it.
    """

    heading: Text
    width: float
    number: bool = False
    screen: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Parameters
    ----------
    cells
        As many as there are columns.
    group
        What it belongs to: its agency, or the moment.
    screen
        Whether a terminal shows it.
    strong
        Whether it is a sum.
    marked
        Whether it is something to act on.
    sentence
        What a terminal says instead of a row of cells; None for a row of figures.
    """

    cells: tuple[Cell, ...]
    group: Text = NO_GROUP
    screen: bool = True
    strong: bool = False
    marked: bool = False
    sentence: Text | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """One subject of the audit: a part on a terminal, a sheet in a workbook.

    Parameters
    ----------
    sheet
        Name of the sheet, at most 31 letters.
    title
        The heading.
    columns, rows
        The table.
    grouped
        The column of the groups: the first of a sheet, on a terminal lines between the rows.
    intro
        What stands above it.
    notes
        What stands below it.
    """

    sheet: Text
    title: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    grouped: Column | None = None
    intro: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()


Found = TypeVar("Found")


def both_moments(
    audit: Audit, pick: Callable[[Findings], Iterable[Found]]
) -> Iterator[tuple[Found, Findings, Text]]:
    """What is found at either moment, each thing once, with where to look names up, and when."""
    first, *later = audit.findings
    if not later:
        yield from ((row, first, AS_FILED) for row in pick(first))
        return
    known, still = set(pick(first)), set(pick(later[0]))
    for row in pick(first):
        yield row, first, _BOTH if row in still else AS_FILED
    for row in pick(later[0]):
        if row not in known:
            yield row, later[0], AFTER_GIVEN


def in_order(
    audit: Audit, rows: Iterable[tuple[Found, Findings, Text]], unit: Callable[[Found], str]
) -> list[tuple[Found, Findings, Text]]:
    """The same rows in the order in which the files have their units."""
    place = audit.case.problem.original.position
    return sorted(rows, key=lambda entry: place[unit(entry[0])])


def has_two(audit: Audit) -> bool:
    """Whether something is already decided, so that there are two moments."""
    return len(audit.findings) > 1


def moment_column(audit: Audit) -> tuple[Column, ...]:
    """The column that says when, where there are two moments."""
    return (Column(MOMENT, 11),) if has_two(audit) else ()


def moment_cell(audit: Audit, when: Text) -> tuple[Cell, ...]:
    """Its cell."""
    return (when,) if has_two(audit) else ()


def moment_words(audit: Audit, when: Text) -> Text:
    """The same behind a sentence."""
    return Text(f" [{when.vi}]", f" [{when.en}]") if has_two(audit) else NO_GROUP


def moment_groups(audit: Audit) -> Column | None:
    """The groups of a table that shows every moment whole."""
    return Column(MOMENT, 13) if has_two(audit) else None


def moment_group(audit: Audit, found: Findings) -> Text:
    """The group of a row in such a table."""
    return (AS_FILED if found is audit.present else AFTER_GIVEN) if has_two(audit) else NO_GROUP


def basis(cite: str | None, note: str | None, confirmed: bool | None) -> Text:
    """Legal basis of a figure with its remark, and whether it must still be checked."""
    words = [same(part) for part in (cite, note) if part]
    if confirmed is False:
        words.append(UNCHECKED)
    return Text("; ".join(w.vi for w in words), "; ".join(w.en for w in words))
