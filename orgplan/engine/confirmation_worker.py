"""A process of its own that looks for assignments with HiGHS: run as a module, killed at will.

One line comes in for each question, ``seconds model`` (`orgplan.engine.model_text`), and one goes
out: the verdict, and the values of an assignment if there is one. The process ends when its input
ends, so it does not outlive whoever asked, and by itself a little after the time allowed: HiGHS
does not always keep to its own limit.
"""

from __future__ import annotations

import faulthandler
import os
import queue
import signal
import sys
import threading

from orgplan.engine.backend import Outcome, Watch
from orgplan.engine.model_text import read
from orgplan.linear import Linear, LinearModel

_PATIENCE = 2.0
"""Seconds above the time allowed before the process ends itself."""


def look(model: LinearModel, clock: Watch) -> Outcome:
    """Any assignment of a model, or HiGHS's word that there is none.

    Whatever goes wrong counts as not known: a second opinion must not cost the first answer.
    """
    from orgplan.engine.highs import Highs

    try:
        return Highs().minimise(model, Linear(), clock)
    except Exception:
        return Outcome("unknown")


def spoken(outcome: Outcome) -> str:
    """An outcome as one line."""
    return " ".join([outcome.verdict, *(str(value) for value in outcome.values or ())])


def heard(line: str) -> Outcome:
    """The outcome that a line holds; an empty line comes from a process that has ended."""
    verdict, *values = line.split() or ["unknown"]
    if verdict == "infeasible":
        return Outcome("infeasible")
    return Outcome("optimal", tuple(map(int, values))) if values else Outcome("unknown")


def main() -> None:
    """Answer questions until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C belongs to whoever asked
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(lines,), daemon=True).start()
    while True:
        seconds, _, model = lines.get().partition(" ")
        faulthandler.dump_traceback_later(float(seconds) + _PATIENCE, exit=True)
        print(spoken(look(read(model), Watch(float(seconds)))), flush=True)
        faulthandler.cancel_dump_traceback_later()


def _listen(lines: queue.SimpleQueue[str]) -> None:
    """Pass the lines on; the end of the input ends the process, even in the middle of a solve."""
    for line in sys.stdin:
        lines.put(line)
    os._exit(0)


if __name__ == "__main__":
    main()
