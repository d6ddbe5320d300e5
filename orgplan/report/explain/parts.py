"""What an explanation says, before anybody knows whether a terminal or a notebook shows it."""

from __future__ import annotations

from dataclasses import dataclass

from orgplan.text import Text


@dataclass(frozen=True, slots=True)
class Sentence:
    """One paragraph.

    Parameters
    ----------
    words
        What it says.
    mark
        Number or bullet in front of it.
    depth
        How far it is moved to the right, from 1.
    """

    words: Text
    mark: str = ""
    depth: int = 1


@dataclass(frozen=True, slots=True)
class Figures:
    """A table: words in the first column, figures or short words in the others.

    Parameters
    ----------
    heads
        Words of the column heads.
    rows
        The rows, as wide as the heads.
    right
        Which columns stand at the right.
    sums
        How many rows at the end are sums.
    """

    heads: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    right: tuple[bool, ...]
    sums: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One subject: a heading and what stands below it."""

    title: Text
    content: tuple[Sentence | Figures, ...]
