"""Going through a grid: look at every point, solve what is missing, keep each as it comes."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from orgplan.errors import Finding, InputError, UsageError
from orgplan.io.findings import visible
from orgplan.io.scenario import load_scenario
from orgplan.sweep.grid import Grid
from orgplan.sweep.point import Examined, Task, examine, solve_point
from orgplan.sweep.row import Row
from orgplan.sweep.store import Kept, Store
from orgplan.sweep.swept import Sweep
from orgplan.sweep.trouble import refuse
from orgplan.text import Language, Text

if TYPE_CHECKING:
    from orgplan.engine.backend import Watch
    from orgplan.engine.pool import Pool

OpenPool = Callable[[int], "AbstractContextManager[Pool]"]
"""Opens a pool, told how many workers the scenario asks for."""


@dataclass(frozen=True, slots=True)
class News:
    """How far a sweep is.

    Parameters
    ----------
    phase
        `reading` looks at the points, `solving` solves those that are missing.
    done, total
        Points that are through this phase, and of all.
    row
        The point that has just been solved; None while reading and for points taken over.
    """

    phase: Literal["reading", "solving"]
    done: int
    total: int
    row: Row | None = None


Listener = Callable[[News], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """How a grid is to be gone through.

    Parameters
    ----------
    time_limit
        Seconds for each solve; the scenario's own if None.
    language
        Language of every output; the scenario's own if None.
    store
        Where finished points are kept; None keeps nothing.
    fresh
        Whether to forget what an earlier run kept.
    """

    time_limit: float | None = None
    language: Language | None = None
    store: Store | None = None
    fresh: bool = False


def run(
    path: Path,
    grid: Grid,
    wish: Wish,
    open_pool: OpenPool,
    watch: Watch | None = None,
    listener: Listener = lambda _: None,
) -> Sweep:
    """Solve every point of a grid that is not there yet.

    Parameters
    ----------
    path
        The scenario file.
    grid
        The fields that vary.
    wish
        How.
    open_pool
        Opens what the work is spread over, once the first point has been found right.
    watch
        A stop button; stopped, the sweep ends with what is finished.
    listener
        Told of every point.

    Raises
    ------
    UsageError
        If a field is none of the scenario, before anything is solved.
    InputError
        If a scenario with changed values is wrong, before anything is solved; or if the files
        change while the sweep runs.
    """
    from orgplan.engine.backend import Watch

    clock = watch or Watch(math.inf)
    place = path.absolute()  # workers may stand in another folder
    tasks = [Task(place, changes, wish.time_limit, wish.language) for changes in grid]
    first = examine(tasks[0])
    if first.complaint is not None:
        raise UsageError(first.complaint)
    with open_pool(first.workers) as pool:
        sweeping = _Sweeping(tasks, wish, pool, clock, listener)
        sweeping.examine(first)
        base = load_scenario(path, language=wish.language, change=dict(tasks[0].changes))
        sweeping.take_over()
        try:
            sweeping.solve()
        except KeyboardInterrupt:
            clock.stop()
    rows = tuple(sweeping.rows[place] for place in sorted(sweeping.rows))
    stopped = len(rows) < len(tasks)
    return Sweep(base.case, base.inputs, grid, rows, sweeping.taken_over, stopped)


class _Sweeping:
    """A sweep on its way."""

    def __init__(
        self, tasks: Sequence[Task], wish: Wish, pool: Pool, watch: Watch, listener: Listener
    ) -> None:
        self.tasks, self.wish, self.pool = tasks, wish, pool
        self.watch, self.listener = watch, listener
        self.examined: dict[int, Examined] = {}
        self.rows: dict[int, Row] = {}
        self.taken_over = 0

    def examine(self, first: Examined) -> None:
        """Look at every point, so that nothing is solved while something is wrong."""
        self.examined[0] = first
        self._tell("reading", len(self.examined))
        for place, found in self.pool.map(examine, self.tasks[1:], watch=self.watch):
            self.examined[place + 1] = found
            self._tell("reading", len(self.examined))
        if len(self.examined) < len(self.tasks):
            raise KeyboardInterrupt
        refuse([(task.changes, self.examined[n]) for n, task in enumerate(self.tasks)])

    def take_over(self) -> None:
        """Take what an earlier run finished: proven, or stopped after no less time."""
        store = self.wish.store
        if store is None:
            return
        if self.wish.fresh:
            store.clear()
            return
        wanted = {self.examined[n].key: task.changes for n, task in enumerate(self.tasks)}
        kept = store.read(wanted)
        for place, found in sorted(self.examined.items()):
            known = kept.get(found.key)
            if known is not None and (known.row.proven or known.limit >= found.limit):
                self.rows[place] = known.row
        self.taken_over = len(self.rows)

    def solve(self) -> None:
        """Solve what is missing and keep each row as soon as it is there."""
        places = [place for place in range(len(self.tasks)) if place not in self.rows]
        tasks = [replace(self.tasks[place], key=self.examined[place].key) for place in places]
        self._tell("solving", len(self.rows))
        if not tasks:
            return
        for number, found in self.pool.map(solve_point, tasks, watch=self.watch):
            if found == "changed":
                raise _files_changed(self.tasks[0].path)
            if isinstance(found, Row):
                self._keep(places[number], found)

    def _keep(self, place: int, row: Row) -> None:
        self.rows[place] = row
        known = self.examined[place]
        if self.wish.store is not None:
            self.wish.store.add(known.key, Kept(row, known.limit))
        self._tell("solving", len(self.rows), row)

    def _tell(
        self, phase: Literal["reading", "solving"], done: int, row: Row | None = None
    ) -> None:
        self.listener(News(phase, done, len(self.tasks), row))


def _files_changed(path: Path) -> InputError:
    finding = Finding(
        visible(path.name),
        Text(
            "kịch bản, hoặc một tệp mà nó nêu, đã thay đổi trong khi đang giải",
            "the scenario, or a file that it names, changed while its points were being solved",
        ),
        Text("các tệp giữ nguyên đến khi xong", "files that stay as they are until the end"),
        Text(
            "chạy lại lệnh; các điểm của tệp cũ không được dùng lại",
            "run the command again; points of the old files are not taken over",
        ),
    )
    return InputError([finding])
