"""The JSON of alternatives: what `orgplan alternatives --json` prints."""

from __future__ import annotations

from pathlib import Path

from orgplan.alternatives import Alternatives
from orgplan.io.plan_file import exact, plan_document

Json = dict[str, object]


def alternatives_document(found: Alternatives, folder: Path) -> Json:
    """The document of interface section 5, with what else is known.

    `ended` says why there are no more plans: `enough`, `no_more`, `no_plan` or `time`; `differing`
    are the units that fare otherwise than in the first plan.

    Parameters
    ----------
    found
        The plans.
    folder
        Folder of their files; input paths are relative to it.
    """
    return {
        "plans": [plan_document(result, folder) for result in found.results],
        "distances": [list(row) for row in found.distances],
        "differing": [list(found.differing(number)) for number in range(len(found.plans))],
        "best_possible": list(found.best_possible),
        "ended": found.ended,
        "confirmed": found.confirmed,
        "asked": found.asked,
        "within_percent": exact(100 * found.margin),
        "min_difference": found.min_difference,
        "limit": None if found.limit is None else exact(found.limit),
        "interrupted": found.interrupted,
        "seconds": round(found.seconds, 3),
    }
