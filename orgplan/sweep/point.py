"""One point of a grid as work for another process: look at it, and solve it."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from orgplan.case import InputFile, Inputs
from orgplan.errors import Finding, InputError, UsageError
from orgplan.io.scenario import Loaded, load_scenario
from orgplan.sweep.grid import Changes
from orgplan.sweep.row import Row, row_of
from orgplan.text import Language, Text
from orgplan.version import __version__


@dataclass(frozen=True, slots=True)
class Task:
    """A point to look at or to solve.

    Parameters
    ----------
    path
        The scenario file.
    changes
        The values of the point.
    time_limit
        Seconds for its solve; the scenario's own if None.
    language
        Language of messages; the scenario's own if None.
    key
        What `examine` found; empty before.
    """

    path: Path
    changes: Changes
    time_limit: float | None
    language: Language | None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Examined:
    """What is known of a point before it is solved.

    Parameters
    ----------
    key
        Fingerprint of the point: inputs, changes and version; empty if something is wrong.
    limit
        Seconds that its solve is allowed [s].
    workers
        How many points to solve at a time, as the scenario says.
    findings
        What is wrong in the files with these changes.
    complaint
        What is wrong with the changes themselves.
    """

    key: str
    limit: float
    workers: int = 1
    findings: tuple[Finding, ...] = ()
    complaint: Text | None = None


Lost = Literal["changed", "interrupted"]
"""Why a point has no row: its files are not those that were looked at, or it was stopped."""


def examine(task: Task) -> Examined:
    """Read the scenario of a point with everything it names; what is wrong is an answer."""
    try:
        loaded = _loaded(task)
    except UsageError as problem:
        return Examined("", 0.0, complaint=problem.message)
    except InputError as problem:
        return Examined("", 0.0, findings=problem.findings)
    settings = loaded.case.scenario.settings
    limit = float(settings.time_limit) if task.time_limit is None else task.time_limit
    return Examined(_key(loaded.inputs, task.changes), limit, settings.workers)


def solve_point(task: Task) -> Row | Lost:
    """Solve a point as a plain solve would, in this process alone; as a task of a pool."""
    from orgplan.engine.backend import Watch
    from orgplan.engine.pool import task_watch
    from orgplan.solve import solve

    try:
        loaded = _loaded(task)
    except InputError:
        return "changed"
    if task.key != _key(loaded.inputs, task.changes):
        return "changed"
    settings = loaded.case.scenario.settings.model_copy(update={"workers": 1})
    scenario = loaded.case.scenario.model_copy(update={"settings": settings})
    case = dataclasses.replace(loaded.case, scenario=scenario)
    seconds = float(settings.time_limit) if task.time_limit is None else task.time_limit
    result = solve(case, watch=Watch(seconds, stopped=task_watch().stopped))
    return "interrupted" if result.interrupted else row_of(result, task.changes)


def _loaded(task: Task) -> Loaded:
    return load_scenario(task.path, language=task.language, change=dict(task.changes))


def _key(inputs: Inputs, changes: Changes) -> str:
    """A fingerprint that ignores the order of the fields and where the files are."""

    def hashes(*files: InputFile) -> list[str]:
        return [file.sha256 for file in files]

    content = [
        __version__,
        sorted(changes),
        hashes(inputs.scenario, inputs.ruleset),
        hashes(*inputs.organisation),
        hashes(*inputs.plans),
    ]
    return hashlib.sha256(json.dumps(content).encode("ascii")).hexdigest()
