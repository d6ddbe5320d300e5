"""Progress of an explanation on stderr: what is being worked on."""

from __future__ import annotations

import sys
import time
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from orgplan.cli.progress import SEARCHING, Display, LiveLine, is_live
from orgplan.text import Language, Text

if TYPE_CHECKING:
    from rich.console import Console

_EVERY = 5.0
"""Least seconds between two plain lines."""


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
    """Plain lines of an explanation, one every few seconds."""

    def __init__(self, state: Work) -> None:
        self._state = state
        self._printed = state.started

    def shown(self) -> AbstractContextManager[object]:
        """Nothing to set up."""
        return nullcontext()

    def take(self, news: Text) -> None:
        """Print if it is time."""
        self._state.take(news)
        if time.monotonic() - self._printed >= _EVERY:
            print(self._state.line(), file=sys.stderr, flush=True)
            self._printed = time.monotonic()


def work_display(language: Language, console: Console) -> Display[Text]:
    """The display of an explanation that suits the console."""
    state = Work(language)
    return LiveLine(state, console) if is_live(console) else WorkLines(state)
