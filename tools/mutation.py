"""Mutation test: leave one sentence of orgplan out at a time; some test must fail each time.

``python tools/mutation.py`` runs all mutants of ``tools/mutants.py``, two at a time, prints a table
and ends with 1 if one survives; words after it choose mutants whose name contains one of them.
Nothing on disk is changed: each mutant lives in a process of its own, in which the source of one
module is altered before it is imported, or one method is replaced after.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import CodeType, ModuleType
from typing import IO

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tools.mutants import Mutant, all_mutants  # noqa: E402 - the path comes first

PROCESSES = 2
SECONDS = 120
KILLED, SURVIVED = 1, 0
"""Exit codes of pytest: tests failed, all passed."""


class _AlteredSource(importlib.machinery.SourceFileLoader):
    """Loads one module with a piece of its source replaced."""

    def __init__(self, mutant: Mutant) -> None:
        place = ROOT.joinpath(*mutant.module.split(".")).with_suffix(".py")
        super().__init__(mutant.module, str(place))
        source = place.read_text(encoding="utf-8")
        if source.count(mutant.old) != 1:
            raise LookupError(f"{mutant.old!r} is not there exactly once: {place}")
        self.code: CodeType = compile(source.replace(mutant.old, mutant.new), self.path, "exec")

    def get_code(self, fullname: str) -> CodeType:
        """The altered source, compiled; nothing is read from or written to a cache."""
        return self.code


class _Finder(importlib.abc.MetaPathFinder):
    """Finds the one module that is altered."""

    def __init__(self, mutant: Mutant) -> None:
        self.module = mutant.module
        self.altered = _AlteredSource(mutant)

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> importlib.machinery.ModuleSpec | None:
        """The one module, or nothing."""
        if fullname != self.module:
            return None
        return importlib.util.spec_from_loader(fullname, self.altered)


def _answer(name: str) -> Callable[..., object]:
    """A method that answers nothing."""
    from orgplan.linear import Linear

    made: dict[str, Callable[[], object]] = {
        "None": lambda: None,
        "nothing": lambda: iter(()),
        "zero": lambda: Fraction(0),
        "linear": Linear,
    }
    return lambda *_arguments: made[name]()


def _alter(mutant: Mutant) -> None:
    """Let the next import of the module find the altered source."""
    for name in [name for name in sys.modules if name.split(".")[0] == "orgplan"]:
        del sys.modules[name]
    sys.meta_path.insert(0, _Finder(mutant))


@dataclass(frozen=True, slots=True)
class Running:
    """A mutant in a process of its own: its number, what it says, and since when."""

    mutant: Mutant
    child: int
    said: IO[bytes]
    started: float


def run_one(mutant: Mutant) -> int:
    """Bring one mutant to life in this process and run its tests; pytest's exit code."""
    import pytest

    if mutant.old:
        _alter(mutant)
    else:
        owner, method = mutant.path.split(".")
        kind = getattr(importlib.import_module(mutant.module), owner)
        setattr(kind, method, _answer(mutant.answer))
    options = ["-x", "-q", "--no-header", "--tb=no", "-p", "no:cacheprovider"]
    return int(pytest.main([*options, "--rootdir", str(ROOT), *mutant.tests]))


def _fork(mutant: Mutant) -> Running:
    """Run one mutant in a child of this process, which has the heavy imports already."""
    said = tempfile.TemporaryFile()  # noqa: SIM115 - read after the child has ended
    child = os.fork()
    if child == 0:
        os.dup2(said.fileno(), 1)
        os.dup2(said.fileno(), 2)
        try:
            code = run_one(mutant)
        except BaseException as failure:
            print(f"{type(failure).__name__}: {failure}")
            code = 3
        sys.stdout.flush()
        os._exit(code)
    return Running(mutant, child, said, time.monotonic())


def _wait(running: list[Running]) -> tuple[Running, int]:
    """The first child to end, and its exit code; a child that takes too long is ended."""
    while True:
        for one in running:
            done, status = os.waitpid(one.child, os.WNOHANG)
            if done:
                running.remove(one)
                return one, os.waitstatus_to_exitcode(status)
            if time.monotonic() - one.started > SECONDS:
                os.kill(one.child, signal.SIGKILL)
        time.sleep(0.02)


def _tell(one: Running, code: int) -> bool:
    """Print what became of a mutant; whether it was killed."""
    killed = code in (KILLED, -signal.SIGKILL)
    verdict = "killed" if killed else "SURVIVED" if code == SURVIVED else f"ERROR {code}"
    print(f"{verdict:10}{time.monotonic() - one.started:6.1f} s  {one.mutant.name}", flush=True)
    if not killed and code != SURVIVED:
        one.said.seek(0)
        print(one.said.read().decode()[-1000:])
    return killed


def main(words: Sequence[str]) -> int:
    """Run the chosen mutants and print what became of them; 1 if any lives."""
    mutants = all_mutants()
    chosen = [m for name, m in mutants.items() if not words or any(w in name for w in words)]
    importlib.import_module("orgplan.engine.cp_sat")
    importlib.import_module("orgplan.io.scenario")
    importlib.import_module("pytest")
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # what they load would cost every child
    waiting, running, alive = list(chosen), list[Running](), 0
    while waiting or running:
        while waiting and len(running) < PROCESSES:
            running.append(_fork(waiting.pop(0)))
        alive += not _tell(*_wait(running))
    print(f"{len(chosen)} mutants, {alive} not killed")
    return int(alive > 0 or not chosen)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
