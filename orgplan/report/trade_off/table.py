"""A trade-off as headings and cells: all of it for files, a part of a long one for screens."""

from __future__ import annotations

from fractions import Fraction

from orgplan.draw.trade_off import measure_title
from orgplan.text import Text
from orgplan.trade_off import TradeOff

MOST_ROWS = 40
"""Rows of a table that is shown whole."""
YES, NO, NOT_YET = Text("có", "yes"), Text("không", "no"), Text("chưa rõ", "not known")
NOT_PROVEN = Text("chưa", "not yet")
Cell = Text | Fraction | int | None


def file_columns(found: TradeOff) -> tuple[Text, ...]:
    """Heads of the whole table."""
    return (
        Text("Điểm", "Point"),
        measure_title(found.one),
        measure_title(found.other),
        Text("Tỷ lệ đổi so với điểm trước", "Rate of exchange against the point before"),
        Text("Có trọng số dẫn tới", "Weights lead to it"),
        Text("Đã chứng minh", "Proven"),
    )


def file_row(found: TradeOff, place: int) -> tuple[Cell, ...]:
    """All cells of a point."""
    point = found.points[place]
    known = {True: YES, False: NO, None: NOT_YET}[point.supported]
    return (
        place + 1,
        *point.values,
        rate(found, place),
        known,
        YES if point.proven else NOT_PROVEN,
    )


def rate(found: TradeOff, place: int) -> Fraction | None:
    """How much the second measure changes for each unit of the first since the point before."""
    if place == 0:
        return None
    (one, other), (last, before) = found.points[place].values, found.points[place - 1].values
    return (other - before) / (one - last)


def shown_places(found: TradeOff) -> tuple[int, ...]:
    """Places that a short table shows: all, or a number of them spread evenly, ends included."""
    count = len(found.points)
    if count <= MOST_ROWS:
        return tuple(range(count))
    return tuple(round(Fraction(n * (count - 1), MOST_ROWS - 1)) for n in range(MOST_ROWS))
