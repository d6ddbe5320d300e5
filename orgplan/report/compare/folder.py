"""The folder of a comparison: workbook, document and pictures, complete or untouched."""

from __future__ import annotations

import re
from pathlib import Path

from orgplan.compare import Comparison
from orgplan.io.plan_file import dump
from orgplan.io.writing import folder_of_outputs, write_text
from orgplan.report.audit.workbook import Front, topics_workbook
from orgplan.report.compare.chart import comparison_chart, source_words
from orgplan.report.compare.document import comparison_document
from orgplan.report.compare.topics import TITLE, topics
from orgplan.report.compare.words import plan_name, plan_words

WORKBOOK, DOCUMENT = "compare.xlsx", "compare.json"
PICTURES = ("compare.pdf", "compare.png", "compare.svg")
COMPARE_FILES = (WORKBOOK, DOCUMENT, *PICTURES)
_OURS = re.compile(r"compare\.(xlsx|json|pdf)|compare(-\d{2,})?\.(png|svg)")
"""What this or an earlier run may have written."""


def write_comparison(found: Comparison, folder: Path, *, charts: bool = True) -> tuple[str, ...]:
    """Write the files; those of an earlier comparison do not survive.

    Parameters
    ----------
    found
        The comparison.
    folder
        Where; other files in it are left alone.
    charts
        Whether to draw.

    Returns
    -------
    names
        The main files.
    """
    from orgplan.draw import save

    with folder_of_outputs(folder) as temporary:
        (temporary / WORKBOOK).write_bytes(comparison_workbook(found))
        write_text(temporary / DOCUMENT, dump(comparison_document(found)))
        if charts:
            pages = comparison_chart(found)
            for name in PICTURES:
                save(pages, temporary / name)
        made = {path.name for path in temporary.iterdir()}
    for path in folder.iterdir():
        if path.name not in made and _OURS.fullmatch(path.name) and path.is_file():
            path.unlink(missing_ok=True)
    return tuple(name for name in COMPARE_FILES if name in made)


def comparison_workbook(found: Comparison) -> bytes:
    """The workbook as bytes; equal comparisons give equal ones."""
    language = found.language
    names = tuple(
        f"{plan_name(place).to(language)}: {plan_words(plan).to(language)}"
        for place, plan in enumerate(found.plans)
    )
    return topics_workbook(topics(found), Front(TITLE, names, source_words(found), language))
