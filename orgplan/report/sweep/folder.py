"""The folder of a sweep: the table and the picture, complete or untouched.

The file with the finished points stands beside them and is written while the sweep runs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from orgplan.io.writing import folder_of_outputs
from orgplan.report.sweep.picture import sweep_picture
from orgplan.report.sweep.table_file import write_table
from orgplan.sweep import Sweep

TABLE_FILE = "sweep.csv"
PICTURES = ("sweep.pdf", "sweep.png", "sweep.svg")
_OURS = re.compile(r"sweep(-\d{2,})?\.(png|svg)|sweep\.(pdf|csv)")
"""What this or an earlier sweep may have written."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written.

    Parameters
    ----------
    folder
        Where the pictures are.
    table
        The table, wherever it is.
    pictures
        Names of the main pictures, further pages left out.
    pages
        Pages of the picture.
    """

    folder: Path
    table: Path
    pictures: tuple[str, ...]
    pages: int


def write_sweep(
    sweep: Sweep,
    folder: Path,
    *,
    table: Path | None = None,
    charts: bool = True,
    before_replacing: Callable[[], None] | None = None,
) -> Written:
    """Write table and picture; those of an earlier sweep do not survive.

    Parameters
    ----------
    sweep
        What was found.
    folder
        Where; made if it does not exist.
    table
        The table, ``.csv`` or ``.parquet``; ``sweep.csv`` in the folder if None.
    charts
        Whether to draw.
    before_replacing
        Called when all files are complete, just before they replace those of an earlier sweep.

    Raises
    ------
    UsageError
        If no table of that name can be written.
    """
    from orgplan.draw import save

    pages = sweep_picture(sweep) if charts else ()
    with folder_of_outputs(folder) as temporary:
        if table is None:
            write_table(sweep, temporary / TABLE_FILE)
        for name in PICTURES if charts else ():
            save(pages, temporary / name)
        made = {path.name for path in temporary.iterdir()}
        if before_replacing is not None:
            before_replacing()
    if table is not None:
        write_table(sweep, table)
    kept = {*made, "" if table is None else table.name}
    for path in folder.iterdir():
        if path.name not in kept and _OURS.fullmatch(path.name) and path.is_file():
            path.unlink(missing_ok=True)
    return Written(folder, table or folder / TABLE_FILE, PICTURES if charts else (), len(pages))
