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
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tools.mutants import Mutant, all_mutants  # noqa: E402

PROCESSES = 2
SECONDS = 240
KILLED, SURVIVED = 1, 0
"""Exit codes of pytest: tests failed, all passed."""


class _AlteredSource(importlib.abc.MetaPathFinder, importlib.machinery.SourceFileLoader):
    """Finds one module and loads it with a piece of its source replaced."""

    def __init__(self, mutant: Mutant) -> None:
        place = ROOT.joinpath(*mutant.module.split(".")).with_suffix(".py")
        importlib.machinery.SourceFileLoader.__init__(self, mutant.module, str(place))
        self.mutant = mutant

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> importlib.machinery.ModuleSpec | None:
        """The one module, or nothing."""
        if fullname != self.mutant.module:
            return None
        return importlib.util.spec_from_loader(fullname, self)

    def get_code(self, fullname: str) -> object:  # type: ignore[override]
        """The altered source, compiled; nothing is read from or written to a cache."""
        source = Path(self.path).read_text(encoding="utf-8")
        if source.count(self.mutant.old) != 1:
            raise SystemExit(f"{self.mutant.old!r} is not there exactly once: {self.path}")
        altered = source.replace(self.mutant.old, self.mutant.new)
        return compile(altered, self.path, "exec")


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


def run_one(mutant: Mutant) -> int:
    """Bring one mutant to life in this process and run its tests; pytest's exit code."""
    import pytest

    if mutant.path:
        owner, method = mutant.path.split(".")
        kind = getattr(importlib.import_module(mutant.module), owner)
        setattr(kind, method, _answer(mutant.answer))
    options = ["-x", "-q", "--no-header", "--tb=no", "-p", "no:cacheprovider"]
    return int(pytest.main([*options, "--rootdir", str(ROOT), *mutant.tests]))


def _alter(mutant: Mutant) -> None:
    """Let the next import of the module find the altered source."""
    for name in [name for name in sys.modules if name.split(".")[0] == "orgplan"]:
        del sys.modules[name]
    sys.meta_path.insert(0, _AlteredSource(mutant))


def _judge(mutant: Mutant) -> tuple[Mutant, int, float, str]:
    """Run one mutant in a process of its own."""
    started = time.monotonic()
    command = [sys.executable, str(Path(__file__).resolve()), "--one", mutant.name]
    try:
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False
        )
        code, said = done.returncode, (done.stdout + done.stderr).strip()
    except subprocess.TimeoutExpired:
        code, said = KILLED, "ran out of time"
    return mutant, code, time.monotonic() - started, said


def main(words: Sequence[str]) -> int:
    """Run the chosen mutants and print what became of them; 1 if any lives."""
    mutants = all_mutants()
    if words[:1] == ["--one"]:
        mutant = mutants[words[1]]
        if mutant.old:
            _alter(mutant)
        return run_one(mutant)
    chosen = [m for name, m in mutants.items() if not words or any(w in name for w in words)]
    alive = 0
    with ThreadPoolExecutor(PROCESSES) as pool:
        for mutant, code, seconds, said in pool.map(_judge, chosen):
            verdict = {KILLED: "killed", SURVIVED: "SURVIVED"}.get(code, f"ERROR {code}")
            alive += code != KILLED
            print(f"{verdict:10}{seconds:6.1f} s  {mutant.name}", flush=True)
            if code not in (KILLED, SURVIVED):
                print(said[-2000:])
    print(f"{len(chosen)} mutants, {alive} not killed")
    return int(alive > 0 or not chosen)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
