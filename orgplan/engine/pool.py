"""Work on one task after the other, in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from orgplan.engine.backend import Watch

_Work = TypeVar("_Work")
_Done = TypeVar("_Done")


@dataclass(frozen=True, slots=True)
class Pool:
    """One worker: this process."""

    workers: int = 1

    def map(
        self, function: Callable[[_Work], _Done], tasks: Sequence[_Work], *, watch: Watch
    ) -> Iterator[tuple[int, _Done]]:
        """The place and the outcome of each task; ends early on a stopped watch."""
        for place, task in enumerate(tasks):
            if watch.stopped.is_set():
                return
            yield place, function(task)


@contextmanager
def open_pool(scheduler: str | None, workers: int) -> Iterator[Pool]:
    """A pool, whatever is asked for."""
    yield Pool()
