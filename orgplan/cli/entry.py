"""The outermost shell of every command: streams that take any letter, and exit codes.

It imports next to nothing, so that an interruption while the rest is being imported ends as quietly
as any other.
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
from collections.abc import Sequence

from orgplan.cli.exits import Exit


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments
        What stands behind the command; that of the process if None.

    Returns
    -------
    code
        Exit code, see `orgplan.cli.exits`.
    """
    code = _guarded(arguments)
    if arguments is None and code == Exit.INTERRUPTED:
        _leave_at_once(code)
    return code


def _guarded(arguments: Sequence[str] | None) -> int:
    """Run a command; whatever ends it becomes an exit code."""
    take_any_letter()
    try:
        from orgplan.cli.program import run

        code = run(arguments)
        sys.stdout.flush()
        if arguments is None:
            _end_quietly()
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except ImportError as problem:
        return _without_a_library(problem, sys.argv[1:] if arguments is None else arguments)
    except BrokenPipeError:
        _close_broken_pipe()
        return Exit.DONE
    return code


def _without_a_library(problem: ImportError, arguments: Sequence[str]) -> int:
    """Say what the command line itself cannot do without; the doctor needs no library."""
    name = problem.name or "orgplan"
    print(
        f"Không nạp được thư viện / cannot load the library: {name} ({problem})\n"
        f"Hãy chạy / please run: python -m pip install --force-reinstall {name.partition('.')[0]}",
        file=sys.stderr,
    )
    if list(arguments[:1]) == ["doctor"]:
        from orgplan.doctor import examine
        from orgplan.doctor.page import lines
        from orgplan.io.language import choose_language

        for line in lines(examine(), choose_language(), 80):
            print(line)
    return Exit.INTERNAL


def _leave_at_once(code: int) -> None:
    """End with the code of an interruption.

    Where the signal fell into the loading of an extension library, the interpreter remembers it as
    unhandled, however it was handled, and would kill itself at its end.
    """
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def _end_quietly() -> None:
    """Keep a late Ctrl-C from killing the interpreter while it tidies up: the work is done."""
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(ValueError):
            signal.signal(number, signal.SIG_IGN)


def take_any_letter() -> None:
    """Make the standard streams UTF-8: consoles of cp1252 or cp1258 cannot print all letters."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(OSError, ValueError):
                stream.reconfigure(encoding="utf-8", errors="replace")


def _close_broken_pipe() -> None:
    """Nobody reads any more: keep the interpreter from complaining about it at its end."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
