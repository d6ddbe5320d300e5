"""Pieces of a report on a terminal: titles, headings, hanging paragraphs, rounded figures."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.text import Text as Line

from orgplan.io.findings import visible
from orgplan.report.proof import short
from orgplan.text import Language, Text

INDENT = 2
BOLD = "bold"
_NARROWEST = 20
_ONE = {
    "posts": "post",
    "units": "unit",
    "agencies": "agency",
    "leaders": "leader",
    "employees": "employee",
}
"""English words for exactly one."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that hang behind their mark when they wrap, without blanks at the ends of lines."""

    words: str
    mark: str = ""
    depth: int = 0
    style: str = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Wrap the words to the width of the console."""
        indent = " " * (INDENT * self.depth)
        room = max(_NARROWEST, options.max_width - len(indent) - len(self.mark))
        lines = Line(visible(self.words), style=self.style).wrap(console, room, overflow="fold")
        for place, line in enumerate(lines):
            line.rstrip()
            mark = self.mark if place == 0 else " " * len(self.mark)
            yield Line.assemble(indent, mark, line, overflow="fold", no_wrap=True)


def title(words: str) -> RenderableType:
    """The first line of a report."""
    return Paragraph(words, style=BOLD)


def heading(words: Text, language: Language) -> Line:
    """The heading of a part, after an empty line."""
    return Line("\n" + words.to(language), style=BOLD)


def item(words: str, mark: str = "", depth: int = 1) -> RenderableType:
    """A paragraph of a part."""
    return Paragraph(words, mark, depth)


def indented(content: RenderableType, depth: int = 1) -> RenderableType:
    """Something moved to the right."""
    return Padding(content, (0, 0, 0, INDENT * depth), expand=False)


def percent(share: Fraction | None, language: Language) -> str:
    """A share in percent to one decimal; a dash for none."""
    if share is None:
        return "–"
    point = "," if language == "vi" else "."
    return f"{float(share):.1f} %".replace(".", point).replace("-", "−")


def measured(value: Fraction | int, unit: Text) -> Text:
    """A value with its unit, in English in the singular where it is one."""
    exact = Fraction(value)
    en = _ONE.get(unit.en, unit.en) if exact == 1 else unit.en
    return Text(f"{short(exact, 'vi')} {unit.vi}", f"{short(exact, 'en')} {en}")


def capital(words: str) -> str:
    """The words with a capital at their beginning."""
    return words[:1].upper() + words[1:]
