"""Whether a table as sent has a column of posts at all, told before anybody plans with none."""

from __future__ import annotations

from collections.abc import Sequence

from orgplan.io.columns import Columns
from orgplan.io.findings import Findings, Trouble, letters, listed
from orgplan.io.numbers import read_posts
from orgplan.io.table import Row, Table
from orgplan.text import Text


def note_no_posts(
    table: Table, columns: Columns, units: Sequence[Row], totals: Sequence[Row], findings: Findings
) -> None:
    """Tell loudly where every unit has no posts because their column was not found or is empty.

    A list of nothing but names has no figures that could be lost.

    Parameters
    ----------
    table, columns
        The table, and what its header says.
    units, totals
        The rows that are units, and those with totals.
    findings
        Gets the note, at the row of the header.
    """
    if not units:
        return
    unread = {n: f"({letters(n + 1)})" for n in columns.unnamed} | dict(columns.extra)
    counting = [n for n in sorted(unread) if _counts(n, units, totals)]
    named = [unread[n] for n in counting]
    named += [name for n, name in columns.extra.items() if n not in counting]
    index = columns.known.get("staff")
    if index is None:
        needed = bool(named)
    else:
        summed = any(_is_count(row, index) for row in totals)
        needed = not any(_text(row, index) for row in units) and bool(counting or summed)
    if not needed:
        return
    found = Text(
        "không tìm thấy cột biên chế: mọi đơn vị có 0 biên chế",
        "no column of posts: every unit has 0 posts",
    )
    if index is not None:
        found = Text(
            "cột biên chế trống ở mọi dòng: mọi đơn vị có 0 biên chế",
            "the column of posts is empty in every row: every unit has 0 posts",
        )
    if named:
        found = Text(
            f"{found.vi}; các cột chưa đọc: {listed(named)}",
            f"{found.en}; columns not read: {listed(named)}",
        )
    findings.note(
        table.spot(table.header_row),
        found,
        Text("một cột biên chế có số liệu", "a column of posts with figures"),
        Text("đặt tên cột biên chế là `Biên chế`", "name the column of posts `Biên chế`"),
    )


def _counts(index: int, units: Sequence[Row], totals: Sequence[Row]) -> bool:
    """Whether a column has numbers in most rows, or in a row of totals."""
    counts = sum(_is_count(row, index) for row in units)
    return 2 * counts > len(units) or any(_is_count(row, index) for row in totals)


def _is_count(row: Row, index: int) -> bool:
    text = _text(row, index)
    return bool(text) and not isinstance(read_posts(text), Trouble)


def _text(row: Row, index: int) -> str:
    return row.texts[index].strip() if index < len(row.texts) else ""
