"""The rows of a sweep as columns, the same for CSV, Parquet, pandas and the terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from orgplan.goals import GOALS
from orgplan.result import TierValue
from orgplan.sweep.grid import Field, Grid
from orgplan.sweep.row import Row
from orgplan.text import Text, same

Cell = str | bool | int | float | Fraction | None
_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,11})(?:\.\d{1,12})?")
LABELS = {goal.name: goal.label for goal in GOALS}
"""Name of a goal → what people call it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Parameters
    ----------
    name
        What programs call it.
    heading
        What people read above it.
    cells
        One a row; None where there is nothing to say.
    """

    name: str
    heading: Text
    cells: tuple[Cell, ...]

    def plain(self) -> list[str | bool | int | float | None]:
        """The cells with fractions as floating-point numbers."""
        return [float(cell) if isinstance(cell, Fraction) else cell for cell in self.cells]


def columns(grid: Grid, rows: Sequence[Row]) -> tuple[Column, ...]:
    """All columns of a table of rows, the varied fields first."""
    return tuple(_columns(grid, rows))


def _columns(grid: Grid, rows: Sequence[Row]) -> Iterator[Column]:
    def column(name: str, heading: Text, cell: Callable[[Row], Cell]) -> Column:
        return Column(name, heading, tuple(cell(row) for row in rows))

    for place, field in enumerate(grid.fields):
        read = number_of if is_numeric(field) else str
        yield Column(
            field.path, same(field.path), tuple(read(row.changes[place][1]) for row in rows)
        )
    yield column("status", Text("Phương án", "Plan"), lambda row: row.status)
    yield column("before", Text("Đầu mối trước", "Units before"), lambda row: row.before)
    yield column("after", Text("Đầu mối sau", "Units after"), lambda row: row.after)
    yield column("required_cut", Text("Phải giảm", "Required cut"), lambda row: row.required_cut)
    yield column("cut_percent", Text("Giảm (%)", "Cut (%)"), cut_percent)
    for place in range(max((len(row.tiers) for row in rows), default=0)):
        yield from _tier_columns(rows, place)
    yield column("gap", Text("Khoảng cách", "Gap"), lambda row: row.gap)
    yield column("proven", Text("Đã chứng minh", "Proven"), lambda row: row.proven)
    yield column("seconds", Text("Số giây", "Seconds"), lambda row: row.seconds)


def _tier_columns(rows: Sequence[Row], place: int) -> Iterator[Column]:
    """Value, bound, and the goals one by one where a tier weighs several."""
    tiers = [row.tiers[place] if place < len(row.tiers) else None for row in rows]
    named, number = tier_label(rows, place), place + 1
    tail = Text(f": {named.vi}", f": {named.en}") if named.vi else Text("", "")
    yield Column(
        f"tier_{number}",
        Text(f"Bậc {number}{tail.vi}", f"Tier {number}{tail.en}"),
        tuple(None if tier is None else tier.value for tier in tiers),
    )
    yield Column(
        f"bound_{number}",
        Text(f"Bậc {number}: không thể dưới", f"Tier {number}: bound"),
        tuple(None if tier is None else tier.bound for tier in tiers),
    )
    for goal in _goals(tiers):
        label = LABELS[goal]
        yield Column(
            f"tier_{number}_{goal}",
            Text(f"Bậc {number}, {label.vi}", f"Tier {number}, {label.en}"),
            tuple(None if tier is None else tier.terms.get(goal) for tier in tiers),
        )


def _goals(tiers: Sequence[TierValue | None]) -> list[str]:
    """The goals of a tier wherever it has more than one, in order of appearance."""
    found = [tier.terms for tier in tiers if tier is not None]
    if all(len(terms) < 2 for terms in found):
        return []
    return [name for name in dict.fromkeys(n for terms in found for n in terms) if name in LABELS]


def tier_label(rows: Sequence[Row], place: int) -> Text:
    """What a tier is about; empty where its goals differ from point to point, or no plan is."""
    made = {tuple(row.tiers[place].terms) for row in rows if place < len(row.tiers)}
    if len(made) != 1:
        return Text("", "")
    labels = [LABELS[name] for name in made.pop() if name in LABELS]
    return Text(" + ".join(one.vi for one in labels), " + ".join(one.en for one in labels))


def cut_percent(row: Row) -> Fraction | None:
    """The cut of a plan against the units before, to four decimals [%]."""
    if row.after is None:
        return None
    if not row.before:
        return Fraction(0)
    return round(Fraction(100 * (row.before - row.after), row.before), 4)


def is_numeric(field: Field) -> bool:
    """Whether every value of a field is a plain number: neither a percentage nor ``0012``."""
    return all(_PLAIN_NUMBER.fullmatch(value) for value in field.values)


def number_of(value: str) -> int | Fraction:
    """The number that a text stands for; whole numbers are whole."""
    exact = Fraction(value)
    return exact.numerator if exact.denominator == 1 else exact
