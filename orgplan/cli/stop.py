"""Ctrl-C in every phase of a solve: first it stops the search, later it gives up.

While files are being put in their place it waits.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import TYPE_CHECKING

from orgplan.cli.exits import Exit

if TYPE_CHECKING:
    from orgplan.engine.backend import Watch

_PATIENCE = 3.0
"""Seconds after the first press in which a second one is taken for the same wish."""
_SHOW_CURSOR = "\x1b[?25h"
_SIGNALS = tuple(
    found
    for name in ("SIGINT", "SIGTERM", "SIGBREAK", "SIGHUP")
    if (found := getattr(signal, name, None)) is not None
)


class StopButton:
    """Takes Ctrl-C and the signals that ask a process to end.

    Attributes
    ----------
    pressed
        Whether the user asked to stop.
    """

    def __init__(self, told: Callable[[], None]) -> None:
        self.pressed = False
        self._told = told
        self._watch: Watch | None = None
        self._shielded = False
        self._since = 0.0
        self._before: dict[int, signal.Handlers | int | Callable[..., object] | None] = {}

    def __enter__(self) -> StopButton:
        if threading.current_thread() is threading.main_thread():
            for number in _SIGNALS:
                before = signal.getsignal(number)
                if before is not signal.SIG_IGN:
                    self._before[number] = before
                    signal.signal(number, self._pressed)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)

    @contextmanager
    def stopping(self, watch: Watch) -> Iterator[None]:
        """While this lasts, the first press stops the watch instead of interrupting."""
        self._watch = watch
        try:
            yield
        finally:
            self._watch = None

    def shield(self) -> None:
        """From here on nothing interrupts: files are being put in their place."""
        self._shielded = True

    def _pressed(self, number: int, frame: FrameType | None) -> None:
        first = not self.pressed
        self.pressed = True
        if self._shielded:
            return
        if self._watch is None:
            raise KeyboardInterrupt
        if first:
            self._since = time.monotonic()
            self._watch.stop()
            self._told()
        elif time.monotonic() - self._since > _PATIENCE:
            _give_up()


def _give_up() -> None:
    """End at once: the solver does not hear, and no file has been touched yet."""
    if sys.stderr.isatty():
        os.write(2, _SHOW_CURSOR.encode())
    os._exit(Exit.INTERRUPTED)
