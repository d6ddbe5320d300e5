"""A process that has loaded orgplan already and becomes each command that it is asked for.

Loading takes two seconds, a command of a test a tenth of that. So one process loads everything but
the commands themselves, whose words depend on the language, and forks for each command: the child
has its own memory, streams, folder, variables and end, like a command that a user has started.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import signal
import sys

MOST_SECONDS = 300
"""After these a command is killed by the alarm, and its test fails by the exit code."""
_NOT_BEFORE = ("orgplan.__main__", "orgplan.cli", "orgplan.doctor", "orgplan.notebook")
"""What reads variables, or looks at the process, while it is being loaded."""
_LATE = ("highspy", "python_calamine", "ruamel.yaml", "typer", "xlsxwriter")
"""Libraries that orgplan loads when a function needs them."""


def _load(name: str) -> None:
    """Import a package and all beneath it."""
    module = importlib.import_module(name)
    for found in pkgutil.iter_modules(getattr(module, "__path__", ()), f"{name}."):
        if found.name not in _NOT_BEFORE:
            _load(found.name)


def _become(request: str) -> int:
    """Be the command of a request: its words, folder, variables, and files for its streams."""
    from orgplan.cli import main

    words, folder, variables, streams = json.loads(request)
    for number, (path, flags) in enumerate(streams):
        opened = os.open(path, flags)
        os.dup2(opened, number)
        os.close(opened)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(variables)
    sys.argv = ["orgplan", *words]
    signal.alarm(MOST_SECONDS)
    return main()


def _serve() -> int:
    """Fork for each request and answer with its exit code, until nobody asks any more.

    What was loaded is frozen: a child that looked through it for garbage at its end would take a
    second for it.
    """
    _load("orgplan")
    for name in _LATE:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    while request := sys.stdin.readline():
        child = os.fork()
        if child == 0:
            return _become(request)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(_serve())
