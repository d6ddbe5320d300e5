"""What stands round every chart: title, state of the draft, legend, provenance and page number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orgplan.approval import DRAFT
from orgplan.draw.cards import badge_band
from orgplan.draw.fonts import line_height, plain, shorten, text_width
from orgplan.draw.marks import STYLES, Mark
from orgplan.draw.scene import Label, Line, Rect, Shape, baseline, paragraph
from orgplan.text import Language, Text

WIDTH, HEIGHT = 297.0, 210.0
"""A4, landscape [mm]."""
SIDE, TOP, BOTTOM = 14.0, 11.0, 9.0
"""Margins [mm]."""
INNER = WIDTH - 2 * SIDE
_TITLE, _SUBTITLE, _SMALL = 13.0, 10.0, 9.0
_STAMP = 32.0
_SWATCH = 11.0
_KEY_GAP = 7.0

GIVEN_NOTE = Text(
    "* đã thay đổi theo chủ trương có trước phương án",
    "* already changed by decisions taken before the plan",
)
ITALIC_NOTE = Text(
    "Chữ nghiêng: không tính vào số đầu mối", "Italics: not counted as a unit for the target"
)
POSTS_NOTE = Text(
    "(n): biên chế, số người làm việc, gồm cả đơn vị bên trong",
    "(n): posts, sub-units included",
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What the pages of a chart, or those of one agency, say about the plan.

    Parameters
    ----------
    title
        Name of the scenario.
    provenance
        Where the figures come from: hashes, version, proof. One line.
    status
        What is known of the plan, in words.
    draft
        Whether the pages are marked as a draft.
    """

    title: str
    provenance: str
    status: str
    draft: bool = True


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of the legend: a swatch with a mark, or words alone."""

    words: str
    mark: Mark | None = None

    @property
    def width(self) -> float:
        """Width of the entry [mm]."""
        swatch = 0.0 if self.mark is None else _SWATCH + 1.5
        return swatch + text_width(self.words, "regular", _SMALL)


def header(title: str, heading: Heading, language: Language) -> tuple[list[Shape], float]:
    """Title lines and draft stamp; returns the shapes and the lowest edge [mm]."""
    room = INNER - (_STAMP if heading.draft else 0.0)
    lines = shorten(plain(title), room, "bold", _TITLE, 2)
    shapes: list[Shape] = list(paragraph(lines, SIDE, TOP, _TITLE, "bold"))
    bottom = TOP + len(lines) * line_height(_TITLE)
    below = " · ".join(part for part in map(plain, (heading.title, heading.status)) if part)
    subtitle = shorten(below, INNER if len(lines) > 1 else room, "regular", _SUBTITLE, 2)
    shapes.extend(paragraph(subtitle, SIDE, bottom, _SUBTITLE))
    bottom += len(subtitle) * line_height(_SUBTITLE)
    if heading.draft:
        shapes.extend(_stamp(DRAFT.to(language)))
    return shapes, bottom


def _stamp(words: str) -> Iterable[Shape]:
    width = text_width(words, "bold", _TITLE) + 5
    height = line_height(_TITLE) + 1.6
    left = SIDE + INNER - width
    yield Rect(left, TOP - 0.8, width, height, None, "#7A1F1F", 1.2)
    y = baseline(TOP, _TITLE)
    yield Label(left + width / 2, y, words, _TITLE, "bold", "center", "#7A1F1F")


def legend_keys(
    marks: Iterable[Mark], *, posts: bool, italics: bool, given: bool, language: Language
) -> tuple[Key, ...]:
    """The entries of a legend for the marks that occur."""
    found = set(marks)
    keys = [Key(style.label.to(language), mark) for mark, style in STYLES.items() if mark in found]
    if posts:
        keys.append(Key(POSTS_NOTE.to(language)))
    if italics:
        keys.append(Key(ITALIC_NOTE.to(language)))
    if given:
        keys.append(Key(GIVEN_NOTE.to(language)))
    return tuple(keys)


def _rows(keys: Sequence[Key]) -> list[list[Key]]:
    rows: list[list[Key]] = []
    left = 0.0
    for key in keys:
        if not rows or left + key.width > INNER:
            rows.append([])
            left = 0.0
        rows[-1].append(key)
        left += key.width + _KEY_GAP
    return rows


_KEY_HEIGHT = 6.6


def legend_height(keys: Sequence[Key]) -> float:
    """Height of a legend [mm]."""
    return len(_rows(keys)) * _KEY_HEIGHT


def legend(keys: Sequence[Key], top: float) -> list[Shape]:
    """The legend, its first row beginning at `top` [mm]."""
    shapes: list[Shape] = []
    for number, keys_of_row in enumerate(_rows(keys)):
        y, x = top + number * _KEY_HEIGHT, SIDE
        text_y = baseline(y + (_KEY_HEIGHT - line_height(_SMALL)) / 2, _SMALL)
        for key in keys_of_row:
            shift = 0.0
            if key.mark is not None:
                shapes.extend(swatch(key.mark, x, y + 0.9, _SWATCH, _KEY_HEIGHT - 1.8))
                shift = _SWATCH + 1.5
            shapes.append(Label(x + shift, text_y, key.words, _SMALL))
            x += key.width + _KEY_GAP
    return shapes


def swatch(mark: Mark, x: float, y: float, width: float, height: float) -> list[Shape]:
    """A small empty box that looks like the boxes of a mark."""
    style = STYLES[mark]
    outline = Rect(x, y, width, height, style.fill, style.stroke, style.line, style.dashes)
    badges = (style.badge,) if style.badge else ()
    return [outline, *badge_band(badges, outline)]


def provenance_lines(heading: Heading) -> tuple[str, ...]:
    """The provenance line, broken if it is long."""
    room = INNER - 30.0
    return shorten(plain(heading.provenance), room, "italic", _SMALL, 2) or ("",)


def footer_top(heading: Heading) -> float:
    """Upper edge of the footer [mm]."""
    return HEIGHT - BOTTOM - len(provenance_lines(heading)) * line_height(_SMALL) - 1.2


def footer(heading: Heading, page: int, pages: int, language: Language) -> list[Shape]:
    """Provenance and page number."""
    top = footer_top(heading)
    words = Text(f"Trang {page}/{pages}", f"Page {page}/{pages}").to(language)
    lines = [line for line in provenance_lines(heading) if line]
    y = baseline(top + 1.2, _SMALL)
    return [
        Line(((SIDE, top), (SIDE + INNER, top)), "#888888", 0.5),
        *paragraph(lines, SIDE, top + 1.2, _SMALL, "italic"),
        Label(SIDE + INNER, y, words, _SMALL, "regular", "right"),
    ]
