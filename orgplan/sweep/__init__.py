"""Many scenarios in one go: a grid over some values of one scenario, each point solved by itself.

A point is a scenario with other values on its way in; it is read, checked and solved like any
other. Finished points are kept on disk, so that a sweep that was ended goes on where it was.
"""

from __future__ import annotations

from orgplan.sweep.call import sweep
from orgplan.sweep.grid import Grid, make_grid, read_grid
from orgplan.sweep.row import Row
from orgplan.sweep.swept import Sweep

__all__ = ["Grid", "Row", "Sweep", "make_grid", "read_grid", "sweep"]
