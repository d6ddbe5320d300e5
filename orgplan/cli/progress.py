"""Progress of a solve on stderr: a live line on a terminal, now and then a plain line elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from orgplan.text import Language, Text, number

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult

    from orgplan.case import Case
    from orgplan.engine.lexicographic import Progress
    from orgplan.frontier import FrontierProgress

News_contra = TypeVar("News_contra", contravariant=True)
_EVERY = 5.0
"""Least seconds between two plain lines of one tier."""
_PER_SECOND = 4
SEARCHING = Text("đang tìm phương án", "looking for a plan")
PROVEN = Text("đã chứng minh", "proven")
DECIDING = Text("chọn lần cuối giữa các phương án tốt nhất", "final choice among the best plans")
ASKING = Text(
    "không có phương án; đang hỏi bộ giải thứ hai", "there is no plan; asking a second solver"
)


@dataclass
class State:
    """The latest news of a solve.

    Parameters
    ----------
    names
        Words for each tier.
    language
        Language of the line.
    """

    names: Sequence[Text]
    language: Language
    tier: int | None = None
    best: Fraction | None = None
    bound: Fraction | None = None
    started: float = field(default_factory=time.monotonic)

    def take(self, news: Progress) -> None:
        """Keep what is new; another tier begins without best and bound."""
        if news.tier != self.tier:
            self.tier, self.best, self.bound = news.tier, None, None
        if news.best is not None:
            self.best = news.best if self.best is None else min(self.best, news.best)
        if news.bound is not None:
            self.bound = max(news.bound, self.bound or Fraction(0))

    def line(self) -> str:
        """The line, such as ``12 s  best 360  bound 254  gap 29.4 %  goal 1/3: mismatch``."""
        parts = [f"{time.monotonic() - self.started:.0f} s"]
        if self.tier is not None and self.tier > 0:
            parts += self._values()
        return "  ".join([*parts, self._name()])

    def closing(self) -> str:
        """The line of a tier that is done: the search goes on only from one that is proven."""
        done = PROVEN.to(self.language)
        return "  ".join([f"{time.monotonic() - self.started:.0f} s", done, self._name()])

    def _values(self) -> list[str]:
        words = self.language == "vi"
        parts: list[str] = []
        if self.best is not None:
            parts.append(f"{'tốt nhất' if words else 'best'} {self._number(self.best, 2)}")
        if self.bound is not None:
            parts.append(f"{'cận dưới' if words else 'bound'} {self._number(self.bound, 2)}")
        if self.best is not None and self.bound is not None:
            gap = 100 * (self.best - self.bound) / max(Fraction(1), abs(self.best))
            parts.append(
                f"{'khoảng cách' if words else 'gap'} {self._number(max(gap, Fraction(0)), 1)} %"
            )
        return parts

    def _number(self, value: Fraction, digits: int) -> str:
        return number(round(value, digits), self.language)

    def _name(self) -> str:
        if self.tier is None:
            return SEARCHING.to(self.language)
        if self.tier == 0:
            return DECIDING.to(self.language)
        if self.tier < 0:
            return ASKING.to(self.language)
        word = "mục tiêu" if self.language == "vi" else "goal"
        named = self.names[self.tier - 1].to(self.language)
        return f"{word} {self.tier}/{len(self.names)}: {named}"


def tier_names(case: Case) -> tuple[Text, ...]:
    """Words for the tiers of a case."""
    return tuple(
        Text(
            " + ".join(goal.label.vi for goal, _ in tier.terms),
            " + ".join(goal.label.en for goal, _ in tier.terms),
        )
        for tier in case.tiers
    )


class Latest(Protocol[News_contra]):
    """The latest news, as a line."""

    def take(self, news: News_contra) -> None:
        """Keep what is new."""
        ...

    def line(self) -> str:
        """The line."""
        ...


class Display(Protocol[News_contra]):
    """Something that shows news while its context lasts."""

    def shown(self) -> AbstractContextManager[object]:
        """The context in which news are shown."""
        ...

    def take(self, news: News_contra) -> None:
        """Take news, from any thread."""
        ...


class PlainLines:
    """Plain lines: one when a tier ends, one when a second engine is asked, else now and then."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._printed = state.started

    def shown(self) -> AbstractContextManager[object]:
        """Nothing to set up."""
        return nullcontext()

    def take(self, news: Progress) -> None:
        """Print if it is time."""
        ended = self._state.tier or 0
        if ended > 0 and news.tier != ended:
            self._print(self._state.closing())
        self._state.take(news)
        if news.tier < 0 or time.monotonic() - self._printed >= _EVERY:
            self._print(self._state.line())

    def _print(self, line: str) -> None:
        print(line, file=sys.stderr, flush=True)
        self._printed = time.monotonic()


class LiveLine(Generic[News_contra]):
    """One line that rewrites itself, cut to the width of the terminal."""

    def __init__(self, state: Latest[News_contra], console: Console) -> None:
        self._state = state
        self._console = console

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The line as it is now."""
        from rich.text import Text as Line

        yield Line(self._state.line(), no_wrap=True, overflow="ellipsis")

    def shown(self) -> AbstractContextManager[object]:
        """The live line, gone afterwards."""
        from rich.live import Live

        return Live(self, console=self._console, refresh_per_second=_PER_SECOND, transient=True)

    def take(self, news: News_contra) -> None:
        """Keep the news; the line is redrawn by itself."""
        self._state.take(news)


def display(case: Case, console: Console) -> Display[Progress]:
    """The display that suits the console."""
    state = State(tier_names(case), case.language)
    if is_live(console):
        return LiveLine(state, console)
    return PlainLines(state)


@dataclass
class Counted:
    """The latest news of a frontier: ``12 s  proven or excluded 14/35  left 7: 4``."""

    language: Language
    latest: FrontierProgress | None = None
    started: float = field(default_factory=time.monotonic)

    def take(self, news: FrontierProgress) -> None:
        """Keep what is new."""
        self.latest = news

    def line(self) -> str:
        """The line."""
        parts = [f"{time.monotonic() - self.started:.0f} s"]
        if self.latest is None:
            return "  ".join([*parts, SEARCHING.to(self.language)])
        words = Text("đã xong", "settled").to(self.language)
        parts.append(f"{words} {self.latest.settled}/{self.latest.counts}")
        point = self.latest.latest
        if point is not None and point.values:
            left = Text("còn", "left").to(self.language)
            value = number(round(point.values[0], 2), self.language)
            parts.append(f"{left} {point.after}: {value}")
        return "  ".join(parts)


class CountedLines:
    """Plain lines of a frontier, one every few seconds."""

    def __init__(self, state: Counted) -> None:
        self._state = state
        self._printed = state.started

    def shown(self) -> AbstractContextManager[object]:
        """Nothing to set up."""
        return nullcontext()

    def take(self, news: FrontierProgress) -> None:
        """Print if it is time."""
        self._state.take(news)
        if time.monotonic() - self._printed >= _EVERY:
            print(self._state.line(), file=sys.stderr, flush=True)
            self._printed = time.monotonic()


def frontier_display(case: Case, console: Console) -> Display[FrontierProgress]:
    """The display of a frontier that suits the console."""
    state = Counted(case.language)
    return LiveLine(state, console) if is_live(console) else CountedLines(state)


def is_live(console: Console) -> bool:
    """Whether a line of it can be written anew."""
    return console.is_terminal and not console.is_dumb_terminal
