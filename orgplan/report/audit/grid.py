"""A table on a terminal whose group lines run over its whole width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text as Line

from orgplan.report.layout import BOLD, INDENT

_GAP = 2
_LEAST, _EASY, _NARROW = 16, 24, 9
"""Letters that the first column has at least, and reads well with; least ones of other words."""
_SHORT = 8
"""Letters of a column head that stays on one line."""
_GROUP = "italic"


@dataclass(frozen=True, slots=True)
class GridRow:
    """The words of one row, and the group that it stands in."""

    cells: tuple[str, ...]
    group: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Names in the first column, figures or short words in the others.

    Parameters
    ----------
    heads
        Words of the column heads.
    right
        Which columns stand at the right.
    rows
        The rows; a line with the group stands where it changes.
    even
        Whether columns of words give up room evenly, the widest first; else the first ones do.
    """

    heads: tuple[str, ...]
    right: tuple[bool, ...]
    rows: tuple[GridRow, ...]
    even: bool = False

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Heads, a rule, and the rows, as wide as the console allows."""
        widths = self._widths(options.max_width - INDENT)
        yield from self._lines(console, self.heads, widths, "", BOLD, bottom=True)
        whole = sum(widths) + _GAP * (len(widths) - 1)
        yield Line(" " * INDENT + "─" * whole)
        group = ""
        for row in self.rows:
            if row.group and row.group != group:
                yield from self._wrapped(console, row.group, options.max_width - INDENT)
            group = row.group
            style = BOLD if row.strong else ""
            indent = " " * INDENT if group else ""
            yield from self._lines(console, row.cells, widths, indent, style)

    def _widths(self, room: int) -> list[int]:
        """The others take what they need; the first column the rest, up to its longest name.

        Where that leaves it too narrow, heads and words of the others wrap as well.
        """
        others = [self._needed(place) for place in range(1, len(self.heads))]
        if room - sum(others) - _GAP * len(others) < _EASY:
            others = [self._needed(place, tight=True) for place in range(1, len(self.heads))]
        left = room - sum(others) - _GAP * len(others)
        words = [place for place in range(len(others)) if not self.right[place + 1]]
        while self.even and left < _EASY and any(others[place] > _NARROW for place in words):
            others[max(words, key=lambda place: others[place])] -= 1
            left += 1
        for place, width in enumerate(others):
            if left < _EASY and not self.right[place + 1]:
                spared = max(0, min(_EASY - left, width - _NARROW))
                others[place], left = width - spared, left + spared
        indent = INDENT if any(row.group for row in self.rows) else 0
        longest = max(cell_len(row.cells[0]) for row in self.rows) + indent
        return [max(_LEAST, min(left, max(longest, cell_len(self.heads[0])))), *others]

    def _needed(self, place: int, *, tight: bool = False) -> int:
        """Width of a column whose head takes at most two lines, a short one only if tight."""
        head = self.heads[place]
        words = head.split()
        split = [
            max(cell_len(" ".join(words[:n])), cell_len(" ".join(words[n:])))
            for n in range(1, len(words) + 1)
        ]
        whole = cell_len(head) <= _SHORT and not tight
        least = cell_len(head) if whole else min(split)
        return max(least, *(cell_len(row.cells[place]) for row in self.rows))

    def _lines(
        self,
        console: Console,
        cells: Sequence[str],
        widths: Sequence[int],
        indent: str,
        style: str,
        *,
        bottom: bool = False,
    ) -> Iterator[Line]:
        """One row, its cells wrapped; short ones at the top, or at the bottom in the heads."""
        rooms = [widths[0] - len(indent), *widths[1:]]
        wrapped = [
            [line.plain.rstrip() for line in Line(cell).wrap(console, room, overflow="fold")]
            for cell, room in zip(cells, rooms, strict=True)
        ]
        height = max(map(len, wrapped))
        for number in range(height):
            parts = []
            for place, lines in enumerate(wrapped):
                at = number - (height - len(lines)) if bottom else number
                words = lines[at] if 0 <= at < len(lines) else ""
                words = indent + words if place == 0 else words
                blank = " " * (widths[place] - cell_len(words))
                parts.append(blank + words if self.right[place] else words + blank)
            text = " " * INDENT + (" " * _GAP).join(parts)
            yield Line(text.rstrip(), style=style, no_wrap=True)

    @staticmethod
    def _wrapped(console: Console, words: str, room: int) -> Iterator[Line]:
        for line in Line(words).wrap(console, room, overflow="fold"):
            yield Line(" " * INDENT + line.plain.rstrip(), style=_GROUP, no_wrap=True)
