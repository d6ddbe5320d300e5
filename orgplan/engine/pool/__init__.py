"""Many tasks at once: in this process, in processes of this computer, or on a Dask cluster.

What is computed knows nothing of where. A task is a value that can be pickled, its function one
that other processes can import; results come as they are ready and carry the index of their task,
so that the caller can put them in order and no answer depends on who was faster. Why this is not a
library: docs/decisions/0009.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from orgplan.engine.pool.task import Pool, task_watch

__all__ = ["Pool", "open_pool", "task_watch"]


@contextmanager
def open_pool(scheduler: str | None, workers: int) -> Iterator[Pool]:
    """Open a pool of workers; they end with the context.

    Parameters
    ----------
    scheduler
        None for this computer; ``local`` for a Dask cluster of its own on this computer;
        ``tcp://host:port`` or ``tls://host:port`` for one that runs.
    workers
        Processes on this computer; with 1 and without a scheduler everything stays in this process.

    Raises
    ------
    UsageError
        Dask is not installed, or the cluster cannot be used.
    """
    if scheduler is not None:
        from orgplan.engine.pool.cluster import open_cluster

        with open_cluster(scheduler, workers) as pool:
            yield pool
    elif workers > 1:
        from orgplan.engine.pool.local import LocalCrew
        from orgplan.engine.pool.run import CrewPool

        with LocalCrew(workers) as crew:
            yield CrewPool(crew)
    else:
        from orgplan.engine.pool.here import Here

        yield Here()
