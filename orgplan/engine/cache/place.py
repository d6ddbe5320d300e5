"""Where the cache lies, how large it is, and how it is emptied."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

VARIABLE = "ORGPLAN_CACHE"
NAME = "results.sqlite3"
"""The file in the folder; SQLite puts a second one beside it while it writes."""
_BESIDE = ("", "-journal", "-wal", "-shm")


def default_folder(
    environment: Mapping[str, str] = os.environ, platform: str = sys.platform
) -> Path | None:
    """The folder of the cache: ``ORGPLAN_CACHE``, else where programs of this system keep theirs.

    None, and so no cache, if the variable is empty or nobody knows a home.
    """
    said = environment.get(VARIABLE)
    if said is not None:
        return Path(said) if said else None
    try:
        return _folder_of_caches(environment, platform) / "orgplan"
    except RuntimeError:  # there is no home
        return None


def _folder_of_caches(environment: Mapping[str, str], platform: str) -> Path:
    if platform == "win32":
        local = environment.get("LOCALAPPDATA")
        return Path(local) if local else Path.home() / "AppData" / "Local"
    if platform == "darwin":
        return Path.home() / "Library" / "Caches"
    named = Path(environment.get("XDG_CACHE_HOME", ""))
    return named if named.is_absolute() else Path.home() / ".cache"


def files(folder: Path) -> list[Path]:
    """The files of a cache that may be there, those that depend on others first."""
    return [folder / f"{NAME}{end}" for end in reversed(_BESIDE)]


def size(folder: Path) -> int:
    """Bytes of a cache on disk."""
    total = 0
    for file in files(folder):
        with suppress(OSError):
            total += file.lstat().st_size
    return total


def clear(folder: Path) -> None:
    """Remove a cache, and nothing else in its folder.

    Raises
    ------
    OSError
        Another program has it open, or there is no permission.
    """
    for file in files(folder):
        file.unlink(missing_ok=True)
