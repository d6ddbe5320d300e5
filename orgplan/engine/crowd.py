"""Work on components: remembered if it was done before, else spread over threads or processes.

A piece of work is a value that says everything about itself: whoever does it, whenever, the result
is the same. So results are kept on disk by the content of the work (`orgplan.engine.cache`), and
after a lock or a changed rule only what it touches is done again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Protocol, TypeVar

from orgplan.engine.backend import Watch
from orgplan.engine.cache import Cache, JsonValue
from orgplan.engine.pool import Pool, open_pool, task_watch
from orgplan.engine.pool.here import Here
from orgplan.engine.pool.threads import Threads

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)

LARGE_BATCH = 400_000
"""Size of a batch of work from which on processes pay for their start."""


@dataclass(frozen=True)
class Means:
    """What a solve may use.

    Parameters
    ----------
    workers
        Threads or processes of this computer; no answer depends on it.
    scheduler
        A Dask cluster instead: ``local``, or its address.
    cache
        Where results are kept; None for nowhere.
    """

    workers: int = 1
    scheduler: str | None = None
    cache: Cache | None = None


class Work(Protocol[R_co]):
    """Something to be solved; a value that can be pickled."""

    @property
    def key(self) -> str:
        """Content of the work, as `orgplan.engine.cache.content_key` writes it."""
        ...

    @property
    def size(self) -> int:
        """A measure of how much it is: variables and terms of its model."""
        ...

    def do(self, watch: Watch) -> R_co:
        """Do it within the time left."""
        ...

    def write(self, result: object) -> JsonValue:
        """A final result as JSON; None if it is not final."""
        ...

    def read(self, value: JsonValue) -> R_co | None:
        """A result that was kept; None if the value is none."""
        ...


def _do(work: Work[R]) -> R:
    return work.do(task_watch())


class Crowd:
    """Does work, on as many workers as are there.

    Parameters
    ----------
    watch
        The clock of it all.
    workers
        Threads or processes of this computer.
    scheduler
        A Dask cluster instead: ``local``, or its address.
    cache
        Where results are kept; None for nowhere.
    """

    def __init__(
        self,
        watch: Watch,
        workers: int = 1,
        scheduler: str | None = None,
        cache: Cache | None = None,
    ) -> None:
        self.watch = watch
        self.workers = workers
        self.scheduler = scheduler
        self.cache = cache
        self._open = ExitStack()
        self._pool: Pool | None = None

    def __enter__(self) -> Crowd:
        return self

    def __exit__(self, *problem: object) -> None:
        self._open.close()

    def do(self, works: Sequence[Work[R]]) -> Iterator[tuple[int, R]]:
        """Every piece of work with its result, in any order; ends early when the time is over."""
        open_works: list[int] = []
        for index, work in enumerate(works):
            known = self._known(work)
            if known is None:
                open_works.append(index)
            else:
                yield index, known
        tasks = [works[index] for index in open_works]
        for place, result in self._pool_for(tasks).map(_do, tasks, watch=self.watch):
            self._keep(tasks[place], result)
            yield open_works[place], result

    def _known(self, work: Work[R]) -> R | None:
        if self.cache is None:
            return None
        value = self.cache.get(work.key)
        return None if value is None else work.read(value)

    def _keep(self, work: Work[R], result: R) -> None:
        if self.cache is not None:
            value = work.write(result)
            if value is not None:
                self.cache.put(work.key, value)

    def _pool_for(self, tasks: Sequence[Work[R]]) -> Pool:
        """Who does a batch: processes once there is much to do, threads for a little."""
        if self._pool is None and (
            self.scheduler is not None
            or (self.workers > 1 and sum(task.size for task in tasks) >= LARGE_BATCH)
        ):
            self._pool = self._open.enter_context(open_pool(self.scheduler, self.workers))
        if self._pool is not None:
            return self._pool
        return Threads(self.workers) if self.workers > 1 else Here()
