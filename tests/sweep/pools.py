"""A pool in this process that makes its rows up, counts them, and may be killed on the way."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar, cast

from orgplan.engine.backend import Watch
from orgplan.result import TierValue
from orgplan.sweep.grid import Changes
from orgplan.sweep.point import Task, solve_point
from orgplan.sweep.row import Row

_Work = TypeVar("_Work")
_Done = TypeVar("_Done")


class KilledError(Exception):
    """The process has ended, as far as the caller can see."""


@dataclass
class Counting:
    """Looks at points as any pool does, but makes up their rows.

    Parameters
    ----------
    most
        Points that are solved before the process is killed.
    interrupted
        Whether it is Ctrl-C that ends it.
    stopped
        Whether points are stopped without a plan.
    """

    most: int = 1_000
    interrupted: bool = False
    stopped: bool = False
    solved: list[Changes] = field(default_factory=list)
    workers: int = 1

    def map(
        self, function: Callable[[_Work], _Done], tasks: Sequence[_Work], *, watch: Watch
    ) -> Iterator[tuple[int, _Done]]:
        """Every task in order, unless the pool is killed."""
        for place, task in enumerate(tasks):
            if function is not solve_point or not isinstance(task, Task):
                yield place, function(task)
                continue
            if len(self.solved) == self.most:
                raise KeyboardInterrupt if self.interrupted else KilledError
            self.solved.append(task.changes)
            yield place, cast("_Done", made_up(task.changes, stopped=self.stopped))


def made_up(changes: Changes, *, stopped: bool = False) -> Row:
    """A row that depends on the values of its point alone."""
    number = int(hashlib.sha256(repr(changes).encode()).hexdigest()[:6], 16)
    if stopped:
        return Row(changes, "unknown", 6, None, 2, (), None, 0.25)
    tier = TierValue({"displaced_staff": Fraction(number, 7)}, Fraction(number, 7), None)
    return Row(changes, "optimal", 6, number % 7, 2, (tier,), Fraction(0), number % 1000 / 1000)
