"""The call that notebooks use: a whole sweep over the processes of this computer or a cluster."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from orgplan.sweep.grid import make_grid
from orgplan.sweep.run import Wish, run
from orgplan.sweep.store import STATE_FILE, Store
from orgplan.sweep.swept import Sweep
from orgplan.sweep.values import Value
from orgplan.text import Language

if TYPE_CHECKING:
    from orgplan.engine.pool import Pool

    PathText = str | PathLike[str]


def sweep(
    path: PathText,
    vary: Mapping[str, str | Sequence[Value]],
    *,
    folder: PathText | None = None,
    fresh: bool = False,
    time_limit: float | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    language: Language | None = None,
    pool: Pool | None = None,
) -> Sweep:
    """Solve a scenario for every combination of some of its values.

    Parameters
    ----------
    path
        The scenario file; it stays as it is.
    vary
        Field → its values, as a text such as ``"10%..30%:5%"`` or ``"10,12,14"``, or as a sequence;
        fields are named as in `orgplan.load(change=…)`. The last field changes fastest.
    folder
        Where finished points are kept, so that the next call solves only what is missing; without
        it nothing is written.
    fresh
        Whether to forget what an earlier call kept there.
    time_limit
        Seconds for each solve; the scenario's own if None.
    workers
        Points that are solved at a time, the scenario's own `workers` if None; the answers do not
        depend on it.
    scheduler
        ``"local"`` or ``"tcp://…"`` for Dask; None for processes of this computer.
    language
        Language of messages and outputs; the scenario's own if None.
    pool
        What the work is spread over, if it is open already; `workers` and `scheduler` then say
        nothing.

    Returns
    -------
    sweep
        One row a point; `.table` is a pandas table. A ``KeyboardInterrupt`` while points are being
        solved ends the sweep with those that are finished.

    Raises
    ------
    UsageError
        If a field is none of the scenario, or the values make no grid.
    InputError
        If a scenario with changed values is wrong: nothing is solved then.
    """
    store = None if folder is None else Store(Path(folder) / STATE_FILE)

    def opened(asked: int) -> AbstractContextManager[Pool]:
        if pool is not None:
            return nullcontext(pool)
        from orgplan.engine.pool import open_pool

        return open_pool(scheduler, workers or asked)

    return run(Path(path), make_grid(vary), Wish(time_limit, language, store, fresh), opened)
