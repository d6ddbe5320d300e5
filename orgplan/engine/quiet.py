"""HiGHS as a silent guest: a solver that writes nothing, not even its greeting."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from highspy import Highs


def quiet_solver() -> Highs:
    """A solver that writes nothing.

    The first solver of a process greets on standard output, before it can be told not to; that
    belongs to whoever called us.
    """
    import highspy

    with _FIRST:
        if not _greeted:
            _greeted.append(True)
            kept = os.dup(1)
            try:
                with Path(os.devnull).open("wb") as nowhere:
                    os.dup2(nowhere.fileno(), 1)
                    solver = highspy.Highs()
            finally:
                os.dup2(kept, 1)
                os.close(kept)
        else:
            solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    return solver


_FIRST = threading.Lock()
_greeted: list[bool] = []
