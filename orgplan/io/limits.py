"""How much an input file may hold, so that a hostile or broken file costs no more than a refusal.

The limits are far above any real organisation and far below what makes a laptop swap.
"""

from __future__ import annotations

MAX_FILE_BYTES = 64 * 1024 * 1024
"""Size of a file as it lies on the disk, and of a workbook once unfolded."""

MAX_UNITS = 100_000
"""Units of one organisation, over all of its files."""

MAX_CELL = 10_000
"""Characters of one cell."""

MAX_COLUMNS = 1_000
"""Columns of a table, keys of one unit."""

MAX_CELLS = 2_000_000
"""Cells of the rectangle that a worksheet spans, and values of a tree."""

MAX_DEPTH = 200
"""Levels of nested units in a tree."""

MAX_FINDINGS = 1_000
"""Findings shown of one run; the rest is counted."""

MAX_DIGITS = 9
"""Digits before the decimal mark of a number of posts."""

MAX_PARTS = 2_000
"""Files inside a workbook."""

RATIO_FREE_BYTES = 4 * 1024 * 1024
"""A part of a workbook may unfold to this size at any ratio."""

MAX_RATIO = 200
"""Above that size, how many times larger than its packed form a part may be."""

HEADER_ROWS = 50
"""Rows of a sheet in which the header is looked for."""

SHOWN_CHARACTERS = 60
"""How much of a wrong value a message repeats."""

SHOWN_PLACES = 8
"""How many places, ids or names a message lists before it only counts."""
