"""An explanation on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, RenderableType

from orgplan.explain import Explanation
from orgplan.io.findings import visible
from orgplan.report.audit.grid import Grid, GridRow
from orgplan.report.explain.explained import parts
from orgplan.report.explain.parts import Figures, Part
from orgplan.report.layout import heading, item, title
from orgplan.text import Language


def print_explanation(found: Explanation, console: Console, unit: str | None = None) -> None:
    """Print an explanation, as wide as the console is.

    Parameters
    ----------
    found
        The explanation.
    console
        Where to.
    unit
        The only unit that was asked about; None for all.
    """
    console.print(title(found.case.scenario.name))
    for part in parts(found, unit):
        for piece in pieces(part, found.case.language):
            console.print(piece)


def pieces(part: Part, language: Language) -> Iterator[RenderableType]:
    """A part as what a console prints."""
    yield heading(part.title, language)
    for piece in part.content:
        if isinstance(piece, Figures):
            yield _grid(piece, language)
        else:
            yield item(piece.words.to(language), piece.mark, piece.depth)


def _grid(table: Figures, language: Language) -> Grid:
    first_sum = len(table.rows) - table.sums
    rows = tuple(
        GridRow(tuple(visible(cell.to(language)) for cell in row), strong=n >= first_sum)
        for n, row in enumerate(table.rows)
    )
    return Grid(tuple(head.to(language) for head in table.heads), table.right, rows)
