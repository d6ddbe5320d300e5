"""Progress of an explanation on stderr: what is being worked on.

News come only when something else is begun, which can be minutes apart. So plain lines are printed
by a clock of their own.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import TYPE_CHECKING

from orgplan.cli.progress import SEARCHING, Display, LiveLine, is_live
from orgplan.text import Language, Text

if TYPE_CHECKING:
    from rich.console import Console

_EVERY = 5.0
"""Seconds between two plain lines."""


@dataclass
class Work:
    """The latest piece of work of an explanation: ``12 s  finding ways out``."""

    language: Language
    latest: Text = SEARCHING
    started: float = field(default_factory=time.monotonic)

    def take(self, news: Text) -> None:
        """Keep what is new."""
        self.latest = news

    def line(self) -> str:
        """The line."""
        return f"{time.monotonic() - self.started:.0f} s  {self.latest.to(self.language)}"


class WorkLines:
    """Plain lines of an explanation: one at the start, then one every few seconds."""

    def __init__(self, state: Work, every: float = _EVERY) -> None:
        self._state = state
        self._every = every

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Lines are printed while this lasts, whether there are news or not."""
        over = Event()
        clock = Thread(target=self._print_until, args=(over,), daemon=True)
        self._print()
        clock.start()
        try:
            yield
        finally:
            over.set()
            clock.join()

    def take(self, news: Text) -> None:
        """Keep the news for the next line."""
        self._state.take(news)

    def _print_until(self, over: Event) -> None:
        while not over.wait(self._every):
            self._print()

    def _print(self) -> None:
        print(self._state.line(), file=sys.stderr, flush=True)


def work_display(language: Language, console: Console) -> Display[Text]:
    """The display of an explanation that suits the console."""
    state = Work(language)
    return LiveLine(state, console) if is_live(console) else WorkLines(state)
