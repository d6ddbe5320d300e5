"""Memory of a process and of everything it started, as the system tells it."""

from __future__ import annotations

import platform
from pathlib import Path

_KIB_IN_GB = 1024**2


def peak_of_this_process() -> float | None:
    """Greatest resident memory of this process so far [GB], where the system tells it."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024**3 if platform.system() == "Darwin" else _KIB_IN_GB)


def of_tree(process: int) -> float | None:
    """Memory of a process and its descendants now [GB]; pages that they share count once.

    None where there is no /proc: then only the peak of the first process is known.
    """
    if not Path("/proc/self/smaps_rollup").exists():
        return None
    return sum(_proportional(member) for member in _tree(process)) / _KIB_IN_GB


def _tree(process: int) -> list[int]:
    found = [process]
    for member in found:
        for listed in Path(f"/proc/{member}/task").glob("*/children"):
            try:
                found += [int(child) for child in listed.read_text().split()]
            except OSError:  # the process ended while we looked
                continue
    return found


def _proportional(process: int) -> int:
    """Proportional set size of one process [KiB]; 0 if it has ended."""
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    for line in rollup.splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0
