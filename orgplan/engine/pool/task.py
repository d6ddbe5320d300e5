"""One task: how it travels, how it is run, and which watch it has to look at."""

from __future__ import annotations

import pickle
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from typing import Protocol, TypeVar

from orgplan.engine.backend import Watch
from orgplan.errors import EngineError

T = TypeVar("T")
R = TypeVar("R")

_watch: ContextVar[Watch] = ContextVar("watch of the running task")


class Pool(Protocol):
    """Where tasks are run."""

    @property
    def workers(self) -> int:
        """How many tasks run at once."""
        ...

    def map(
        self, function: Callable[[T], R], tasks: Sequence[T], *, watch: Watch
    ) -> Iterator[tuple[int, R]]:
        """Run a function on every task.

        The iteration ends early where the watch runs out or is stopped; Ctrl-C stops the watch.

        Parameters
        ----------
        function
            Importable by its name; whatever it raises is raised here.
        tasks
            Values that can be pickled.
        watch
            Clock and stop button of the whole; inside a task, `task_watch` shows them.

        Yields
        ------
        index, result
            Index of the task and what the function returned, in any order.

        Raises
        ------
        WorkerError
            A task ended its worker process several times.
        """
        ...


def task_watch() -> Watch:
    """The watch of the task that is being run, in whichever process.

    Raises
    ------
    LookupError
        No task of a pool is being run.
    """
    return _watch.get()


def call(function: Callable[[T], R], task: T, watch: Watch) -> R:
    """Run one task under a watch."""
    before = _watch.set(watch)
    try:
        return function(task)
    finally:
        _watch.reset(before)


def pack(function: Callable[[T], R], task: T) -> bytes:
    """A task as it travels."""
    return pickle.dumps((function, task), pickle.HIGHEST_PROTOCOL)


def run_packed(packed: bytes, watch: Watch) -> tuple[bool, bytes]:
    """Run a task that has travelled; whether it succeeded, and the result or what was raised.

    Raises
    ------
    MemoryError
        There is too little memory: that is for the one who runs the process to deal with.
    """
    try:
        function, task = pickle.loads(packed)
        return True, pickle.dumps(call(function, task, watch), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        raise
    except BaseException as problem:
        return False, pack_failure(problem)


def pack_failure(problem: BaseException) -> bytes:
    """An exception as it travels: of its own type where that can be pickled."""
    told = "".join(traceback.format_exception(problem))
    problem.add_note(f"In a worker process:\n{told}")
    try:
        packed = pickle.dumps(problem)
        pickle.loads(packed)
    except Exception:
        plain = EngineError(f"{type(problem).__name__}: {problem}")
        plain.add_note(f"In a worker process:\n{told}")
        packed = pickle.dumps(plain)
    return packed
