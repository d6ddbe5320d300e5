"""Holding a file that several processes add to: one at a time, the others wait.

Adding at the end is not enough: Windows first looks for the end and then writes, and elsewhere a
line that lies on two pages of memory can be seen half written. Systems without such locks (some
network drives) are gone on with unlocked, as before: a log must not be in the way of a run.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

_PATIENCE = 10
"""How long [s] another process may hold the file; a line is written in far less."""
_PAUSE = 0.005
"""Between two tries [s]."""

if sys.platform == "win32":
    import msvcrt

    _FAR = 2**31 - 2
    """The byte that is locked; it lies behind every line, so that the file can still be read."""

    def _take(handle: int) -> bool:
        """Whether the file is ours now."""
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _give_back(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> bool:
        """Whether the file is ours now."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _give_back(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


@contextmanager
def holding(handle: int) -> Iterator[None]:
    """Hold an open file, against every other handle of it that is held too.

    Raises
    ------
    TimeoutError
        If another holds it for ten seconds.
    """
    try:
        _wait_for(handle)
    except TimeoutError:
        raise
    except OSError:
        yield
        return
    try:
        yield
    finally:
        _give_back(handle)


def _wait_for(handle: int) -> None:
    until = time.monotonic() + _PATIENCE
    while not _take(handle):
        if time.monotonic() > until:
            raise TimeoutError("another program holds the file")
        time.sleep(_PAUSE)
