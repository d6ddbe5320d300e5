"""Exit codes of every command."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What the exit code of a command means."""

    DONE = 0
    INTERNAL = 1
    USAGE = 2
    INPUT = 3
    NO_PLAN = 4
    UNPROVEN = 5
    INTERRUPTED = 130
