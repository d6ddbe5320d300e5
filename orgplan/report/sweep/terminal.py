"""A sweep on a terminal: one line a point, then what is proven."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.table import Table

from orgplan.io.findings import visible
from orgplan.report.layout import heading, indented, item, percent, title
from orgplan.report.proof import short
from orgplan.report.sweep.words import STATUSES, tally_words, tier_title, tiers_of
from orgplan.sweep import Grid, Row, Sweep
from orgplan.sweep.table import cut_percent
from orgplan.text import Language, Text

LISTED = 60
"""Points that a terminal shows; the table file has all."""
PLAN = Text("Phương án", "Plan")
_NONE = "–"
_LONG = 14
"""Letters of a field above a column on one line."""
_MOST = 20
"""Letters of a value that are kept on one line where there is room."""


def print_sweep(sweep: Sweep, console: Console) -> None:
    """Print the table of a sweep, as wide as the console is."""
    for part in _parts(sweep, sweep.language):
        console.print(part)


def _parts(sweep: Sweep, language: Language) -> Iterator[RenderableType]:
    yield title(sweep.case.scenario.name)
    yield item(f"{tally_words(sweep).to(language)}.")
    if not sweep.rows:
        return
    tiers = tiers_of(sweep.rows)
    yield heading(Text("KẾT QUẢ", "RESULTS"), language)
    yield indented(_table(sweep, tiers, language))
    if len(sweep.rows) > LISTED:
        more = len(sweep.rows) - LISTED
        words = Text(f"… và {more} điểm khác, xem tệp bảng", f"… and {more} more, see the table")
        yield item(words.to(language))
    for field, head in zip(sweep.grid.fields, _heads(sweep.grid), strict=True):
        if head != field.path:
            yield item(f"{head}: {field.path}")
    for place in range(tiers):
        yield item(tier_title(sweep.rows, place).to(language))
    if any(row.status == "feasible" for row in sweep.rows):
        words = Text(
            "≥: không phương án nào thấp hơn số này; chưa chứng minh là tốt nhất.",
            "≥: no plan is below this number; not proven to be the best.",
        )
        yield item(words.to(language))


def _table(sweep: Sweep, tiers: int, language: Language) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for field, head in zip(sweep.grid.fields, _heads(sweep.grid), strict=True):
        least = min(_MOST, max(cell_len(word) for word in (*field.values, head)))
        table.add_column(visible(head), overflow="fold", min_width=least)
    table.add_column(PLAN.to(language), no_wrap=True)
    for words in figure_heads(tiers):
        table.add_column(words.to(language), justify="right", no_wrap=True)
    for row in sweep.rows[:LISTED]:
        table.add_row(*row_cells(row, tiers, language))
    return table


def _heads(grid: Grid) -> list[str]:
    """What stands above the columns of the fields: a long path is called by its last key."""
    paths = [field.path for field in grid.fields]
    last = [path.rpartition(".")[2] for path in paths]
    return [
        path if len(path) <= _LONG or last.count(key) > 1 else key
        for path, key in zip(paths, last, strict=True)
    ]


def figure_heads(tiers: int) -> list[Text]:
    """The heads of the columns with figures, behind the fields and the plan."""
    heads = [Text("Yêu cầu", "Asked"), Text("Đầu mối", "Units"), Text("Giảm", "Cut")]
    return heads + [Text(f"Bậc {n}", f"Tier {n}") for n in range(1, tiers + 1)]


def row_cells(row: Row, tiers: int, language: Language) -> Iterator[str]:
    """The cells of a point: its values, what plan there is, figures."""
    for _, value in row.changes:
        yield visible(value)
    yield STATUSES[row.status].to(language)
    yield str(row.required_cut)
    yield _NONE if row.after is None else f"{row.before} → {row.after}"
    yield percent(cut_percent(row), language)
    for place in range(tiers):
        yield _tier(row, place, language)


def _tier(row: Row, place: int, language: Language) -> str:
    if place >= len(row.tiers):
        return _NONE
    tier = row.tiers[place]
    value = short(tier.value, language)
    if row.proven or tier.bound is None or tier.bound == tier.value:
        return value
    return f"{value} (≥ {short(tier.bound, language)})"
