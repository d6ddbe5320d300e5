"""Pages as pdf, svg and png through matplotlib, the only module that knows it.

Equal pages give equal bytes: no dates, no random names, one embedded font.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import mkstemp
from typing import TYPE_CHECKING

import matplotlib
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path as Outline
from matplotlib.transforms import IdentityTransform

from orgplan.draw.fonts import FAMILIES, FAMILY, Face, font_path
from orgplan.draw.scene import Label, Line, Page, Rect
from orgplan.errors import UsageError
from orgplan.text import Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase
    from matplotlib.typing import RcKeyType

_INCH = 25.4
_DPI = 200
_SCREEN_DPI = 100
SUFFIXES = (".pdf", ".png", ".svg")
_SETTINGS: dict[RcKeyType, object] = {
    "pdf.fonttype": 42,
    "svg.fonttype": "none",
    "svg.hashsalt": "orgplan",
    "text.usetex": False,
    "text.parse_math": False,
    "text.hinting": "none",
    "lines.scale_dashes": False,
    "path.simplify": False,
    "font.serif": ["Times New Roman"],
    "axes.unicode_minus": True,
}


@contextmanager
def _settings() -> Iterator[None]:
    with matplotlib.rc_context(_SETTINGS):
        yield


@cache
def _font(face: Face, size: float, families: tuple[str, ...]) -> FontProperties:
    return FontProperties(
        family=list(families),
        style="italic" if face in ("italic", "bold_italic") else "normal",
        weight="bold" if face in ("bold", "bold_italic") else "normal",
        size=size,
        fname=str(font_path(face)),
    )


class Sheet(Artist):
    """A page as one artist: it speaks to the renderer directly, which is what makes it fast.

    Parameters
    ----------
    page
        What to draw, in millimetres.
    scale
        Size of type and lines against their size on paper.
    families
        Names of the font, best first; one is enough where the output embeds it.
    """

    def __init__(self, page: Page, scale: float, families: tuple[str, ...]) -> None:
        super().__init__()
        self.page, self.scale, self.families = page, scale, families

    def draw(self, renderer: RendererBase) -> None:
        """Draw every shape of the page in order."""
        corner, unit = self.get_transform().transform([(0.0, 0.0), (1.0, 1.0)])
        place = _Place(float(corner[0]), float(corner[1]), *map(float, unit - corner))
        renderer.open_group("page")
        for shape in self.page.shapes:
            if isinstance(shape, Label):
                self._write(renderer, shape, place)
            else:
                self._trace(renderer, shape, place)
        renderer.close_group("page")
        self.stale = False

    def _trace(self, renderer: RendererBase, shape: Rect | Line, place: _Place) -> None:
        pen = renderer.new_gc()
        closed = isinstance(shape, Rect)
        pen.set_linewidth(shape.line * self.scale if shape.stroke else 0.0)
        pen.set_foreground(shape.stroke or "none")
        pen.set_joinstyle("miter")
        pen.set_capstyle("butt" if closed or shape.dashes else "projecting")
        if shape.dashes:
            pen.set_dashes(0.0, [length * self.scale for length in shape.dashes])
        points = [place.at(x, y) for x, y in _points(shape)]
        path = Outline(points, closed=closed)
        fill = to_rgba(shape.fill) if isinstance(shape, Rect) and shape.fill else None
        renderer.draw_path(pen, path, IdentityTransform(), fill)
        pen.restore()

    def _write(self, renderer: RendererBase, label: Label, place: _Place) -> None:
        pen = renderer.new_gc()
        pen.set_foreground(label.color)
        pen.set_alpha(1.0)
        x, y = place.at(label.extent[0], label.y)
        if renderer.flipy():
            y = renderer.get_canvas_width_height()[1] - y
        font = _font(label.face, label.size * self.scale, self.families)
        renderer.draw_text(pen, x, y, label.text, font, 0.0, ismath=False)
        pen.restore()


@dataclass(frozen=True, slots=True)
class _Place:
    """Millimetres of the page to points of the canvas."""

    x: float
    y: float
    per_x: float
    per_y: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        return self.x + x * self.per_x, self.y + y * self.per_y


def _points(shape: Rect | Line) -> tuple[tuple[float, float], ...]:
    if isinstance(shape, Line):
        return shape.points
    right, bottom = shape.x + shape.width, shape.y + shape.height
    start = (shape.x, shape.y)
    return (start, (right, shape.y), (right, bottom), (shape.x, bottom), start)


def paint(page: Page, axes: Axes, families: tuple[str, ...] = (FAMILY,)) -> None:
    """Draw a page into axes, in millimetres; type keeps its proportion to the page."""
    figure = axes.get_figure(root=True)
    assert figure is not None
    extent = axes.get_position()
    scale = min(
        extent.width * figure.get_figwidth() * _INCH / page.width,
        extent.height * figure.get_figheight() * _INCH / page.height,
    )
    axes.set_xlim(0, page.width)
    axes.set_ylim(page.height, 0)
    axes.set_aspect("equal")
    axes.set_axis_off()
    axes.add_artist(Sheet(page, scale, families))


def _figure(page: Page, families: tuple[str, ...] = (FAMILY,)) -> Figure:
    figure = Figure(figsize=(page.width / _INCH, page.height / _INCH), dpi=_DPI)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    paint(page, axes, families)
    return figure


def show(page: Page, axes: Axes | None = None) -> Axes:
    """Draw a page into given axes, or into a new figure of the size of the paper."""
    with _settings():
        if axes is None:
            import matplotlib.pyplot as plt

            figure = plt.figure(figsize=(page.width / _INCH, page.height / _INCH))
            axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        paint(page, axes)
    return axes


def save(pages: Sequence[Page], path: Path) -> tuple[Path, ...]:
    """Write pages; see `orgplan.draw.save`."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError(
            Text(
                f"không vẽ được tệp «{path.name}»: cần đuôi {', '.join(SUFFIXES)}",
                f"cannot draw {path.name!r}: the suffix must be one of {', '.join(SUFFIXES)}",
            )
        )
    if suffix == ".pdf":
        targets: tuple[Path, ...] = (path,)
    else:
        targets = page_paths(path, len(pages))
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = [_beside(target) for target in targets]
    try:
        with _settings():
            if suffix == ".pdf":
                _write_pdf(pages, parts[0])
            else:
                for page, part in zip(pages, parts, strict=True):
                    _write_page(page, part, suffix[1:])
        for part, target in zip(parts, targets, strict=True):
            part.replace(target)
    finally:
        for part in parts:
            part.unlink(missing_ok=True)
    return targets


