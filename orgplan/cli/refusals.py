"""What cannot work is said before time is spent on it."""

from __future__ import annotations

import os
from pathlib import Path

from orgplan.errors import UsageError
from orgplan.text import Text


def refuse_time_limit(seconds: float | None) -> None:
    """Do nothing if a solve can last so long.

    Raises
    ------
    UsageError
        If it is no time.
    """
    if seconds is not None and not 0 < seconds < float("inf"):
        raise UsageError(
            Text("--time-limit: cần số giây lớn hơn 0", "--time-limit: seconds must be above 0")
        )


def refuse_folder(folder: Path) -> None:
    """Do nothing if files can be written into a folder, or it can be made.

    Raises
    ------
    UsageError
        If it is a file, or its place takes no files.
    """
    standing = next(p for p in (folder, *folder.absolute().parents) if p.exists())
    if not standing.is_dir():
        raise UsageError(
            Text(
                f"{standing} là một tệp, không phải thư mục", f"{standing} is a file, not a folder"
            )
        )
    if not os.access(standing, os.W_OK | os.X_OK):
        raise UsageError(
            Text(f"không có quyền ghi vào {standing}", f"no permission to write into {standing}")
        )
