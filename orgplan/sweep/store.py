"""Finished points on disk, so that a sweep that was ended goes on where it was.

One line a point, added as soon as it is known: a checksum, then a JSON object with the key of the
point, the time that its solve was allowed, and the row. A line that was cut off, changed or comes
from elsewhere is ignored; the point is then solved again. Lines of other grids stay where they are.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from orgplan.sweep.grid import Changes
from orgplan.sweep.row import Row
from orgplan.sweep.written import read_row, written_row

STATE_FILE = "sweep-points.jsonl"
_LONGEST = 1_000_000
"""Characters of a line that may be a point."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A point on disk: its row, and the seconds that its solve was allowed [s]."""

    row: Row
    limit: float


@dataclass(frozen=True, slots=True)
class Store:
    """The file of finished points.

    Parameters
    ----------
    path
        Where it is, or will be.
    """

    path: Path

    def read(self, wanted: Mapping[str, Changes]) -> dict[str, Kept]:
        """The points that the file holds among those wanted, by their keys.

        Of two lines for one point the later counts.
        """
        kept: dict[str, Kept] = {}
        if not self.path.is_file():
            return kept
        with self.path.open("rb") as file:
            for line in file:
                found = _read(line, wanted)
                if found is not None:
                    kept[found[0]] = found[1]
        return kept

    def add(self, key: str, kept: Kept) -> None:
        """Add a point: one write at the end of the file, on the disk when this returns."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
        handle = os.open(self.path, flags, 0o666)
        try:
            line = _line(key, kept)
            size = os.fstat(handle).st_size
            if size:
                os.lseek(handle, size - 1, os.SEEK_SET)
                if os.read(handle, 1) != b"\n":
                    line = b"\n" + line
            os.write(handle, line)
            os.fsync(handle)
        finally:
            os.close(handle)

    def clear(self) -> None:
        """Forget every point."""
        self.path.unlink(missing_ok=True)


def _line(key: str, kept: Kept) -> bytes:
    content = {"key": key, "limit": kept.limit, "row": written_row(kept.row)}
    text = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
    return f"{_checksum(text)} {text}\n".encode("ascii")


def _read(line: bytes, wanted: Mapping[str, Changes]) -> tuple[str, Kept] | None:
    if len(line) > _LONGEST or not line.endswith(b"\n"):
        return None
    checksum, _, text = line.decode("utf-8", "replace").rstrip("\r\n").partition(" ")
    if checksum != _checksum(text):
        return None
    try:
        content = json.loads(text)
        key, limit = content["key"], float(content["limit"])
        return (key, Kept(read_row(content["row"], wanted[key]), limit)) if key in wanted else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
