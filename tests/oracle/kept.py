"""What brute force found, kept for all processes and files of one run of the tests.

Enumerating the plans of one case may take seconds, and several files ask about the same cases.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from orgplan.io.writing import write_bytes

T = TypeVar("T")
VARIABLE = "ORGPLAN_TESTS_KEPT"
"""The folder of this run; `tests/conftest.py` sets it."""


def kept(name: str, make: Callable[[], T]) -> T:
    """What is kept under a name, or is made now and kept."""
    path = Path(os.environ[VARIABLE]) / f"{name}.pickle"
    if path.exists():
        found: T = pickle.loads(path.read_bytes())
        return found
    made = make()
    write_bytes(path, pickle.dumps(made))
    return made
