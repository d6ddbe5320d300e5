"""One `map` over a crew: hand out tasks, take what comes back, stop in time, try again.

The loop waits on one queue and never on a worker, so that it hears the watch and Ctrl-C whatever
the workers do.
"""

from __future__ import annotations

import pickle
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Generic, Protocol

from orgplan.engine.backend import Watch
from orgplan.engine.pool.here import Here
from orgplan.engine.pool.task import R, T, pack
from orgplan.errors import WorkerError
from orgplan.text import Text

TRIES = 3
"""How often a task may end its worker before that is an error; the last time it runs alone."""
_POLL = 0.05
_GRACE = 0.3
"""Time that running tasks have to hand in what they have when the watch has ended [seconds]."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A task came back: with its result, or with what it raised."""

    index: int
    good: bool
    packed: bytes


@dataclass(frozen=True, slots=True)
class Lost:
    """A task took its worker with it; exit code of the process, None where nobody knows it."""

    index: int
    code: int | None


News = SimpleQueue[Returned | Lost]


class Job(Protocol):
    """A task that was handed out."""

    def tell(self) -> None:
        """Ask it to end soon."""
        ...

    def drop(self) -> None:
        """End it now."""
        ...


class Crew(Protocol):
    """Those who run tasks."""

    @property
    def workers(self) -> int:
        """How many tasks they run at once."""
        ...

    def give(self, index: int, packed: bytes, seconds: float, news: News) -> Job:
        """Hand out a task; what becomes of it is put into `news`."""
        ...


class CrewPool:
    """A pool over a crew."""

    def __init__(self, crew: Crew, *, lone_task_here: bool = True) -> None:
        self._crew = crew
        self._lone_task_here = lone_task_here

    @property
    def workers(self) -> int:
        """How many tasks run at once."""
        return self._crew.workers

    def map(
        self, function: Callable[[T], R], tasks: Sequence[T], *, watch: Watch
    ) -> Iterator[tuple[int, R]]:
        """Run a function on every task; see `Pool.map`."""
        if len(tasks) < 2 and self._lone_task_here:
            yield from Here().map(function, tasks, watch=watch)
            return
        with closing(_Run(self._crew, function, tasks, watch)) as run:
            yield from run.results()


def lost_text(index: int, times: int, code: int | None) -> Text:
    """What is said of a task that ended its process several times."""
    vi, en = ("", "") if code is None else (f" (mã thoát {code})", f" (exit code {code})")
    return Text(
        f"Phần việc thứ {index + 1} làm tiến trình tính toán bị ngắt {times} lần{vi}; thường là do "
        "thiếu bộ nhớ. Hãy đóng bớt chương trình khác, hoặc dùng --workers 1.",
        f"Part {index + 1} of the work ended its worker process {times} times{en}; most often "
        "memory is short. Close other programs, or use --workers 1.",
    )


class _Run(Generic[T, R]):
    """The state of one `map`."""

    def __init__(
        self, crew: Crew, function: Callable[[T], R], tasks: Sequence[T], watch: Watch
    ) -> None:
        self._crew = crew
        self._function = function
        self._tasks = tasks
        self._watch = watch
        self._news: News = SimpleQueue()
        self._waiting = deque(range(len(tasks)))
        self._jobs: dict[int, Job] = {}
        self._losses: dict[int, int] = {}
        self._alone = False

    def results(self) -> Iterator[tuple[int, R]]:
        """Everything that comes back in time, and what is handed in shortly after."""
        while self._waiting or self._jobs:
            try:
                if self._watch.left <= 0:
                    break
                self._hand_out()
                found = self._take(_POLL)
                self._hand_out()  # nobody idles while the caller looks at what was found
            except KeyboardInterrupt:
                self._watch.stop()
                break
            yield from found
        yield from self._late()

    def _late(self) -> Iterator[tuple[int, R]]:
        """What running tasks hand in after the watch has ended."""
        end = time.monotonic() + _GRACE
        try:
            for job in self._jobs.values():
                job.tell()
            while self._jobs and (left := end - time.monotonic()) > 0:
                yield from self._take(left)
        except KeyboardInterrupt:
            self._watch.stop()

    def _hand_out(self) -> None:
        room = 1 if self._alone else self._crew.workers
        while self._waiting and len(self._jobs) < room and self._watch.left > 0:
            index = self._waiting.popleft()
            packed = pack(self._function, self._tasks[index])
            self._jobs[index] = self._crew.give(index, packed, self._watch.left, self._news)

    def _take(self, seconds: float) -> list[tuple[int, R]]:
        """The next result, if one comes in that time."""
        try:
            news = self._news.get(timeout=seconds)
        except Empty:
            return []
        del self._jobs[news.index]
        if isinstance(news, Lost):
            self._lose(news)
            return []
        content = pickle.loads(news.packed)
        if not news.good:
            raise content
        return [(news.index, content)]

    def _lose(self, lost: Lost) -> None:
        """Put a task back that took its worker with it; perhaps memory is too short for two."""
        losses = self._losses[lost.index] = self._losses.get(lost.index, 0) + 1
        if losses >= TRIES:
            raise WorkerError(lost_text(lost.index, losses, lost.code))
        self._alone = self._alone or losses == TRIES - 1
        self._waiting.appendleft(lost.index)

    def close(self) -> None:
        """End whatever still runs."""
        for job in self._jobs.values():
            job.drop()
        self._jobs.clear()
