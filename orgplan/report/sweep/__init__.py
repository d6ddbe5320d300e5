"""A sweep on a terminal, as a table, as a picture, and the folder that holds them."""

from __future__ import annotations

from orgplan.report.sweep.folder import PICTURES, TABLE_FILE, write_sweep
from orgplan.report.sweep.picture import sweep_picture
from orgplan.report.sweep.terminal import print_sweep

__all__ = ["PICTURES", "TABLE_FILE", "print_sweep", "sweep_picture", "write_sweep"]
