"""Charts of a plan: pages with exact places and words, and the files they are saved to.

A chart is made once, as a scene in millimetres, and painted by every output from there; matplotlib
is imported only when something is saved or shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from orgplan.draw.before_after import before_after
from orgplan.draw.frame import Heading
from orgplan.draw.scene import Page
from orgplan.draw.sweep_chart import Chart, sweep_pages

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Chart", "Heading", "Page", "before_after", "save", "show", "sweep_pages"]


def save(pages: Sequence[Page], path: str | PathLike[str]) -> tuple[Path, ...]:
    """Write pages to files; the suffix decides the format.

    Parameters
    ----------
    pages
        Pages of a chart.
    path
        ``name.pdf`` makes one file with all pages. ``name.png`` and ``name.svg`` make one file a
        page: the first is ``name.svg``, the others ``name-02.svg``, ``name-03.svg`` and so on.

    Returns
    -------
    paths
        The files, in order of the pages. They appear only when all of them are complete.

    Raises
    ------
    UsageError
        If the suffix is none of these.
    """
    from orgplan.draw import matplotlib_output

    return matplotlib_output.save(pages, Path(path))


def show(page: Page, ax: Axes | None = None) -> Axes:
    """Draw a page into matplotlib axes, for notebooks.

    Parameters
    ----------
    page
        The page.
    ax
        Axes to draw into; a new figure of the size of the paper without them.
    """
    from orgplan.draw import matplotlib_output

    return matplotlib_output.show(page, ax)
