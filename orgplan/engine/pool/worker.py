"""What runs in a worker process: take a task, run it, send back what it gives.

Tasks run in the main thread; another thread listens. When nobody is left at the other end, the
process ends at once, in the middle of whatever it does.
"""

from __future__ import annotations

import os
import pickle
import signal
import threading
from contextlib import suppress
from queue import SimpleQueue
from typing import IO

from orgplan.engine.backend import Watch
from orgplan.engine.pool.task import run_packed

_ALONE, _NO_MEMORY = 3, 4
"""Exit codes."""


def main() -> None:
    """Serve until the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    orders, answers = _own_pipes()
    tasks: SimpleQueue[tuple[bytes, Watch]] = SimpleQueue()
    threading.Thread(target=_listen, args=(orders, tasks), daemon=True).start()
    while True:
        packed, watch = tasks.get()
        try:
            answer = run_packed(packed, watch)
        except MemoryError:
            os._exit(_NO_MEMORY)
        try:
            pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()
        except OSError:
            os._exit(_ALONE)


def _own_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Take the pipes away from the standard streams: what a task prints must not disturb them."""
    orders, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    with suppress(OSError):  # where there is no stream for errors, it goes nowhere
        os.dup2(2, 1)
    os.close(nothing)
    return orders, answers


def _listen(orders: IO[bytes], tasks: SimpleQueue[tuple[bytes, Watch]]) -> None:
    """Pass tasks on, and the wish to stop the one that was sent last."""
    index, watch = -1, Watch(0)
    while True:
        try:
            kind, *rest = pickle.load(orders)
        except (OSError, EOFError, pickle.UnpicklingError):
            os._exit(_ALONE)
        if kind == "task":
            index, seconds, packed = rest
            watch = Watch(seconds)
            tasks.put((packed, watch))
        elif rest == [index]:
            watch.stop()
