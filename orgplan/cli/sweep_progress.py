"""Progress of a sweep on stderr: a bar on a terminal, now and then a plain line elsewhere."""

from __future__ import annotations

import sys
import time
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Protocol

from orgplan.text import Language, Text

if TYPE_CHECKING:
    from rich.console import Console

    from orgplan.sweep.row import Row
    from orgplan.sweep.run import News

_EVERY = 5.0
"""Least seconds between two plain lines."""
READING = Text("đọc kịch bản", "reading scenarios")
SOLVING = Text("giải", "solving")


class Display(Protocol):
    """Something that shows news while its context lasts."""

    def shown(self) -> AbstractContextManager[object]:
        """The context in which news are shown."""
        ...

    def take(self, news: News) -> None:
        """Take news."""
        ...


def phase_words(news: News, language: Language) -> str:
    """What is being done."""
    return (READING if news.phase == "reading" else SOLVING).to(language)


def row_words(row: Row, language: Language) -> str:
    """The point that has just been solved, and its answer."""
    from orgplan.report.sweep.words import STATUSES

    point = ", ".join(f"{path}={value}" for path, value in row.changes)
    answer = "×" if row.after is None else f"{row.before} → {row.after}"
    return f"{point}: {answer}, {STATUSES[row.status].to(language)}"


class PlainLines:
    """Plain lines, one every few seconds while points are solved."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._started = self._printed = time.monotonic()

    def shown(self) -> AbstractContextManager[object]:
        """Nothing to set up."""
        return nullcontext()

    def take(self, news: News) -> None:
        """Print if it is time."""
        now = time.monotonic()
        if now - self._printed < _EVERY:
            return
        self._printed = now
        parts = [f"{now - self._started:.0f} s", f"{news.done}/{news.total}"]
        parts.append(phase_words(news, self._language))
        if news.row is not None:
            parts.append(row_words(news.row, self._language))
        print("  ".join(parts), file=sys.stderr, flush=True)


class Bar:
    """A bar with the number of finished points, the time, and the last answer."""

    def __init__(self, language: Language, console: Console) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
        from rich.progress import TimeElapsedColumn as Elapsed

        self._language = language
        self._bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            Elapsed(),
            TextColumn("{task.fields[last]}", markup=False),
            console=console,
            transient=True,
        )
        self._task = self._bar.add_task(READING.to(language), total=None, last="")

    def shown(self) -> AbstractContextManager[object]:
        """The bar, gone afterwards."""
        return self._bar

    def take(self, news: News) -> None:
        """Move the bar."""
        last = "" if news.row is None else row_words(news.row, self._language)
        self._bar.update(
            self._task,
            description=phase_words(news, self._language),
            completed=news.done,
            total=news.total,
            last=last,
        )


def display(language: Language, console: Console) -> Display:
    """The display that suits the console."""
    if console.is_terminal and not console.is_dumb_terminal:
        return Bar(language, console)
    return PlainLines(language)
