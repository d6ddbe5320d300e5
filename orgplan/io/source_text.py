"""A text file as people see it: places, and the line with a caret that an error shows."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from orgplan.errors import Finding
from orgplan.io.findings import visible
from orgplan.text import Text

_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_BEFORE, _WIDTH = 70, 96


@dataclass(frozen=True)
class SourceText:
    """The text of one file and the name that messages give it.

    Parameters
    ----------
    name
        Name of the file as messages show it.
    text
        Its text, without byte order mark.
    file
        Its place among the files of the run, the first key by which findings are sorted.
    """

    name: str
    text: str = field(repr=False)
    file: int = 0

    @cached_property
    def _lines(self) -> list[str]:
        return _BREAK.split(self.text)

    def place(self, line: int, column: int) -> str:
        """The place as ``name:line:column``; line 0 is the whole file."""
        return f"{self.name}:{line}:{column}" if line else self.name

    def excerpt(self, line: int, column: int) -> str:
        """The source line and, below it, a caret under the column; long lines are cut."""
        if not 1 <= line <= len(self._lines):
            return ""
        source = self._lines[line - 1]
        start = max(0, column - 1 - _BEFORE)
        before = ("…" if start else "") + _spaced(source[start : column - 1])
        after = _spaced(source[column - 1 : start + _WIDTH])
        dots = "…" if len(source) > start + _WIDTH else ""
        return f"{before}{after}{dots}\n{' ' * _wide(before)}^"

    def finding(
        self,
        at: tuple[int, int],
        found: Text,
        expected: Text,
        advice: Text | None = None,
        severity: Literal["error", "note"] = "error",
    ) -> Finding:
        """A finding at a line and column of this file."""
        return Finding(
            self.place(*at),
            found,
            expected,
            advice,
            excerpt=self.excerpt(*at),
            order=(self.file, *at),
            severity=severity,
        )


def _spaced(piece: str) -> str:
    """A piece of a line with tabs as arrows and everything invisible spelt out."""
    return visible(piece.replace("\t", "→"))


def _wide(shown: str) -> int:
    """Columns that a text takes on a terminal: wide letters two, combining marks none."""
    marks = sum(unicodedata.combining(letter) > 0 for letter in shown)
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in shown)
    return len(shown) - marks + wide
