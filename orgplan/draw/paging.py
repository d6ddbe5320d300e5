"""Which layout two trees get, and how many sheets: one page for both wherever that can be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from orgplan.draw.hanging import Measure, Tree
from orgplan.draw.layout import Sheet, column_counts, columns, row

_TRIED_WHOLE = 120
"""Trees up to this size are balanced for one sheet [units]."""
_TRIED_COUNTS = 3
_STEP = 0.5


@dataclass(frozen=True)
class Chart:
    """A tree with the measures of its boxes."""

    tree: Tree
    size: int
    measure: Measure
    note: Measure


@dataclass(frozen=True)
class Laid:
    """The sheets of one tree, and whether its boxes stand in a row."""

    sheets: tuple[Sheet, ...]
    in_row: bool

    @property
    def height(self) -> float:
        """Height of the only sheet [mm]."""
        return self.sheets[0].height


def together(charts: Sequence[Chart], width: float, height: float) -> tuple[Laid, ...] | None:
    """Layouts of all trees, of one kind, that fit below each other in one area; else None.

    A row is best; then the columns that break the fewest sub-units from their parents, and of
    those the lowest.
    """
    rows = [row(chart.tree, chart.measure, width) for chart in charts]
    found = [Laid((sheet,), True) for sheet in rows if sheet is not None]
    if len(found) == len(charts) and sum(laid.height for laid in found) <= height:
        return tuple(found)
    best: tuple[Sheet, ...] | None = None
    for count in _common_counts(charts, width):
        choices = [balanced(chart, width, height, count) for chart in charts]
        for sheets in product(*choices):
            fits = sum(sheet.height for sheet in sheets) <= height
            if fits and (best is None or _cost(sheets) < _cost(best)):
                best = sheets
    return None if best is None else tuple(Laid((sheet,), False) for sheet in best)


def _cost(sheets: Sequence[Sheet]) -> tuple[int, int]:
    """Broken places, then height to the millimetre."""
    return sum(len(sheet.notes) for sheet in sheets), round(sum(s.height for s in sheets))


def _common_counts(charts: Sequence[Chart], width: float) -> range:
    return min((column_counts(chart.tree, width) for chart in charts), key=len)


def alone(chart: Chart, width: float, height: float) -> Laid:
    """The layout of one tree on as few sheets as it needs."""
    sheet = row(chart.tree, chart.measure, width)
    if sheet is not None and sheet.height <= height:
        return Laid((sheet,), True)
    counts = column_counts(chart.tree, width)
    fitting = [grid for count in counts for grid in balanced(chart, width, height, count)]
    if fitting:
        return Laid((min(fitting, key=lambda grid: _cost((grid,))),), False)
    tried = [
        _columns(chart, width, height, count, keep)
        for keep in (True, False)
        for count in reversed(counts[:_TRIED_COUNTS])
    ]
    return Laid(min(tried, key=len), False)


def balanced(chart: Chart, width: float, height: float, count: int) -> tuple[Sheet, ...]:
    """Ways to put all of a tree on one sheet; none if it is too large.

    The lowest that breaks no more sub-units from their parents than the full height does, and the
    lowest of all.
    """
    if chart.size > _TRIED_WHOLE:
        return ()
    for keep in (True, False):
        found = _columns(chart, width, height, count, keep)
        if len(found) == 1 and found[0].height <= height:
            whole = _lowest(chart, width, found[0], count, keep, len(found[0].notes))
            if not whole.notes:
                return (whole,)
            return whole, _lowest(chart, width, whole, count, keep, chart.size)
    return ()


def _lowest(chart: Chart, width: float, found: Sheet, count: int, keep: bool, notes: int) -> Sheet:
    low, high = 0.0, found.height
    while high - low > _STEP:
        middle = (low + high) / 2
        tried = _columns(chart, width, middle, count, keep)
        if len(tried) == 1 and tried[0].height <= middle and len(tried[0].notes) <= notes:
            found, high = tried[0], tried[0].height
        else:
            low = middle
    return found


def _columns(
    chart: Chart, width: float, height: float, count: int, keep: bool
) -> tuple[Sheet, ...]:
    return columns(chart.tree, chart.measure, chart.note, width, height, count, keep)


def remembered(measure: Measure) -> Measure:
    """The same measure, each node and width taken only once."""
    return cache(measure)
