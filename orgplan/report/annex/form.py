"""One annex as data: a title, a table, notes below it; what prints it knows nothing of plans."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from orgplan.text import Text

Content = Text | str | Fraction | int | None
"""What a cell says; a plain string is a name or an id, the same in every language."""

Weight = Literal["plain", "agency", "part", "total"]
Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    heading
        Words of its head.
    width
        Width on paper [mm].
    align
        Where its words stand; figures stand in the middle.
    group
        Words above its head and those of its neighbours with the same words.
    number
        Number format of its figures; empty for whole numbers, decimals where there are any.
    """

    heading: Text
    width: float
    align: Align = "left"
    group: Text | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the cells, and whether it heads an agency, a part of one, or is a total."""

    cells: tuple[Content, ...]
    weight: Weight = "plain"


@dataclass(frozen=True, slots=True)
class Annex:
    """One annex.

    Parameters
    ----------
    title
        Its title, in capitals.
    columns
        Columns of its table; their widths fill the paper.
    rows
        Rows of its table.
    notes
        Sentences below the table.
    measured
        The unit of measure, above the table at the right; None if the heads say it.
    """

    title: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Text, ...] = ()
    measured: Text | None = None


NUMBER = Column(Text("TT", "No."), 10, "center")
ID = Column(Text("Mã đơn vị", "Unit id"), 24)


def joined(texts: Iterable[Text], between: str = "\n") -> Text:
    """Several texts in one cell, by default each on a line of its own."""
    listed = list(texts)
    return Text(between.join(t.vi for t in listed), between.join(t.en for t in listed))


_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"))


def roman(number: int) -> str:
    """A number from 1 in Roman figures."""
    written = ""
    for value, letters in (*_ROMAN, (1, "I")):
        while number >= value:
            written, number = written + letters, number - value
    return written
