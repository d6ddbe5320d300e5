"""Tasks in threads of this process: for short ones, whose solvers run outside Python's lock."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from orgplan.engine.backend import Watch
from orgplan.engine.pool.here import Here
from orgplan.engine.pool.task import R, T, call

_POLL = 0.1


class Threads:
    """Runs a few tasks at once in this process, without any copy.

    Parameters
    ----------
    workers
        How many at once.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def map(
        self, function: Callable[[T], R], tasks: Sequence[T], *, watch: Watch
    ) -> Iterator[tuple[int, R]]:
        """Run a function on every task; see `Pool.map`."""
        if len(tasks) < 2:
            yield from Here().map(function, tasks, watch=watch)
            return
        executor = ThreadPoolExecutor(min(self.workers, len(tasks)), thread_name_prefix="orgplan")
        waiting: dict[Future[R], int] = {}
        try:
            for index, task in enumerate(tasks):
                waiting[executor.submit(call, function, task, watch)] = index
            while waiting and watch.left > 0:
                done, _ = wait(waiting, timeout=_POLL, return_when=FIRST_COMPLETED)
                for future in done:
                    yield waiting.pop(future), future.result()
            for future in [*waiting]:  # running tasks see the watch and hand in what they have
                if not future.cancel():
                    yield waiting.pop(future), future.result()
        except KeyboardInterrupt:
            watch.stop()
        finally:
            executor.shutdown(wait=True, cancel_futures=True)