def png(page: Page) -> bytes:
    """A page as a picture for the screen."""
    picture = BytesIO()
    with _settings():
        _figure(page).savefig(picture, format="png", dpi=_SCREEN_DPI)
    return picture.getvalue()


def page_paths(path: Path, count: int) -> tuple[Path, ...]:
    """The files of pages: ``name.svg`` for the first, then ``name-02.svg``, ``name-03.svg`` …"""
    digits = max(2, len(str(count)))
    rest = (path.with_name(f"{path.stem}-{n:0{digits}}{path.suffix}") for n in range(2, count + 1))
    return (path, *rest)


def _beside(target: Path) -> Path:
    """A new empty file in the folder of the target, with the rights of an ordinary file."""
    handle, name = mkstemp(prefix=".orgplan-", suffix=target.suffix, dir=target.parent)
    os.close(handle)
    mask = os.umask(0)
    os.umask(mask)
    Path(name).chmod(0o666 & ~mask)
    return Path(name)


def _write_pdf(pages: Sequence[Page], path: Path) -> None:
    title = pages[0].title if pages else ""
    metadata = {"Title": title, "Creator": "orgplan", "Producer": "orgplan", "CreationDate": None}
    with PdfPages(path, metadata=metadata) as document:
        for page in pages:
            document.savefig(_figure(page))


def _write_page(page: Page, path: Path, kind: str) -> None:
    none_of = {
        "svg": {"Date": None, "Creator": "orgplan", "Title": page.title},
        "png": {"Software": "orgplan", "Title": page.title},
    }
    families = FAMILIES if kind == "svg" else (FAMILY,)
    _figure(page, families).savefig(path, format=kind, dpi=_DPI, metadata=none_of[kind])
