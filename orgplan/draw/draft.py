"""A page before its number is known: the drawing itself, its legend, and the room it may take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orgplan.draw import frame
from orgplan.draw.frame import Heading, Key
from orgplan.draw.scene import Page, Shape, UnitBox
from orgplan.text import Language, Text

TITLE = Text("SƠ ĐỒ TỔ CHỨC TRƯỚC VÀ SAU SẮP XẾP", "ORGANISATION CHART BEFORE AND AFTER")
_AIR = 3.0


@dataclass(frozen=True)
class Draft:
    """A page without header and footer.

    Parameters
    ----------
    title
        Title of the page.
    agency
        The agency shown, or None.
    shapes, boxes
        The drawing.
    keys
        Entries of the legend.
    heading
        What the page says about the plan.
    """

    title: str
    agency: str | None
    shapes: tuple[Shape, ...]
    boxes: tuple[UnitBox, ...]
    keys: tuple[Key, ...]
    heading: Heading

    def finished(self, page: int, pages: int, language: Language) -> Page:
        """The page with title, legend, provenance and number."""
        heading = self.heading
        header, _ = frame.header(self.title, heading, language)
        legend_top = frame.footer_top(heading) - frame.legend_height(self.keys) - 0.8
        shapes = (
            *header,
            *self.shapes,
            *frame.legend(self.keys, legend_top),
            *frame.footer(heading, page, pages, language),
        )
        return Page(frame.WIDTH, frame.HEIGHT, self.title, self.agency, shapes, self.boxes)


@dataclass(frozen=True)
class Room:
    """The area of a page between its title and its legend.

    Parameters
    ----------
    subject
        What the pages are about, after the common title.
    agency
        The agency shown, or None for an overview.
    heading
        What its pages say about the plan.
    language
        As for the whole chart.
    keys
        Entries of the largest legend that any of the pages needs.
    """

    subject: str
    agency: str | None
    heading: Heading
    language: Language
    keys: tuple[Key, ...]

    def title(self, number: int, pages: int) -> str:
        """Title of one of the pages."""
        place = f" ({number}/{pages})" if pages > 1 else ""
        return f"{TITLE.to(self.language)}: {self.subject}{place}"

    @property
    def top(self) -> float:
        """Upper edge [mm]."""
        return frame.header(self.title(99, 99), self.heading, self.language)[1] + _AIR

    @property
    def bottom(self) -> float:
        """Lower edge [mm]."""
        return frame.footer_top(self.heading) - frame.legend_height(self.keys) - _AIR

    def draft(
        self,
        number: int,
        pages: int,
        shapes: Sequence[Shape],
        boxes: Sequence[UnitBox],
        keys: tuple[Key, ...],
    ) -> Draft:
        """One of the pages."""
        title = self.title(number, pages)
        return Draft(title, self.agency, tuple(shapes), tuple(boxes), keys, self.heading)
