"""The pool that is none: one task after the other in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from orgplan.engine.backend import Watch
from orgplan.engine.pool.task import R, T, call


class Here:
    """Runs tasks in this process, without any copy."""

    workers = 1

    def map(
        self, function: Callable[[T], R], tasks: Sequence[T], *, watch: Watch
    ) -> Iterator[tuple[int, R]]:
        """Run a function on every task, in order; see `Pool.map`."""
        for index, task in enumerate(tasks):
            if watch.left <= 0:
                return
            try:
                result = call(function, task, watch)
            except KeyboardInterrupt:
                watch.stop()
                return
            yield index, result
