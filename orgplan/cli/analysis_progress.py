"""Progress of alternatives and trade-offs on stderr."""

from __future__ import annotations

import sys
import time
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic

from orgplan.cli.progress import (
    SEARCHING,
    Display,
    Latest,
    LiveLine,
    News_contra,
    State,
    is_live,
    tier_names,
)
from orgplan.text import Language, Text, number

if TYPE_CHECKING:
    from rich.console import Console

    from orgplan.alternatives import AlternativesProgress
    from orgplan.case import Case
    from orgplan.trade_off import TradeOffProgress

_EVERY = 5.0
"""Least seconds between two plain lines."""


class NowAndThen(Generic[News_contra]):
    """Plain lines, one every few seconds."""

    def __init__(self, state: Latest[News_contra]) -> None:
        self._state = state
        self._printed = time.monotonic()

    def shown(self) -> AbstractContextManager[object]:
        """Nothing to set up."""
        return nullcontext()

    def take(self, news: News_contra) -> None:
        """Print if it is time."""
        self._state.take(news)
        if time.monotonic() - self._printed >= _EVERY:
            print(self._state.line(), file=sys.stderr, flush=True)
            self._printed = time.monotonic()


class NextPlan:
    """The latest news of alternatives: ``12 s  plan 2/5  best 360  bound 254 …``."""

    def __init__(self, case: Case) -> None:
        self._language: Language = case.language
        self._state = State(tier_names(case), case.language)
        self._place = ""
        self._number = 0

    def take(self, news: AlternativesProgress) -> None:
        """Keep what is new; another plan begins anew."""
        if news.number != self._number:
            self._number = news.number
            self._state.tier = None
        word = Text("phương án", "plan").to(self._language)
        self._place = f"{word} {news.number}/{news.asked}"
        self._state.take(news.news)

    def line(self) -> str:
        """The line."""
        begun, rest = self._state.line().split("  ", 1)
        return "  ".join([begun, self._place, rest]) if self._place else f"{begun}  {rest}"


@dataclass
class Points:
    """The latest news of a trade-off: ``12 s  14 points, the last one 360 / 21``."""

    language: Language
    latest: TradeOffProgress | None = None
    started: float = field(default_factory=time.monotonic)

    def take(self, news: TradeOffProgress) -> None:
        """Keep what is new."""
        self.latest = news

    def line(self) -> str:
        """The line."""
        begun = f"{time.monotonic() - self.started:.0f} s  "
        if self.latest is None:
            return begun + SEARCHING.to(self.language)
        points = self.latest.points
        count = Text(f"{points} điểm", "1 point" if points == 1 else f"{points} points")
        if self.latest.latest is None:
            return begun + count.to(self.language)
        values = " / ".join(number(round(v, 2), self.language) for v in self.latest.latest)
        last = Text(f", vừa xong {values}", f", the last one {values}")
        return begun + count.to(self.language) + last.to(self.language)


def alternatives_display(case: Case, console: Console) -> Display[AlternativesProgress]:
    """The display of alternatives that suits the console."""
    state = NextPlan(case)
    return LiveLine(state, console) if is_live(console) else NowAndThen(state)


def trade_off_display(case: Case, console: Console) -> Display[TradeOffProgress]:
    """The display of a trade-off that suits the console."""
    state = Points(case.language)
    return LiveLine(state, console) if is_live(console) else NowAndThen(state)
