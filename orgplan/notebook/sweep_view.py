"""A sweep in a notebook: one line a point, as the terminal shows it but uncut."""

from __future__ import annotations

import dataclasses

from orgplan.notebook.markup import faint, folded, frame, line, table
from orgplan.report.provenance import source
from orgplan.report.sweep.terminal import PLAN, figure_heads, row_cells
from orgplan.report.sweep.words import tally_words, tier_title, tiers_of
from orgplan.sweep import Sweep
from orgplan.text import Text

_OPEN = 40
"""Points that are shown without being asked for."""


def sweep_html(sweep: Sweep) -> str:
    """The sweep as HTML, in the language of its case."""
    language, tiers = sweep.language, tiers_of(sweep.rows)
    heads = [field.path for field in sweep.grid.fields]
    heads += [words.to(language) for words in (PLAN, *figure_heads(tiers))]
    rows = [list(row_cells(row, tiers, language)) for row in sweep.rows]
    count = len(rows)
    title = Text(f"{count} điểm", f"{count} points" if count != 1 else "1 point").to(language)
    inside = table(heads, rows) + "".join(
        faint(tier_title(sweep.rows, place).to(language)) for place in range(tiers)
    )
    case = dataclasses.replace(sweep.case, inputs=sweep.inputs)
    return frame(
        case.scenario.name,
        line(tally_words(sweep).to(language)),
        folded(title, inside, is_open=count <= _OPEN) if rows else "",
        faint(source(case, language)),
    )
