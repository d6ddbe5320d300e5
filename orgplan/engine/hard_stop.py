"""Work of a solver that may not hear the clock: whoever asks is back in time all the same.

HiGHS can overrun its time limit, mostly in the preparation of large models, and hears no stop
button. A process can be killed; a thread can only be left alone, which is for a short look only.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from types import TracebackType

from orgplan.engine.backend import Outcome, Watch
from orgplan.engine.confirmation_worker import heard
from orgplan.engine.model_text import written
from orgplan.linear import LinearModel

_POLL = 0.05
_UNKNOWN = Outcome("unknown")
_PACKAGES = Path(__file__).resolve().parents[2]


def within(work: Callable[[], Outcome], clock: Watch, *, patience: float = 0.0) -> Outcome:
    """What the work finds, or `unknown` when the clock runs out first; the work is then left.

    With patience the work is trusted to end by itself when the clock has run out. It is waited for
    so many seconds more, whether the clock was stopped or not: a thread that still computes when
    the program ends can bring it down.
    """
    found: list[Outcome] = []
    thread = threading.Thread(target=lambda: found.append(work()), daemon=True)
    last = Watch(clock.left + patience)
    thread.start()
    while thread.is_alive() and (last if patience else clock).left > 0:
        try:
            thread.join(_POLL)
        except KeyboardInterrupt:
            clock.stop()
    return found[0] if found else _UNKNOWN


class SolverProcess(AbstractContextManager["SolverProcess"]):
    """HiGHS in a process of its own (`orgplan.engine.confirmation_worker`), started when needed.

    The process is a plain run of a module: nothing of the calling program is imported in it, so a
    script needs no guard, and notebooks and Windows are no different. ``-P`` keeps files that lie
    in the working folder from being taken for modules.

    Parameters
    ----------
    command
        What to run.
    """

    COMMAND = (sys.executable, "-P", "-m", "orgplan.engine.confirmation_worker")

    def __init__(self, command: tuple[str, ...] = COMMAND) -> None:
        self._command = command
        self._process: subprocess.Popen[str] | None = None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    def look(self, model: LinearModel, clock: Watch) -> Outcome:
        """Any assignment of a model, the word that there is none, or `unknown` in the end."""
        try:
            process = self._process or self._start()
        except OSError:
            return _UNKNOWN
        self._process = process
        outcome = within(lambda: _ask(process, model, clock), clock)
        if outcome.verdict == "unknown":
            self.end()
        return outcome

    def end(self) -> None:
        """Kill the process, if there is one, whatever it is doing."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()

    def _start(self) -> subprocess.Popen[str]:
        paths = (str(_PACKAGES), os.environ.get("PYTHONPATH", ""))
        return subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in paths if path)},
            encoding="ascii",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )


def _ask(process: subprocess.Popen[str], model: LinearModel, clock: Watch) -> Outcome:
    assert process.stdin is not None
    assert process.stdout is not None
    question = written(model)
    try:
        process.stdin.write(f"{clock.left} {question}\n")
        process.stdin.flush()
        return heard(process.stdout.readline())
    except (OSError, ValueError):  # the process was killed meanwhile
        return _UNKNOWN
