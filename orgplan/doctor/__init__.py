"""Looking at the computer: is everything there that orgplan needs?

This package imports nothing but the standard library until it looks, so that it can speak of a
library that is missing.
"""

from __future__ import annotations

import os
import sys

from orgplan.doctor.extras import look_at_cache, look_at_dask
from orgplan.doctor.finding import Look, State
from orgplan.doctor.packages import look_at_libraries, look_at_python
from orgplan.doctor.solvers import look_at_solvers
from orgplan.doctor.surroundings import (
    look_at_console,
    look_at_folders,
    look_at_font,
    look_at_language,
    look_at_network,
    look_at_size,
)
from orgplan.doctor.windows import console_page

__all__ = ["Look", "State", "examine"]


def examine() -> tuple[Look, ...]:
    """Look at everything, in the order in which one would mend it."""
    return (
        *look_at_python(),
        *look_at_libraries(),
        look_at_solvers(),
        look_at_font(),
        look_at_console(sys.stdout.encoding, console_page()),
        look_at_language(os.environ),
        *look_at_folders(),
        look_at_cache(),
        look_at_dask(),
        *look_at_size(),
        look_at_network(),
    )
