"""Measure one solver on one scenario in a child process, with a hard stop and its peak memory."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypeGuard

from benchmarks.memory import of_tree

ROOT = Path(__file__).resolve().parent.parent
GRACE = 0.15
"""Share of the limit that a solver may run over before it is stopped."""
PATIENCE = 900.0
"""Seconds for loading a case, and again for judging a plan."""
_SAMPLE = 0.1

Document = dict[str, object]


@dataclass(frozen=True, slots=True)
class Measurement:
    """One run.

    Parameters
    ----------
    solver, scenario
        Who answered what.
    status
        `proven`, `plan`, `infeasible`, `nothing`; `stopped` at the hard stop; `cannot express`,
        `out of memory`, `missing`, `failed`.
    value, bound
        Of the first tier: as the checker works it out, and as the solver proved it.
    seconds, cpu_seconds
        Engine time: model building included; loading, imports and judging excluded [s].
    loaded_gb, peak_gb
        Peak memory of the process before the engine, and of all its processes with it [GB].
    violations
        Rules that the plan breaks.
    remark
        What else the reader has to know.
    """

    solver: str
    scenario: str
    status: str
    value: float | None = None
    bound: float | None = None
    seconds: float | None = None
    cpu_seconds: float | None = None
    loaded_gb: float | None = None
    peak_gb: float | None = None
    violations: int = 0
    remark: str = ""

    @property
    def gap(self) -> float | None:
        """(value − bound) / max(1, |value|), or None if one of them is unknown."""
        if self.value is None or self.bound is None:
            return None
        return (self.value - self.bound) / max(1.0, abs(self.value))

    @property
    def comparable(self) -> bool:
        """Whether the plan answers the same question: it keeps every rule."""
        return self.value is not None and not self.violations


def name_of(scenario: Path) -> str:
    """What a scenario is called in tables: its folder where the file itself has no name."""
    return scenario.parent.name if scenario.stem == "scenario" else scenario.stem


def measure(solver: str, scenario: Path, limit: float) -> Measurement:
    """Run one solver once; a solver that runs over the limit is stopped with all it started."""
    with tempfile.TemporaryDirectory() as cache, tempfile.TemporaryFile() as errors:
        # An empty cache: whoever remembers answers would otherwise be measured without work.
        environment = {**os.environ, "ORGPLAN_CACHE": cache}
        child = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.child", solver, str(scenario), str(limit)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        try:
            said, peak = _listen(child, limit)
            code = child.poll()
        finally:
            _stop(child)
        errors.seek(0)
        last = errors.read().decode("utf-8", "replace").strip().rpartition("\n")[2]
    failure = f"ended with {code}: {last[:150]}" if code else f"over {limit:g} s"
    return _measurement(solver, scenario, said, peak, failure)


def _listen(child: subprocess.Popen[str], limit: float) -> tuple[dict[str, Document], float]:
    """What the child said, by event, and the greatest memory of its processes while it solved."""
    lines: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=_read, args=(child.stdout, lines), daemon=True).start()
    said: dict[str, Document] = {}
    peak, deadline = 0.0, time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            line = lines.get(timeout=_SAMPLE)
        except queue.Empty:
            if "begin" in said and "solved" not in said:
                peak = max(peak, of_tree(child.pid) or 0.0)
            continue
        if line is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(timeout=10)  # it has closed its output, so it is about to end
            break
        document: Document = json.loads(line)
        said[str(document["event"])] = document
        if document["event"] == "begin":
            deadline = time.monotonic() + limit * (1 + GRACE)
        elif document["event"] == "solved":
            deadline = time.monotonic() + PATIENCE
    return said, peak


def _read(stream: IO[str] | None, lines: queue.Queue[str | None]) -> None:
    if stream is not None:
        with stream:
            for line in stream:
                lines.put(line)
    lines.put(None)


def _stop(child: subprocess.Popen[str]) -> None:
    """End the child and whatever it started."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    else:
        child.kill()
    child.wait()


def _measurement(
    solver: str,
    scenario: Path,
    said: dict[str, Document],
    sampled: float,
    failure: str,
) -> Measurement:
    begin, solved, end = (said.get(event, {}) for event in ("begin", "solved", "end"))
    peaks = [sampled, _number(solved.get("peak_gb")) or 0.0]
    status = str(end.get("status", "stopped" if failure.startswith("over") else "failed"))
    remark = str(end.get("remark", failure))
    first = end.get("first_violation")
    return Measurement(
        solver=solver,
        scenario=name_of(scenario),
        status=status,
        value=_number(end.get("value")),
        bound=_number(end.get("bound")),
        seconds=_number(solved.get("seconds")),
        cpu_seconds=_number(solved.get("cpu_seconds")),
        loaded_gb=_number(begin.get("loaded_gb")),
        peak_gb=max(peaks) if max(peaks) else None,
        violations=int(_number(end.get("violations")) or 0),
        remark=f"{remark}; {first}" if first else remark,
    )


def _number(value: object) -> float | None:
    return float(value) if _is_number(value) else None


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float)
