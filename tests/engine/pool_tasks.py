"""Functions that the tests of the pool run in worker processes, and how they find those."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import psutil

from orgplan.engine.backend import Watch
from orgplan.engine.pool import task_watch
from orgplan.errors import Finding, InputError, UsageError
from orgplan.text import Text

REFUSAL = Text("không được", "not allowed")


def square(number: int) -> int:
    return number * number


def size(content: bytes) -> int:
    return len(content)


def own_process(_: int) -> int:
    time.sleep(0.2)  # long enough for every worker to get a task
    return os.getpid()


def print_aloud(number: int) -> int:
    print("aloud", flush=True)
    os.write(1, b"aloud")
    return number


def die_once(task: tuple[int, Path]) -> int:
    """Kill this process in the middle of the task, unless that has happened before."""
    number, mark = task
    if number == 3 and not mark.exists():
        mark.touch()
        _die()
    return number


def die_at_three(number: int) -> int:
    if number == 3:
        _die()
    return number


def short_of_memory(number: int) -> int:
    if number == 3:
        raise MemoryError
    return number


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    time.sleep(60)


def until_stopped(task: tuple[int, Path]) -> int:
    """Leave the number of this process, work until the watch says stop, return half a result."""
    number, folder = task
    (folder / f"{number}.pid").write_text(str(os.getpid()), encoding="ascii")
    while task_watch().left > 0:
        time.sleep(0.01)
    (folder / f"{number}.end").touch()
    return -number


def deaf(task: tuple[int, Path]) -> int:
    """Leave the numbers of this process and its parent, and work on whatever the watch says.

    Task 0 is done at once.
    """
    number, folder = task
    (folder / f"{number}.parent").write_text(str(os.getppid()), encoding="ascii")
    (folder / f"{number}.pid").write_text(str(os.getpid()), encoding="ascii")
    if number:
        time.sleep(600)
    return number


def refuse(number: int) -> int:
    if number == 1:
        raise UsageError(REFUSAL)
    if number == 2:
        raise InputError([Finding("a.csv:1:1", REFUSAL, REFUSAL)])
    return number


class StubbornError(Exception):
    """Something that can be pickled but not be made again."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__(f"{one} and {two}")


def raise_stubborn(number: int) -> int:
    raise StubbornError(number, number)


def no_travel(_: int) -> object:
    return lambda: None


def interrupt(number: int) -> int:
    if number == 1:
        raise KeyboardInterrupt
    return number


def exists(process: int) -> bool:
    """Whether a process is there; one that only waits to be noticed as dead is not."""
    try:
        return psutil.Process(process).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def all_gone(processes: list[int], seconds: float = 30) -> bool:
    """Whether the processes end within a generous time."""
    end = time.monotonic() + seconds
    while any(map(exists, processes)):
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def wait_for(folder: Path, pattern: str, count: int, seconds: float = 60) -> list[Path]:
    """Files that tasks leave; an error if they do not come within a generous time."""
    end = time.monotonic() + seconds
    while len(found := sorted(folder.glob(pattern))) < count:
        if time.monotonic() > end:
            raise TimeoutError(f"{len(found)} of {count} {pattern}")
        time.sleep(0.02)
    return found


def stop_when_begun(watch: Watch, folder: Path, count: int) -> None:
    """Stop a watch when so many tasks have begun, or have not within a generous time."""
    try:
        wait_for(folder, "*.pid", count)
    finally:
        watch.stop()
