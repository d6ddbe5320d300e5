"""Worker processes of this computer, each at the other end of a pair of pipes.

A process is started as a new interpreter, never forked, and told where to import from; it does not
import the caller's main module, so a plain script needs no guard. Each has a thread here that
writes to it and reads from it. When this process ends, however it ends, their pipes break and they
end too.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from types import TracebackType
from typing import IO

from orgplan.engine.pool.run import Lost, News, Returned
from orgplan.errors import WorkerError
from orgplan.text import Text

_PATIENCE = 1.0
"""Time for a thread to see that its process is gone [seconds]."""


@dataclass(frozen=True, slots=True)
class _Order:
    """A task on its way to a worker."""

    index: int
    packed: bytes
    seconds: float
    news: News


def start_interpreter(module: str, *arguments: object) -> subprocess.Popen[bytes]:
    """Start ``module.main(*arguments)`` in a process of its own that Ctrl-C does not reach.

    Raises
    ------
    WorkerError
        The computer refuses.
    """
    path = [entry for entry in sys.path if isinstance(entry, str)]
    values = ", ".join(map(repr, arguments))
    code = f"import sys; sys.path[:] = {path!r}; from {module} import main; main({values})"
    try:
        return subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
            creationflags=_flags(),
        )
    except OSError as problem:
        raise WorkerError(
            Text(
                f"Không mở được tiến trình tính toán ({problem}). Hãy dùng --workers 1.",
                f"No worker process can be started ({problem}). Use --workers 1.",
            )
        ) from problem


def _flags() -> int:
    """Windows: no window, and Ctrl-C stays with the parent."""
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
    return 0


def end_process(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and close its pipes."""
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError):
                stream.close()


class LocalCrew:
    """Processes of this computer, started when they are needed and kept for the next task."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()

    def __enter__(self) -> LocalCrew:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in list(self._all):
            worker.drop()

    def give(self, index: int, packed: bytes, seconds: float, news: News) -> _Worker:
        """Hand a task to an idle worker, or to a new one."""
        worker = self._awake() or self._start()
        worker.give(_Order(index, packed, seconds, news))
        return worker

    def _awake(self) -> _Worker | None:
        """A worker that has nothing to do and is still there."""
        while self._idle:
            worker = self._idle.pop()
            if worker.alive:
                return worker
            worker.drop()
        return None

    def _start(self) -> _Worker:
        worker = _Worker(start_interpreter("orgplan.engine.pool.worker"), self)
        self._all.add(worker)
        return worker

    def rest(self, worker: _Worker) -> None:
        """A worker has nothing to do."""
        self._idle.append(worker)

    def leave(self, worker: _Worker) -> None:
        """A worker has ended."""
        self._all.discard(worker)
        if worker in self._idle:
            self._idle.remove(worker)


class _Worker:
    """One process, seen from here."""

    def __init__(self, process: subprocess.Popen[bytes], crew: LocalCrew) -> None:
        self._process = process
        self._crew = crew
        self._orders: SimpleQueue[_Order | None] = SimpleQueue()
        self._writing = threading.Lock()
        self._index = -1
        self._thread = threading.Thread(target=self._serve, name="orgplan worker", daemon=True)
        self._thread.start()

    @property
    def alive(self) -> bool:
        """Whether the process is there."""
        return self._process.poll() is None

    def give(self, order: _Order) -> None:
        """Hand out a task."""
        self._index = order.index
        self._orders.put(order)

    def tell(self) -> None:
        """Ask the running task to end soon; not while it is still being sent."""
        if self._writing.acquire(blocking=False):
            try:
                with suppress(OSError, ValueError):
                    self._write(("stop", self._index))
            finally:
                self._writing.release()

    def drop(self) -> None:
        """End the process, and the thread that serves it."""
        self._orders.put(None)
        self._process.kill()
        self._thread.join(_PATIENCE)
        end_process(self._process)
        self._crew.leave(self)

    def _serve(self) -> None:
        """Send orders and put what comes back into their news."""
        while (order := self._orders.get()) is not None:
            try:
                with self._writing:
                    self._write(("task", order.index, order.seconds, order.packed))
                good, packed = pickle.load(self._pipe(self._process.stdout))
            except (OSError, ValueError, EOFError, pickle.UnpicklingError):
                end_process(self._process)
                self._crew.leave(self)
                order.news.put(Lost(order.index, self._process.returncode))
                return
            self._crew.rest(self)
            order.news.put(Returned(order.index, good, packed))

    def _write(self, message: tuple[object, ...]) -> None:
        stream = self._pipe(self._process.stdin)
        pickle.dump(message, stream, pickle.HIGHEST_PROTOCOL)
        stream.flush()

    @staticmethod
    def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
        if stream is None:
            raise EOFError
        return stream
