"""What a solver has to offer, whichever it is."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from orgplan.linear import Linear, LinearModel

Verdict = Literal["optimal", "feasible", "infeasible", "unknown"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one minimisation found.

    Parameters
    ----------
    verdict
        `optimal` and `infeasible` are proofs; `feasible` has values and a bound; else `unknown`.
    values
        One value a variable, or None.
    bound
        No plan has a smaller objective; None if nothing is known.
    """

    verdict: Verdict
    values: tuple[int, ...] | None = None
    bound: int | None = None


@dataclass
class Watch:
    """The clock and the stop button of a solve, shared by all its steps.

    Parameters
    ----------
    seconds
        Time allowed in all, from now.
    """

    seconds: float
    started: float = field(default_factory=time.monotonic)
    stopped: threading.Event = field(default_factory=threading.Event)

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self.started

    @property
    def left(self) -> float:
        """Seconds left, 0 if stopped."""
        return 0.0 if self.stopped.is_set() else max(0.0, self.seconds - self.elapsed)

    def stop(self) -> None:
        """Ask everything that looks at this watch to end soon."""
        self.stopped.set()


Report = Callable[[Sequence[int] | None, int | None], None]
"""Told of a new incumbent (values) or a new bound, from any thread."""


class Backend(Protocol):
    """A solver over one growing `LinearModel`; constraints may be added between calls."""

    name: str
    version: str

    def minimise(
        self,
        model: LinearModel,
        objective: Linear,
        watch: Watch,
        *,
        seed: int = 1,
        hint: Sequence[int] | None = None,
        report: Report | None = None,
        ceilings: Mapping[int, int] | None = None,
        easy: bool = False,
    ) -> Outcome:
        """Minimise a whole-numbered objective within the time left on the watch.

        `ceilings` lowers the upper bound of some variables for this call only. `easy` says that
        the preparation of a long search is not likely to pay.
        """
        ...
